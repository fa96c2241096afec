import { defineTexts } from '../i18n/texts';
import type { Fault, Values } from './draft';
import { type AnyField, type BlockValue, isEmpty } from './field-values';

const t = defineTexts('field-faults', {
  missing: 'It must have a value.',
  half: 'It needs both a latitude and a longitude.',
  least: '{least} is the smallest allowed.',
  most: '{most} is the greatest allowed.',
  whole: 'It must be a whole number, 9,007,199,254,740,991 at most.',
});

/**
 * What can't even be sent: GraphQL refuses an operation as a whole when a variable does not have its type, and names no field. Everything
 * else is the server's to say.
 */
export function localFaults(values: Values, fields: readonly AnyField[]): Fault[] {
  return fields
    .filter(({ name }) => name in values)
    .flatMap(field =>
      faultsOf(values[field.name], field).map(({ path, message }) => ({
        field: field.name,
        path,
        code: 'VALIDATION_FAILED',
        message,
      })),
    );
}

interface Found {
  path: string[];
  message: string;
}

function faultsOf(value: unknown, field: AnyField): Found[] {
  if (value == null) return [];
  if (field.kind === 'BLOCKS') {
    return (value as readonly BlockValue[]).flatMap((block, index) => faultsInBlock(block, field, index));
  }
  if (field.kind === 'GEO_POINT') {
    return Object.values(value as object).some(half => half === null) ? [{ path: [], message: t('half') }] : [];
  }
  return field.kind === 'NUMBER' && typeof value === 'number' ? faultsOfNumber(value, field) : [];
}

function faultsOfNumber(value: number, { min, max, decimals }: AnyField): Found[] {
  if (min != null && value < min) return [{ path: [], message: t('least', { least: min }) }];
  if (max != null && value > max) return [{ path: [], message: t('most', { most: max }) }];
  return decimals === 0 && !Number.isSafeInteger(value) ? [{ path: [], message: t('whole') }] : [];
}

function faultsInBlock({ type, values }: BlockValue, { blocks }: AnyField, index: number): Found[] {
  const component = blocks?.find(({ name }) => name === type);
  return (component?.fields ?? []).flatMap(inner => {
    const value = values[inner.name];
    const needed = inner.required && !inner.list && inner.defaultValue == null && inner.kind !== 'BOOLEAN';
    const found = needed && isEmpty(value) ? [{ path: [], message: t('missing') }] : faultsOf(value, inner);
    const place = [String(index), component?.inputName ?? '', inner.inputName];
    return found.map(({ path, message }) => ({ path: [...place, ...path], message }));
  });
}
