import { Field, ID, ObjectType } from 'type-graphql';
import { applyOutput, describe, labelOf } from './apply-output';
import { declaredFields } from './declared-fields';
import type { ReferenceField, ValueField } from './fields';

/*
 * A block is a component of which editors compose a field (@Blocks): a quote, a gallery, a call to action. Its class declares fields like
 * a content type does, but it has no table: a document keeps its blocks as JSON, and where their references point in join tables.
 */

export interface BlockOptions {
  /** What editors read when they choose a component; made from the name when left out. */
  label?: string;
  /** Shown to people who read the API's documentation; a full sentence. */
  description: string;
}

/** A component as the engine sees it. */
export interface BlockDefinition {
  /** `Quote` */
  name: string;
  /** `quote`: its key in inputs. */
  singular: string;
  label: string;
  description: string;
  entity: new () => object;
  values: ValueField[];
  references: ReferenceField[];
}

/** A block as a document keeps it; values are in the form that they have in JSON, references are ids: `authorId`, `tagIds`. */
export interface StoredBlock {
  key: string;
  /** The component's name. */
  type: string;
  values: Record<string, unknown>;
}

const definitions = new Map<object, BlockDefinition>();
const byName = new Map<string, BlockDefinition>();

/** Declares a component. Its fields are declared with the decorators of fields.ts. */
export function Block({ label, description }: BlockOptions) {
  return <Class extends new () => object>(entity: Class): void => {
    const { name } = entity;
    if (byName.has(name)) throw new Error(`There are two block components named ${name}.`);
    const { values, references } = declaredFields(entity);
    Field(() => ID, {
      description: 'Which block it is among those of its field; it stays when blocks are edited or moved.',
    })(entity.prototype, 'key');
    for (const field of values) applyOutput(entity, field);
    ObjectType(name, { description, simpleResolvers: true })(entity);
    const singular = name[0].toLowerCase() + name.slice(1);
    const definition = { name, singular, label: label ?? labelOf(name), description, entity, values, references };
    definitions.set(entity, definition);
    byName.set(name, definition);
  };
}

/** The definition of a declared component. */
export function blockOf(entity: object): BlockDefinition {
  const definition = definitions.get(entity);
  if (!definition) throw new Error(`${String((entity as { name?: string }).name)} is not declared with @Block.`);
  return definition;
}

/** The component of a stored block; undefined when it is no longer declared. */
export function blockNamed(name: string): BlockDefinition | undefined {
  return byName.get(name);
}

/** What the API says of a component's reference. */
export const describeReference = (block: BlockDefinition, field: ReferenceField) => describe(block.name, field);

/** The property by which a block holds a reference: `authorId`, or for MANY `tagIds`. */
export function idProperty({ property, arity, options }: ReferenceField): string {
  return arity === 'ONE' ? `${property}Id` : `${options.singular ?? singularOf(property)}Ids`;
}

/** `tags` -> `tag`, `categories` -> `category`, `boxes` -> `box`; what is no plural by these rules stays. */
export function singularOf(plural: string): string {
  if (/[^aeiou]ies$/.test(plural)) return plural.replace(/ies$/, 'y');
  if (/(ss|sh|ch|x|z)es$/.test(plural)) return plural.replace(/es$/, '');
  return /[^s]s$/.test(plural) ? plural.replace(/s$/, '') : plural;
}
