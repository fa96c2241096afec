export { storeStream } from './upload-asset';
