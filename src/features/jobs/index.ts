export { findJobNode } from './find-job';
export { Job } from './job';
