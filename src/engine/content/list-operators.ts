import type { SqlCondition } from './field-kinds';
import type { SqlValue } from '../../platform/database/database';
import { inList } from './reading';

/** What an operator of the filter inputs means in SQL; a kind's own operators (field-kinds.ts) come on top of these. */
export interface Operator {
  /** The condition on a column, for an operand that was given (never null); `toSql` is the kind's. */
  condition(column: string, operand: unknown, toSql: (value: unknown) => SqlValue): SqlCondition;
  /** Whether an index that begins with the column leads to what meets the condition. */
  indexed: boolean;
}

function comparison(sign: string): Operator {
  return {
    condition: (column, operand, toSql) => ({ sql: `${column} ${sign} ?`, values: [toSql(operand)] }),
    indexed: true,
  };
}

/** `LIKE` patterns escape with `!`: the backslash means nothing where NO_BACKSLASH_ESCAPES is set. */
function pattern(make: (escaped: string) => string, indexed: boolean): Operator {
  return {
    condition: (column, operand) => ({
      sql: `${column} LIKE ? ESCAPE '!'`,
      values: [make(String(operand).replace(/[!%_]/g, '!$&'))],
    }),
    indexed,
  };
}

function membership(within: boolean): Operator {
  return {
    condition(column, operand, toSql) {
      const given = operand as unknown[];
      if (given.length === 0) return { sql: within ? 'FALSE' : 'TRUE', values: [] };
      const { sql, values } = inList(given.map(toSql));
      return { sql: within ? `${column} ${sql}` : `(${column} NOT ${sql} OR ${column} IS NULL)`, values: [...values] };
    },
    indexed: within,
  };
}

/** Every operator that several kinds have, by its name in the filter inputs. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  eq: comparison('='),
  ne: {
    condition: (column, operand, toSql) => ({
      sql: `(${column} <> ? OR ${column} IS NULL)`,
      values: [toSql(operand)],
    }),
    indexed: false,
  },
  in: membership(true),
  notIn: membership(false),
  isNull: {
    condition: (column, operand) => ({ sql: `${column} IS ${operand === true ? '' : 'NOT '}NULL`, values: [] }),
    indexed: false,
  },
  lt: comparison('<'),
  lte: comparison('<='),
  gt: comparison('>'),
  gte: comparison('>='),
  contains: pattern(escaped => `%${escaped}%`, false),
  startsWith: pattern(escaped => `${escaped}%`, true),
};
