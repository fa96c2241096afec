import { type CommandProps, Mark, mergeAttributes, Node } from '@tiptap/core';
import { isEmbedUrl, isSafeMediaUrl } from '../../platform/formats/rich-text/safe-url';

/*
 * What the server's schema has and Tiptap's kit has not.
 */

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    embed: { setEmbed: (url: string) => ReturnType };
    inlineImage: { setInlineImage: (attributes: ImageAttributes) => ReturnType };
    subscript: { toggleSubscript: () => ReturnType };
    superscript: { toggleSuperscript: () => ReturnType };
  }
}

/** A picture of the library by its id, or one of another site by its address. */
export interface ImageAttributes {
  assetId?: string | null;
  src?: string | null;
  alt?: string | null;
}

/** A picture with what is written below it. */
export const Figure = Node.create({
  name: 'figure',
  group: 'block',
  content: 'block+ figcaption?',
  defining: true,
  parseHTML: () => [{ tag: 'figure' }],
  renderHTML: ({ HTMLAttributes }) => ['figure', HTMLAttributes, 0],
});

/** What is written below a picture. */
export const Figcaption = Node.create({
  name: 'figcaption',
  content: 'inline*',
  defining: true,
  parseHTML: () => [{ tag: 'figcaption' }],
  renderHTML: ({ HTMLAttributes }) => ['figcaption', HTMLAttributes, 0],
});

/** Something from another site. The editor names it and loads nothing: its policy lets no other host in. */
export const Embed = Node.create({
  name: 'embed',
  group: 'block',
  atom: true,
  draggable: true,
  parseHTML: () => [
    {
      tag: 'div[data-embed]',
      getAttrs: element => {
        const url = element.getAttribute('data-embed') ?? '';
        return isEmbedUrl(url) ? { url } : false;
      },
    },
  ],
  renderHTML: ({ node }) => ['div', { 'data-embed': String(node.attrs.url) }],
  addNodeView: () => {
    return ({ node }) => {
      const dom = document.createElement('div');
      dom.className = 'embed';
      dom.contentEditable = 'false';
      const host = document.createElement('b');
      const address = document.createElement('span');
      const url = String(node.attrs.url);
      host.textContent = URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : url;
      address.textContent = url;
      dom.append(host, address);
      return { dom };
    };
  },
  addCommands() {
    return {
      setEmbed:
        url =>
        ({ commands }) =>
          isEmbedUrl(url) && commands.insertContent({ type: this.name, attrs: { url } }),
    };
  },
});

/** A picture within a line. Pictures of other sites are named and not loaded. */
export const InlineImage = Node.create({
  name: 'image',
  group: 'inline',
  inline: true,
  draggable: true,
  parseHTML: () => [
    {
      // Copied within a text of ours: the address that the picture has at the time is no part of it.
      tag: 'img[data-asset]',
    },
    {
      tag: 'img[src]',
      getAttrs: element => (isSafeMediaUrl(element.getAttribute('src') ?? '') ? null : false),
    },
  ],
  renderHTML: ({ node, HTMLAttributes: { assetId: _id, ...others } }) => [
    'img',
    node.attrs.assetId ? mergeAttributes(others, { 'data-asset': String(node.attrs.assetId) }) : others,
  ],
  addNodeView: () => {
    return ({ node }) => {
      const { assetId, src: address, alt } = node.attrs as ImageAttributes;
      // The address that leads to whatever file the asset has at the time.
      const src = assetId ? `/media/${assetId}` : address;
      const dom = document.createElement('span');
      dom.className = 'picture';
      if (src && isOurs(src)) {
        const picture = document.createElement('img');
        picture.src = src;
        picture.alt = alt ?? '';
        picture.addEventListener('error', () => {
          dom.dataset.foreign = '';
          dom.textContent = alt || src;
        });
        dom.append(picture);
      } else {
        dom.dataset.foreign = '';
        dom.textContent = alt || (src ?? '');
        if (src) dom.title = src;
      }
      return { dom };
    };
  },
  addCommands() {
    return {
      setInlineImage:
        attributes =>
        ({ commands }) =>
          (Boolean(attributes.assetId) || isSafeMediaUrl(attributes.src ?? '')) &&
          commands.insertContent({ type: this.name, attrs: attributes }),
    };
  },
});

function isOurs(src: string): boolean {
  return URL.canParse(src, location.href) && new URL(src, location.href).origin === location.origin;
}

/** Small and low, as in a formula. */
export const Subscript = Mark.create({
  name: 'subscript',
  parseHTML: () => [{ tag: 'sub' }],
  renderHTML: ({ HTMLAttributes }) => ['sub', HTMLAttributes, 0],
  addCommands() {
    return {
      toggleSubscript:
        () =>
        ({ chain }: CommandProps) =>
          chain().unsetMark('superscript').toggleMark(this.name).run(),
    };
  },
  addKeyboardShortcuts() {
    return { 'Mod-,': () => this.editor.commands.toggleSubscript() };
  },
});

/** Small and high, as in a power. */
export const Superscript = Mark.create({
  name: 'superscript',
  parseHTML: () => [{ tag: 'sup' }],
  renderHTML: ({ HTMLAttributes }) => ['sup', HTMLAttributes, 0],
  addCommands() {
    return {
      toggleSuperscript:
        () =>
        ({ chain }: CommandProps) =>
          chain().unsetMark('subscript').toggleMark(this.name).run(),
    };
  },
  addKeyboardShortcuts() {
    return { 'Mod-.': () => this.editor.commands.toggleSuperscript() };
  },
});
