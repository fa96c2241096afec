import { diffLists, diffWords, type ListPart, type TextPart } from './text-diff';

/*
 * Rich text as lines, one for each block of words, so that two versions can be laid over each other.
 */

interface RichNode {
  type: string;
  attrs?: Record<string, unknown>;
  content?: RichNode[];
  text?: string;
  marks?: unknown[];
}

/** A block of words. */
export interface RichLine {
  /** What it is: `paragraph`, `heading2`, `listItem`, `codeBlock`. */
  form: string;
  text: string;
  /** How its words look, for telling a change of form from none. */
  look: string;
}

/** A line of a difference: words that stayed, went or came. */
export interface LineDifference {
  form: string;
  parts: TextPart[];
  /** The words are the same, but not how they look. */
  restyled: boolean;
  /** Whether anything of it differs. */
  changed: boolean;
}

/** The lines of a document; none for null. */
export function linesOf(document: unknown): RichLine[] {
  const lines: RichLine[] = [];
  if (document) collect(document as RichNode, 'paragraph', lines);
  return lines;
}

function collect(node: RichNode, form: string, lines: RichLine[]): void {
  const { type, attrs, content = [] } = node;
  if (type === 'embed') lines.push({ form: 'embed', text: String(attrs?.url ?? ''), look: '' });
  else if (type === 'horizontalRule') lines.push({ form: type, text: '———', look: '' });
  else if (['paragraph', 'heading', 'codeBlock', 'figcaption'].includes(type)) {
    const own = type === 'heading' ? `heading${String(attrs?.level ?? 1)}` : type === 'paragraph' ? form : type;
    lines.push({
      form: own,
      text: content.map(wordsOf).join(''),
      look: JSON.stringify([attrs ?? null, content.map(lookOf)]),
    });
  } else {
    const inner = type === 'blockquote' || type === 'listItem' || type.startsWith('table') ? type : form;
    for (const child of content) collect(child, inner, lines);
  }
}

function wordsOf({ type, text, attrs }: RichNode): string {
  if (type === 'hardBreak') return '\n';
  return type === 'image' ? `[${String(attrs?.alt ?? attrs?.src ?? 'image')}]` : (text ?? '');
}

const lookOf = ({ type, text, marks, attrs }: RichNode) => [type, text?.length, marks ?? [], attrs ?? null];

/** The differences of two documents, line by line. */
export function diffRichText(before: unknown, after: unknown): LineDifference[] {
  return diffLines(linesOf(before), linesOf(after));
}

/** The differences of two texts in lines; a line that was changed shows its words. */
export function diffLines(before: readonly RichLine[], after: readonly RichLine[]): LineDifference[] {
  const parts = diffLists(
    before,
    after,
    (one, other) => one.text === other.text && one.form === other.form && one.look === other.look,
  );
  const lines: LineDifference[] = [];
  for (let at = 0; at < parts.length; ) {
    if (parts[at].kind === 'SAME') {
      const { form, text } = parts[at].item;
      lines.push({ form, parts: [{ kind: 'SAME', text }], restyled: false, changed: false });
      at += 1;
      continue;
    }
    const run: ListPart<RichLine>[] = [];
    while (at < parts.length && parts[at].kind !== 'SAME') run.push(parts[at++]);
    lines.push(...pairs(run));
  }
  return lines;
}

/** What went and what came at one place, put beside each other in order. */
function pairs(run: readonly ListPart<RichLine>[]): LineDifference[] {
  const gone = run.filter(({ kind }) => kind === 'OUT').map(({ item }) => item);
  const come = run.filter(({ kind }) => kind === 'IN').map(({ item }) => item);
  return Array.from({ length: Math.max(gone.length, come.length) }, (_, at) => {
    const [one, other] = [gone[at] as RichLine | undefined, come[at] as RichLine | undefined];
    const parts = diffWords(one?.text ?? '', other?.text ?? '');
    return {
      form: (other ?? one)?.form ?? 'paragraph',
      parts,
      restyled: one !== undefined && other !== undefined && one.text === other.text,
      changed: true,
    };
  });
}
