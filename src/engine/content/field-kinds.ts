import { GraphQLEmailAddress, GraphQLURL } from 'graphql-scalars';
import type { ClassType } from 'type-graphql';
import type { ColumnOptions } from 'typeorm';
import { RichText } from './rich-text';

/** What a field's declaration may say. */
export interface FieldOptions {
  /** Shown to people who read the API's documentation; a full sentence. */
  description?: string;
  /** May be null. */
  optional?: boolean;
  /** The list can be sorted by it: costs an index. */
  sortable?: boolean;
  /** Only viewers with `content.read` see its value; others see null. */
  private?: boolean;
  /** Text: the longest value, in characters. Above 500 it is stored apart from the row and can't be sorted by. */
  max?: number;
}

/** One kind of field: everything that the engine must know to store it and to show it. */
export interface FieldKind {
  name: string;
  /** The column of a plain value; references have their own (references.ts). */
  column(options: FieldOptions): ColumnOptions;
  /** The GraphQL type of its value. */
  output(): ClassType | object;
}

const LONGEST_IN_ROW = 500;

/** One line or a few of plain text. */
export const TEXT: FieldKind = {
  name: 'TEXT',
  column: ({ max = 200 }) => (max > LONGEST_IN_ROW ? { type: 'mediumtext' } : { type: 'varchar', length: max }),
  output: () => String,
};

/** A structured document: headings, paragraphs, lists, images. Never raw HTML. */
export const RICH_TEXT: FieldKind = { name: 'RICH_TEXT', column: () => ({ type: 'json' }), output: () => RichText };

/** Yes or no. */
export const BOOLEAN: FieldKind = {
  name: 'BOOLEAN',
  column: () => ({ type: 'boolean', default: false }),
  output: () => Boolean,
};

/** An e-mail address (RFC 5321: 254 characters at most). */
export const EMAIL: FieldKind = {
  name: 'EMAIL',
  column: () => ({ type: 'varchar', length: 254 }),
  output: () => GraphQLEmailAddress,
};

/** An absolute http or https URL. */
export const LINK: FieldKind = {
  name: 'LINK',
  column: () => ({ type: 'varchar', length: 2000 }),
  output: () => GraphQLURL,
};
