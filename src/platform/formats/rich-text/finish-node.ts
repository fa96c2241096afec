import type { RichTextNode } from './rich-text-schema';

/** A node that holds others. */
export type ParentNode = RichTextNode & { content: RichTextNode[] };

/** Takes line breaks and spaces off both ends of a text block's content. */
export function trimEdges(content: RichTextNode[]): void {
  for (let last = content.at(-1); last; last = content.at(-1)) {
    if (last.text?.endsWith(' ')) {
      last.text = last.text.slice(0, -1);
    }
    if (last.type !== 'hardBreak' && last.text !== '') {
      break;
    }
    content.pop();
  }
  const start = content.findIndex(node => node.type !== 'hardBreak');
  content.splice(0, start);
}

/** What a closed figure leaves: the caption goes last, and a figure without one is only what it holds. */
export function finishedFigure(figure: ParentNode): RichTextNode[] {
  const blocks = figure.content.filter(node => node.type !== 'figcaption');
  const [caption, ...more] = figure.content.filter(node => node.type === 'figcaption');
  const paragraphs = more.map(node => ({ ...node, type: 'paragraph' }));
  if (!caption) {
    return blocks;
  }
  if (blocks.length + paragraphs.length === 0) {
    return [{ ...caption, type: 'paragraph' }];
  }
  return [{ ...figure, content: [...blocks, ...paragraphs, caption] }];
}

/** The schema wants a list item to begin with a paragraph, empty only if no other comes first. */
export function beginWithParagraph(content: RichTextNode[]): void {
  const [first, second] = content;
  if (first?.type !== 'paragraph') {
    content.unshift({ type: 'paragraph' });
  } else if (first.content === undefined && second?.type === 'paragraph') {
    content.shift();
  }
}
