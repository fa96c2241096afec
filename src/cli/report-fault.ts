import { ConfigError } from '../config/load-config';
import { StartFault } from './start-fault';
import { colorsOn } from './terminal-colors';

/** What the person at the terminal reads when a program can't start: a sentence for a known fault, the stack of an unknown one. */
export function reportFault(error: unknown): void {
  const colors = colorsOn(process.stderr);
  const mark = colors.red('✗');
  if (error instanceof ConfigError) {
    const [only, ...others] = error.faults;
    if (others.length === 0) return print(`${mark} ${only}`);
    return print(
      `${mark} ${error.faults.length} settings are wrong:\n${error.faults.map(fault => `    ${fault}`).join('\n')}`,
    );
  }
  if (error instanceof StartFault) return print(`${mark} ${error.message}`);
  print(`${mark} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}

function print(text: string): void {
  process.stderr.write(`\n  ${text}\n\n`);
}
