import type { CombinedError } from '@urql/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useClient } from 'urql';
import { graphql } from '../api/graphql';
import { onSocketOpen } from '../api/socket-state';
import { type BoardView, JobBoard } from './job-board';
import './job-fragment';

/** Jobs that failed longer ago than this are history. */
export const ATTENTION_DAYS = 7;
const DAY_MS = 86_400_000;

const BOARD = graphql(`
  query JobBoard($since: DateTime!) {
    running: jobs(first: 60, filter: { state: [RUNNING], hasParent: false }) {
      nodes {
        ...JobRow
      }
    }
    waiting: jobs(first: 40, filter: { state: [QUEUED, SCHEDULED], hasParent: false }) {
      nodes {
        ...JobRow
      }
    }
    failed: jobs(first: 40, filter: { state: [FAILED], since: $since, hasParent: false }) {
      nodes {
        ...JobRow
      }
    }
    finished: jobs(first: 12, filter: { state: [SUCCEEDED, CANCELED], hasParent: false }) {
      nodes {
        ...JobRow
      }
    }
  }
`);

const CHANGES = graphql(`
  subscription JobChanges($filter: JobFilter) {
    jobs(first: 60, filter: $filter) {
      ...JobRow
    }
  }
`);

/** The board as it is now, the error when nothing is known, and how to ask again. */
export interface LiveBoard {
  view: BoardView;
  error: CombinedError | null;
  refresh: () => void;
}

/** The jobs that the viewer may see, live. */
export function useJobBoard(): LiveBoard {
  const client = useClient();
  const [board] = useState(() => new JobBoard());
  const [error, setError] = useState<CombinedError | null>(null);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let over = false;
    const since = new Date(Date.now() - ATTENTION_DAYS * DAY_MS).toISOString();
    const read = async () => {
      const mark = board.beginReading();
      const { data, error: fault } = await client
        .query(BOARD, { since }, { requestPolicy: 'network-only' })
        .toPromise();
      if (over) return;
      setError(fault ?? null);
      if (!data) return;
      board.settleReading(
        mark,
        [data.running, data.waiting, data.failed, data.finished].flatMap(({ nodes }) => nodes),
      );
    };
    let begun = true;
    const stop = onSocketOpen(() => {
      begun = true;
    });
    const changes = client.subscription(CHANGES, { filter: { hasParent: false } }).subscribe(({ data }) => {
      if (!data) return;
      if (data.jobs.state !== 'FAILED' || data.jobs.createdAt >= since) board.take(data.jobs);
      // Only what is read after changes are heard again can't be out of date.
      if (begun) void read();
      begun = false;
    });
    void read();
    return () => {
      over = true;
      stop();
      changes.unsubscribe();
    };
  }, [client, board, asked]);
  const view = useSyncExternalStore(board.subscribe, board.read);
  return { view, error, refresh: () => setAsked(count => count + 1) };
}
