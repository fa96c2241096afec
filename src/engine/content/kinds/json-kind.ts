import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { GraphQLJSON } from 'graphql-scalars';
import { FieldFault, type FieldKind, type FieldOptions, JSON_TEXT } from '../field-kinds';

/** How deep a JSON value may be nested: whatever reads it recurses. */
const MAX_DEPTH = 64;

/** Faults of one value that are told at once. */
const MAX_FAULTS = 20;

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
addFormats.default(ajv);
const compiled = new WeakMap<object, ValidateFunction>();

/** Compiles a JSON Schema (draft 7) once; throws when it is not a sound one. */
export function compileSchema(schema: Record<string, unknown>): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  const fresh = ajv.compile(schema);
  compiled.set(schema, fresh);
  return fresh;
}

/** Any JSON value that matches the declaration's JSON Schema. */
export const JSON_VALUE: FieldKind = {
  ...JSON_TEXT,
  name: 'JSON',
  output: () => GraphQLJSON,
  input: () => GraphQLJSON,
  filter: () => null,
  accept(value, options) {
    checkShape(value);
    checkSchema(value, options);
    return value;
  },
};

/** Refuses what JSON text would not give back as it was, or what is nested too deep. */
function checkShape(value: unknown): void {
  const waiting: { value: unknown; path: (string | number)[] }[] = [{ value, path: [] }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value: current, path } = next;
    if (path.length > MAX_DEPTH) throw new FieldFault(`It is nested more than ${MAX_DEPTH} deep.`);
    if (
      typeof current === 'number' &&
      Number.isInteger(current) &&
      !Number.isSafeInteger(current) &&
      Math.abs(current) < 1e21
    )
      throw new FieldFault(`${current} is beyond the whole numbers that JSON keeps (2^53); write it as a text.`, path);
    if (typeof current !== 'object' || current === null) continue;
    const inner: [string | number, unknown][] = Array.isArray(current)
      ? [...current.entries()]
      : Object.entries(current);
    for (const [key, child] of inner) waiting.push({ value: child, path: [...path, key] });
  }
}

function checkSchema(value: unknown, { schema }: FieldOptions): void {
  if (!schema) return;
  const validate = compileSchema(schema);
  if (validate(value)) return;
  const [first, ...others] = (validate.errors ?? []).slice(0, MAX_FAULTS).map(({ instancePath, message, params }) => {
    const further = 'additionalProperty' in params ? `: "${String(params.additionalProperty)}"` : '';
    return new FieldFault(`It ${message ?? 'does not match the schema'}${further}.`, pathOf(instancePath, value));
  });
  throw new FieldFault(first.message, first.path, others);
}

/** A JSON Pointer (RFC 6901) as a path; places in lists are numbers. */
function pathOf(pointer: string, value: unknown): (string | number)[] {
  let current = value;
  return pointer
    .split('/')
    .slice(1)
    .map(part => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const step = Array.isArray(current) ? Number(key) : key;
      current = (current as Record<string | number, unknown>)[step];
      return step;
    });
}
