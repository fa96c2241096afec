import { Writable } from 'node:stream';
import { transports } from 'winston';
import { createLog } from '../../../src/platform/telemetry/log';

describe('the log', () => {
  it("says an error's message, stack and cause wherever the error stands", () => {
    const lines: string[] = [];
    const log = createLog({ level: 'info', format: 'json', role: 'worker' });
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    });
    log.clear().add(new transports.Stream({ stream }));
    log.warn('The attempt failed', { error: new Error('no such table', { cause: new Error('gone') }) });
    const { error } = JSON.parse(lines[0]) as { error: { message: string; stack: string; cause: { message: string } } };
    expect(error.message).toBe('no such table');
    expect(error.stack).toContain('log.test');
    expect(error.cause.message).toBe('gone');
  });
});
