import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { Setting } from './setting';

/** How workers share the jobs. */
export class JobsConfig {
  @Setting({
    description: 'Seconds after which the job of a worker that fell silent is given to another.',
    default: 30,
  })
  @IsInt({ message: 'must be a whole number' })
  @Min(2, { message: 'must be between 2 and 3600' })
  @Max(3600, { message: 'must be between 2 and 3600' })
  readonly leaseSeconds: number;

  @Setting({ description: 'Seconds between two searches for jobs that were lost on the way.', default: 5 })
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be between 1 and 3600' })
  @Max(3600, { message: 'must be between 1 and 3600' })
  readonly reconcileSeconds: number;

  @Setting({ description: 'Jobs that one worker runs at the same time.', default: 4 })
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be between 1 and 100' })
  @Max(100, { message: 'must be between 1 and 100' })
  readonly concurrency: number;

  @Setting({ description: 'Days for which jobs are kept after they have settled.', default: 30 })
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be between 1 and 3650' })
  @Max(3650, { message: 'must be between 1 and 3650' })
  readonly retentionDays: number;

  @Setting({
    type: 'number',
    optional: true,
    description:
      'Port on which a worker answers `/livez`, `/readyz` and `/metrics`, at the address of `KEELSON_HTTP_HOST`; without one it answers nothing.',
  })
  @IsOptional()
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be between 1 and 65535' })
  @Max(65535, { message: 'must be between 1 and 65535' })
  readonly httpPort: number | null;
}
