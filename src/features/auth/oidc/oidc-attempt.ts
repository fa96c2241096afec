import type { Context } from '../../../engine/context';
import type { Sql } from '../../../platform/database/database';
import type { OpenidChecks } from '../../../platform/openid/openid-provider';

/** A sign-in under way, as the visitor's browser keeps it while they are at the provider. */
export interface OidcAttempt {
  checks: OpenidChecks;
  /** A path of this site. */
  returnTo: string;
}

/** How long somebody may take at the provider. */
export const ATTEMPT_SECONDS = 10 * 60;
const PURPOSE = 'oidc-attempt';

/** The attempt as its cookie holds it: nobody else can read it or make one. */
export async function sealAttempt(ctx: Pick<Context, 'db' | 'seals'>, attempt: OidcAttempt): Promise<string> {
  const until = (await secondsNow(ctx.db)) + ATTEMPT_SECONDS;
  return ctx.seals.seal(PURPOSE, JSON.stringify({ ...attempt, until }));
}

/** The attempt in a cookie; null when it is none of ours, or too old. */
export async function openAttempt(ctx: Pick<Context, 'db' | 'seals'>, sealed: string): Promise<OidcAttempt | null> {
  const json = ctx.seals.open(PURPOSE, sealed);
  if (json === null) return null;
  const { until, ...attempt } = JSON.parse(json) as OidcAttempt & { until: number };
  return (await secondsNow(ctx.db)) < until ? attempt : null;
}

/** A path of this site and nothing else: `//evil.example` and `/\evil.example` lead elsewhere. */
export function localPath(path: unknown): string {
  return typeof path === 'string' && /^\/(?![/\\])[\x21-\x7e]{0,500}$/.test(path) && !path.includes('\\') ? path : '/';
}

async function secondsNow(sql: Sql): Promise<number> {
  const [{ now }] = await sql.select<{ now: number | string }>('SELECT UNIX_TIMESTAMP() AS now');
  return Number(now);
}
