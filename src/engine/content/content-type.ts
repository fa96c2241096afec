import { Field, Int, ObjectType } from 'type-graphql';
import { snakeCase } from '../../platform/database/snake-naming';
import { applyOutput } from './apply-output';
import { Content } from './content';
import { createTables, tableNames } from './content-tables';
import { declaredFields } from './declared-fields';
import { Reference, type ReferenceField, type ValueField } from './fields';
import { Node } from './node';

/*
 * @ContentType turns a class and its declared fields into everything that the engine works with: the TypeORM entities of its tables
 * (content-tables.ts), the GraphQL object type, and a definition that queries, loaders and writes are made from. TypeORM's and
 * TypeGraphQL's decorators are applied as plain functions, once per class.
 */

export interface ContentTypeOptions {
  /** The name of its list in the API, e.g. `articles`. */
  plural: string;
  /** The name of its table; made from `plural` when left out. */
  table?: string;
  /** The field that a slug is made from when none is given. */
  slugFrom: string;
  /** Documents form a tree: each has a parent, a place among its siblings, and a path of slugs. */
  tree?: boolean;
  /** Shown to people who read the API's documentation; a full sentence. */
  description: string;
}

type ContentClass = new () => Content;

/** The names of a type's live tables, or of the draft twins. */
export interface ContentTables {
  draft: boolean;
  /** `articles` or `article_drafts`; the key is `id`. */
  rows: string;
  /** `article_translations` or `article_draft_translations`, keyed by (`document_id`, `locale`); null when nothing is localized. */
  translations: string | null;
  /** The table of a MANY reference, keyed by (`owner_id`, `target_id`): `article_tags` or `article_draft_tags`. */
  join(property: string): string;
}

/** A content type as the engine sees it. */
export interface ContentTypeDefinition {
  /** `Article` */
  name: string;
  /** `article` */
  singular: string;
  /** `articles` */
  plural: string;
  description: string;
  /** The live tables: what readers see, and what has never been live. */
  live: ContentTables;
  /** Their twins, for the unpublished changes of live documents. */
  drafts: ContentTables;
  /** `live.rows`. */
  table: string;
  tree: boolean;
  slugFrom: string;
  entity: ContentClass;
  values: ValueField[];
  references: ReferenceField[];
  /** Every reference that has a join table: the MANY references, and the hidden ones of blocks (block-references.ts). */
  joins: ReferenceField[];
  /** Property -> column, for everything that a row holds: the white list of what may be selected. */
  columns: ReadonlyMap<string, string>;
  /** The properties that a translation holds; `slug` is among them when there are any. */
  localized: ReadonlySet<string>;
  /** Enum value stem -> property, for everything that lists can be sorted by. */
  sortable: ReadonlyMap<string, string>;
  /** The generated entities of its other tables. */
  generatedEntities: (new () => object)[];
}

/** What every row has, whatever its type. */
export const BASE_PROPERTIES = [
  'id',
  'slug',
  'state',
  'revision',
  'latestRevision',
  'createdAt',
  'updatedAt',
  'publishedAt',
  'publishAt',
  'unpublishAt',
  'liveAt',
  'trashedAt',
  'createdBy',
] as const;

const definitions = new Map<object, ContentTypeDefinition>();

/** Declares a content type. The class extends Content and declares its fields with the decorators of fields.ts. */
export function ContentType(options: ContentTypeOptions) {
  return <Class extends ContentClass>(entity: Class): void => {
    if (options.tree) declareTree(entity);
    const definition = define(entity, options);
    for (const field of definition.values) applyOutput(entity, field);
    ObjectType(entity.name, { implements: [Node, Content], description: options.description, simpleResolvers: true })(
      entity,
    );
    definitions.set(entity, definition);
  };
}

/** The definition of a declared class. */
export function definitionOf(entity: object): ContentTypeDefinition {
  const definition = definitions.get(entity);
  if (!definition) throw new Error(`${String((entity as { name?: string }).name)} is not declared with @ContentType.`);
  return definition;
}

/** Every declared content type, in the order of declaration. */
export function contentTypes(): ContentTypeDefinition[] {
  return [...definitions.values()];
}

function define(entity: ContentClass, options: ContentTypeOptions): ContentTypeDefinition {
  const { values, references } = declaredFields(entity);
  const tree = options.tree ?? false;
  const localized = values.filter(field => field.options.localized).map(field => field.property);
  const live = tableNames(entity.name, options, localized.length > 0, false);
  const drafts = tableNames(entity.name, options, localized.length > 0, true);
  return {
    name: entity.name,
    singular: entity.name[0].toLowerCase() + entity.name.slice(1),
    plural: options.plural,
    description: options.description,
    live,
    drafts,
    table: live.rows,
    tree,
    slugFrom: options.slugFrom,
    entity,
    values,
    references,
    joins: references.filter(({ arity }) => arity === 'MANY'),
    columns: columnsOf(values, references, tree),
    localized: new Set(localized.length > 0 ? ['slug', ...localized] : []),
    sortable: sortableOf(values),
    generatedEntities: createTables(entity, { values, references }, options, live, drafts),
  };
}

function columnsOf(values: ValueField[], references: ReferenceField[], tree: boolean): Map<string, string> {
  const properties = [
    ...BASE_PROPERTIES,
    ...values.map(field => field.property),
    ...(tree ? ['position', 'path'] : []),
  ];
  const columns = new Map(properties.map(property => [property, snakeCase(property)]));
  for (const { property, arity } of references) {
    if (arity === 'ONE') columns.set(`${property}Id`, `${snakeCase(property)}_id`);
  }
  return columns;
}

function sortableOf(values: ValueField[]): Map<string, string> {
  const declared = values.filter(field => field.options.sortable).map(field => field.property);
  return new Map(['liveAt', 'updatedAt', ...declared].map(property => [sortName(property), property]));
}

/** PUBLISHED_AT stands for the column that visibility asks, so that the default list walks one index. */
function sortName(property: string): string {
  return property === 'liveAt' ? 'PUBLISHED_AT' : snakeCase(property).toUpperCase();
}

function declareTree(entity: ContentClass): void {
  const { prototype } = entity;
  Reference(() => entity, { optional: true, description: 'The document above this one; null at the top.' })(
    prototype,
    'parent',
  );
  Field(() => Int, { description: 'The place among its siblings; smaller comes first.' })(prototype, 'position');
  Field(() => String, { description: 'The slugs from the top of the tree down to this document, joined by "/".' })(
    prototype,
    'path',
  );
}
