import { IsInt, Max, Min } from 'class-validator';
import { Setting } from './setting';

/** What may be uploaded. */
export class UploadsConfig {
  @Setting({ description: 'Size of the largest file that is accepted, in bytes.', default: 1_073_741_824 })
  @IsInt({ message: 'must be a whole number' })
  @Min(1024, { message: 'must be between 1024 and 1099511627776' })
  @Max(1_099_511_627_776, { message: 'must be between 1024 and 1099511627776' })
  readonly maxBytes: number;
}
