import { Mailbox } from '../../../src/engine/jobs/mailbox';

describe('a mailbox of one', () => {
  it('keeps only the newest value for a slow reader', async () => {
    const mailbox = new Mailbox<{ n: number }>(() => undefined);
    for (let n = 1; n <= 20_000; n++) mailbox.put({ n });
    mailbox.end();
    const read: number[] = [];
    for await (const { n } of mailbox) read.push(n);
    expect(read).toEqual([20_000]);
  });

  it('hands a value to a reader who waits, and ends the readers who wait when it ends', async () => {
    const mailbox = new Mailbox<{ n: number }>(() => undefined);
    const [first, second] = [mailbox.next(), mailbox.next()];
    mailbox.put({ n: 1 });
    mailbox.end();
    expect(await first).toEqual({ value: { n: 1 }, done: false });
    expect(await second).toEqual({ value: undefined, done: true });
  });

  it('tells once that its reader has left, and takes nothing any more', async () => {
    const onLeave = jest.fn();
    const mailbox = new Mailbox<{ n: number }>(onLeave);
    mailbox.put({ n: 1 });
    await mailbox.return();
    await mailbox.return();
    mailbox.put({ n: 2 });
    expect(onLeave).toHaveBeenCalledTimes(1);
    expect(await mailbox.next()).toEqual({ value: undefined, done: true });
  });
});
