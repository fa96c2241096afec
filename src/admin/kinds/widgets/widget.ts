import type { ComponentType } from 'react';
import type { Fault } from '../../editing/draft';
import type { AnyField, Types } from '../../editing/field-values';
import type { ContentType } from '../../content/content-type';
import { t } from './texts';

/** Where a field is being edited. */
export interface EditPlace {
  /** The types of content by name. */
  types: ReadonlyMap<string, ContentType> & Types;
  /** The language that is being written. */
  locale: string;
  /** The site has several languages, so it is worth saying what is the same in all of them. */
  translating: boolean;
  /** The widget of a kind; what holds fields of its own asks here for theirs. */
  widgetOf(kind: string): Widget;
}

/** The whole contract between a form and the widget of a field. */
export interface WidgetProps {
  field: AnyField;
  value: unknown;
  onChange(value: unknown): void;
  /** What the server objects to in it; paths lead from the value inwards. */
  faults: readonly Fault[];
  readOnly?: boolean;
  place: EditPlace;
}

export type Widget = ComponentType<WidgetProps>;

/** What is wrong with the value as a whole, or null. */
export function faultText(faults: readonly Fault[]): string | null {
  const own = faults.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`));
  return own.length > 0 ? own.join(' ') : null;
}

/** What most inputs show around themselves. */
export function frameOf({ field, faults, readOnly, place }: WidgetProps) {
  return {
    label: field.label,
    description: noteOf(field, place),
    error: faultText(faults),
    readOnly,
    required: field.required,
    withAsterisk: false,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
  };
}

/** The sentence below a field. */
export function noteOf(field: AnyField, { translating }: EditPlace): string {
  // What null means is for programs.
  const note = field.description.replace(/[;,:] null [^.;]*(?=[.;])/, '');
  return translating && !field.localized ? `${note} ${t('allLanguages')}.` : note;
}

/** The faults of one item of a list. */
export function faultsAt(faults: readonly Fault[], ...keys: readonly string[]): Fault[] {
  return faults
    .filter(({ path }) => keys.every((key, at) => path[at] === key))
    .map(fault => ({ ...fault, path: fault.path.slice(keys.length) }));
}
