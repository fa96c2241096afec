import { demand } from '../../engine/access/viewer';
import type { Context } from '../../engine/context';
import { type Figures, KEPT_HOURS, readFigures, stepMinutesFor } from '../../engine/figures/read-figures';
import { badUserInput } from '../../errors';

/** A graph of so many hours is what an overview begins with. */
const DEFAULT_HOURS = 3;
const HOUR_MS = 3_600_000;

/** What the processes of this server did since then. Needs jobs.read; throws BAD_USER_INPUT for a time to come. */
export async function listFigures(
  ctx: Context,
  since: Date | null,
): Promise<{ since: Date; stepMinutes: number; points: Figures[] }> {
  demand(ctx.viewer, 'jobs.read');
  const now = ctx.now();
  if (since && since > now) throw badUserInput('since is still to come; it must be in the past.', { path: ['since'] });
  const kept = new Date(now.getTime() - KEPT_HOURS * HOUR_MS);
  const asked = since ?? new Date(now.getTime() - DEFAULT_HOURS * HOUR_MS);
  const from = asked < kept ? kept : asked;
  const points = await readFigures(ctx.db, from, now);
  return { since: points[0]?.at ?? from, stepMinutes: stepMinutesFor(from, now), points };
}
