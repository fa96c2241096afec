import { GraphQLEmailAddress, GraphQLJSON, GraphQLURL } from 'graphql-scalars';
import type { ClassType } from 'type-graphql';
import type { ColumnOptions } from 'typeorm';
import type { SqlValue } from '../../platform/database/database';
import { checkRichText } from '../../platform/formats/rich-text/check-rich-text';
import { richTextToText } from '../../platform/formats/rich-text/render';
import type { RichTextDocument } from '../../platform/formats/rich-text/rich-text-schema';
import { BooleanFilter, StringFilter } from './filter-inputs';
import { RichText } from './rich-text';

/** What a field's declaration may say. */
export interface FieldOptions {
  /** Shown to people who read the API's documentation; a full sentence. */
  description?: string;
  /** What editors read beside the field; made from the name when left out. */
  label?: string;
  /** May be null. */
  optional?: boolean;
  /** The list can be sorted by it: costs an index. */
  sortable?: boolean;
  /** Lists can be filtered by it. */
  filterable?: boolean;
  /** The full-text search looks into it. */
  searchable?: boolean;
  /** Each locale has a value of its own. */
  localized?: boolean;
  /** Only viewers with `content.read` see its value, and may filter or sort by it; others see null. */
  private?: boolean;
  /** Text: the longest value, in characters. Above 500 it is stored apart from the row and can't be sorted by. */
  max?: number;
}

/** A GraphQL type as TypeGraphQL takes it: a class, a scalar, an enum object, or a list of one. */
export type TypeValue = ClassType | object;

/** Where a field stands: its kind may need it to name generated types. */
export interface FieldPlace {
  /** The content type's name, e.g. `Article`. */
  owner: string;
  property: string;
  options: FieldOptions;
}

/** One kind of field: everything that the engine must know to store, check, show, filter and edit it. */
export interface FieldKind {
  /** SCREAMING_SNAKE; public, in `contentTypes`. */
  name: string;
  /** The column of a plain value; references have their own (references.ts). */
  column(options: FieldOptions): ColumnOptions;
  /** The GraphQL type of its value. */
  output(place: FieldPlace): TypeValue;
  /** The GraphQL type by which a value is given. */
  input(place: FieldPlace): TypeValue;
  /** The GraphQL input type that filters by it; null for a kind that can't be filtered. */
  filter(place: FieldPlace): TypeValue | null;
  /** Checks a value that was given (never null), and gives the form in which the engine keeps it; throws a sentence as `Error` when it is not valid. */
  accept(value: unknown, options: FieldOptions): unknown;
  /** The column's value. */
  toSql(value: unknown): SqlValue;
  /** The engine's form of a column's value (never null). */
  fromSql(raw: unknown): unknown;
  /** The words that the search finds; null for kinds that it can't look into. */
  words: ((value: unknown) => string) | null;
}

/** What is wrong with a value that was given; `path` leads to the place within the value. */
export class FieldFault extends Error {
  constructor(
    message: string,
    readonly path: (string | number)[] = [],
  ) {
    super(message);
    this.name = 'FieldFault';
  }
}

const LONGEST_IN_ROW = 500;

/** What most kinds do: the column holds the value as it is. */
const PLAIN = {
  toSql: (value: unknown) => value as SqlValue,
  fromSql: (raw: unknown) => raw,
  words: null,
};

/** One line or a few of plain text. */
export const TEXT: FieldKind = {
  ...PLAIN,
  name: 'TEXT',
  column: ({ max = 200 }) => (max > LONGEST_IN_ROW ? { type: 'mediumtext' } : { type: 'varchar', length: max }),
  output: () => String,
  input: () => String,
  filter: () => StringFilter,
  accept(value, { max = 200 }) {
    const text = String(value);
    const length = [...text].length;
    if (length > max) throw new FieldFault(`It has ${length} characters; ${max} are allowed.`);
    return text;
  },
  words: String,
};

/** A structured document: headings, paragraphs, lists, images. Never raw HTML. */
export const RICH_TEXT: FieldKind = {
  name: 'RICH_TEXT',
  column: () => ({ type: 'json' }),
  output: () => RichText,
  input: () => GraphQLJSON,
  filter: () => null,
  accept(value) {
    const fault = checkRichText(value);
    if (fault) throw new FieldFault(fault.message, fault.path);
    return value;
  },
  toSql: value => JSON.stringify(value),
  fromSql: raw => (typeof raw === 'string' ? JSON.parse(raw) : raw),
  words: value => richTextToText(value as RichTextDocument),
};

/** Yes or no. */
export const BOOLEAN: FieldKind = {
  ...PLAIN,
  name: 'BOOLEAN',
  column: () => ({ type: 'boolean', default: false }),
  output: () => Boolean,
  input: () => Boolean,
  filter: () => BooleanFilter,
  accept: value => value,
  fromSql: raw => raw === true || raw === 1,
};

/** An e-mail address (RFC 5321: 254 characters at most). */
export const EMAIL: FieldKind = {
  ...PLAIN,
  name: 'EMAIL',
  column: () => ({ type: 'varchar', length: 254 }),
  output: () => GraphQLEmailAddress,
  input: () => GraphQLEmailAddress,
  filter: () => StringFilter,
  accept(value) {
    const text = String(value);
    if (text.length > 254) throw new FieldFault(`It has ${text.length} characters; 254 are allowed.`);
    return text;
  },
  words: String,
};

/** An absolute http or https URL. */
export const LINK: FieldKind = {
  ...PLAIN,
  name: 'LINK',
  column: () => ({ type: 'varchar', length: 2000 }),
  output: () => GraphQLURL,
  input: () => GraphQLURL,
  filter: () => null,
  accept(value) {
    const text = String(value);
    if (!/^https?:/i.test(text)) throw new FieldFault('It must begin with http:// or https://.');
    if (text.length > 2000) throw new FieldFault(`It has ${text.length} characters; 2000 are allowed.`);
    return text;
  },
};
