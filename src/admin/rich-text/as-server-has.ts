import { type AnyExtension, type Attributes, Mark, Node } from '@tiptap/core';
import { richTextSchema } from '../../platform/formats/rich-text/rich-text-schema';

/*
 * The editor's schema is the server's: each extension keeps its commands, keys and look, and takes what it may hold from there, so that
 * nothing can be typed or pasted that a save would refuse.
 */

/** How attributes are read from pasted HTML, where it is not by their own name. */
type Parsers = Readonly<Record<string, (element: HTMLElement) => unknown>>;

/** The extension with the content, the marks and the attributes that the server's schema gives to its name. */
export function asServerHas(extension: AnyExtension, parsers: Parsers = {}): AnyExtension {
  if (extension instanceof Node) {
    const { content, marks, attrs } = richTextSchema.nodes[extension.name].spec;
    const attributes = attributesFrom(attrs, parsers);
    return extension.extend({
      ...(content === undefined ? {} : { content }),
      ...(marks === undefined ? {} : { marks }),
      addAttributes: () => attributes,
    });
  }
  if (extension instanceof Mark) {
    const attributes = attributesFrom(richTextSchema.marks[extension.name].spec.attrs, parsers);
    // A mark excludes itself and no other: Tiptap's code would drop the links in it.
    return extension.extend({ excludes: extension.name, addAttributes: () => attributes });
  }
  return extension;
}

function attributesFrom(
  specs: Readonly<Record<string, { default?: unknown; validate?: unknown }>> | null | undefined,
  parsers: Parsers,
): Attributes {
  return Object.fromEntries(
    Object.entries(specs ?? {}).map(([name, { default: none, validate }]) => [
      name,
      {
        ...(none === undefined ? {} : { default: none }),
        validate: validate as (value: unknown) => void,
        ...(parsers[name] ? { parseHTML: parsers[name] } : {}),
      },
    ]),
  );
}
