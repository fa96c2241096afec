import { RESERVED_WORDS } from '../../platform/database/reserved-words';
import { type BlockDefinition, blockOf } from './block';
import { hiddenReferences } from './block-references';
import { fieldFaults } from './check-fields';
import { rowSizeFaults } from './check-row-size';
import { createBlockJoins } from './content-tables';
import { BASE_PROPERTIES, type ContentTypeDefinition, contentTypes } from './content-type';
import type { ValueField } from './fields';
import { inverseFaults } from './inverses';

/*
 * Content types refer to each other by thunks. When every class is there, this checks what they declare, and adds what a type can't have
 * while it is being declared: the tables of what its blocks refer to.
 */

/** The longest name of a table, column or index, in characters (MySQL and MariaDB alike). */
const LONGEST_IDENTIFIER = 64;

const NAMES_OF_LISTS = ['nodes', 'node', 'edges', 'pageInfo', 'totalCount', 'cursor'];
const NAMES_OF_INPUTS = ['expectedRevision', 'locale', 'note', 'publish', 'translations', 'and', 'or', 'not'];
const NAMES_OF_DOCUMENTS = ['revisions', 'usages'];
const NAMES_OF_TREES = ['parent', 'parentId', 'children', 'position', 'path', 'atTop'];

const complete = new WeakSet<ContentTypeDefinition>();

/** Completes the content types that are new since the last call. Throws one error with every fault of their declarations. */
export function completeContentTypes(): void {
  const fresh = contentTypes().filter(definition => !complete.has(definition));
  const faults = [...crowdFaults(), ...contentTypes().flatMap(inverseFaults), ...fresh.flatMap(faultsOf)];
  if (faults.length > 0) throw new Error(`The content types can't be used as they are declared:\n${faults.join('\n')}`);
  for (const definition of fresh) {
    for (const field of definition.values) acceptDefault(field);
    const hidden = hiddenReferences(definition);
    definition.joins.push(...hidden);
    definition.generatedEntities.push(...createBlockJoins(definition, hidden));
    complete.add(definition);
  }
}

/** From here on a default is in the engine's form, as every other value. */
function acceptDefault({ kind, options }: ValueField): void {
  if (options.default !== undefined) options.default = kind.accept(options.default, options);
}

/** Types that can't be there together. */
function crowdFaults(): string[] {
  const all = contentTypes();
  const claims = all.flatMap(({ name, singular, plural }) => [
    { name, claim: singular },
    { name, claim: plural },
  ]);
  return claims
    .filter(({ claim }, index) => claims.findIndex(other => other.claim === claim) !== index)
    .map(
      ({ name, claim }) => `${name}: the name "${claim}" is taken; each type has a singular and a plural of its own.`,
    );
}

function faultsOf(definition: ContentTypeDefinition): string[] {
  const { name, values, references, slugFrom, live, tree } = definition;
  const faults: string[] = [];
  const own = values.length + references.filter(({ property }) => !(tree && property === 'parent')).length;
  if (own === 0) faults.push(`${name} has no fields.`);
  const source = values.find(({ property }) => property === slugFrom);
  if (!source) faults.push(`${name}: slugs are to be made from "${slugFrom}", but there is no such field.`);
  else if (source.kind.name !== 'TEXT' && source.kind.name !== 'SLUG')
    faults.push(`${name}.${slugFrom}: slugs are made from texts.`);
  else if (source.options.private) faults.push(`${name}.${slugFrom} is private; the slugs made from it would tell it.`);
  if (RESERVED_WORDS.has(live.rows))
    faults.push(`${name}: the table "${live.rows}" would be a reserved word of MySQL or MariaDB.`);
  const declared = { values, references: references.filter(({ property }) => !(tree && property === 'parent')) };
  faults.push(...fieldFaults(name, declared, takenNames(tree)));
  faults.push(...values.filter(({ kind }) => kind.name === 'BLOCKS').flatMap(field => blocksFaults(name, field)));
  return faults.length > 0 ? faults : [...identifierFaults(definition), ...rowSizeFaults(definition)];
}

function takenNames(tree: boolean): Map<string, string> {
  return new Map([
    ...BASE_PROPERTIES.map(property => [property, 'a property of every document'] as const),
    ...NAMES_OF_LISTS.map(property => [property, 'part of every list'] as const),
    ...NAMES_OF_INPUTS.map(property => [property, 'part of every input'] as const),
    ...NAMES_OF_DOCUMENTS.map(property => [property, 'something that every document tells'] as const),
    ...(tree ? NAMES_OF_TREES : []).map(property => [property, 'part of every tree'] as const),
  ]);
}

/** The names of tables and indexes are made of the names of types and fields. */
function identifierFaults(definition: ContentTypeDefinition): string[] {
  const { name, drafts, values, references } = definition;
  const longest = [
    ...values.map(({ property }) => ({
      property,
      identifier: `idx_${drafts.translations ?? drafts.rows}_${property}`,
    })),
    ...[...references, ...hiddenReferences(definition)].map(({ property }) => ({
      property,
      identifier: `idx_${drafts.join(property)}_target`,
    })),
  ];
  // snake_case adds a character for each capital.
  return longest
    .filter(({ identifier }) => identifier.replace(/([A-Z])/g, '_$1').length > LONGEST_IDENTIFIER)
    .map(({ property }) => `${name}.${property}: with the type's name it is too long for the name of an index.`);
}

function blocksFaults(owner: string, { property, options }: ValueField): string[] {
  const components: BlockDefinition[] = [];
  for (const entity of options.blocks?.() ?? []) {
    try {
      components.push(blockOf(entity));
    } catch (error) {
      return [`${owner}.${property}: ${(error as Error).message}`];
    }
  }
  if (components.length === 0) return [`${owner}.${property}: there are no components.`];
  return components.flatMap(componentFaults);
}

/** What a component's fields can't be, since no column holds them. */
const ONLY_FOR_COLUMNS = ['sortable', 'filterable', 'unique', 'localized', 'private'] as const;

function componentFaults({ name, values, references }: BlockDefinition): string[] {
  const faults = fieldFaults(name, { values, references }, new Map([['key', 'what every block has']]));
  if (contentTypes().some(type => type.name === name)) faults.push(`${name}: a content type has this name already.`);
  if (values.length + references.length === 0) faults.push(`${name} has no fields.`);
  for (const { property, kind, options } of values) {
    if (kind.name === 'BLOCKS') faults.push(`${name}.${property}: a component can not be composed of blocks itself.`);
    for (const option of ONLY_FOR_COLUMNS)
      if (options[option]) faults.push(`${name}.${property}: a field of a component can not be ${option}.`);
  }
  return faults;
}
