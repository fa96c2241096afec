import { SHORTEST_PASSWORD } from './password-length';

let known: ReadonlySet<string> | null = null;

/** True for a password that is among the commonest tens of thousands that were ever leaked, however its letters are cased. */
export function isWellKnownPassword(password: string): boolean {
  known ??= load();
  return known.has(password.toLowerCase());
}

/** Loaded when somebody chooses a password for the first time; shorter ones are refused for their length. */
function load(): ReadonlySet<string> {
  const { dictionary } = require('@zxcvbn-ts/language-common') as typeof import('@zxcvbn-ts/language-common');
  return new Set((dictionary['passwords-common'] as string[]).filter(({ length }) => length >= SHORTEST_PASSWORD));
}
