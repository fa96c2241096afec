import { GraphQLDate } from 'graphql-scalars';
import { DateTime } from '../../date-time';
import { FieldFault, type FieldKind, PLAIN } from '../field-kinds';
import { DateFilter, DateTimeFilter } from '../filter-inputs';

/** What MySQL's DATE and DATETIME promise to hold. */
const EARLIEST = Date.UTC(1000, 0, 1);
const LATEST = Date.UTC(10_000, 0, 1) - 1;

/** A point in time, kept in UTC with milliseconds. The engine's form is a Date. */
export const MOMENT: FieldKind = {
  ...PLAIN,
  name: 'MOMENT',
  column: () => ({ type: 'datetime', precision: 3 }),
  output: () => DateTime,
  input: () => DateTime,
  filter: () => DateTimeFilter,
  sortable: () => true,
  accept: value => readDate(value),
  fromSql: raw => (raw instanceof Date ? raw : new Date(`${String(raw).replace(' ', 'T')}Z`)),
  fromJson: json => new Date(json as string),
  exported: () => 'INSTANT',
};

/** A day of the calendar without a time. The engine's form is `YYYY-MM-DD`. */
export const DAY: FieldKind = {
  ...PLAIN,
  name: 'DAY',
  column: () => ({ type: 'date' }),
  output: () => GraphQLDate,
  input: () => GraphQLDate,
  filter: () => DateFilter,
  sortable: () => true,
  accept: value => dayOf(readDate(value)),
  fromSql: raw => (raw instanceof Date ? dayOf(raw) : raw),
  exported: () => 'DAY',
};

function readDate(value: unknown): Date {
  const date = value instanceof Date ? value : new Date(value as string);
  const time = date.getTime();
  if (Number.isNaN(time)) throw new FieldFault('It is not a date.');
  if (time < EARLIEST || time > LATEST) throw new FieldFault('Its year must be 1000 to 9999.');
  return date;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
