/** Something that the HTML held and the rich text does not, merged per kind. */
export interface RichTextLoss {
  /** E.g. `script element`, `class attribute`, `javascript: URL`, `[gallery] shortcode`. */
  what: string;
  /** `content` is what a reader would miss; `presentation` is how it looked. */
  kind: 'content' | 'presentation';
  count: number;
  /** The first one met, shortened. */
  excerpt?: string;
}

const MOST_KINDS = 60;
const EXCERPT_LENGTH = 120;

/** Collects losses while parsing; a hostile document can't make the list long. */
export class LossReport {
  private readonly losses = new Map<string, RichTextLoss>();

  add(what: string, kind: RichTextLoss['kind'], excerpt?: () => string): void {
    const known = this.losses.get(what);
    if (known) {
      known.count += 1;
    } else if (this.losses.size < MOST_KINDS || what === 'other things') {
      const text = excerpt?.().slice(0, EXCERPT_LENGTH);
      this.losses.set(what, { what, kind, count: 1, ...(text ? { excerpt: text } : {}) });
    } else {
      this.add('other things', 'content', excerpt);
    }
  }

  list(): RichTextLoss[] {
    return [...this.losses.values()];
  }
}
