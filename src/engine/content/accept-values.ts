import { isUlid } from '../../platform/crypto/new-id';
import type { InputFault } from '../../errors';
import type { InputPath } from './document-change';
import { FieldFault } from './field-kinds';
import type { ValueField } from './fields';

/** CREATE: what is left out gets its default, and what is required must be there. UPDATE: what is left out stays. */
export type InputMode = 'create' | 'update';

/** Faults of an input, gathered so that all are told at once. */
export type Faults = InputFault[];

/** Notes what is wrong at a place of the input. */
export function note(faults: Faults, message: string, path: InputPath): void {
  faults.push({ message, path: [...path] });
}

/** The accepted forms of the fields that an input gives, by property; what it may not say is noted. Null clears. */
export function acceptValues(
  fields: readonly ValueField[],
  input: Readonly<Record<string, unknown>>,
  { mode, path, faults }: { mode: InputMode; path: InputPath; faults: Faults },
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { property, kind, options } of fields) {
    let given = input[property];
    if (given === undefined && mode === 'update') continue;
    if (given === undefined) given = options.default ?? (kind.name === 'BOOLEAN' && !options.optional ? false : null);
    // A text that nobody can see is no title and no name.
    const blank = kind.name === 'TEXT' && !options.optional && typeof given === 'string' && given.trim() === '';
    if (given === null || blank) {
      if (!options.optional) note(faults, `\`${property}\` must have a value.`, [...path, property]);
      values[property] = null;
      continue;
    }
    try {
      values[property] = kind.accept(given, options);
    } catch (error) {
      if (!(error instanceof FieldFault)) throw error;
      for (const fault of [error, ...error.others]) note(faults, fault.message, [...path, property, ...fault.path]);
    }
  }
  return values;
}

/** An id that was given, in capitals; null, with the fault noted, when it can't be one. */
export function acceptId(id: unknown, path: InputPath, faults: Faults): string | null {
  const text = String(id).toUpperCase();
  if (isUlid(text)) return text;
  note(faults, `"${String(id).slice(0, 40)}" is not an id.`, path);
  return null;
}

/** Ids that were given, each once, in order. */
export function acceptIds(ids: readonly unknown[], path: InputPath, faults: Faults): string[] {
  const accepted: string[] = [];
  for (const [index, id] of ids.entries()) {
    const valid = acceptId(id, [...path, index], faults);
    if (valid && accepted.includes(valid)) note(faults, `"${valid}" is there twice.`, [...path, index]);
    else if (valid) accepted.push(valid);
  }
  return accepted;
}
