import { join } from 'node:path';
import { createThreads } from '../../../src/platform/threads/threads';

const WORK = join(__dirname, '../../fixtures/threads/work.cjs');
const threads = createThreads({ most: 1, heapMegabytes: 64 });
const forever = () => new AbortController().signal;

afterAll(() => threads.close());

describe('threads', () => {
  it('do work beside the event loop and give its answer', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const done = await threads.run<{ answer: number; thread: number }>(WORK, { blockMs: 200, answer: 42 }, forever());
    clearInterval(timer);
    expect(done.answer).toBe(42);
    expect(done.thread).toBeGreaterThan(0);
    expect(turns).toBeGreaterThan(5);
  });

  it('hand back what the work threw', async () => {
    await expect(threads.run(WORK, { fail: 'too much' }, forever())).rejects.toThrow('too much');
  });

  it('end one that never stops, when its work is not wanted any more, and go on with others', async () => {
    const controller = new AbortController();
    const endless = threads.run(WORK, { blockMs: null }, controller.signal);
    controller.abort(new Error('not wanted any more'));
    await expect(endless).rejects.toThrow('not wanted any more');
    await expect(threads.run(WORK, { answer: 'next' }, forever())).resolves.toMatchObject({ answer: 'next' });
  });

  it('lose only the thread that runs out of memory', async () => {
    await expect(threads.run(WORK, { hoard: true }, forever())).rejects.toMatchObject({
      code: 'ERR_WORKER_OUT_OF_MEMORY',
    });
    await expect(threads.run(WORK, { answer: 'next' }, forever())).resolves.toMatchObject({ answer: 'next' });
  });

  it('read modules in TypeScript where the program itself runs from its sources', async () => {
    const module = join(__dirname, '../../fixtures/threads/double.ts');
    await expect(threads.run(module, 21, forever())).resolves.toBe(42);
  });
});
