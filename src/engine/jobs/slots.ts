/** The places of one queue in one worker: never more jobs run than there are places, whatever woke them. */
export class Slots {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(places: number) {
    this.free = places;
  }

  /** Waits for a place; call the result once to give it back. */
  async take(): Promise<() => void> {
    if (this.free > 0) this.free--;
    else await new Promise<void>(resolve => this.waiting.push(resolve));
    return this.releaser();
  }

  /** All places that are free now. */
  takeFree(): (() => void)[] {
    const taken = Array.from({ length: this.free }, () => this.releaser());
    this.free = 0;
    return taken;
  }

  private releaser(): () => void {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const next = this.waiting.shift();
      if (next) next();
      else this.free++;
    };
  }
}
