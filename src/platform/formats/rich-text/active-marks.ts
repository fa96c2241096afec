import type { RichTextMark } from './rich-text-schema';

/** A mark without attributes. */
export type SimpleMark = 'bold' | 'italic' | 'strike' | 'underline' | 'subscript' | 'superscript' | 'code';

const SIMPLE_MARKS: SimpleMark[] = ['bold', 'italic', 'strike', 'underline', 'subscript', 'superscript', 'code'];

/** Which marks text gets at the moment. Elements are counted, not stacked: their ends may come in any order or never. */
export class ActiveMarks {
  private readonly counts = new Map<SimpleMark, number>();
  private link: RichTextMark | null = null;
  private list: RichTextMark[] | null = [];

  change(mark: SimpleMark, by: 1 | -1): void {
    this.counts.set(mark, Math.max(0, (this.counts.get(mark) ?? 0) + by));
    this.list = null;
  }

  /** Links don't nest: a new one ends the one before. */
  setLink(attrs: { href: string; title: string | null } | null): void {
    this.link = attrs && { type: 'link', attrs };
    this.list = null;
  }

  /** In the order of the schema. */
  current(): RichTextMark[] {
    this.list ??= [
      ...(this.link ? [this.link] : []),
      ...SIMPLE_MARKS.filter(mark => (this.counts.get(mark) ?? 0) > 0).map(type => ({ type })),
    ];
    return this.list;
  }
}

/** True when two texts with these marks are one. */
export function sameMarks(a: RichTextMark[], b: RichTextMark[]): boolean {
  return (
    a === b ||
    (a.length === b.length &&
      a.every(
        (mark, at) =>
          mark.type === b[at]?.type &&
          mark.attrs?.['href'] === b[at]?.attrs?.['href'] &&
          mark.attrs?.['title'] === b[at]?.attrs?.['title'],
      ))
  );
}
