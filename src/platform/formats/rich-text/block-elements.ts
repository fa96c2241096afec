import type { HtmlAttributes } from './html-tokens';
import type { TreeBuilder } from './tree-builder';

type Opening = 'opened' | 'too-deep' | 'unknown';

/** Opens what a block element stands for; `unknown` when it stands for nothing, `too-deep` when its content goes where it stands. */
export function openBlockElement(builder: TreeBuilder, name: string, attributes: HtmlAttributes): Opening {
  switch (name) {
    case 'ul':
    case 'menu':
    case 'dir':
      return opening(builder.openContainer('bulletList', 'ul'));
    case 'ol':
      return opening(
        builder.openContainer('orderedList', 'ol', {
          start: wholeNumber(attributes.get('start'), -2147483648, 2147483647),
        }),
      );
    case 'li':
      builder.openListItem();
      return 'opened';
    case 'blockquote':
    case 'figure':
    case 'table':
      return opening(builder.openContainer(name, name));
    case 'figcaption':
      builder.openCaption(name);
      return 'opened';
    case 'caption':
      builder.openTableCaption();
      return 'opened';
    case 'tr':
      builder.openRow();
      return 'opened';
    case 'td':
    case 'th': {
      const span = (attribute: string) => wholeNumber(attributes.get(attribute), 1, 1000);
      builder.openCell(name === 'td' ? 'tableCell' : 'tableHeader', name, {
        colspan: span('colspan'),
        rowspan: span('rowspan'),
      });
      return 'opened';
    }
    case 'pre':
    case 'listing':
    case 'xmp':
      builder.openTextblock('codeBlock', 'pre', { language: null });
      return 'opened';
    default:
      return 'unknown';
  }
}

const opening = (isOpen: boolean): Opening => (isOpen ? 'opened' : 'too-deep');

function wholeNumber(text: string | undefined, from: number, to: number): number {
  const value = /^\s{0,9}[+-]?\d{1,10}/.test(text ?? '') ? Number.parseInt(text as string, 10) : 1;
  return Math.min(to, Math.max(from, value));
}
