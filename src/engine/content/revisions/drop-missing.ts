import type { Sql } from '../../../platform/database/database';
import { inList, inLists } from '../../jobs/sql-lists';
import { assetIdsOf, forgetAssets } from '../../../platform/formats/rich-text/image-assets';
import type { RichTextDocument } from '../../../platform/formats/rich-text/rich-text-schema';
import { AssetRow } from '../../media/asset.entity';
import { blockNamed, idProperty, type StoredBlock } from '../block';
import { shownAs } from '../media-fields';
import { type ContentTypeDefinition, definitionOf } from '../content-type';
import { manyReferences, oneReferences } from '../writing/content-columns';
import type { DocumentContent } from '../writing/content-draft';

/** A reference that an older content has to something that is gone. */
export interface DroppedReference {
  /** The field that referred: a reference, or a field of blocks. */
  field: string;
  id: string;
}

/** Something that holds ids of one type, and how to keep only some of them. */
interface Holder {
  field: string;
  target: object;
  ids: readonly string[];
  keep(isThere: (id: string) => boolean): void;
}

/** Takes references out of a content whose targets are gone, those of its blocks included, and tells each once. */
export async function dropMissing(
  sql: Sql,
  definition: ContentTypeDefinition,
  content: DocumentContent,
): Promise<DroppedReference[]> {
  const holders = [
    ...ownHolders(definition, content),
    ...blockHolders(definition, content),
    ...assetHolders(definition, content),
  ];
  const dropped = new Map<string, DroppedReference>();
  for (const target of new Set(holders.map(holder => holder.target))) {
    const group = holders.filter(holder => holder.target === target);
    const there = await existing(
      sql,
      target,
      group.flatMap(({ ids }) => ids),
    );
    for (const { field, ids, keep } of group) {
      const missing = ids.filter(id => !there.has(id));
      if (missing.length > 0) keep(id => there.has(id));
      for (const id of missing) dropped.set(`${field} ${id}`, { field, id });
    }
  }
  return [...dropped.values()];
}

function ownHolders(definition: ContentTypeDefinition, { values, references }: DocumentContent): Holder[] {
  return [
    ...oneReferences(definition).map(({ property, target }) => oneHolder(property, target(), values, `${property}Id`)),
    ...manyReferences(definition).map(({ property, target }) => manyHolder(property, target(), references, property)),
  ];
}

/** A block that has lost what it must refer to stays, without it: its other values are the author's work. */
function blockHolders(definition: ContentTypeDefinition, { values, translations }: DocumentContent): Holder[] {
  const ofLocales = [values, ...[...translations.values()].map(translation => translation.values)];
  return definition.values
    .filter(({ kind }) => kind.name === 'BLOCKS')
    .flatMap(({ property: field }) =>
      ofLocales
        .flatMap(each => (each[field] ?? []) as StoredBlock[])
        .flatMap(block =>
          (blockNamed(block.type)?.references ?? []).map(reference => {
            const holder = reference.arity === 'ONE' ? oneHolder : manyHolder;
            return holder(field, reference.target(), block.values, idProperty(reference));
          }),
        ),
    );
}

function oneHolder(field: string, target: object, owner: Record<string, unknown>, key: string): Holder {
  const id = (owner[key] ?? null) as string | null;
  return {
    field,
    target,
    ids: id === null ? [] : [id],
    keep() {
      owner[key] = null;
    },
  };
}

/** A text whose image has lost its asset keeps the image, by its address alone. */
function assetHolders(definition: ContentTypeDefinition, { values, translations }: DocumentContent): Holder[] {
  const ofLocales = [values, ...[...translations.values()].map(translation => translation.values)];
  const places = ofLocales.flatMap(owner => [
    ...definition.values.map(({ property, kind }) => ({ field: property, property, kind, owner })),
    ...blocksOf(definition, owner),
  ]);
  return places.flatMap(({ field, property, kind, owner }): Holder[] => {
    if (kind.name === 'MEDIA') return [oneHolder(shownAs(field), AssetRow, owner, property)];
    const text = kind.name === 'RICH_TEXT' ? (owner[property] as RichTextDocument | null | undefined) : null;
    return text
      ? [{ field, target: AssetRow, ids: assetIdsOf(text), keep: isThere => forgetAssets(text, isThere) }]
      : [];
  });
}

function blocksOf(definition: ContentTypeDefinition, values: Record<string, unknown>) {
  return definition.values
    .filter(({ kind }) => kind.name === 'BLOCKS')
    .flatMap(({ property: field }) =>
      ((values[field] ?? []) as StoredBlock[]).flatMap(block =>
        (blockNamed(block.type)?.values ?? []).map(({ property, kind }) => ({
          field,
          property,
          kind,
          owner: block.values,
        })),
      ),
    );
}

function manyHolder(field: string, target: object, owner: Record<string, unknown>, key: string): Holder {
  const ids = (owner[key] ?? []) as string[];
  return {
    field,
    target,
    ids,
    keep(isThere) {
      owner[key] = ids.filter(isThere);
    },
  };
}

async function existing(sql: Sql, target: object, ids: readonly string[]): Promise<Set<string>> {
  const there = new Set<string>();
  const table = target === AssetRow ? 'assets' : definitionOf(target).live.rows;
  for (const batch of inLists([...new Set(ids)])) {
    const list = inList(batch);
    const rows = await sql.select<{ id: string }>(`SELECT id FROM ${table} WHERE id ${list.sql}`, list.values);
    for (const { id } of rows) there.add(id);
  }
  return there;
}
