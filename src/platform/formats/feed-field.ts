import type { SaxesAttributeNS } from 'saxes';

/** Elements of HTML that have no end. */
const VOID = new Set(['br', 'hr', 'img', 'input', 'wbr', 'area', 'col', 'embed', 'source', 'track']);

/** One element of an entry with all that stands in it: as text, as HTML, and by the names of its parts. */
export class FeedField {
  /** The attributes by their local names, lower case. */
  readonly attributes: Map<string, string>;
  private readonly raw: string[] = [];
  private readonly markup: string[] = [];
  private readonly parts = new Map<string, string[]>();
  private readonly openTags: string[] = [];
  private hasElements = false;

  constructor(
    readonly name: string,
    readonly depth: number,
    attributes: Record<string, SaxesAttributeNS>,
  ) {
    this.attributes = new Map(Object.values(attributes).map(({ local, value }) => [local.toLowerCase(), value]));
  }

  open(local: string, attributes: Record<string, SaxesAttributeNS>): void {
    this.hasElements = true;
    const name = local.toLowerCase();
    this.openTags.push(name);
    const written = Object.values(attributes)
      .filter(({ prefix, local: name }) => prefix === '' && name !== 'xmlns')
      .map(attribute => ` ${attribute.local}="${escape(attribute.value)}"`)
      .join('');
    this.markup.push(`<${name}${written}>`);
  }

  close(): void {
    const name = this.openTags.pop();
    if (name && !VOID.has(name)) this.markup.push(`</${name}>`);
  }

  addText(text: string): void {
    this.raw.push(text);
    this.markup.push(escape(text));
    const inner = this.openTags[0];
    if (inner === undefined) return;
    const part = this.parts.get(inner);
    if (part) part.push(text);
    else this.parts.set(inner, [text]);
  }

  /** The text on one line; null when there is none. */
  plain(): string | null {
    return this.raw.join('').replace(/\s+/g, ' ').trim() || null;
  }

  /** The text of the element with this name right below; null when there is none. */
  part(name: string): string | null {
    return this.parts.get(name)?.join('').replace(/\s+/g, ' ').trim() || null;
  }

  /** What stands in it as HTML: RSS writes HTML as text, Atom says by its types what it writes. */
  html(): string {
    if (this.attributes.get('mode') === 'base64') return Buffer.from(this.raw.join(''), 'base64').toString('utf8');
    if (this.hasElements) return this.markup.join('');
    const text = this.raw.join('');
    const type = this.attributes.get('type') ?? 'html';
    return type === 'text' || type === 'text/plain' ? escape(text) : text;
  }
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
}
