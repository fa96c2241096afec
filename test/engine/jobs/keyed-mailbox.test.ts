import { KeyedMailbox } from '../../../src/engine/jobs/keyed-mailbox';

describe('a mailbox by key', () => {
  it('keeps the newest value of each key for a slow reader, in the order in which the keys came', async () => {
    const mailbox = new KeyedMailbox<{ n: number }>(() => undefined);
    for (let n = 1; n <= 20_000; n++) mailbox.put(n % 2 ? 'odd' : 'even', { n });
    mailbox.end();
    const read: number[] = [];
    for await (const { n } of mailbox) read.push(n);
    expect(read).toEqual([19_999, 20_000]);
  });

  it('hands a value to a reader who waits, and ends the readers who wait when it ends', async () => {
    const mailbox = new KeyedMailbox<{ n: number }>(() => undefined);
    const [first, second] = [mailbox.next(), mailbox.next()];
    mailbox.put('a', { n: 1 });
    mailbox.end();
    expect(await first).toEqual({ value: { n: 1 }, done: false });
    expect(await second).toEqual({ value: undefined, done: true });
  });

  it('gives up a reader who lets too many keys wait, says so once, and keeps nothing for it', async () => {
    const onLeave = jest.fn();
    const mailbox = new KeyedMailbox<{ n: number }>(onLeave, 3);
    for (let n = 1; n <= 5; n++) mailbox.put(String(n), { n });
    expect(onLeave).toHaveBeenCalledTimes(1);
    await expect(mailbox.next()).rejects.toMatchObject({ code: 'SLOW_CONSUMER' });
    expect(await mailbox.next()).toEqual({ value: undefined, done: true });
  });

  it('tells once that its reader has left, and takes nothing any more', async () => {
    const onLeave = jest.fn();
    const mailbox = new KeyedMailbox<{ n: number }>(onLeave);
    mailbox.put('a', { n: 1 });
    await mailbox.return();
    await mailbox.return();
    mailbox.put('a', { n: 2 });
    expect(onLeave).toHaveBeenCalledTimes(1);
    expect(await mailbox.next()).toEqual({ value: undefined, done: true });
  });
});
