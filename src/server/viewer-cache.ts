import { createHash } from 'node:crypto';
import { ALL_THAT_IS_LIVE } from '../engine/access/grants';
import { PUBLIC_VIEWER_ID, publicRights } from '../engine/access/roles';
import { ANONYMOUS, type Viewer } from '../engine/access/viewer';
import type { Sql } from '../platform/database/database';

/** How long a credential that was found good is not looked up again, unless a revocation says otherwise sooner. */
const TTL_MS = 2_000;

/** The most credentials that are remembered. */
const MOST = 2_000;

interface Remembered {
  viewer: Promise<Viewer | null>;
  /** Known once the lookup is done. */
  viewerId: string | null;
  until: number;
}

/**
 * Viewers by their credential, for moments: a frontend sends its token with each of hundreds of requests a second. What was refused is
 * not remembered. Only hashes are kept.
 */
export class ViewerCache {
  private readonly known = new Map<string, Remembered>();
  private everybody: { viewer: Viewer; until: number } | null = null;
  private asking: Promise<Viewer> | null = null;
  /** Grows when rights change: what was being looked up meanwhile may be outdated. */
  private changes = 0;

  /** The viewer behind a credential; `find` looks it up. */
  async find(credential: string, find: () => Promise<Viewer | null>): Promise<Viewer | null> {
    const key = createHash('sha256').update(credential).digest('base64');
    const remembered = this.known.get(key);
    if (remembered && remembered.until > performance.now()) return remembered.viewer;
    const fresh: Remembered = { viewer: find(), viewerId: null, until: performance.now() + TTL_MS };
    if (this.known.size >= MOST) this.known.clear();
    this.known.set(key, fresh);
    const drop = () => {
      if (this.known.get(key) === fresh) this.known.delete(key);
    };
    const { changes } = this;
    try {
      const viewer = await fresh.viewer;
      fresh.viewerId = viewer?.id ?? null;
      if (viewer === null || changes !== this.changes) drop();
      return viewer;
    } catch (error) {
      drop();
      throw error;
    }
  }

  /** Nobody in particular, where that is known without asking. */
  get everybodyNow(): Viewer | null {
    const { everybody } = this;
    return everybody && everybody.until > performance.now() ? everybody.viewer : null;
  }

  /** Nobody in particular, with what everybody may do; the one object as long as that is what every site begins with. */
  anonymous(sql: Sql): Viewer | Promise<Viewer> {
    const known = this.everybodyNow;
    if (known) return known;
    this.asking ??= this.askEverybody(sql).finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  /** The rights of this viewer are others now. */
  forget(viewerId: string): void {
    this.changes++;
    if (viewerId === PUBLIC_VIEWER_ID) {
      this.everybody = null;
      this.asking = null;
      this.known.clear();
    }
    for (const [key, remembered] of this.known) {
      // Whose lookup is still under way may turn out to be this one's, with the rights of before.
      if (remembered.viewerId === viewerId || remembered.viewerId === null) this.known.delete(key);
    }
  }

  /** Notices may have been missed. */
  forgetAll(): void {
    this.forget(PUBLIC_VIEWER_ID);
  }

  private async askEverybody(sql: Sql): Promise<Viewer> {
    const { changes } = this;
    const before = this.everybody?.viewer ?? null;
    try {
      const { permissions, grants } = await publicRights(sql);
      const usual = permissions.size === 0 && JSON.stringify(grants) === JSON.stringify(ALL_THAT_IS_LIVE);
      const same = before !== null && isSame(before, permissions, grants);
      const viewer = usual ? ANONYMOUS : same ? before : { ...ANONYMOUS, permissions, grants };
      if (changes === this.changes) this.everybody = { viewer, until: performance.now() + TTL_MS };
      return viewer;
    } catch {
      // The database is away, so that nothing can be read but what is kept; who was known is served that.
      return before ?? { ...ANONYMOUS, grants: [] };
    }
  }
}

function isSame(viewer: Viewer, permissions: ReadonlySet<string>, grants: Viewer['grants']): boolean {
  return (
    JSON.stringify([...viewer.permissions]) === JSON.stringify([...permissions]) &&
    JSON.stringify(viewer.grants) === JSON.stringify(grants)
  );
}
