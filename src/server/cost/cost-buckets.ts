import { isIPv6 } from 'node:net';
import type { Viewer } from '../../engine/access/viewer';
import { rateLimited } from '../../errors';
import { type Redis, within } from '../../platform/redis/redis';
import type { Logger } from '../../platform/telemetry/log';

/*
 * A leaky bucket of cost for each viewer, and for those who are not signed in for each network address: what an operation costs is
 * poured in, so much drips out each second, and what does not fit has to wait.
 *
 * Nobody waits for Redis. Each process decides by its own buckets, and some twenty times a second tells Redis in one command what was
 * poured into them, and hears how full they are in all processes together. So a viewer who asks several processes at once can get beyond
 * the limit by what fits into that moment; and while Redis is away each process keeps the limit by itself.
 */

export interface BucketSize {
  /** Cost that may be asked for at once. */
  capacity: number;
  /** Cost that drips out each second; 0 leaves the bucket out. */
  restoreRate: number;
}

export interface CostBucketsOptions {
  /** For each address from which nobody in particular asks. */
  anonymous: BucketSize;
  /** For each viewer who is known. */
  viewers: BucketSize;
  /** Where processes share what they know; without it each is alone. */
  redis?: Redis | null;
  log?: Logger;
  /** Milliseconds that never go back; tests bring a clock of their own. */
  now?: () => number;
}

/** How full a caller's bucket is. */
export interface Throttle {
  /** Cost that could be asked for now. */
  available: number;
  /** Cost that comes back each second. */
  restoreRate: number;
}

/** Cost that was poured in for one operation. */
export interface Charge {
  /** Gives back what the operation did not use. */
  settle(actual: number): void;
  throttle(): Throttle | null;
}

interface Bucket {
  size: BucketSize;
  level: number;
  /** When the level was right. */
  at: number;
  /** Poured in since Redis was told. */
  untold: number;
}

/** No limit unless the settings say so. */
export const UNLIMITED: CostBucketsOptions = {
  anonymous: { capacity: 0, restoreRate: 0 },
  viewers: { capacity: 0, restoreRate: 0 },
};

/** What is answered from memory, or does nothing, still is a request. */
export const LEAST_COST = 1;

const TELL_EVERY_MS = 50;
const REDIS_TIMEOUT_MS = 1_000;
const FORGET_EVERY_MS = 1_000;
/** Past this, buckets of those who came first are forgotten. */
const MOST_BUCKETS = 50_000;

/** KEYS: buckets. ARGV: for each what is poured in, its capacity and its rate. Answers how full each is then. Time is the server's. */
const POUR = `
local clock = redis.call('TIME')
local now = clock[1] * 1000 + clock[2] / 1000
local levels = {}
for i, key in ipairs(KEYS) do
  local poured, capacity, rate = tonumber(ARGV[3 * i - 2]), tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i])
  local known = redis.call('HMGET', key, 'level', 'at')
  local level = tonumber(known[1] or 0) - (now - tonumber(known[2] or now)) / 1000 * rate
  level = math.min(math.max(level, 0) + poured, 2 * capacity)
  if level > 0 then
    redis.call('HSET', key, 'level', level, 'at', now)
    redis.call('PEXPIRE', key, math.ceil(level / rate * 1000) + 1000)
  else
    redis.call('DEL', key)
  end
  levels[i] = tostring(level)
end
return levels`;

export class CostBuckets {
  private readonly buckets = new Map<string, Bucket>();
  private readonly dirty = new Set<string>();
  private readonly now: () => number;
  private readonly timer: NodeJS.Timeout;
  private telling = false;
  private forgotAt = 0;

  constructor(private readonly options: CostBucketsOptions) {
    this.now = options.now ?? (() => performance.now());
    this.timer = setInterval(() => void this.tell(), TELL_EVERY_MS).unref();
  }

  /** Pours the cost of an operation into its caller's bucket; throws RATE_LIMITED, with nothing done, when it does not fit. */
  take(viewer: Viewer, address: string | null | undefined, cost: number): Charge {
    const size = viewer.id === null ? this.options.anonymous : this.options.viewers;
    if (size.restoreRate <= 0 || viewer.kind === 'system') return FREE;
    const key = viewer.id ?? networkOf(address ?? '');
    const bucket = this.bucketOf(key, size);
    this.drip(bucket);
    // What could never fit at once needs an empty bucket.
    const poured = Math.min(Math.max(cost, LEAST_COST), size.capacity);
    const excess = bucket.level + poured - size.capacity;
    if (excess > 0) {
      const seconds = Math.ceil(excess / size.restoreRate);
      throw rateLimited(
        `This asks for more than is allowed at the moment; try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`,
        seconds,
      );
    }
    this.pour(key, bucket, poured);
    return {
      settle: actual => {
        const unused = poured - Math.max(LEAST_COST, actual);
        if (unused > 0) this.pour(key, bucket, -unused);
      },
      throttle: () => {
        this.drip(bucket);
        return { available: Math.floor(size.capacity - bucket.level), restoreRate: size.restoreRate };
      },
    };
  }

  /** Tells Redis what was poured in since the last time, and hears what others have poured in. */
  async tell(): Promise<void> {
    const { redis } = this.options;
    if (this.telling) return;
    if (this.dirty.size === 0 || !redis?.isReady()) return this.forgetEmpty();
    this.telling = true;
    const told = [...this.dirty].map(key => {
      const bucket = this.buckets.get(key) as Bucket;
      this.drip(bucket);
      // What was poured in while Redis was away has dripped out in part.
      const poured = Math.min(bucket.untold, bucket.level);
      bucket.untold = 0;
      return { key, bucket, poured };
    });
    this.dirty.clear();
    const keys = told.map(({ key }) => `${redis.prefix}:cost:${key}`);
    const sizes = told.flatMap(({ bucket: { size }, poured }) => [poured, size.capacity, size.restoreRate]);
    try {
      const levels = await within(REDIS_TIMEOUT_MS, redis.commands().eval(POUR, keys.length, ...keys, ...sizes));
      for (const [index, { bucket }] of told.entries()) {
        bucket.level = Math.max(0, Number((levels as string[])[index]) + bucket.untold);
        bucket.at = this.now();
      }
    } catch (error) {
      this.options.log?.debug('Redis was not told what operations cost', { reason: String(error) });
    } finally {
      this.telling = false;
      this.forgetEmpty();
    }
  }

  /** How many callers have a bucket that is not empty, or was not a moment ago. */
  get size(): number {
    return this.buckets.size;
  }

  close(): void {
    clearInterval(this.timer);
  }

  private bucketOf(key: string, size: BucketSize): Bucket {
    const known = this.buckets.get(key);
    if (known) return known;
    if (this.buckets.size >= MOST_BUCKETS) {
      for (const oldest of this.buckets.keys()) {
        this.forget(oldest);
        break;
      }
    }
    const fresh: Bucket = { size, level: 0, at: this.now(), untold: 0 };
    this.buckets.set(key, fresh);
    return fresh;
  }

  private drip(bucket: Bucket): void {
    const now = this.now();
    bucket.level = Math.max(0, bucket.level - ((now - bucket.at) / 1000) * bucket.size.restoreRate);
    bucket.at = now;
  }

  private pour(key: string, bucket: Bucket, cost: number): void {
    bucket.level = Math.max(0, bucket.level + cost);
    bucket.untold += cost;
    if (this.buckets.get(key) === bucket) this.dirty.add(key);
  }

  private forget(key: string): void {
    this.buckets.delete(key);
    this.dirty.delete(key);
  }

  private forgetEmpty(): void {
    if (this.now() - this.forgotAt < FORGET_EVERY_MS) return;
    this.forgotAt = this.now();
    for (const [key, bucket] of this.buckets) {
      this.drip(bucket);
      if (bucket.level === 0) this.forget(key);
    }
  }
}

const FREE: Charge = { settle: () => undefined, throttle: () => null };

/** Who has an IPv6 address has a whole /64 of them. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return `@${address.replace('::ffff:', '')}`;
  const [head, tail] = address.split('::');
  const groups = head.split(':');
  if (tail !== undefined) {
    const after = tail === '' ? [] : tail.split(':');
    groups.push(...Array.from({ length: 8 - groups.length - after.length }, () => '0'), ...after);
  }
  return `@${groups.slice(0, 4).join(':')}::`;
}
