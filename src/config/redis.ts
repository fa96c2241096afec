import { Matches } from 'class-validator';
import { Setting } from './setting';

/** The Redis or Valkey server that carries hints and progress; it may be emptied at any moment. */
export class RedisConfig {
  @Setting({
    type: 'url',
    description:
      'Redis 6.2+ or Valkey, as `redis://user:password@host:port` (`rediss://` for TLS). `npm start` runs a private one when this is not set.',
  })
  @Matches(/^rediss?:\/\/[^/]+(\/\d+)?\/?(\?.*)?$/, { message: 'must look like redis://user:password@host:port' })
  readonly url: string;
}
