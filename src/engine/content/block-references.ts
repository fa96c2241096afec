import { assetIdsOf } from '../../platform/formats/rich-text/image-assets';
import type { RichTextDocument } from '../../platform/formats/rich-text/rich-text-schema';
import { AssetRow } from '../media/asset.entity';
import { blockNamed, idProperty, type StoredBlock } from './block';
import type { ContentTypeDefinition } from './content-type';
import { definitionOf } from './content-type';
import type { ReferenceField, ValueField } from './fields';
import { componentsOf } from './kinds/blocks-kind';

/*
 * References inside blocks, and the assets that texts and blocks show, have join tables as well, one for each field of blocks and type that its components point to
 * (`event_program_authors`), with the columns of any other. So the database refuses to delete what a block points to, and
 * where-used finds it. The order of the blocks is in the document; these tables only say that there is a reference.
 */

/** The hidden MANY references that stand for what the blocks of a field point to. */
export function hiddenReferences(definition: ContentTypeDefinition): ReferenceField[] {
  return composedFields(definition).flatMap(field => {
    const targets = new Map<object, ReferenceField['options']>();
    for (const { references } of componentsOf(field.options)) {
      for (const { target, options } of references) {
        const known = targets.get(target());
        // One reference that refuses is enough to refuse.
        const onDelete = known?.onDelete === 'refuse' ? 'refuse' : (options.onDelete ?? 'refuse');
        targets.set(target(), { onDelete });
      }
    }
    if (mayShowAssets(field)) targets.set(AssetRow, { onDelete: 'refuse' });
    return [...targets].map(([target, options]) => ({
      property: hiddenProperty(field, target),
      arity: 'MANY' as const,
      target: () => target as new () => object,
      options,
      via: field.property,
    }));
  });
}

/**
 * What the blocks of a document point to: ids by hidden property (`definition.joins`), each once. It takes the values of every locale,
 * the default one's first; properties without any id are there with an empty list.
 */
export function blockReferences(
  definition: ContentTypeDefinition,
  valuesOfLocales: readonly Readonly<Record<string, unknown>>[],
): Record<string, string[]> {
  const found: Record<string, Set<string>> = {};
  for (const field of composedFields(definition)) {
    if (mayShowAssets(field)) found[hiddenProperty(field, AssetRow)] = assetsShownBy(field, valuesOfLocales);
    if (field.kind.name !== 'BLOCKS') continue;
    for (const { references } of componentsOf(field.options)) {
      for (const { target } of references) found[hiddenProperty(field, target())] ??= new Set();
    }
    for (const block of valuesOfLocales.flatMap(values => (values[field.property] ?? []) as StoredBlock[])) {
      for (const reference of blockNamed(block.type)?.references ?? []) {
        const ids = block.values[idProperty(reference)] as string | string[] | null | undefined;
        for (const id of [ids ?? []].flat()) found[hiddenProperty(field, reference.target())]?.add(id);
      }
    }
  }
  return Object.fromEntries(Object.entries(found).map(([property, ids]) => [property, [...ids]]));
}

function composedFields({ values }: ContentTypeDefinition): ValueField[] {
  return values.filter(({ kind }) => kind.name === 'BLOCKS' || kind.name === 'RICH_TEXT');
}

/** Whether assets can be shown within a field: by the images of a text, or by what blocks are made of. */
function mayShowAssets({ kind, options }: ValueField): boolean {
  if (kind.name === 'RICH_TEXT') return true;
  return componentsOf(options).some(({ values }) =>
    values.some(value => ['MEDIA', 'RICH_TEXT'].includes(value.kind.name)),
  );
}

function assetsShownBy(field: ValueField, valuesOfLocales: readonly Readonly<Record<string, unknown>>[]): Set<string> {
  const ids = valuesOfLocales.flatMap(values => {
    const value = values[field.property] ?? null;
    if (value === null) return [];
    if (field.kind.name === 'RICH_TEXT') return assetIdsOf(value as RichTextDocument);
    return (value as StoredBlock[]).flatMap(assetsOfBlock);
  });
  return new Set(ids);
}

function assetsOfBlock({ type, values }: StoredBlock): string[] {
  return (blockNamed(type)?.values ?? []).flatMap(({ property, kind }) => {
    const value = values[property] ?? null;
    if (value === null) return [];
    if (kind.name === 'MEDIA') return [value as string];
    return kind.name === 'RICH_TEXT' ? assetIdsOf(value as RichTextDocument) : [];
  });
}

function hiddenProperty({ property }: ValueField, target: object): string {
  const plural = target === AssetRow ? 'assets' : definitionOf(target).plural;
  return `${property}${plural[0].toUpperCase()}${plural.slice(1)}`;
}
