import { type Attrs, type MarkSpec, type NodeSpec, Schema } from 'prosemirror-model';
import { isEmbedUrl, isSafeLinkUrl, isSafeMediaUrl } from './safe-url';

/** A mark of the ProseMirror JSON format, e.g. `{ type: 'link', attrs: { href } }`. */
export interface RichTextMark {
  type: string;
  attrs?: Record<string, unknown>;
}

/** A node of the ProseMirror JSON format. */
export interface RichTextNode {
  type: string;
  attrs?: Record<string, unknown>;
  content?: RichTextNode[];
  marks?: RichTextMark[];
  text?: string;
}

/** A whole rich text value: what is stored and what the API gives as JSON. */
export interface RichTextDocument {
  type: 'doc';
  content: RichTextNode[];
}

/** The document that holds nothing. */
export const emptyRichText = (): RichTextDocument => ({ type: 'doc', content: [{ type: 'paragraph' }] });

/** Nodes inside one another, the document included; what is deeper is flattened by the parser and refused by the checker. */
export const MAX_RICH_TEXT_DEPTH = 64;

const wholeNumber = (from: number, to: number) => (value: unknown) => {
  if (!Number.isInteger(value) || (value as number) < from || (value as number) > to) {
    throw new RangeError(`must be a whole number from ${from} to ${to}`);
  }
};
const textOrNull = (value: unknown) => {
  if (value !== null && typeof value !== 'string') {
    throw new RangeError('must be text or null');
  }
};
const url = (isSafe: (value: string) => boolean, words: string) => (value: unknown) => {
  if (typeof value !== 'string' || !isSafe(value)) {
    throw new RangeError(words);
  }
};
const languageOrNull = (value: unknown) => {
  if (value !== null && !(typeof value === 'string' && /^[\w+#.-]{1,40}$/.test(value))) {
    throw new RangeError('must be the name of a programming language, or null');
  }
};
const linkUrl = url(isSafeLinkUrl, 'must be an http, https, mailto, tel or relative URL');
const mediaUrl = url(isSafeMediaUrl, 'must be an http, https or relative URL');
const mediaUrlOrNull = (value: unknown) => {
  if (value !== null) mediaUrl(value);
};
const assetIdOrNull = (value: unknown) => {
  if (value !== null && !(typeof value === 'string' && /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(value))) {
    throw new RangeError('must be the id of an asset, or null');
  }
};
const cell: NodeSpec = {
  content: 'block+',
  attrs: {
    colspan: { default: 1, validate: wholeNumber(1, 1000) },
    rowspan: { default: 1, validate: wholeNumber(1, 1000) },
  },
};

// The names are those of Tiptap's starter kit, so that its editor opens the document as it is. `embed`, `figure` and
// `figcaption` are ours. Images are inline: a linked image is an image with a link mark.
const nodes: Record<string, NodeSpec> = {
  doc: { content: 'block+' },
  paragraph: { group: 'block', content: 'inline*' },
  heading: { group: 'block', content: 'inline*', attrs: { level: { default: 1, validate: wholeNumber(1, 6) } } },
  blockquote: { group: 'block', content: 'block+' },
  bulletList: { group: 'block', content: 'listItem+' },
  orderedList: {
    group: 'block',
    content: 'listItem+',
    attrs: { start: { default: 1, validate: wholeNumber(-2147483648, 2147483647) } },
  },
  listItem: { content: 'paragraph block*' },
  codeBlock: {
    group: 'block',
    content: 'text*',
    marks: '',
    code: true,
    attrs: { language: { default: null, validate: languageOrNull } },
  },
  horizontalRule: { group: 'block' },
  table: { group: 'block', content: 'tableRow+' },
  tableRow: { content: '(tableCell | tableHeader)+' },
  tableCell: cell,
  tableHeader: cell,
  figure: { group: 'block', content: 'block+ figcaption?' },
  figcaption: { content: 'inline*' },
  embed: {
    group: 'block',
    attrs: {
      url: { validate: url(isEmbedUrl, 'must be an http or https URL') },
    },
  },
  text: { group: 'inline' },
  image: {
    group: 'inline',
    inline: true,
    attrs: {
      src: { default: null, validate: mediaUrlOrNull },
      assetId: { default: null, validate: assetIdOrNull },
      alt: { default: null, validate: textOrNull },
      title: { default: null, validate: textOrNull },
    },
  },
  hardBreak: { group: 'inline', inline: true },
};
const marks: Record<string, MarkSpec> = {
  link: { attrs: { href: { validate: linkUrl }, title: { default: null, validate: textOrNull } } },
  bold: {},
  italic: {},
  strike: {},
  underline: {},
  subscript: {},
  superscript: {},
  code: {},
};

/** The ProseMirror schema of rich text. */
export const richTextSchema = new Schema({ nodes, marks });

/** Why attributes break the schema, as "level must be ...", or null. */
export function attributeFault(
  kind: 'nodes' | 'marks',
  type: string,
  given: unknown,
): { name: string; message: string } | null {
  const specs = (kind === 'nodes' ? nodes[type]?.attrs : marks[type]?.attrs) ?? {};
  const values = (given ?? {}) as Attrs;
  for (const name of Object.keys(values)) {
    if (!Object.hasOwn(specs, name)) {
      return { name, message: `is not an attribute of "${type}"` };
    }
  }
  for (const [name, spec] of Object.entries(specs)) {
    const value: unknown = values[name] === undefined ? spec.default : values[name];
    try {
      (spec.validate as (value: unknown) => void)(value);
    } catch (fault) {
      return { name, message: (fault as RangeError).message };
    }
  }
  return null;
}
