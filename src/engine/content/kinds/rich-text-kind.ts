import { GraphQLJSON } from 'graphql-scalars';
import { checkRichText } from '../../../platform/formats/rich-text/check-rich-text';
import { richTextToHtml, richTextToText } from '../../../platform/formats/rich-text/render';
import { richTextToMarkdown } from '../../../platform/formats/rich-text/render-markdown';
import type { RichTextDocument } from '../../../platform/formats/rich-text/rich-text-schema';
import { FieldFault, type FieldKind, JSON_TEXT, type RichTextForm } from '../field-kinds';
import { RichText } from '../rich-text';

const RENDER: Readonly<Record<RichTextForm, (document: RichTextDocument) => unknown>> = {
  MARKDOWN: richTextToMarkdown,
  HTML: richTextToHtml,
  TEXT: richTextToText,
  JSON: document => document,
};

/** A structured document: headings, paragraphs, lists, images. Never raw HTML. */
export const RICH_TEXT: FieldKind = {
  ...JSON_TEXT,
  name: 'RICH_TEXT',
  output: () => RichText,
  input: () => GraphQLJSON,
  filter: () => null,
  accept(value) {
    const fault = checkRichText(value);
    if (fault) throw new FieldFault(fault.message, fault.path);
    return value;
  },
  words: value => richTextToText(value as RichTextDocument),
  exported: (_options, richText) => (richText === 'JSON' ? 'JSON' : 'TEXT'),
  cell: (value, richText) => RENDER[richText](value as RichTextDocument),
};
