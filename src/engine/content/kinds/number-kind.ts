import { GraphQLSafeInt } from 'graphql-scalars';
import { Float, Int } from 'type-graphql';
import { FieldFault, type FieldKind, type FieldOptions, PLAIN } from '../field-kinds';
import { FloatFilter, IntFilter, SafeIntFilter } from '../filter-inputs';

const LARGEST_INT = 2_147_483_647;

/** Digits that every number of double precision keeps (IEEE 754), before and behind the point together. */
const EXACT_DIGITS = 15;

/** Which of its columns and GraphQL types a number has: JSON numbers are exact for whole numbers up to 2^53 - 1. */
function formOf({ integer, decimals, min, max }: FieldOptions): 'INT' | 'SAFE_INT' | 'DECIMAL' | 'DOUBLE' {
  if (integer) {
    const small = min !== undefined && max !== undefined && min >= -LARGEST_INT && max <= LARGEST_INT;
    return small ? 'INT' : 'SAFE_INT';
  }
  return decimals === undefined ? 'DOUBLE' : 'DECIMAL';
}

/** A number: a whole one, one with a fixed number of decimals, or one of double precision. */
export const NUMBER: FieldKind = {
  ...PLAIN,
  name: 'NUMBER',
  column(options) {
    const { decimals } = options;
    const columns = {
      INT: { type: 'int' },
      SAFE_INT: { type: 'bigint' },
      DECIMAL: { type: 'decimal', precision: EXACT_DIGITS, scale: decimals },
      DOUBLE: { type: 'double' },
    } as const;
    return columns[formOf(options)];
  },
  output: ({ options }) => scalars[formOf(options)],
  input: ({ options }) => scalars[formOf(options)],
  filter: ({ options }) => filters[formOf(options)],
  sortable: () => true,
  accept(value, options) {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw new FieldFault('It must be a number.');
    const { min, max } = options;
    if (min !== undefined && value < min) throw new FieldFault(`It is ${value}; ${min} is the smallest allowed.`);
    if (max !== undefined && value > max) throw new FieldFault(`It is ${value}; ${max} is the greatest allowed.`);
    checkDigits(value, options);
    // SQL has no negative zero.
    return value === 0 ? 0 : value;
  },
  fromSql: Number,
  exported: ({ integer }) => (integer ? 'INTEGER' : 'NUMBER'),
};

const scalars = { INT: Int, SAFE_INT: GraphQLSafeInt, DECIMAL: Float, DOUBLE: Float };
const filters = { INT: IntFilter, SAFE_INT: SafeIntFilter, DECIMAL: FloatFilter, DOUBLE: FloatFilter };

function checkDigits(value: number, { integer, decimals }: FieldOptions): void {
  if (integer) {
    if (!Number.isInteger(value)) throw new FieldFault(`${value} is not a whole number.`);
    if (!Number.isSafeInteger(value))
      throw new FieldFault(`${value} is beyond the whole numbers that JSON keeps (2^53).`);
  } else if (decimals !== undefined) {
    if (Number(value.toFixed(decimals)) !== value) throw new FieldFault(`${value} has more than ${decimals} decimals.`);
    const whole = EXACT_DIGITS - decimals;
    if (Math.abs(value) >= 10 ** whole) throw new FieldFault(`It may have ${whole} digits before the point.`);
  }
}
