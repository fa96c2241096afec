import { delimiter } from 'node:path';

/** The directories in which the shell looks for programs. */
export function searchPath(): string[] {
  return (process.env.PATH ?? '').split(delimiter).filter(Boolean);
}

/** The environment for a tool that needs nothing of ours but the search path. */
export function searchPathAnd(variables: Record<string, string>): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, ...variables };
}
