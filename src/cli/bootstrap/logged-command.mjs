import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import process from 'node:process';

/** Runs a command whose output goes to a log; `onLine` sees each line. Gives the status and the last lines. */
export function runLogged(command, args, { log, cwd, env, onLine = () => undefined }) {
  return new Promise(resolve => {
    const file = createWriteStream(log, { flags: 'a', mode: 0o600 });
    file.write(`$ ${command} ${args.join(' ')}\n`);
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let last = [];
    let rest = '';
    function take(chunk) {
      file.write(chunk);
      const lines = (rest + chunk).split(/\r?\n|\r/);
      rest = lines.pop() ?? '';
      for (const line of lines.filter(text => text.trim() !== '')) {
        last = [...last.slice(-11), line];
        onLine(line.trim());
      }
    }
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    function settle(status) {
      file.end(() => resolve({ status, last: rest.trim() === '' ? last : [...last, rest] }));
    }
    child.once('error', error => {
      last.push(error.message);
      settle(127);
    });
    child.once('close', status => settle(status ?? 1));
  });
}
