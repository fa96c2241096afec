import { IsInt, Matches, Max, Min } from 'class-validator';
import { Setting } from './setting';

/** The MySQL or MariaDB server that holds the truth. */
export class DatabaseConfig {
  @Setting({
    type: 'url',
    description:
      'MySQL 8.0+ or MariaDB 10.6+, as `mysql://user:password@host:port/database`, optionally with `?socketPath=/path`. `npm start` runs a private one when this is not set.',
  })
  @Matches(/^(mysql|mariadb):\/\/[^/]+\/[^/?#]+(\?.*)?$/, {
    message: 'must look like mysql://user:password@host:port/database',
  })
  readonly url: string;

  @Setting({ description: 'Most connections that one process opens.', default: 10 })
  @IsInt({ message: 'must be a whole number' })
  @Min(2, { message: 'must be between 2 and 500' })
  @Max(500, { message: 'must be between 2 and 500' })
  readonly poolSize: number;

  @Setting({ description: 'Milliseconds that a request waits for a free connection.', default: 3000 })
  @IsInt({ message: 'must be a whole number' })
  @Min(100, { message: 'must be between 100 and 60000' })
  @Max(60_000, { message: 'must be between 100 and 60000' })
  readonly acquireTimeoutMs: number;

  @Setting({ description: 'Milliseconds after which a statement is given up.', default: 10_000 })
  @IsInt({ message: 'must be a whole number' })
  @Min(100, { message: 'must be between 100 and 600000' })
  @Max(600_000, { message: 'must be between 100 and 600000' })
  readonly queryTimeoutMs: number;
}
