import { setTimeout as pause } from 'node:timers/promises';
import type { JobsClient } from '../../../src/engine/jobs/jobs-client';
import { stepsKind } from './chaos-kinds';

const QUERY = '{ articles(first: 1) { totalCount } }';

/** How one request or one enqueue went. */
export interface Answer {
  ok: boolean;
  ms: number;
  /** When it was sent, by `performance.now()`. */
  at: number;
  /** Of a refused request: 503 comes with a time after which to try again. */
  status?: number;
  retryAfter?: string | null;
}

export interface LightLoad {
  queries: Answer[];
  enqueues: Answer[];
  /** Ids of the jobs that were acknowledged. */
  handles: string[];
  /** Most requests that waited for an answer at the same time. */
  mostWaiting(): number;
  stop(): Promise<void>;
}

/** Twenty queries and five enqueues a second, each sent without waiting for the one before, as strangers would. */
export function startLightLoad(url: string, token: string, client: JobsClient): LightLoad {
  const stopping = new AbortController();
  const queries: Answer[] = [];
  const enqueues: Answer[] = [];
  const handles: string[] = [];
  const underWay = new Set<Promise<unknown>>();
  let mostWaiting = 0;

  function send(work: () => Promise<unknown>): void {
    const done = work().finally(() => underWay.delete(done));
    underWay.add(done);
    mostWaiting = Math.max(mostWaiting, underWay.size);
  }

  async function query(): Promise<void> {
    const at = performance.now();
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: QUERY }),
    }).catch(() => null);
    const answer = (await response?.json().catch(() => null)) as { errors?: unknown } | null;
    const ok = response?.status === 200 && answer !== null && answer.errors === undefined;
    const retryAfter = response?.headers.get('retry-after');
    queries.push({ ok, at, ms: performance.now() - at, status: response?.status, retryAfter });
  }

  let n = 0;
  async function enqueue(): Promise<void> {
    const at = performance.now();
    const handle = await client.enqueue(stepsKind, { n: n++, stepMs: 20 }).catch(() => null);
    if (handle) handles.push(handle.id);
    enqueues.push({ ok: handle !== null, at, ms: performance.now() - at });
  }

  async function every(ms: number, work: () => Promise<void>): Promise<void> {
    while (!stopping.signal.aborted) {
      send(work);
      await pause(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  const running = Promise.all([every(50, query), every(200, enqueue)]);
  return {
    queries,
    enqueues,
    handles,
    mostWaiting: () => mostWaiting,
    async stop() {
      stopping.abort();
      await running;
      await Promise.all(underWay);
    },
  };
}

/** The longest that an answer took, in whole ms. */
export function slowest(answers: Answer[]): number {
  return Math.round(Math.max(0, ...answers.map(({ ms }) => ms)));
}

/** Those that went wrong. */
export function refused(answers: Answer[]): Answer[] {
  return answers.filter(({ ok }) => !ok);
}
