import type { Client, CombinedError } from '@urql/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { usePerson } from '../../api/session';
import type { ContentType } from '../../content/content-type';
import type { ContentModel } from '../../content/content-types';
import type { Draft, Values } from '../../editing/draft';
import { type LeftBehind, leftBehind } from '../../editing/draft-store';
import { type DocumentFacts, editedFields, lookAgain, openDocument } from '../../editing/edit-documents';
import { firstValues, readValues } from '../../editing/field-values';
import { type Answer, beginDraft, type Found, keyOf, type SaveContext, valuesIn } from './begin-draft';

/** A document that is open in one language. */
export interface OpenDocument {
  type: ContentType;
  model: ContentModel;
  locale: string;
  /** Null as long as it is new and nothing was saved. */
  facts: DocumentFacts | null;
  draft: Draft;
  /** What it says in the default language, when another one is open. */
  source: Values | null;
  /** What the viewer may do with it. */
  rights: ReadonlySet<string>;
  /** What an earlier page could not save. */
  left: LeftBehind | null;
}

export type Opening =
  | { state: 'LOADING' }
  | { state: 'GONE' }
  | { state: 'FAILED'; error: CombinedError }
  | { state: 'OPEN'; open: OpenDocument };

interface Operations {
  opening: Opening;
  /** Reads all of it again, and begins a new draft. */
  reload(): Promise<void>;
  /** Reads its facts again, after something happened to it elsewhere. */
  refresh(): Promise<void>;
  /** Takes the facts that a mutation answered. */
  tell(facts: DocumentFacts): void;
}

/** Opens a document, or a new one for `id: null`; `onCreated` is told the id when the new one has been saved first. */
export function useOpenDocument(
  model: ContentModel,
  type: ContentType,
  id: string | null,
  locale: string,
  onCreated: (id: string) => void,
): Operations {
  const client = useClient();
  const { user } = usePerson();
  // The facts of the type are asked for again now and then; what is open stays open.
  const facts = useRef({ model, type });
  facts.current = { model, type };
  const [opening, setOpening] = useState<Opening>({ state: 'LOADING' });
  const made = useRef<string | null>(null);
  const created = useRef(onCreated);
  created.current = onCreated;

  const tell = useCallback((facts: DocumentFacts) => {
    setOpening(before => (before.state === 'OPEN' ? { ...before, open: { ...before.open, facts } } : before));
  }, []);

  const load = useCallback(async (): Promise<Opening> => {
    const about = facts.current;
    const found = await readDocument(client, about.model, about.type, made.current ?? id, locale);
    if ('state' in found) return found;
    const context: SaveContext = { client, ...about, locale, viewer: user.id, tell };
    const draft = beginDraft(context, found, newId => {
      made.current = newId;
      created.current(newId);
    });
    const left = leftBehind(localStorage, keyOf(context, found.facts?.id ?? null));
    return { state: 'OPEN', open: { ...about, locale, draft, left, ...found } };
  }, [client, id, locale, user.id, tell]);

  useEffect(() => {
    // The document that was just made here is open already.
    if (id !== null && id === made.current) return;
    made.current = null;
    let current = true;
    setOpening({ state: 'LOADING' });
    const begin = async () => {
      const next = await load();
      if (current) setOpening(next);
    };
    void begin();
    return () => {
      current = false;
    };
  }, [load, id]);

  useEffect(() => {
    if (opening.state !== 'OPEN') return;
    const { draft } = opening.open;
    return () => draft.close();
  }, [opening.state === 'OPEN' ? opening.open.draft : null]);

  const refresh = useCallback(async () => {
    const { data } = await client
      .query(
        lookAgain(facts.current.type, facts.current.model.byName),
        { id: made.current ?? id, locale },
        { requestPolicy: 'network-only' },
      )
      .toPromise();
    const { entry } = (data ?? {}) as { entry?: Answer | null };
    if (entry) tell(entry);
    else if (data) setOpening({ state: 'GONE' });
  }, [client, id, locale, tell]);

  return { opening, reload: async () => setOpening(await load()), refresh, tell };
}

async function readDocument(
  client: Client,
  { byName, defaultLocale }: ContentModel,
  type: ContentType,
  id: string | null,
  locale: string,
): Promise<Found | Exclude<Opening, { state: 'OPEN' }>> {
  const fields = editedFields(type);
  if (id === null) {
    return { facts: null, values: { ...firstValues(fields), slug: '' }, source: null, rights: new Set(type.rights) };
  }
  const translating = locale !== defaultLocale;
  const { data, error } = await client
    .query(
      openDocument(type, byName),
      { id, locale, source: defaultLocale, translating },
      { requestPolicy: 'network-only' },
    )
    .toPromise();
  const { entry, source, contentRights } = (data ?? {}) as {
    entry?: Answer | null;
    source?: Answer | null;
    contentRights?: string[];
  };
  if (!entry) return data ? { state: 'GONE' } : { state: 'FAILED', error: error as CombinedError };
  return {
    facts: entry,
    values: valuesIn(entry, type, locale),
    source: source ? { ...readValues(source, fields), slug: source.slug } : null,
    rights: new Set(contentRights),
  };
}
