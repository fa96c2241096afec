import { getSchema } from '@tiptap/core';
import { SCHEMA_EXTENSIONS } from '../../../src/admin/rich-text/extensions';
import { checkRichText } from '../../../src/platform/formats/rich-text/check-rich-text';
import { richTextSchema } from '../../../src/platform/formats/rich-text/rich-text-schema';

const schema = getSchema([...SCHEMA_EXTENSIONS]);

it('the editor has the nodes of the server, with the same contents and attributes, and no others', () => {
  expect(Object.keys(schema.nodes).sort()).toEqual(Object.keys(richTextSchema.nodes).sort());
  for (const [name, { spec }] of Object.entries(richTextSchema.nodes)) {
    const own = schema.nodes[name];
    expect({ name, content: own.spec.content || undefined, attrs: Object.keys(own.spec.attrs ?? {}) }).toEqual({
      name,
      content: spec.content,
      attrs: Object.keys(spec.attrs ?? {}),
    });
    for (const [attribute, { default: none }] of Object.entries(spec.attrs ?? {})) {
      expect(own.spec.attrs?.[attribute].default ?? null).toEqual(none ?? null);
    }
    expect({ name, inline: own.isInline }).toEqual({ name, inline: richTextSchema.nodes[name].isInline });
  }
});

it('the editor has the marks of the server with the same attributes, and no others', () => {
  expect(Object.keys(schema.marks).sort()).toEqual(Object.keys(richTextSchema.marks).sort());
  for (const [name, { spec }] of Object.entries(richTextSchema.marks)) {
    expect({ name, attrs: Object.keys(schema.marks[name].spec.attrs ?? {}) }).toEqual({
      name,
      attrs: Object.keys(spec.attrs ?? {}),
    });
    expect(Object.keys(schema.marks).filter(other => schema.marks[name].excludes(schema.marks[other]))).toEqual([name]);
  }
});

const text = (value: string, ...marks: object[]) => ({ type: 'text', text: value, ...(marks.length ? { marks } : {}) });
const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
const WHOLE = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 4 }, content: [text('H')] },
    paragraph(
      text('code in a link', { type: 'code' }, { type: 'link', attrs: { href: '/a', title: null } }),
      { type: 'hardBreak' },
      text('x', { type: 'subscript' }, { type: 'underline' }),
      { type: 'image', attrs: { src: '/a.png', alt: 'A', title: null } },
    ),
    { type: 'orderedList', attrs: { start: 3 }, content: [{ type: 'listItem', content: [paragraph(text('one'))] }] },
    { type: 'codeBlock', attrs: { language: 'ts' }, content: [text('let a')] },
    {
      type: 'table',
      content: [
        {
          type: 'tableRow',
          content: [
            { type: 'tableHeader', attrs: { colspan: 2, rowspan: 1 }, content: [paragraph(text('h'))] },
            { type: 'tableCell', attrs: { colspan: 1, rowspan: 1 }, content: [paragraph(text('c'))] },
          ],
        },
      ],
    },
    { type: 'figure', content: [paragraph(text('f')), { type: 'figcaption', content: [text('c')] }] },
    { type: 'embed', attrs: { url: 'https://example.org/v' } },
    { type: 'horizontalRule' },
  ],
};

it('a document of the server goes through the editor unchanged', () => {
  expect(checkRichText(WHOLE)).toBeNull();
  const node = schema.nodeFromJSON(WHOLE);
  node.check();
  expect(checkRichText(node.toJSON())).toBeNull();
  const mend = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_key, item) => item ?? undefined));
  const sorted = (value: unknown) => JSON.stringify(mend(value)).split('').sort().join('');
  expect(sorted(node.toJSON())).toBe(sorted(WHOLE));
});

it.each([
  ['a script as the address of a link', paragraph(text('x', { type: 'link', attrs: { href: 'javascript:alert(1)' } }))],
  ['a picture inside of the address', paragraph({ type: 'image', attrs: { src: 'data:image/svg+xml,<svg/>' } })],
  ['an embed of a script', { type: 'embed', attrs: { url: 'javascript:alert(1)' } }],
])('refuses %s as the server does', (_name, content) => {
  const document = { type: 'doc', content: [content] };
  expect(checkRichText(document)).not.toBeNull();
  expect(() => schema.nodeFromJSON(document).check()).toThrow();
});
