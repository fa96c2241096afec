import { type AnyExtension, Extension } from '@tiptap/core';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import { CharacterCount, Placeholder } from '@tiptap/extensions';
import StarterKit from '@tiptap/starter-kit';
import { isSafeLinkUrl } from '../../platform/formats/rich-text/safe-url';
import { asServerHas } from './as-server-has';
import { Embed, Figcaption, Figure, InlineImage, Subscript, Superscript } from './own-nodes';

const wholeNumber = (element: HTMLElement, attribute: string, least: number, most: number) => {
  const value = Number.parseInt(element.getAttribute(attribute) ?? '', 10);
  return Number.isInteger(value) && value >= least && value <= most ? value : 1;
};

/** How pasted HTML says what the server's schema keeps. */
const PARSERS: Readonly<Record<string, Readonly<Record<string, (element: HTMLElement) => unknown>>>> = {
  image: { assetId: element => element.getAttribute('data-asset') },
  orderedList: { start: element => wholeNumber(element, 'start', -2_147_483_648, 2_147_483_647) },
  codeBlock: {
    language: element =>
      /(?:^|\s)(?:language|lang)-([\w+#.-]{1,40})(?:\s|$)/.exec(element.querySelector('code')?.className ?? '')?.[1] ??
      null,
  },
  tableCell: {
    colspan: element => wholeNumber(element, 'colspan', 1, 1000),
    rowspan: element => wholeNumber(element, 'rowspan', 1, 1000),
  },
  tableHeader: {
    colspan: element => wholeNumber(element, 'colspan', 1, 1000),
    rowspan: element => wholeNumber(element, 'rowspan', 1, 1000),
  },
};

const KIT = StarterKit.configure({
  // It would add a paragraph to each document that is opened, and call that a change.
  trailingNode: false,
  dropcursor: { color: 'var(--accent)', width: 2 },
  link: {
    openOnClick: false,
    autolink: true,
    linkOnPaste: true,
    defaultProtocol: 'https',
    isAllowedUri: url => typeof url === 'string' && isSafeLinkUrl(url),
    HTMLAttributes: { target: null, rel: null },
  },
});

const LikeServer = KIT.extend({
  addExtensions() {
    return (this.parent?.() ?? []).map(extension => asServerHas(extension, PARSERS[extension.name]));
  },
});

/** The editor's extensions without what only a screen needs: their schema is the server's. */
export const SCHEMA_EXTENSIONS: readonly AnyExtension[] = [
  LikeServer,
  ...[Table.configure({ resizable: false, View: null as never }), TableRow, TableCell, TableHeader].map(extension =>
    asServerHas(extension as AnyExtension, PARSERS[extension.name]),
  ),
  ...[Figure, Figcaption, Embed, InlineImage, Subscript, Superscript].map(extension =>
    asServerHas(extension as AnyExtension),
  ),
];

/** All that an editor on a screen is made of. */
export function editorExtensions({ placeholder, onLink }: { placeholder: string; onLink(): void }): AnyExtension[] {
  return [
    ...SCHEMA_EXTENSIONS,
    Placeholder.configure({ placeholder }),
    CharacterCount,
    Extension.create({
      name: 'linkKey',
      // Within a text Ctrl+K means a link; everywhere else it opens the palette.
      addKeyboardShortcuts: () => ({
        'Mod-k': () => {
          onLink();
          return true;
        },
      }),
    }),
  ];
}
