import { overloaded } from '../errors';
import { requestsInFlight, requestsShed } from './metrics';

/**
 * The operations that are being answered. Past the limit a request is refused at once, before anything is done for it: what is under way
 * then still ends in good time, where a queue would make everybody wait for longer than they do.
 */
export class InFlight {
  private count = 0;

  /** `most` 0 means any number. */
  constructor(private readonly most: number) {}

  /** Throws UNAVAILABLE when there is no room for another one. */
  demandRoom(): void {
    if (this.hasRoom()) return;
    requestsShed.inc();
    throw overloaded();
  }

  hasRoom(): boolean {
    return this.most === 0 || this.count < this.most;
  }

  /** Counts one in while its answer is made; what needs no waiting is answered at once. */
  during<T>(work: () => T): T {
    this.demandRoom();
    const made = work();
    if (made instanceof Promise) {
      this.count += 1;
      requestsInFlight.set(this.count);
      const leave = () => {
        this.count -= 1;
        requestsInFlight.set(this.count);
      };
      made.then(leave, leave);
    }
    return made;
  }
}
