import { type ContentField, type ContentType, fieldOf } from '../../content/content-type';
import { editedFields } from '../../editing/edit-documents';
import type { OpenDocument } from './use-open-document';

/** Longer texts are written on the paper and not beside it. */
const LONGEST_BESIDE = 20_000;

/** Where the fields of a type stand. */
export interface FieldPlaces {
  title: ContentField | undefined;
  /** On the paper, below the title. */
  main: readonly ContentField[];
  /** In the panel beside it. */
  side: readonly ContentField[];
}

/** What is long stands on the paper; a type that has nothing long is a form, all of which stands there. */
export function placesOf(type: ContentType): FieldPlaces {
  const title = fieldOf(type, type.titleField);
  const others = editedFields(type).filter(({ name }) => name !== type.titleField);
  const isLong = ({ kind, max }: ContentField) =>
    kind === 'RICH_TEXT' || kind === 'BLOCKS' || (kind === 'TEXT' && (max ?? 0) > LONGEST_BESIDE);
  const main = others.filter(isLong);
  return main.length === 0
    ? { title, main: others, side: [] }
    : { title, main, side: others.filter(field => !isLong(field)) };
}

/** Whether the viewer may write a field of an open document, in the language that is open. */
export function mayWrite(
  { type, model, rights, locale }: OpenDocument,
  field: { name: string; localized: boolean },
): boolean {
  if (!rights.has('WRITE')) return false;
  if (type.writableFields && !type.writableFields.includes(field.name)) return false;
  return !type.writableLocales || type.writableLocales.includes(field.localized ? locale : model.defaultLocale);
}

/** The name of a language in the reader's own: `de` is German. */
export function languageName(tag: string): string {
  return new Intl.DisplayNames(['en'], { type: 'language' }).of(tag) ?? tag;
}
