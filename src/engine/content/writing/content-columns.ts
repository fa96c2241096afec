import type { SqlValue } from '../../../platform/database/database';
import { idProperty } from '../block';
import type { ContentTypeDefinition } from '../content-type';
import type { ReferenceField, ValueField } from '../fields';
import { snakeCase } from '../../../platform/database/snake-naming';

/*
 * Which columns hold what people write, and how values become SQL and come back. A document's place in a tree (parent, position, path)
 * is not among them: it is changed by moving, at once, and is not part of drafts and revisions.
 */

/** The ONE references that are content: all but a tree's parent. */
export function oneReferences({ references, tree }: ContentTypeDefinition): ReferenceField[] {
  return references.filter(({ arity, property }) => arity === 'ONE' && !(tree && property === 'parent'));
}

/** The MANY references that people set. */
export function manyReferences({ references }: ContentTypeDefinition): ReferenceField[] {
  return references.filter(({ arity }) => arity === 'MANY');
}

/** The properties of a row that people write. */
export function contentProperties(definition: ContentTypeDefinition): string[] {
  return [
    ...definition.values.map(({ property }) => property),
    ...oneReferences(definition).map(({ property }) => `${property}Id`),
  ];
}

/** The localized fields of a type. */
export function localizedFields({ values }: ContentTypeDefinition): ValueField[] {
  return values.filter(({ options }) => options.localized);
}

const fieldsByProperty = new WeakMap<ContentTypeDefinition, Map<string, ValueField>>();

/** The declared field of a property; undefined for references and what every document has. */
export function valueFieldOf(definition: ContentTypeDefinition, property: string): ValueField | undefined {
  let fields = fieldsByProperty.get(definition);
  if (!fields) {
    fields = new Map(definition.values.map(field => [field.property, field]));
    fieldsByProperty.set(definition, fields);
  }
  return fields.get(property);
}

/** What a column holds for a value in the engine's form. */
export function columnValue(definition: ContentTypeDefinition, property: string, value: unknown): SqlValue {
  if (value === null || value === undefined) return null;
  const field = valueFieldOf(definition, property);
  return field ? field.kind.toSql(value) : (value as SqlValue);
}

/** The engine's form of what a column holds. */
export function valueOfColumn(definition: ContentTypeDefinition, property: string, raw: unknown): unknown {
  if (raw === null || raw === undefined) return null;
  const field = valueFieldOf(definition, property);
  return field ? field.kind.fromSql(raw) : raw;
}

/** A value that was not given: the column's default where it has one, else null. */
export function emptyValue(definition: ContentTypeDefinition, property: string): unknown {
  const field = valueFieldOf(definition, property);
  if (!field) return null;
  if (field.options.default !== undefined) return field.options.default;
  return field.kind.name === 'BOOLEAN' && !field.options.optional ? false : null;
}

/** Whether two values in the engine's form are the same content. */
export function isSameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  const [left, right] = [one ?? null, other ?? null];
  if (left === null || right === null) return left === right;
  if (left instanceof Date && right instanceof Date) return left.getTime() === right.getTime();
  if (typeof left !== 'object' || typeof right !== 'object') return left === right;
  return canonicalJson(left) === canonicalJson(right);
}

/** MySQL gives the keys of JSON values in an order of its own. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}

/** `tagIds` for `tags`, `authorId` for `author`: what inputs call a reference. */
export function inputName(field: ReferenceField): string {
  return idProperty(field);
}

/** `property AS alias` for each, where they differ. */
export function selectList(properties: readonly string[], alias = ''): string {
  const prefix = alias ? `${alias}.` : '';
  return properties.map(property => `${prefix}${snakeCase(property)} AS ${property}`).join(', ');
}
