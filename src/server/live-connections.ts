import { rightsKey } from '../engine/access/grants';
import { PUBLIC_VIEWER_ID } from '../engine/access/roles';
import type { Viewer } from '../engine/access/viewer';
import { KeelsonError } from '../errors';
import type { Logger } from '../platform/telemetry/log';
import type { Authenticate } from './request-context';

/** A connection that stays open: a WebSocket, or an event stream. */
export interface LiveConnection {
  kind: 'socket' | 'stream';
  viewer: Viewer;
  /** The credential that made it this viewer's. */
  authorization: string | undefined;
  cookie?: string;
  /** Where it comes from; counts for those who are nobody in particular. */
  address: string;
  /** Ends it, since it is no longer this viewer's to have. */
  forbid(): void;
}

export interface LiveConnectionsOptions {
  authenticate: Authenticate;
  log: Logger;
  socketsPerViewer?: number;
  streamsPerViewer?: number;
  /** How often each connection's viewer is authenticated again. */
  recheckMs?: number;
}

/**
 * The connections that are open, by viewer: how many one may have, and when one has to end. A viewer's rights are looked up when a
 * connection opens, so they are looked up again as long as it lives, and at once when somebody says that they are gone.
 */
export class LiveConnections {
  private readonly byOwner = new Map<string, Set<LiveConnection>>();
  private readonly most: Record<LiveConnection['kind'], number>;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly options: LiveConnectionsOptions) {
    const { socketsPerViewer = 10, streamsPerViewer = 50, recheckMs = 60_000 } = options;
    this.most = { socket: socketsPerViewer, stream: streamsPerViewer };
    this.timer = setInterval(() => this.recheck(), recheckMs).unref();
  }

  /** Counts the connection in, and gives the function that counts it out; null when its viewer has too many already. */
  admit(connection: LiveConnection): (() => void) | null {
    const owner = ownerOf(connection);
    const open = this.byOwner.get(owner) ?? new Set();
    if (open.size >= this.most[connection.kind]) return null;
    this.byOwner.set(owner, open.add(connection));
    return () => {
      open.delete(connection);
      if (open.size === 0 && this.byOwner.get(owner) === open) this.byOwner.delete(owner);
    };
  }

  /** Ends all connections of a viewer, or of one session, now. */
  revoke(viewerId: string): void {
    if (viewerId === PUBLIC_VIEWER_ID) return this.recheck();
    for (const connection of this.all()) {
      const { id, sessionId } = connection.viewer;
      if (id === viewerId || sessionId === viewerId) connection.forbid();
    }
  }

  /** How many connections are open. */
  get size(): number {
    return this.all().length;
  }

  /** Stops looking after the connections, which others end. */
  close(): void {
    clearInterval(this.timer);
  }

  /** Authenticates every connection again, and ends those whose viewer has other rights now. */
  recheck(): void {
    for (const connection of this.all()) {
      void this.stillAllowed(connection).then(allowed => allowed || connection.forbid());
    }
  }

  private async stillAllowed({ viewer, authorization, cookie }: LiveConnection): Promise<boolean> {
    try {
      return hasSameRights(await this.options.authenticate(authorization, cookie, { unseen: true }), viewer);
    } catch (error) {
      if (error instanceof KeelsonError && error.code === 'UNAUTHENTICATED') return false;
      // Not being able to ask is no answer.
      this.options.log.warn('An open connection could not be authenticated again', { error: String(error) });
      return true;
    }
  }

  private all(): LiveConnection[] {
    return [...this.byOwner.values()].flatMap(open => [...open]);
  }
}

function ownerOf({ kind, viewer, address }: LiveConnection): string {
  return `${kind} ${viewer.id === null ? `at ${address}` : `of ${viewer.id}`}`;
}

function hasSameRights(now: Viewer, then: Viewer): boolean {
  if (now === then) return true;
  return now.kind === then.kind && now.id === then.id && rightsKey(now) === rightsKey(then);
}
