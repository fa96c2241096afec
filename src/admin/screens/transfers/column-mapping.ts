import type { ContentType } from '../../content/content-type';
import type { ImportFacts } from './import-documents';

/** Where each column of a table goes, in the order of the file; null for one that is left out. */
export type ColumnMapping = readonly { column: string; field: string | null }[];

/** Where columns can go besides the fields of the type. */
const ROW_FACTS = ['id', 'slug', 'state', 'publishedAt'] as const;

/** What a column can fill: its name in the API and what people call it. */
export function targetsOf(
  { fields }: ContentType,
  labelOfFact: (fact: (typeof ROW_FACTS)[number]) => string,
): { value: string; label: string }[] {
  const declared = fields
    .filter(({ name }) => name !== 'parent')
    .map(({ name, inputName, kind, label }) => ({ value: kind === 'MEDIA' ? inputName : name, label }));
  return [...declared, ...ROW_FACTS.map(value => ({ value, label: labelOfFact(value) }))];
}

/** The mapping that a plan was made with: what was said, and for the rest what the names of the columns say. A field is filled once. */
export function mappingOf({ columns, settings }: Pick<ImportFacts, 'columns' | 'settings'>): ColumnMapping {
  const said = new Map(settings.mapping?.map(({ column, field }) => [column, field ?? null]));
  const taken = new Set([...said.values()].filter(field => field !== null));
  return (columns ?? []).map(({ name, suggestedField }) => {
    if (said.has(name)) return { column: name, field: said.get(name) ?? null };
    const isOpen = suggestedField !== null && suggestedField !== undefined && !taken.has(suggestedField);
    if (isOpen) taken.add(suggestedField);
    return { column: name, field: isOpen ? suggestedField : null };
  });
}

/** The mapping with a column sent elsewhere; another column that filled the same field is left out then. */
export function withTarget(mapping: ColumnMapping, column: string, field: string | null): ColumnMapping {
  return mapping.map(entry => {
    if (entry.column === column) return { column, field };
    return field !== null && entry.field === field ? { ...entry, field: null } : entry;
  });
}

/** Whether both send each column to the same place. */
export function isSameMapping(one: ColumnMapping, other: ColumnMapping): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
