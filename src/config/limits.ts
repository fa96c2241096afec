import { IsInt, Max, Min } from 'class-validator';
import { Setting } from './setting';

/** How much callers may ask for, and for how long. */
export class LimitsConfig {
  @Setting({
    description:
      'Cost that one address may ask for at once without signing in. Each request costs what it was answered with, and 1 at least.',
    default: 20_000,
  })
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be between 1 and 1000000000' })
  @Max(1_000_000_000, { message: 'must be between 1 and 1000000000' })
  readonly anonymousCost: number;

  @Setting({
    description:
      'Cost that comes back to such an address each second; 0 sets no limit. What is too much is refused with RATE_LIMITED and `Retry-After`.',
    default: 2_000,
  })
  @IsInt({ message: 'must be a whole number' })
  @Min(0, { message: 'must be between 0 and 1000000000' })
  @Max(1_000_000_000, { message: 'must be between 0 and 1000000000' })
  readonly anonymousRestoreRate: number;

  @Setting({
    description: 'Cost that a viewer may ask for at once who is signed in or has a token.',
    default: 100_000,
  })
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be between 1 and 1000000000' })
  @Max(1_000_000_000, { message: 'must be between 1 and 1000000000' })
  readonly viewerCost: number;

  @Setting({ description: 'Cost that comes back to such a viewer each second; 0 sets no limit.', default: 10_000 })
  @IsInt({ message: 'must be a whole number' })
  @Min(0, { message: 'must be between 0 and 1000000000' })
  @Max(1_000_000_000, { message: 'must be between 0 and 1000000000' })
  readonly viewerRestoreRate: number;

  @Setting({
    description:
      'Seconds that the answer to an operation may take. Then it is TIMEOUT, and its statements in the database are killed. 0 sets no limit.',
    default: 10,
  })
  @IsInt({ message: 'must be a whole number' })
  @Min(0, { message: 'must be between 0 and 600' })
  @Max(600, { message: 'must be between 0 and 600' })
  readonly requestSeconds: number;

  @Setting({
    description:
      'Operations that one process answers at the same time; what comes beyond is refused at once with 503 and `Retry-After`. 0 sets no limit.',
    default: 200,
  })
  @IsInt({ message: 'must be a whole number' })
  @Min(0, { message: 'must be between 0 and 100000' })
  @Max(100_000, { message: 'must be between 0 and 100000' })
  readonly concurrentRequests: number;
}
