import type { ContentType } from './content-type';

/*
 * A condition on one field of a list, as people put it: a field, an operator, values. It is kept as text in the address and becomes an
 * input of the API.
 */

/** How a field is filtered; each kind of field names one of these. */
export type FilterForm =
  | 'text'
  | 'number'
  | 'moment'
  | 'day'
  | 'boolean'
  | 'choice'
  | 'choices'
  | 'state'
  | 'reference'
  | 'references'
  | 'presence';

export type Operator =
  | 'has'
  | 'is'
  | 'starts'
  | 'in'
  | 'not'
  | 'all'
  | 'least'
  | 'most'
  | 'between'
  | 'before'
  | 'after'
  | 'past'
  | 'empty'
  | 'filled';

export interface Condition {
  /** The name of a field, or of what every document has, such as `state` and `updatedAt`. */
  field: string;
  operator: Operator;
  values: readonly string[];
}

/** The operators of each form, the usual one first. */
export const OPERATORS: Readonly<Record<FilterForm, readonly Operator[]>> = {
  text: ['has', 'is', 'starts', 'empty', 'filled'],
  number: ['is', 'least', 'most', 'between', 'empty', 'filled'],
  moment: ['past', 'is', 'before', 'after', 'between', 'empty', 'filled'],
  day: ['is', 'before', 'after', 'between', 'empty', 'filled'],
  boolean: ['is'],
  choice: ['in', 'not', 'empty', 'filled'],
  choices: ['in', 'all', 'empty', 'filled'],
  state: ['in', 'not'],
  reference: ['in', 'not', 'empty', 'filled'],
  references: ['in', 'not', 'empty', 'filled'],
  presence: ['filled', 'empty'],
};

const NO_VALUES: ReadonlySet<Operator> = new Set(['empty', 'filled']);

/** Whether the operator says everything by itself. */
export const takesNoValue = (operator: Operator): boolean => NO_VALUES.has(operator);

/** `state:in:DRAFT,CHANGED;title:has:fog`; what separates is escaped in values. */
export function writeConditions(conditions: readonly Condition[]): string {
  return conditions
    .map(({ field, operator, values }) =>
      [field, operator, ...(values.length > 0 ? [values.map(escape).join(',')] : [])].join(':'),
    )
    .join(';');
}

/** The conditions of an address; what the type can not be filtered by is left out. */
export function readConditions(text: string, formOf: (field: string) => FilterForm | null): Condition[] {
  return text
    .split(';')
    .map(part => part.split(':'))
    .flatMap(([field, operator, values]): Condition[] => {
      const form = formOf(field);
      const known = form !== null && OPERATORS[form].find(candidate => candidate === operator);
      if (!known) return [];
      const given = values ? values.split(',').map(unescape).filter(Boolean) : [];
      return takesNoValue(known) || given.length > 0 ? [{ field, operator: known, values: given }] : [];
    });
}

const escape = (value: string) =>
  value.replaceAll('%', '%25').replace(/[:;,]/g, sign => `%${sign.charCodeAt(0).toString(16)}`);

function unescape(value: string): string {
  return value.replace(/%(25|3a|3b|2c)/gi, (_match, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** What is needed to make an input of conditions. */
export interface ConditionWorld {
  formOf(field: string): FilterForm | null;
  /** The name that a reference's ids have in filters: `authorId`. */
  inputName(field: string): string;
  now: Date;
}

/** The API's filter: all conditions must hold. Null when there are none. */
export function filterOf(conditions: readonly Condition[], world: ConditionWorld): object | null {
  const parts = conditions.flatMap(condition => partOf(condition, world) ?? []);
  if (parts.length === 0) return null;
  return parts.length === 1 ? parts[0] : { and: parts };
}

function partOf({ field, operator, values }: Condition, world: ConditionWorld): object | null {
  const form = world.formOf(field);
  if (form === null) return null;
  if (form === 'references') {
    if (operator === 'empty') return { [field]: { none: {} } };
    if (operator === 'filled') return { [field]: { some: {} } };
    return { [field]: { [operator === 'not' ? 'none' : 'some']: { id: { in: [...values] } } } };
  }
  const name = form === 'reference' || form === 'presence' ? world.inputName(field) : field;
  if (takesNoValue(operator)) return { [name]: { isNull: operator === 'empty' } };
  const operand = operandOf(form, operator, values, world.now);
  return operand === null ? null : { [name]: operand };
}

function operandOf(form: FilterForm, operator: Operator, values: readonly string[], now: Date): object | null {
  const [first, second] = values;
  switch (form) {
    case 'text':
      return { [{ has: 'contains', starts: 'startsWith' }[operator as string] ?? 'eq']: first };
    case 'boolean':
      return { eq: first === 'true' };
    case 'choices':
      return { [operator === 'all' ? 'hasAll' : 'hasAny']: [...values] };
    case 'choice':
    case 'state':
    case 'reference':
      return { [operator === 'not' ? 'notIn' : 'in']: [...values] };
    case 'number':
      return range(operator, Number(first), Number(second ?? first));
    case 'day':
      return isDay(first) ? dayRange(operator, first, second ?? first) : null;
    case 'moment':
      return momentRange(operator, first, second ?? first, now);
    default:
      return null;
  }
}

function range<Value>(operator: Operator, from: Value, to: Value): object {
  if (operator === 'least') return { gte: from };
  if (operator === 'most') return { lte: to };
  return operator === 'between' ? { gte: from, lte: to } : { eq: from };
}

function dayRange(operator: Operator, from: string, to: string): object {
  if (operator === 'before') return { lt: from };
  if (operator === 'after') return { gt: from };
  return operator === 'between' ? { gte: from, lte: to } : { eq: from };
}

/** Days are whole days where the reader is. */
function momentRange(operator: Operator, from: string, to: string, now: Date): object | null {
  if (operator === 'past') {
    const days = Number(/^(\d{1,4})d$/.exec(from)?.[1]);
    if (!days) return null;
    const start = new Date(now.getFullYear(), now.getMonth(), now.getDate() - days + 1);
    return { gte: start.toISOString() };
  }
  if (!isDay(from) || !isDay(to)) return null;
  if (operator === 'before') return { lt: startOf(from) };
  if (operator === 'after') return { gte: startOf(from, 1) };
  return { gte: startOf(from), lt: startOf(to, 1) };
}

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);

function startOf(day: string, later = 0): string {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}

/** What every document can be filtered by, and how. */
export const BASE_FORMS: Readonly<Record<string, FilterForm>> = {
  state: 'state',
  slug: 'text',
  createdAt: 'moment',
  updatedAt: 'moment',
  publishedAt: 'moment',
  publishAt: 'moment',
  unpublishAt: 'moment',
};

/** How each field of a type is filtered: what the API has a filter for, in the form that its kind names. */
export function formsOf(type: ContentType, formOfKind: (kind: string) => FilterForm | null): Map<string, FilterForm> {
  const filters = new Set(type.filters);
  const forms = new Map<string, FilterForm>();
  for (const { name, kind, inputName } of type.fields) {
    const form = formOfKind(kind);
    if (form !== null && (filters.has(name) || filters.has(inputName))) forms.set(name, form);
  }
  for (const [name, form] of Object.entries(BASE_FORMS)) if (filters.has(name)) forms.set(name, form);
  return forms;
}

/** The value of `<Type>Group` that counts a field's values, or null: `tags` -> `TAGS`. */
export function groupOf({ groups }: ContentType, field: string): string | null {
  const group = field.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase();
  return groups.includes(group) ? group : null;
}
