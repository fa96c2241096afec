import { FieldFault, type FieldKind, PLAIN } from '../field-kinds';
import { BooleanFilter } from '../filter-inputs';

/** Yes or no; no by default. */
export const BOOLEAN: FieldKind = {
  ...PLAIN,
  name: 'BOOLEAN',
  column: ({ optional }) => (optional ? { type: 'boolean' } : { type: 'boolean', default: false }),
  exported: () => 'BOOLEAN',
  output: () => Boolean,
  input: () => Boolean,
  filter: () => BooleanFilter,
  accept(value) {
    if (typeof value !== 'boolean') throw new FieldFault('It must be true or false.');
    return value;
  },
  fromSql: raw => raw === true || raw === 1 || raw === '1',
};
