import { type InputFault, invalidInput } from '../../errors';
import { acceptId, acceptIds, acceptValues, type InputMode, note } from './accept-values';
import { idProperty } from './block';
import { type ContentTypeDefinition, definitionOf } from './content-type';
import type { DocumentChange, InputPath, NestedReference, ReferenceLink, ValueChange } from './document-change';
import type { ReferenceField } from './fields';
import { type Locales, localeOf } from './locales';
import { slugFault, slugify } from './slug-format';

/** How deep documents may be made within documents. */
const MAX_NESTING = 8;

type Input = Readonly<Record<string, unknown>>;

/** What goes along while an input is read. */
interface Reading {
  mode: InputMode;
  locales: Locales;
  faults: InputFault[];
  /** How many documents stand around the one that is being read. */
  nesting: number;
}

/** Checks an input made from `createInput` or `updateInput`; throws VALIDATION_FAILED with every fault that it has. */
export function readInput(
  definition: ContentTypeDefinition,
  input: object,
  path: InputPath,
  mode: InputMode,
  locales: Locales,
): DocumentChange {
  const faults: InputFault[] = [];
  const change = readDocument(definition, input as Input, path, { mode, locales, faults, nesting: 0 });
  if (faults.length > 0) throw invalidInput(faults);
  return change;
}

function readDocument(
  definition: ContentTypeDefinition,
  input: Input,
  path: InputPath,
  reading: Reading,
): DocumentChange {
  const change: DocumentChange = {
    ...readSlug(input, path, reading),
    values: acceptValues(definition.values, input, { ...reading, path }),
    references: {},
    translations: readTranslations(definition, input, path, reading),
    nested: [],
  };
  for (const field of definition.references) readReference(field, input, path, reading, change);
  return change;
}

function readSlug(input: Input, path: InputPath, { mode, faults }: Reading): { slug?: string } {
  const { slug } = input;
  if (slug === undefined || (slug === null && mode === 'create')) return {};
  const fault = slug === null ? '`slug` must have a value.' : slugFault(String(slug));
  if (fault) note(faults, fault, [...path, 'slug']);
  return { slug: String(slug) };
}

function readTranslations(
  { values, localized }: ContentTypeDefinition,
  input: Input,
  path: InputPath,
  reading: Reading,
): Map<string, ValueChange> {
  const { locales, faults } = reading;
  const translations = new Map<string, ValueChange>();
  if (localized.size === 0) return translations;
  const fields = values.filter(({ options }) => options.localized);
  for (const [index, given] of ((input.translations ?? []) as Input[]).entries()) {
    const place = [...path, 'translations', index];
    const locale = localeOf(locales, String(given.locale)) ?? String(given.locale);
    if (!locales.all.includes(locale))
      note(faults, `There is no locale "${locale.slice(0, 40)}" here; there are ${locales.all.join(', ')}.`, [
        ...place,
        'locale',
      ]);
    else if (locale === locales.default)
      note(faults, `${locale} is the default locale: its values stand beside \`translations\`.`, [...place, 'locale']);
    else if (translations.has(locale)) note(faults, `${locale} is there twice.`, [...place, 'locale']);
    const translated = acceptValues(fields, given, { ...reading, path: place });
    translations.set(locale, { ...readSlug(given, place, reading), values: translated });
  }
  return translations;
}

function readReference(
  field: ReferenceField,
  input: Input,
  path: InputPath,
  reading: Reading,
  change: DocumentChange,
): void {
  const { property, arity } = field;
  const idName = idProperty(field);
  const ids = input[idName];
  const described = input[property];
  if (ids !== undefined && described !== undefined) {
    note(reading.faults, `Give either \`${idName}\` or \`${property}\`.`, [...path, property]);
    return;
  }
  if (described !== undefined && described !== null) {
    change.nested.push(readNested(field, described as Input, [...path, property], reading));
  } else if (ids !== undefined || described === null) {
    const place = [...path, idName];
    if (arity === 'MANY') change.references[property] = acceptIds((ids ?? []) as unknown[], place, reading.faults);
    else change.values[idName] = ids == null ? null : acceptId(ids, place, reading.faults);
  }
}

function readNested(field: ReferenceField, input: Input, path: InputPath, reading: Reading): NestedReference {
  const target = definitionOf(field.target());
  const links: ReferenceLink[] = [];
  for (const kind of ['connect', 'connectOrCreate', 'create'] as const) {
    const given = input[kind];
    if (given == null) continue;
    const items: [InputPath, Input][] =
      field.arity === 'MANY'
        ? (given as Input[]).map((item, index) => [[...path, kind, index], item])
        : [[[...path, kind], given as Input]];
    for (const [place, item] of items) {
      const link = kind === 'connect' ? readKey(item, place, reading) : readNew(kind, target, item, place, reading);
      if (link) links.push(link);
    }
  }
  const ways = ['connect', 'connectOrCreate', 'create'].filter(kind => input[kind] != null).length;
  if (field.arity === 'ONE' && ways !== 1)
    note(reading.faults, 'Give exactly one of `connect`, `create` and `connectOrCreate`.', path);
  return { field, path, links };
}

function readKey({ id, slug }: Input, path: InputPath, { faults }: Reading): ReferenceLink | null {
  if ((id == null) === (slug == null)) {
    note(faults, 'Give either `id` or `slug`.', path);
    return null;
  }
  if (slug != null) return { kind: 'connect', by: { slug: String(slug) }, path };
  const valid = acceptId(id, [...path, 'id'], faults);
  return valid ? { kind: 'connect', by: { id: valid }, path } : null;
}

function readNew(
  kind: 'create' | 'connectOrCreate',
  target: ContentTypeDefinition,
  input: Input,
  path: InputPath,
  reading: Reading,
): ReferenceLink | null {
  const { faults, nesting } = reading;
  if (nesting === MAX_NESTING) {
    note(faults, `Documents are made within documents ${MAX_NESTING} deep at most.`, path);
    return null;
  }
  if (input.publish != null)
    note(faults, 'It goes live with the document that refers to it; leave `publish` out.', [...path, 'publish']);
  const change = readDocument(target, input, path, { ...reading, mode: 'create', nesting: nesting + 1 });
  if (kind === 'create') return { kind, change, path };
  const slug = change.slug ?? slugify(String(change.values[target.slugFrom] ?? ''), '');
  if (slug === '') note(faults, `Give a \`slug\`: none can be made from \`${target.slugFrom}\`.`, path);
  return { kind, slug, change, path };
}
