import { Column, Entity, ForeignKey, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { snakeCase } from '../../platform/database/snake-naming';
import { AssetRow } from '../media/asset.entity';
import { Content, ID_COLUMN, INSTANT_COLUMN } from './content';
import type { ContentTables, ContentTypeDefinition, ContentTypeOptions } from './content-type';
import type { DeclaredFields, ReferenceField, ValueField } from './fields';
import { createJoinEntity } from './references';

/*
 * The tables of a content type, as TypeORM entities. Each exists twice: the live ones, and their draft twins, which hold the unpublished
 * changes of documents that are live. Twins have the same columns, so that one query is written for both.
 *
 *   articles              article_drafts               a document's row
 *   article_tags          article_draft_tags           each MANY reference, in the owner's order
 *   article_translations  article_draft_translations   the localized fields, a row for each locale but the default one
 *   article_body_authors  article_draft_body_authors   what the blocks of a field refer to (block-references.ts)
 */

type EntityClass = new () => object;

/** The longest path of slugs in a tree, in characters. */
export const MAX_PATH = 700;

const SLUG_COLUMN = { type: 'varchar', length: 200, collation: 'utf8mb4_bin' } as const;

/** How a locale's tag (BCP 47) is stored. */
export const LOCALE_COLUMN = { type: 'varchar', length: 35, charset: 'ascii', collation: 'ascii_bin' } as const;

/** The names of a type's live tables, or of their draft twins. */
export function tableNames(
  name: string,
  options: ContentTypeOptions,
  localized: boolean,
  draft: boolean,
): ContentTables {
  const stem = draft ? `${snakeCase(name)}_draft` : snakeCase(name);
  return {
    draft,
    rows: draft ? `${stem}s` : (options.table ?? snakeCase(options.plural)),
    translations: localized ? `${stem}_translations` : null,
    join: property => `${stem}_${snakeCase(property)}`,
  };
}

/** Makes the type's own class the entity of its live rows, and generates the entities of all its other tables. */
export function createTables(
  entity: new () => Content,
  fields: DeclaredFields,
  { tree = false }: ContentTypeOptions,
  live: ContentTables,
  drafts: ContentTables,
): EntityClass[] {
  applyRow(entity, fields, tree, live);
  const Draft = { [`${entity.name}Draft`]: class extends Content {} }[`${entity.name}Draft`] as new () => Content;
  applyRow(Draft, fields, tree, drafts);
  belongTo(Draft, () => entity, 'id');
  draftEntities.set(entity, Draft);
  const generated: EntityClass[] = [Draft];
  for (const field of fields.references.filter(({ arity }) => arity === 'MANY')) {
    generated.push(createJoinEntity(entity, field, live.join(field.property)));
    generated.push(createJoinEntity(Draft, field, drafts.join(field.property)));
  }
  const localized = fields.values.filter(({ options }) => options.localized);
  if (localized.length > 0) {
    generated.push(createTranslationEntity(entity, localized, live));
    generated.push(createTranslationEntity(Draft, localized, drafts));
  }
  return generated;
}

const draftEntities = new WeakMap<EntityClass, EntityClass>();

/** The entities of the join tables of a type's hidden references: what its blocks refer to. They are made when all types are declared. */
export function createBlockJoins(
  { entity, live, drafts }: ContentTypeDefinition,
  hidden: readonly ReferenceField[],
): EntityClass[] {
  const Draft = draftEntities.get(entity) as EntityClass;
  return hidden.flatMap(field => [
    createJoinEntity(entity, field, live.join(field.property)),
    createJoinEntity(Draft, field, drafts.join(field.property)),
  ]);
}

function applyRow(entity: new () => Content, fields: DeclaredFields, tree: boolean, tables: ContentTables): void {
  const { rows, draft } = tables;
  for (const { property, kind, options } of fields.values) {
    Column({ ...kind.column(options), nullable: options.optional ?? false })(entity.prototype, property);
    if (options.sortable) Index(`idx_${rows}_${snakeCase(property)}`, [property, 'id'])(entity);
    if (kind.name === 'MEDIA') applyMedia(entity, property, rows);
    // A draft may hold for a while what another document holds; publishing finds out.
    if (options.unique && !draft) Index(`uq_${rows}_${snakeCase(property)}`, [property], { unique: true })(entity);
  }
  for (const field of fields.references) applyReference(entity, field, rows);
  if (tree) applyTree(entity, rows);
  // While its owner's changes wait, a draft's slug may be somebody else's.
  Index(`idx_${rows}_slug`, ['slug'], { unique: !draft })(entity);
  Index(`idx_${rows}_live`, ['liveAt', 'id'])(entity);
  Index(`idx_${rows}_updated`, ['updatedAt', 'id'])(entity);
  Index(`idx_${rows}_publish`, ['publishAt'])(entity);
  Index(`idx_${rows}_unpublish`, ['unpublishAt'])(entity);
  if (!draft) Index(`idx_${rows}_trashed`, ['trashedAt'])(entity);
  Entity(rows)(entity);
}

function applyReference(entity: EntityClass, { property, arity, target, options }: ReferenceField, rows: string): void {
  if (arity === 'MANY') return;
  const onDelete = options.onDelete === 'clear' ? 'SET NULL' : 'RESTRICT';
  ManyToOne(target, { nullable: true, onDelete, onUpdate: 'RESTRICT' })(entity.prototype, property);
  JoinColumn({ name: `${snakeCase(property)}_id` })(entity.prototype, property);
  Index(`idx_${rows}_${snakeCase(property)}_live`, [property, 'liveAt', 'id'])(entity);
}

function applyMedia(entity: EntityClass, property: string, rows: string): void {
  ForeignKey(() => AssetRow, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })(entity.prototype, property);
  Index(`idx_${rows}_${snakeCase(property)}`, [property, 'liveAt', 'id'])(entity);
}

function applyTree(entity: EntityClass, rows: string): void {
  Column({ type: 'int', default: 0 })(entity.prototype, 'position');
  Column({ type: 'varchar', length: MAX_PATH, collation: 'utf8mb4_bin' })(entity.prototype, 'path');
  Index(`idx_${rows}_path`, ['path'])(entity);
  Index(`idx_${rows}_siblings`, ['parent', 'position', 'id'])(entity);
}

function createTranslationEntity(owner: EntityClass, localized: ValueField[], tables: ContentTables): EntityClass {
  const table = tables.translations as string;
  const name = `${owner.name}Translation`;
  const Translation = { [name]: class {} }[name];
  PrimaryColumn(ID_COLUMN)(Translation.prototype, 'documentId');
  PrimaryColumn(LOCALE_COLUMN)(Translation.prototype, 'locale');
  Column(SLUG_COLUMN)(Translation.prototype, 'slug');
  for (const { property, kind, options } of localized) {
    Column({ ...kind.column(options), nullable: options.optional ?? false })(Translation.prototype, property);
    if (options.sortable) {
      Index(`idx_${table}_${snakeCase(property)}`, ['locale', property, 'documentId'])(Translation);
    }
  }
  Column({ ...INSTANT_COLUMN, nullable: true })(Translation.prototype, 'liveAt');
  Index(`idx_${table}_slug`, ['locale', 'slug'], { unique: !tables.draft })(Translation);
  belongTo(Translation, () => owner, 'document_id');
  Entity(table)(Translation);
  return Translation;
}

/** Rows that go with the document when it goes. */
function belongTo(entity: EntityClass, owner: () => EntityClass, column: string): void {
  ManyToOne(owner, { onDelete: 'CASCADE', onUpdate: 'RESTRICT' })(entity.prototype, 'document');
  JoinColumn({ name: column })(entity.prototype, 'document');
}
