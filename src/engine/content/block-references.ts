import { blockNamed, idProperty, type StoredBlock } from './block';
import type { ContentTypeDefinition } from './content-type';
import { definitionOf } from './content-type';
import type { ReferenceField, ValueField } from './fields';
import { componentsOf } from './kinds/blocks-kind';

/*
 * References inside blocks have join tables as well, one for each field of blocks and type that its components point to
 * (`event_program_authors`), with the columns of any other. So the database refuses to delete what a block points to, and
 * where-used finds it. The order of the blocks is in the document; these tables only say that there is a reference.
 */

/** The hidden MANY references that stand for what the blocks of a field point to. */
export function hiddenReferences(definition: ContentTypeDefinition): ReferenceField[] {
  return blockFields(definition).flatMap(field => {
    const targets = new Map<object, ReferenceField['options']>();
    for (const { references } of componentsOf(field.options)) {
      for (const { target, options } of references) {
        const known = targets.get(target());
        // One reference that refuses is enough to refuse.
        const onDelete = known?.onDelete === 'refuse' ? 'refuse' : (options.onDelete ?? 'refuse');
        targets.set(target(), { onDelete });
      }
    }
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
  for (const field of blockFields(definition)) {
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

function blockFields({ values }: ContentTypeDefinition): ValueField[] {
  return values.filter(({ kind }) => kind.name === 'BLOCKS');
}

function hiddenProperty({ property }: ValueField, target: object): string {
  const { plural } = definitionOf(target);
  return `${property}${plural[0].toUpperCase()}${plural.slice(1)}`;
}
