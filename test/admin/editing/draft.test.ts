import { Draft, type DraftOptions, type SaveAnswer, type Values } from '../../../src/admin/editing/draft';
import { createDraftStore, draftKey, leftBehind } from '../../../src/admin/editing/draft-store';

/** A server that answers when it is told to. */
function server() {
  const calls: { revision: number; patch: Values; answer(answer: SaveAnswer): void; fail(): void }[] = [];
  const save: DraftOptions['save'] = (revision, patch) =>
    new Promise((resolve, reject) => {
      calls.push({ revision, patch, answer: resolve, fail: () => reject(new Error('gone')) });
    });
  return { calls, save };
}

const saved = (revision: number, values: Values = {}): SaveAnswer => ({
  kind: 'saved',
  revision,
  savedAt: '2026-01-01T00:00:00Z',
  values,
});
const settle = () => jest.advanceTimersByTimeAsync(0);

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function open(options: Partial<DraftOptions> = {}) {
  const { calls, save } = server();
  const draft = new Draft({ revision: 3, values: { title: 'Fog', body: 'a', slug: 'fog' }, save, ...options });
  return { draft, calls };
}

it('saves the changed fields alone, 800 ms after the last key', async () => {
  const { draft, calls } = open();
  draft.set('title', 'Fo');
  await jest.advanceTimersByTimeAsync(700);
  draft.set('title', 'Foggy');
  expect(draft.get().state).toBe('EDITED');
  await jest.advanceTimersByTimeAsync(799);
  expect(calls).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  expect(calls).toMatchObject([{ revision: 3, patch: { title: 'Foggy' } }]);
  expect(draft.get().state).toBe('SAVING');
  calls[0].answer(saved(4));
  await settle();
  expect(draft.get()).toMatchObject({ state: 'SAVED', revision: 4, values: { title: 'Foggy', body: 'a' } });
});

it('saves every 5 s while somebody keeps typing', async () => {
  const { draft, calls } = open();
  for (let key = 0; key < 12; key += 1) {
    draft.set('body', `a${key}`);
    await jest.advanceTimersByTimeAsync(500);
  }
  expect(calls).toHaveLength(1);
});

it('has one request in flight; what is typed meanwhile goes with the next', async () => {
  const { draft, calls } = open();
  draft.set('title', 'One');
  await jest.advanceTimersByTimeAsync(800);
  draft.set('title', 'Two');
  await jest.advanceTimersByTimeAsync(6000);
  expect(calls).toHaveLength(1);
  calls[0].answer(saved(4));
  await jest.advanceTimersByTimeAsync(800);
  expect(calls[1]).toMatchObject({ revision: 4, patch: { title: 'Two' } });
});

it('a field that is typed back to what the server has is not sent', async () => {
  const { draft, calls } = open();
  draft.set('title', 'Fogs');
  draft.set('title', 'Fog');
  await jest.advanceTimersByTimeAsync(6000);
  expect(calls).toEqual([]);
  expect(draft.get().state).toBe('SAVED');
});

it('a lost connection keeps the text and tries again', async () => {
  const { draft, calls } = open();
  draft.set('title', 'Mist');
  await jest.advanceTimersByTimeAsync(800);
  calls[0].fail();
  await settle();
  expect(draft.get()).toMatchObject({ state: 'RETRYING', values: { title: 'Mist' } });
  await jest.advanceTimersByTimeAsync(4000);
  calls[1].answer(saved(4));
  await settle();
  expect(draft.get().state).toBe('SAVED');
});

it('what the server objects to waits for its next change, and the rest is saved', async () => {
  const { draft, calls } = open();
  draft.set('slug', 'a b');
  draft.set('title', 'Mist');
  await jest.advanceTimersByTimeAsync(800);
  calls[0].answer({
    kind: 'refused',
    faults: [{ field: 'slug', path: [], code: 'VALIDATION_FAILED', message: 'No.' }],
  });
  await settle();
  expect(calls[1].patch).toEqual({ title: 'Mist' });
  calls[1].answer(saved(4));
  await settle();
  expect(draft.get()).toMatchObject({ state: 'REFUSED', faults: [{ field: 'slug' }] });
  await jest.advanceTimersByTimeAsync(20_000);
  expect(calls).toHaveLength(2);
  draft.set('slug', 'ab');
  expect(draft.get().faults).toEqual([]);
  await jest.advanceTimersByTimeAsync(800);
  expect(calls[2].patch).toEqual({ slug: 'ab' });
});

it('different fields changed by two people are merged without a question', async () => {
  const { draft, calls } = open();
  draft.set('title', 'Mine');
  await jest.advanceTimersByTimeAsync(800);
  calls[0].answer({
    kind: 'conflict',
    revision: 5,
    values: { title: 'Fog', body: 'theirs', slug: 'fog' },
    changedBy: 'x',
    changedAt: null,
  });
  await jest.advanceTimersByTimeAsync(800);
  expect(draft.get().values).toMatchObject({ title: 'Mine', body: 'theirs' });
  expect(calls[1]).toMatchObject({ revision: 5, patch: { title: 'Mine' } });
});

it('the same field changed by two people is a conflict with mine, theirs and what both began with', async () => {
  const { draft, calls } = open();
  draft.set('title', 'Mine');
  draft.set('body', 'my body');
  await jest.advanceTimersByTimeAsync(800);
  calls[0].answer({
    kind: 'conflict',
    revision: 5,
    values: { title: 'Theirs', body: 'their body' },
    changedBy: 'x',
    changedAt: null,
  });
  await settle();
  expect(draft.get()).toMatchObject({
    state: 'CONFLICT',
    values: { title: 'Mine', body: 'my body' },
    conflict: { fields: ['title', 'body'], base: { title: 'Fog' }, values: { title: 'Theirs' } },
  });
  await jest.advanceTimersByTimeAsync(60_000);
  expect(calls).toHaveLength(1);
  draft.resolve({ title: 'MINE', body: 'THEIRS' });
  expect(draft.get().values).toMatchObject({ title: 'Mine', body: 'their body' });
  await jest.advanceTimersByTimeAsync(800);
  expect(calls[1]).toMatchObject({ revision: 5, patch: { title: 'Mine' } });
});

it('flush says whether everything is saved', async () => {
  const { draft, calls } = open();
  expect(await draft.flush()).toBe(true);
  draft.set('title', 'Mist');
  const flushed = draft.flush();
  await settle();
  calls[0].answer({ kind: 'refused', faults: [{ field: 'title', path: [], code: 'X', message: 'No.' }] });
  expect(await flushed).toBe(false);
});

it('a new document is not made before it may begin', async () => {
  const { draft, calls } = open({ mayBegin: ({ title }) => title !== '' });
  draft.set('title', '');
  await jest.advanceTimersByTimeAsync(9000);
  expect(calls).toEqual([]);
});

it('unsaved values lie in the storage until the server has them', async () => {
  const entries = new Map<string, string>();
  const storage = {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  } as unknown as Storage;
  const key = draftKey('me', 'Article', '1', 'en');
  const { draft, calls } = open({ store: createDraftStore(storage, key, () => 7) });
  draft.set('title', 'Mist');
  expect(leftBehind(storage, key)).toEqual({ values: { title: 'Mist' }, revision: 3, at: 7, key });
  await jest.advanceTimersByTimeAsync(800);
  calls[0].answer(saved(4));
  await settle();
  expect(leftBehind(storage, key)).toBeNull();
});
