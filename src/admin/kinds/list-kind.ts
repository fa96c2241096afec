import type { ReactNode } from 'react';
import type { FilterForm } from '../content/conditions';
import type { ContentField, ContentType } from '../content/content-type';

/** How a list shows a kind of field. */
export interface ListKind {
  /** What is selected of the field. */
  selection(field: ContentField, types: ReadonlyMap<string, ContentType>): string;
  /** The column's width as CSS grid has it. */
  width: string;
  align?: 'end';
  /** A value that is not null. */
  cell(value: unknown, field: ContentField, types: ReadonlyMap<string, ContentType>): ReactNode;
  /** How lists are filtered by it; null: not at all. */
  form: FilterForm | null;
}
