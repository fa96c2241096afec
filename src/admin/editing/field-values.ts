import type { ContentField, ContentType } from '../content/content-type';
import type { Pictured } from '../media/asset-picture';
import type { Fault, Values } from './draft';

/*
 * The three forms of a field's value: as the API answers it, as widgets edit it, and as an input takes it. Revisions have a fourth, that of
 * snapshots. What a kind does not say here is the same in all of them.
 */

/** The types of content by name, for what fields refer to. */
export type Types = ReadonlyMap<string, Pick<ContentType, 'name' | 'titleField'>>;

/** Another document, or an asset, that a field refers to. */
export interface DocumentLink {
  readonly linked: true;
  readonly id: string;
  /** What it is called; null as long as only its id is known, or when one may not see it. */
  readonly title: string | null;
  readonly state: string | null;
  /** Assets: where to look at it. */
  readonly url?: string | null;
  readonly picture?: Pictured | null;
}

/** A component of a field of blocks. */
export interface BlockValue {
  readonly key: string;
  /** The component's type in the API. */
  readonly type: string;
  readonly values: Values;
}

/** The fields of a block. */
type Component = NonNullable<ContentField['blocks']>[number];
type BlockField = Component['fields'][number];
/** Fields of types and of blocks, which have no blocks in them. */
export type AnyField = Omit<ContentField, 'blocks'> & { readonly blocks?: ContentField['blocks'] };

interface ValueForm {
  /** What is asked for of the value, below its name; '' for a scalar. */
  selection(field: AnyField, types: Types): string;
  /** What widgets edit, of what was answered (never null). */
  read(answer: never, field: AnyField): unknown;
  /** What inputs take, of what widgets edit (never null). */
  write(value: never, field: AnyField): unknown;
  /** What widgets edit, of what a snapshot holds (never null). */
  revive(json: never, field: AnyField): unknown;
}

const SCALAR: ValueForm = {
  selection: () => '',
  read: answer => answer,
  write: value => value,
  revive: json => json,
};

const linkTo = (id: string): DocumentLink => ({ linked: true, id, title: null, state: null });

interface LinkAnswer {
  id: string;
  title?: string | null;
  slug?: string;
  state?: string;
  filename?: string;
  url?: string | null;
}

const readLink = ({ id, title, slug, state, filename, url }: LinkAnswer): DocumentLink => ({
  linked: true,
  id,
  title: title?.trim() ? title : (slug ?? filename ?? null),
  state: state ?? null,
  ...(url === undefined ? {} : { url }),
});

/** What is asked for of a document that something refers to; `title` is its title field. */
export function linkSelection(type: Types extends ReadonlyMap<string, infer Type> ? Type | undefined : never): string {
  return type ? `__typename id slug state _locale { requested } title: ${type.titleField}` : '__typename id';
}

const REFERENCE: ValueForm = {
  selection: ({ targetType }, types) => `{ ${linkSelection(types.get(targetType ?? ''))} }`,
  read: (answer: LinkAnswer) => readLink(answer),
  write: ({ id }: DocumentLink) => id,
  revive: (id: string) => linkTo(id),
};

const FORMS: Readonly<Record<string, ValueForm>> = {
  RICH_TEXT: { ...SCALAR, selection: () => '{ json }', read: ({ json }: { json: unknown }) => json },
  GEO_POINT: {
    ...SCALAR,
    selection: () => '{ latitude longitude }',
    read: ({ latitude, longitude }: { latitude: number; longitude: number }) => ({ latitude, longitude }),
  },
  REFERENCE,
  REFERENCES: {
    selection: REFERENCE.selection,
    read: (answer: readonly LinkAnswer[]) => answer.map(readLink),
    write: (links: readonly DocumentLink[]) => links.map(({ id }) => id),
    revive: (ids: readonly string[]) => ids.map(linkTo),
  },
  MEDIA: {
    ...REFERENCE,
    selection: () => '{ __typename id filename url kind width height focalPoint { x y } }',
    read: (answer: LinkAnswer & Pictured) => ({ ...readLink(answer), picture: answer }),
  },
  BLOCKS: {
    selection: ({ blocks }, types) => `{ __typename ${(blocks ?? []).map(block => onBlock(block, types)).join(' ')} }`,
    read: (answer: readonly BlockAnswer[], field) => answer.map(block => readBlock(block, field)),
    write: (blocks: readonly BlockValue[], field) => blocks.map(block => writeBlock(block, field)),
    revive: (blocks: readonly BlockValue[], field) => blocks.map(block => reviveBlock(block, field)),
  },
};

const formOf = ({ kind }: AnyField): ValueForm => FORMS[kind] ?? SCALAR;

type BlockAnswer = { readonly __typename: string; readonly key: string } & Readonly<Record<string, unknown>>;

const componentOf = (field: AnyField, type: string) => field.blocks?.find(({ name }) => name === type);

/** Components may have fields of one name and different types, which GraphQL asks to call differently. */
const aliasOf = ({ name }: Component, field: BlockField) => `${name}_${field.name}`;

function onBlock(component: Component, types: Types): string {
  const fields = component.fields.map(
    field => `${aliasOf(component, field)}: ${field.name} ${formOf(field).selection(field, types)}`,
  );
  return `... on ${component.name} { key ${fields.join(' ')} }`;
}

function readBlock({ __typename, key, ...answer }: BlockAnswer, field: AnyField): BlockValue {
  const component = componentOf(field, __typename);
  const values = (component?.fields ?? []).map(inner => {
    const found = answer[aliasOf(component as Component, inner)];
    return [inner.name, found == null ? emptyValue(inner) : formOf(inner).read(found as never, inner)];
  });
  return { key, type: __typename, values: Object.fromEntries(values) };
}

function writeBlock({ key, type, values }: BlockValue, field: AnyField): object {
  const component = componentOf(field, type);
  return component ? { key, [component.inputName]: writeValues(values, component.fields) } : { key };
}

function reviveBlock({ key, type, values }: BlockValue, field: AnyField): BlockValue {
  const component = componentOf(field, type);
  const revived = (component?.fields ?? []).map(inner => {
    const found = values[inner.inputName] ?? values[inner.name];
    return [inner.name, found == null ? emptyValue(inner) : formOf(inner).revive(found as never, inner)];
  });
  return { key, type, values: Object.fromEntries(revived) };
}

/** What is asked for of a field, so that widgets can edit it. */
export function editSelection(field: AnyField, types: Types): string {
  return `${field.name} ${formOf(field).selection(field, types)}`.trim();
}

/** What widgets edit of an answer that `editSelection` asked for. */
export function readValues(answer: Readonly<Record<string, unknown>>, fields: readonly AnyField[]): Values {
  return Object.fromEntries(
    fields.map(field => {
      const found = answer[field.name];
      return [field.name, found == null ? emptyValue(field) : formOf(field).read(found as never, field)];
    }),
  );
}

/** Those of the values that an input takes, by their names in it. */
export function writeValues(values: Values, fields: readonly AnyField[]): Record<string, unknown> {
  return Object.fromEntries(
    fields
      .filter(({ name }) => name in values)
      .map(field => {
        const value = values[field.name];
        return [field.inputName, value == null ? null : formOf(field).write(value as never, field)];
      }),
  );
}

/** A revision's content, as `Revision.content` gives it. */
export interface Snapshot {
  slug: string;
  values: Record<string, unknown>;
  references: Record<string, unknown>;
  translations: Record<string, { slug: string; values: Record<string, unknown> }>;
}

/** What a snapshot held in a language, in the form that widgets edit. */
export function reviveValues(snapshot: Snapshot, fields: readonly AnyField[], locale: string | null): Values {
  const translated = locale === null ? undefined : snapshot.translations[locale];
  const entries = fields.map(field => {
    const own = snapshot.values[field.inputName] ?? snapshot.values[field.name] ?? snapshot.references[field.name];
    const found = field.localized && translated ? translated.values[field.name] : own;
    return [field.name, found == null ? emptyValue(field) : formOf(field).revive(found as never, field)] as const;
  });
  return { ...Object.fromEntries(entries), slug: translated?.slug ?? snapshot.slug };
}

/** A single value of a snapshot or of a difference, in the form that widgets edit. */
export function reviveValue(json: unknown, field: AnyField): unknown {
  return json == null ? emptyValue(field) : formOf(field).revive(json as never, field);
}

/** What a field holds when it holds nothing. */
export function emptyValue({ list }: Pick<AnyField, 'list'>): unknown {
  return list ? [] : null;
}

/** What a new document begins with. */
export function firstValues(fields: readonly AnyField[]): Values {
  return Object.fromEntries(
    fields.map(field => [
      field.name,
      field.defaultValue == null ? emptyValue(field) : reviveValue(field.defaultValue, field),
    ]),
  );
}

/** Whether there is nothing in a value: no text, no item, no words. */
export function isEmpty(value: unknown): boolean {
  if (value == null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'string' && value.trim() === '';
}

/** The required fields that a document can't be made without and that are empty. */
export function missingFields(values: Values, fields: readonly AnyField[]): AnyField[] {
  return fields.filter(
    field => field.required && field.defaultValue == null && !field.list && isEmpty(values[field.name]),
  );
}

/** Where in the form a user error belongs. */
export function faultFrom(
  error: { code: string; message: string; path?: readonly string[] | null },
  fields: readonly AnyField[],
): Fault {
  const [, ...path] = error.path ?? [];
  // The fault of a translation: translations, then which one, then the field.
  const [name, ...rest] = path[0] === 'translations' ? path.slice(2) : path;
  const field =
    name === 'slug' ? 'slug' : (fields.find(known => [known.inputName, known.name].includes(name))?.name ?? null);
  return { field, path: rest, code: error.code, message: error.message };
}
