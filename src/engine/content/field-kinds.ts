import type { ClassType } from 'type-graphql';
import type { ColumnOptions } from 'typeorm';
import type { SqlValue } from '../../platform/database/database';
import type { CellType } from '../../platform/formats/tables/table';

/*
 * What a kind of field is. The kinds themselves are constants in kinds/, and fields.ts has a decorator for each.
 */

/** What a field's declaration may say; each kind reads what concerns it. */
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
  /** No two documents of the type may have the same value: costs a unique index. Not for localized fields. */
  unique?: boolean;
  /** What a new document gets when nothing is given, as an input would say it. */
  default?: unknown;
  /** Text: the longest value, in characters; above 500 it is stored apart from the row and can't be sorted by. Numbers: the greatest. Lists: how many. */
  max?: number;
  /** Numbers: the smallest. */
  min?: number;
  /** Numbers: whole ones only. */
  integer?: boolean;
  /** Numbers: how many digits may stand behind the point; such numbers are kept exactly. */
  decimals?: number;
  /** Choices: what there is to choose from, SCREAMING_SNAKE values with a sentence each. */
  choices?: Record<string, string>;
  /** Json: the JSON Schema (draft 7) that values must match. */
  schema?: Record<string, unknown>;
  /** Media: the kind of file that belongs there; any when left out. */
  accept?: 'image' | 'video' | 'audio' | 'document';
  /** Blocks: the classes of the components, declared with @Block. */
  blocks?: () => (new () => object)[];
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

/** A condition as SQL, with the values of its placeholders. */
export interface SqlCondition {
  sql: string;
  values: SqlValue[];
}

/** An operator that only one kind has: its SQL on a column, for an operand that was given. */
export type KindOperator = (column: string, operand: unknown) => SqlCondition;

/** One kind of field: everything that the engine must know to store, check, show, filter and edit it. */
export interface FieldKind {
  /** SCREAMING_SNAKE; public, in `contentTypes`. */
  name: string;
  /** The greatest `max` that holds where the declaration gives none; for those who draw forms. */
  max?: number;
  /** The column of a plain value; references have their own (references.ts). */
  column(options: FieldOptions): ColumnOptions;
  /** The GraphQL type of its value. */
  output(place: FieldPlace): TypeValue;
  /** The GraphQL type by which a value is given. */
  input(place: FieldPlace): TypeValue;
  /** The GraphQL input type that filters by it; null for a kind that can't be filtered. */
  filter(place: FieldPlace): TypeValue | null;
  /** True when an index can keep its values in an order that means something to people; `unique` needs the same. */
  sortable(options: FieldOptions): boolean;
  /** Checks a value that was given (never null), and gives the form in which the engine keeps it; throws a FieldFault when it is not valid. */
  accept(value: unknown, options: FieldOptions): unknown;
  /** The column's value. */
  toSql(value: unknown): SqlValue;
  /** The engine's form of a column's value (never null). */
  fromSql(raw: unknown): unknown;
  /** The engine's form of a value that went through JSON, as in a revision (never null). */
  fromJson(json: unknown): unknown;
  /** The words that the search finds; null for kinds that it can't look into. */
  words: ((value: unknown) => string) | null;
  /** What its column of an exported table holds, for a form of rich text; cells are made of the engine's form by `cell`. */
  exported(options: FieldOptions, richText: RichTextForm): CellType;
  /** The cell of a value (never null) in an exported table. */
  cell(value: unknown, richText: RichTextForm): unknown;
  /** Filter operators beyond those that every family has (filter-inputs.ts). */
  operators?: Readonly<Record<string, KindOperator>>;
}

/** In which form structured texts stand in exported tables. */
export type RichTextForm = 'MARKDOWN' | 'HTML' | 'TEXT' | 'JSON';

/** What is wrong with a value that was given; `path` leads to the place within the value. */
export class FieldFault extends Error {
  constructor(
    message: string,
    readonly path: readonly (string | number)[] = [],
    /** Whatever else is wrong with the same value. */
    readonly others: readonly FieldFault[] = [],
  ) {
    super(message);
    this.name = 'FieldFault';
  }
}

/** What most kinds do: the column holds the value as it is, in no order, and without words. */
export const PLAIN = {
  toSql: (value: unknown) => value as SqlValue,
  fromSql: (raw: unknown) => raw,
  fromJson: (json: unknown) => json,
  sortable: () => false,
  words: null,
  exported: (): CellType => 'TEXT',
  cell: (value: unknown) => value,
};

/** How kinds of structured values are stored: as JSON text. A JSON column would refuse what is nested 32 deep on MariaDB, and reorder keys on MySQL. */
export const JSON_TEXT = {
  ...PLAIN,
  exported: (): CellType => 'JSON',
  column: () => ({ type: 'longtext' }) as const,
  toSql: (value: unknown) => JSON.stringify(value),
  fromSql: (raw: unknown) => (typeof raw === 'string' ? JSON.parse(raw) : raw) as unknown,
};
