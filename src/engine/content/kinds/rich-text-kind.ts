import { GraphQLJSON } from 'graphql-scalars';
import { checkRichText } from '../../../platform/formats/rich-text/check-rich-text';
import { richTextToText } from '../../../platform/formats/rich-text/render';
import type { RichTextDocument } from '../../../platform/formats/rich-text/rich-text-schema';
import { FieldFault, type FieldKind, JSON_TEXT } from '../field-kinds';
import { RichText } from '../rich-text';

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
};
