import { RESERVED_WORDS } from '../../platform/database/reserved-words';
import { snakeCase } from '../../platform/database/snake-naming';
import { idProperty } from './block';
import { FieldFault } from './field-kinds';
import type { DeclaredFields, ValueField } from './fields';
import { LONGEST_CHOICE } from './kinds/choice-kinds';
import { mediaFields, shownAs } from './media-fields';
import { compileSchema } from './kinds/json-kind';

/*
 * What can't be declared. Each rule gives sentences that say the class and the property, so that a developer learns of a mistake when
 * the program starts, all at once.
 */

const NAME = /^[a-z][A-Za-z0-9]*$/;
const CHOICE_NAME = /^[A-Z][A-Z0-9_]*$/;

/** What is wrong with the fields of a class; `taken` are the names that it can't use, each with the reason. */
export function fieldFaults(owner: string, fields: DeclaredFields, taken: ReadonlyMap<string, string>): string[] {
  return [...fields.values.flatMap(field => valueFaults(owner, field)), ...nameFaults(owner, fields, taken)];
}

function nameFaults(
  owner: string,
  { values, references }: DeclaredFields,
  taken: ReadonlyMap<string, string>,
): string[] {
  const faults: string[] = [];
  const names = new Map(taken);
  const columns = new Map<string, string>();
  const claim = (name: string, by: string): void => {
    const before = names.get(name);
    if (before !== undefined) faults.push(`${owner}.${by}: the name "${name}" is taken: it is ${before}.`);
    else names.set(name, `used by ${owner}.${by}`);
  };
  for (const { property } of [...values, ...references]) {
    if (!NAME.test(property))
      faults.push(
        `${owner}.${property}: a field's name begins with a small letter and consists of letters and digits.`,
      );
    claim(property, property);
  }
  for (const field of references) claim(idProperty(field), field.property);
  for (const { property } of mediaFields({ values })) claim(shownAs(property), shownAs(property));
  for (const column of [
    ...values.map(({ property }) => property),
    ...references.map(({ property }) => `${property}Id`),
  ]) {
    const name = snakeCase(column);
    if (RESERVED_WORDS.has(name)) faults.push(`${owner}.${column}: "${name}" is a reserved word of MySQL or MariaDB.`);
    const before = columns.get(name);
    if (before !== undefined) faults.push(`${owner}.${column} and ${owner}.${before} would share the column ${name}.`);
    columns.set(name, column);
  }
  return faults;
}

function valueFaults(owner: string, field: ValueField): string[] {
  const { property, kind, options } = field;
  const rules: [boolean | undefined, string][] = [
    [options.sortable && !kind.sortable(options), 'lists can not be sorted by values of this kind or length'],
    [options.unique && !kind.sortable(options), 'values of this kind or length can not be unique'],
    [options.unique && options.localized, 'a localized field can not be unique'],
    [
      options.filterable && kind.filter({ owner, property, options }) === null,
      'lists can not be filtered by values of this kind',
    ],
    [options.searchable && kind.words === null, 'the search can not look into values of this kind'],
    [options.searchable && options.private, 'what is private can not be searched: the search would tell it'],
    [
      options.max !== undefined && options.min !== undefined && options.min > options.max,
      '`min` is greater than `max`',
    ],
    [kind.name === 'TEXT' && options.max !== undefined && !(options.max >= 1), '`max` must be 1 at least'],
    [options.integer && options.decimals !== undefined, 'whole numbers have no decimals'],
    [
      options.decimals !== undefined && !(options.decimals >= 0 && options.decimals <= 15),
      '`decimals` must be 0 to 15',
    ],
  ];
  const sentences = rules.filter(([broken]) => broken).map(([, what]) => `${owner}.${property}: ${what}.`);
  return [...sentences, ...choiceFaults(owner, field), ...schemaFaults(owner, field), ...defaultFaults(owner, field)];
}

function choiceFaults(owner: string, { property, kind, options }: ValueField): string[] {
  if (kind.name !== 'CHOICE' && kind.name !== 'CHOICES') return [];
  const choices = Object.entries(options.choices ?? {});
  if (choices.length === 0) return [`${owner}.${property}: there is nothing to choose from.`];
  return choices
    .filter(([value, description]) => !CHOICE_NAME.test(value) || value.length > LONGEST_CHOICE || !description)
    .map(
      ([value]) => `${owner}.${property}: "${value}" must be written LIKE_THIS and have a sentence that describes it.`,
    );
}

function schemaFaults(owner: string, { property, options: { schema } }: ValueField): string[] {
  if (!schema) return [];
  try {
    compileSchema(schema);
    return [];
  } catch (error) {
    return [`${owner}.${property}: the JSON Schema is not sound: ${(error as Error).message}.`];
  }
}

function defaultFaults(owner: string, { property, kind, options }: ValueField): string[] {
  if (options.default === undefined) return [];
  try {
    kind.accept(options.default, options);
    return [];
  } catch (error) {
    if (!(error instanceof FieldFault)) return [];
    return [`${owner}.${property}: the default is not valid. ${error.message}`];
  }
}
