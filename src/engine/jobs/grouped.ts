interface Waiting<Item, Answer> {
  item: Item;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/**
 * Does many small things together. What is asked for while a group is under way waits for the next one, so a lone request is
 * never delayed, and the busier the process is, the larger its groups are.
 */
export class Grouped<Item, Answer> {
  private waiting: Waiting<Item, Answer>[] = [];
  private underWay = 0;
  private starting = false;

  /**
   * `work` gives one answer for each item, in their order; when it throws, so does every request of the group. `lengthOf` says how
   * many of those that wait, at most `most`, go into the next group: all of them when it is left out.
   */
  constructor(
    private readonly work: (items: Item[]) => Promise<Answer[]>,
    private readonly options: { most: number; atOnce: number; lengthOf?: (waiting: number) => number },
  ) {}

  do(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (this.starting) return;
      this.starting = true;
      // What the same turn of the event loop brings belongs to one group.
      setImmediate(() => {
        this.starting = false;
        this.startGroups();
      });
    });
  }

  private startGroups(): void {
    while (this.waiting.length > 0 && this.underWay < this.options.atOnce) {
      this.underWay++;
      void this.finish(this.waiting.splice(0, this.nextLength())).finally(() => {
        this.underWay--;
        this.startGroups();
      });
    }
  }

  private nextLength(): number {
    const { most, lengthOf } = this.options;
    const length = Math.min(most, this.waiting.length);
    return lengthOf ? lengthOf(length) : length;
  }

  private async finish(group: Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.work(group.map(({ item }) => item));
      group.forEach(({ resolve }, index) => resolve(answers[index]));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}
