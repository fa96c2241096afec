import type { Client, CombinedError } from '@urql/core';
import { ulid } from 'ulid';
import { slugify } from '../../../engine/content/slug-format';
import type { ContentType } from '../../content/content-type';
import type { ContentModel } from '../../content/content-types';
import { Draft, type Fault, type SaveAnswer, type Values } from '../../editing/draft';
import { createDraftStore, draftKey } from '../../editing/draft-store';
import { type DocumentFacts, editedFields, saveDocument } from '../../editing/edit-documents';
import { emptyValue, faultFrom, missingFields, readValues, writeValues } from '../../editing/field-values';
import { localFaults } from '../../editing/local-faults';
import { valuesEqual } from '../../editing/values-equal';

/** A document as the API answers it to the editor. */
export type Answer = Record<string, unknown> & DocumentFacts;

interface SavePayload {
  entry: Answer | null;
  conflict?: { revision: number; changedBy: string | null; changedAt: string | null; current: Answer } | null;
  userErrors: { code: string; message: string; path: string[] | null }[];
}

/** A document that was read, or a new one. */
export interface Found {
  facts: DocumentFacts | null;
  values: Values;
  source: Values | null;
  rights: ReadonlySet<string>;
}

/** As often another slug is tried where the one made from the title is taken. */
const MOST_SLUGS = 20;

/** What a document says in a language: where it has no translation its localized fields are empty, and not those of another one. */
export function valuesIn(entry: Answer, type: ContentType, locale: string): Values {
  const fields = editedFields(type);
  const values = { ...readValues(entry, fields), slug: entry.slug };
  if (entry._locales.includes(locale) || !type.localized) return values;
  const empty = fields.filter(({ localized }) => localized).map(field => [field.name, emptyValue(field)]);
  return { ...values, ...Object.fromEntries(empty), slug: '' };
}

/** What a draft needs to save itself. */
export interface SaveContext {
  client: Client;
  model: ContentModel;
  type: ContentType;
  locale: string;
  viewer: string;
  tell(facts: DocumentFacts): void;
}

/** Under which its unsaved values lie. */
export const keyOf = ({ viewer, type, locale }: SaveContext, id: string | null) =>
  draftKey(viewer, type.name, id ?? 'new', locale);

/** Begins a draft of a document that was read; `onCreated` is told the id of a new one when it has been saved first. */
export function beginDraft(context: SaveContext, found: Found, onCreated: (id: string) => void): Draft {
  const { type, locale } = context;
  const fields = editedFields(type);
  const localized = new Set(['slug', ...fields.filter(field => field.localized).map(({ name }) => name)]);
  let facts = found.facts;
  const isWritten = () => facts !== null && (facts._locales.includes(locale) || !type.localized);

  // The first save of a new document as it was sent: should its answer be lost, the same goes again, so that one document is made.
  let first: { key: string; input: object; patch: Values } | null = null;

  const send = async (revision: number, patch: Values): Promise<SavePayload> => {
    const input = writeValues(patch, fields);
    // A slug that follows the title is the server's to make, until there is one.
    if ('slug' in patch && (isWritten() || !followsTitle(patch, draft.get().values, type))) input.slug = patch.slug;
    // What all languages share can be saved before there is a translation.
    const own = type.localized && Object.keys(patch).some(name => localized.has(name));
    const variables = facts
      ? { input: { id: facts.id, expectedRevision: revision, ...(own ? { locale } : {}), ...input }, locale }
      : creation(input, patch);
    const operation = saveDocument(facts ? 'update' : 'create', type, context.model.byName);
    const { data, error } = await context.client.mutation(operation, variables).toPromise();
    if (error && !data?.payload) return refusalOf(error);
    return (data as { payload: SavePayload }).payload;
  };
  const creation = (input: object, patch: Values) => {
    first ??= { key: ulid(), input, patch };
    return { input: first.input, key: first.key, locale };
  };

  const save = async (based: number, patch: Values): Promise<SaveAnswer> => {
    const unsendable = localFaults(patch, fields);
    if (unsendable.length > 0) return { kind: 'refused', faults: unsendable };
    let [revision, sent] = [based, patch];
    for (let number = 2; ; number += 1) {
      const { entry, conflict, userErrors } = await send(revision, sent);
      if (entry) {
        const made = facts === null ? first : null;
        facts = entry;
        context.tell(entry);
        if (made) {
          onCreated(entry.id);
          createDraftStore(localStorage, keyOf(context, null)).clear();
        }
        if (made && !valuesEqual(made.patch, sent)) {
          revision = entry.revision;
          continue;
        }
        return { kind: 'saved', revision: entry.revision, savedAt: entry.updatedAt, values: { slug: entry.slug } };
      }
      if (conflict) {
        const { revision: latest, changedBy, changedAt, current } = conflict;
        const values = valuesIn(current, type, locale);
        return { kind: 'conflict', revision: latest, changedBy, changedAt, values };
      }
      first = null;
      const taken = userErrors.some(({ code }) => code === 'SLUG_TAKEN');
      if (taken && number <= MOST_SLUGS && followsTitle(patch, draft.get().values, type)) {
        sent = { ...patch, slug: `${String(patch.slug)}-${number}` };
        continue;
      }
      return { kind: 'refused', faults: userErrors.map(error => faultFrom(error, fields)) };
    }
  };

  const draft = new Draft({
    revision: facts?.revision ?? 0,
    values: found.values,
    savedAt: facts?.updatedAt ?? null,
    save,
    store: {
      keep: (edits, revision) =>
        createDraftStore(localStorage, keyOf(context, facts?.id ?? null)).keep(edits, revision),
      clear: () => createDraftStore(localStorage, keyOf(context, facts?.id ?? null)).clear(),
    },
    mayBegin: (values, names) => {
      if (isWritten()) return true;
      if (facts !== null && !names.some(name => localized.has(name))) return true;
      return missingFields(values, facts === null ? fields : fields.filter(field => field.localized)).length === 0;
    },
  });
  return draft;
}

/** Whether the slug is the one that is made from the title. */
export function followsTitle(patch: Values, values: Values, { titleField }: ContentType): boolean {
  const slug = String(('slug' in patch ? patch.slug : values.slug) ?? '');
  const wanted = slugify(String(values[titleField] ?? ''), '');
  return (
    slug === '' || slug === wanted || (slug.startsWith(`${wanted}-`) && /^\d+$/.test(slug.slice(wanted.length + 1)))
  );
}

/** Codes of errors that pass: the save is tried again. */
const PASSING = new Set(['INTERNAL', 'TIMEOUT', 'UNAVAILABLE', 'RATE_LIMITED', 'OVERLOADED', 'UNAUTHENTICATED']);

/** What the server refuses as a whole, as an answer; throws what another try may mend. */
function refusalOf(error: CombinedError): SavePayload {
  const [first] = error.graphQLErrors;
  const code = String(first?.extensions.code ?? 'OFFLINE');
  if (!first || PASSING.has(code)) throw error;
  return { entry: null, userErrors: [{ code, message: first.message, path: null }] };
}

/** A fault of the document as a whole, from an operation that failed. */
export function faultOfError(error: CombinedError): Fault {
  const [first] = error.graphQLErrors;
  return {
    field: null,
    path: [],
    code: String(first?.extensions.code ?? 'OFFLINE'),
    message: first?.message ?? error.message,
  };
}
