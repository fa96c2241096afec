import { AnswerCache, type Produced } from '../../src/server/answers/answer-cache';
import { DEFAULT_SHARING, publicAnswer } from '../../src/server/answers/answer-headers';
import { SpokenChanges } from '../harness/lane-schema';

const shared = (text: string, ...tags: string[]): Produced<string> => ({
  shared: publicAnswer(text, 'application/json', tags, DEFAULT_SHARING),
  own: text,
});
const textOf = (answer: { body: string | Buffer } | null | undefined) => answer?.body.toString() ?? null;

/** A promise that the test settles. */
function pending() {
  let settle!: (produced: Produced<string>) => void;
  let fail!: (error: Error) => void;
  const promise = new Promise<Produced<string>>((resolve, reject) => {
    settle = resolve;
    fail = reject;
  });
  return { promise, settle, fail };
}

function setUp({ maxBytes = 1_000_000, ttlMs = 10_000, awayTtlMs = 0 } = {}) {
  const changes = new SpokenChanges();
  const clock = { ms: 0 };
  const cache = new AnswerCache<string>(changes, { maxBytes, ttlMs, awayTtlMs, now: () => clock.ms });
  const put = (key: string, text: string, ...tags: string[]) => cache.produce(key, async () => shared(text, ...tags));
  return { cache, changes, clock, put };
}

describe('an answer that was kept', () => {
  it('is found until a document that it was made of changes', async () => {
    const { cache, changes, put } = setUp();
    await put('a', 'A', 'Book:1', 'list:Person');
    await put('b', 'B', 'Book:2');
    await put('c', 'C', 'list:Book');
    changes.tell({ type: 'Book', documentId: '3' }, { type: null, documentId: null });
    expect(['a', 'b', 'c'].map(key => textOf(cache.find(key)))).toEqual(['A', 'B', null]);
    changes.tell({ type: 'Book', documentId: '1' });
    expect(['a', 'b'].map(key => textOf(cache.find(key)))).toEqual([null, 'B']);
  });

  it('goes with every other of the type when any document of it may have changed', async () => {
    const { cache, changes, put } = setUp();
    await put('a', 'A', 'Book:1');
    await put('b', 'B', 'Bookmark:1');
    changes.tell({ type: 'Book', documentId: null });
    expect(['a', 'b'].map(key => textOf(cache.find(key)))).toEqual([null, 'B']);
  });

  it('ends with its lifetime, whatever was told', async () => {
    const { cache, clock, put } = setUp({ ttlMs: 100 });
    await put('a', 'A', 'Book:1');
    clock.ms = 99;
    expect(textOf(cache.find('a'))).toBe('A');
    clock.ms = 100;
    expect(cache.find('a')).toBeNull();
  });

  it('makes room, least recently used first', async () => {
    const { cache, put } = setUp({ maxBytes: 3_000 });
    for (const key of ['a', 'b', 'c']) await put(key, 'x'.repeat(100), `Book:${key}`);
    cache.find('a');
    await put('d', 'x'.repeat(100), 'Book:d');
    expect(['a', 'b', 'c', 'd'].map(key => cache.find(key) !== null)).toEqual([true, false, true, true]);
  });

  it('is not too large', async () => {
    const { cache, put } = setUp({ maxBytes: 100_000_000 });
    await put('a', 'x'.repeat(256 * 1024 + 1), 'Book:1');
    await put('k'.repeat(9_000), 'A', 'Book:1');
    expect([cache.find('a'), cache.find('k'.repeat(9_000))]).toEqual([null, null]);
  });
});

describe('while changes can not be heard of', () => {
  it('nothing is found or kept, and nothing from before is found later', async () => {
    const { cache, changes, put } = setUp();
    await put('a', 'A', 'Book:1');
    changes.alive = false;
    expect(cache.find('a')).toBeNull();
    expect((await put('b', 'B', 'Book:1')).outcome).toBe('bypass');
    changes.alive = true;
    expect([cache.find('a'), cache.find('b')]).toEqual([null, null]);
  });

  it('answers live shortly if that is allowed, and not on when the source is back', async () => {
    const { cache, changes, clock, put } = setUp({ awayTtlMs: 50 });
    changes.alive = false;
    await put('a', 'A', 'Book:1');
    expect(textOf(cache.find('a'))).toBe('A');
    clock.ms = 50;
    expect(cache.find('a')).toBeNull();
    await put('a', 'A', 'Book:1');
    changes.alive = true;
    expect(cache.find('a')).toBeNull();
  });

  it('an execution that began before is not kept', async () => {
    const { cache, changes } = setUp();
    const execution = pending();
    const answer = cache.produce('a', () => execution.promise);
    changes.alive = false;
    cache.find('other');
    changes.alive = true;
    execution.settle(shared('A', 'Book:1'));
    expect((await answer).own).toBe('A');
    expect(cache.find('a')).toBeNull();
  });
});

describe('the same question at the same time', () => {
  it('is executed once', async () => {
    const { cache } = setUp();
    const execution = pending();
    let executions = 0;
    const ask = () =>
      cache.produce('a', () => {
        executions += 1;
        return execution.promise;
      });
    const answers = [ask(), ask(), ask()];
    execution.settle(shared('A', 'Book:1'));
    expect((await Promise.all(answers)).map(({ outcome, shared: answer }) => [outcome, textOf(answer)])).toEqual([
      ['miss', 'A'],
      ['joined', 'A'],
      ['joined', 'A'],
    ]);
    expect(executions).toBe(1);
  });

  it('is executed for each when the answer is not to be shared, or failed', async () => {
    const { cache } = setUp();
    const first = pending();
    const leader = cache.produce('a', () => first.promise);
    const follower = cache.produce('a', async () => ({ shared: null, own: 'mine' }));
    first.settle({ shared: null, own: 'theirs' });
    expect([(await leader).own, (await follower).own]).toEqual(['theirs', 'mine']);

    const second = pending();
    const failing = cache.produce('b', () => second.promise);
    const other = cache.produce('b', async () => shared('B', 'Book:1'));
    second.fail(new Error('away'));
    await expect(failing).rejects.toThrow('away');
    expect((await other).own).toBe('B');
  });

  it('is not joined by who comes after a change, and what began before it is not kept', async () => {
    const { cache, changes, put } = setUp();
    const old = pending();
    const before = cache.produce('a', () => old.promise);
    changes.tell({ type: 'Book', documentId: '1' });
    const after = await put('a', 'new', 'Book:1');
    old.settle(shared('old', 'Book:1'));
    expect([(await before).own, after.own, after.outcome]).toEqual(['old', 'new', 'miss']);
    expect(textOf(cache.find('a'))).toBe('new');
  });

  it('is kept when the change meanwhile was of something else', async () => {
    const { cache, changes } = setUp();
    const execution = pending();
    const answer = cache.produce('a', () => execution.promise);
    changes.tell({ type: 'Book', documentId: '2' });
    execution.settle(shared('A', 'Book:1'));
    await answer;
    expect(textOf(cache.find('a'))).toBe('A');
  });

  it('is not kept when any document of a type may have changed meanwhile', async () => {
    const { cache, changes } = setUp();
    const execution = pending();
    const answer = cache.produce('a', () => execution.promise);
    changes.tell({ type: 'Book', documentId: null });
    execution.settle(shared('A', 'Book:7'));
    await answer;
    expect(cache.find('a')).toBeNull();
  });
});
