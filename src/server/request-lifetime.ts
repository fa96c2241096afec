import type { ServerResponse } from 'node:http';
import { Cancellation } from '../platform/database/cancellation';
import { KeelsonError, timedOut } from '../errors';
import { cancelledRequests } from './metrics';

/** Time that a statement has to end by itself when its client has gone; without it, who comes and goes would use up the connections. */
const PATIENCE_MS = 250;

/**
 * How long the execution of one operation may go on: until its time is up, and for a query no longer than its client waits. A mutation
 * whose client has gone is done to its end, since nobody could say otherwise how far it got.
 */
export class RequestLifetime {
  readonly cancellation: Cancellation = new RequestCancellation(this);
  private response: ServerResponse | null = null;
  private readonly timer: NodeJS.Timeout | null;
  private leave: (() => void) | null = null;

  constructor(seconds: number) {
    const expire = () => {
      cancelledRequests.inc({ reason: 'timeout' });
      this.cancellation.cancel(timedOut(seconds));
    };
    this.timer = seconds > 0 ? setTimeout(expire, seconds * 1000).unref() : null;
  }

  /** The same, once it is known that what is executed only reads. */
  mayEndWith(response: ServerResponse): void {
    this.response = response;
  }

  /** It only reads. */
  readsOnly(): void {
    if (this.response) this.endWith(this.response);
  }

  /** Ends with the client's connection. */
  endWith(response: ServerResponse): void {
    const gone = () => {
      if (response.writableFinished) return;
      cancelledRequests.inc({ reason: 'client_gone' });
      this.cancellation.cancel(CLIENT_GONE, PATIENCE_MS);
    };
    response.once('close', gone);
    this.leave = () => void response.off('close', gone);
  }

  /** The work is done. */
  end(): void {
    if (this.timer) clearTimeout(this.timer);
    this.leave?.();
  }
}

class RequestCancellation extends Cancellation {
  constructor(readonly lifetime: RequestLifetime) {
    super();
  }
}

/** What may be cancelled by this only reads: it ends when its client goes away. */
export function endWithClient(cancellation: Cancellation): void {
  if (cancellation instanceof RequestCancellation) cancellation.lifetime.readsOnly();
}

const CLIENT_GONE = new KeelsonError('CLIENT_GONE', 'Nobody waits for the answer any more.');
