import { Field } from 'type-graphql';
import { snakeCase } from '../../platform/database/snake-naming';
import type { ValueField } from './fields';

/** Makes a declared value a field of its class's GraphQL type. */
export function applyOutput(owner: new () => object, { property, kind, options }: ValueField): void {
  // What is shown is not the value itself (media-resolver.ts).
  if (kind.name === 'MEDIA') return;
  const place = { owner: owner.name, property, options };
  const type = kind.output(place);
  // A required field is still null where a viewer may not see it.
  const nullable = options.optional || options.private;
  Field(() => type as typeof String, { nullable, description: describe(owner.name, place) })(owner.prototype, property);
}

/** A field's own description, or a sentence made from its name: `publishedOn` of Article -> "The article's published on." */
export function describe(
  owner: string,
  { property, options }: { property: string; options: { description?: string } },
): string {
  return options.description ?? `The ${words(owner)}'s ${words(property)}.`;
}

/** `publishedOn` -> `Published on`: what editors read when the declaration has no label. */
export function labelOf(name: string): string {
  const text = words(name);
  return text[0].toUpperCase() + text.slice(1);
}

function words(name: string): string {
  return snakeCase(name).replaceAll('_', ' ');
}
