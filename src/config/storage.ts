import { IsNotEmpty } from 'class-validator';
import { Setting } from './setting';

/** Where uploaded files lie. */
export class StorageConfig {
  @Setting({
    type: 'path',
    description: 'Directory for uploaded files; a relative one is meant from the clone.',
    default: '.keelson/storage',
  })
  @IsNotEmpty({ message: 'must name a directory' })
  readonly directory: string;
}
