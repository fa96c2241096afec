import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { snakeCase } from '../../platform/database/snake-naming';
import { Content } from './content';
import { declaredFields, Reference, type ReferenceField, type ValueField } from './fields';
import { Node } from './node';
import { createJoinEntity } from './references';

/*
 * @ContentType turns a class and its declared fields into everything that the engine works with: the TypeORM entity with its
 * indexes, the GraphQL object type, and a definition that queries, loaders and writes are made from. TypeORM's and TypeGraphQL's
 * decorators are applied here as plain functions, once per class.
 */

export interface ContentTypeOptions {
  /** The name of its list in the API, e.g. `articles`; the table's name too. */
  plural: string;
  /** The field that a slug is made from when none is given. */
  slugFrom: string;
  /** Documents form a tree: each has a parent, a place among its siblings, and a path of slugs. */
  tree?: boolean;
  /** Shown to people who read the API's documentation; a full sentence. */
  description: string;
}

type ContentClass = new () => Content;

/** A content type as the engine sees it. */
export interface ContentTypeDefinition {
  /** `Article` */
  name: string;
  /** `article` */
  singular: string;
  /** `articles` */
  plural: string;
  table: string;
  tree: boolean;
  slugFrom: string;
  entity: ContentClass;
  values: ValueField[];
  references: ReferenceField[];
  /** Property -> column, for everything that a row holds: the white list of what may be selected. */
  columns: ReadonlyMap<string, string>;
  /** Enum value stem -> property, for everything that lists can be sorted by. */
  sortable: ReadonlyMap<string, string>;
  /** The generated join entities of its MANY references. */
  joinEntities: (new () => object)[];
}

const BASE_PROPERTIES = [
  'id',
  'slug',
  'state',
  'revision',
  'createdAt',
  'updatedAt',
  'publishedAt',
  'publishAt',
  'liveAt',
];

/** The longest path of slugs in a tree, in characters. */
export const MAX_PATH = 700;

const definitions = new Map<object, ContentTypeDefinition>();

/** Declares a content type. The class extends Content and declares its fields with the decorators of fields.ts. */
export function ContentType(options: ContentTypeOptions) {
  return <Class extends ContentClass>(entity: Class): void => {
    if (options.tree) declareTree(entity, options);
    const { values, references } = declaredFields(entity);
    for (const field of values) applyValue(entity, field);
    for (const field of references) applyReference(entity, field);
    ObjectType(entity.name, { implements: [Node, Content], description: options.description, simpleResolvers: true })(
      entity,
    );
    Index(`idx_${options.plural}_slug`, ['slug'], { unique: true })(entity);
    Index(`idx_${options.plural}_live`, ['liveAt', 'id'])(entity);
    Index(`idx_${options.plural}_updated`, ['updatedAt', 'id'])(entity);
    Index(`idx_${options.plural}_due`, ['state', 'publishAt'])(entity);
    Entity(options.plural)(entity);
    definitions.set(entity, define(entity, options, values, references));
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

function define(
  entity: ContentClass,
  options: ContentTypeOptions,
  values: ValueField[],
  references: ReferenceField[],
): ContentTypeDefinition {
  const tree = options.tree ?? false;
  const properties = [
    ...BASE_PROPERTIES,
    ...values.map(field => field.property),
    ...(tree ? ['position', 'path'] : []),
  ];
  const columns = new Map(properties.map(property => [property, snakeCase(property)]));
  for (const { property, arity } of references) {
    if (arity === 'ONE') columns.set(`${property}Id`, `${snakeCase(property)}_id`);
  }
  const sortable = [
    'liveAt',
    'updatedAt',
    ...values.filter(field => field.options.sortable).map(field => field.property),
  ];
  return {
    name: entity.name,
    singular: entity.name[0].toLowerCase() + entity.name.slice(1),
    plural: options.plural,
    table: options.plural,
    tree,
    slugFrom: options.slugFrom,
    entity,
    values,
    references,
    columns,
    sortable: new Map(sortable.map(property => [sortName(property), property])),
    joinEntities: references.filter(field => field.arity === 'MANY').map(field => createJoinEntity(entity, field)),
  };
}

/** PUBLISHED_AT stands for the column that visibility asks, so that the default list walks one index. */
function sortName(property: string): string {
  return property === 'liveAt' ? 'PUBLISHED_AT' : snakeCase(property).toUpperCase();
}

function applyValue(entity: ContentClass, { property, kind, options }: ValueField): void {
  const nullable = options.optional ?? false;
  Column({ ...kind.column(options), nullable })(entity.prototype, property);
  const description = options.description ?? describe(entity, property);
  Field(() => kind.output() as typeof String, { nullable: nullable || options.private, description })(
    entity.prototype,
    property,
  );
  if (options.sortable) {
    Index(`idx_${snakeCase(entity.name)}_${snakeCase(property)}`, [property, 'id'])(entity);
  }
}

function applyReference(entity: ContentClass, { property, arity, target }: ReferenceField): void {
  if (arity === 'MANY') return;
  ManyToOne(target, { nullable: true, onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })(entity.prototype, property);
  JoinColumn({ name: `${snakeCase(property)}_id` })(entity.prototype, property);
  Index(`idx_${snakeCase(entity.name)}_${snakeCase(property)}_live`, [property, 'liveAt', 'id'])(entity);
}

function declareTree(entity: ContentClass, { plural }: ContentTypeOptions): void {
  const { prototype } = entity;
  Reference(() => entity, { optional: true, description: `The document above this one; null at the top.` })(
    prototype,
    'parent',
  );
  Column({ type: 'int', default: 0 })(prototype, 'position');
  Field(() => Int, { description: 'The place among its siblings; smaller comes first.' })(prototype, 'position');
  Column({ type: 'varchar', length: MAX_PATH, collation: 'utf8mb4_bin' })(prototype, 'path');
  Field(() => String, { description: 'The slugs from the top of the tree down to this document, joined by "/".' })(
    prototype,
    'path',
  );
  Index(`idx_${plural}_path`, ['path'])(entity);
}

/** `publishedOn` of Article -> "The article's published on." */
function describe(entity: ContentClass, property: string): string {
  return `The ${snakeCase(entity.name).replaceAll('_', ' ')}'s ${snakeCase(property).replaceAll('_', ' ')}.`;
}
