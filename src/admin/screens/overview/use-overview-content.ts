import type { CombinedError } from '@urql/core';
import { useCallback, useEffect, useState } from 'react';
import { useClient } from 'urql';
import { onRecovery } from '../../api/connection';
import { type ContentType, mayDo, STATES } from '../../content/content-type';
import { useContentModel } from '../../content/content-types';
import { type OverviewEntry, overviewDocument, type TypeOverview } from './overview-document';

/** A document with the type that it is of. */
export interface TypedEntry extends OverviewEntry {
  type: ContentType;
}

export interface TypeCounts {
  type: ContentType;
  all: number;
  byState: Readonly<Record<(typeof STATES)[number], number>>;
}

/** What the overview tells of the content. */
export interface OverviewContent {
  counts: readonly TypeCounts[];
  scheduled: readonly TypedEntry[];
  recent: readonly TypedEntry[];
}

const SOON_MS = 7 * 86_400_000;
const LISTED = 6;

/** What the person may see of the content, over all types; null until it is known. */
export function useOverviewContent(): {
  content: OverviewContent | null;
  error: CombinedError | null;
  retry: () => void;
} {
  const model = useContentModel();
  const client = useClient();
  const [content, setContent] = useState<OverviewContent | null>(null);
  const [error, setError] = useState<CombinedError | null>(null);
  const [asked, setAsked] = useState(0);
  const retry = useCallback(() => setAsked(count => count + 1), []);
  useEffect(() => onRecovery(retry), [retry]);
  useEffect(() => {
    if (!model) return;
    let over = false;
    const until = new Date(Date.now() + SOON_MS).toISOString();
    const types = model.types.filter(type => mayDo(type, 'READ'));
    const ask = async (type: ContentType) => {
      const { data, error: fault } = await client
        .query(overviewDocument(type), { until }, { requestPolicy: 'network-only' })
        .toPromise();
      if (!data) throw fault;
      return { type, answer: data };
    };
    Promise.all(types.map(ask)).then(
      answers => {
        if (over) return;
        setError(null);
        setContent(together(answers));
      },
      (fault: CombinedError) => {
        if (!over) setError(fault);
      },
    );
    return () => {
      over = true;
    };
  }, [client, model, asked]);
  return { content, error, retry };
}

function together(answers: readonly { type: ContentType; answer: TypeOverview }[]): OverviewContent {
  const entries = (list: 'scheduled' | 'recent'): TypedEntry[] =>
    answers.flatMap(({ type, answer }) => answer[list].nodes.map(entry => ({ ...entry, type })));
  return {
    counts: answers.map(({ type, answer: { counts } }) => {
      const of = (state: string) => counts.groupBy.find(({ key }) => key === state)?.count ?? 0;
      const byState = Object.fromEntries(STATES.map(state => [state, of(state)])) as TypeCounts['byState'];
      return { type, all: STATES.reduce((sum, state) => sum + byState[state], 0), byState };
    }),
    scheduled: entries('scheduled')
      .sort((a, b) => (a.publishAt ?? '').localeCompare(b.publishAt ?? ''))
      .slice(0, LISTED),
    recent: entries('recent')
      .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))
      .slice(0, LISTED),
  };
}
