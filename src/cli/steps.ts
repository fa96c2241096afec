import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cloneDirectory } from '../config/clone-directory';

/** Shows on the terminal what is being done; `bootstrap/steps.mjs` is the implementation, shared with what runs before the build. */
export interface Steps {
  /** Runs the work as a step of this name; `note` sets the words behind it. */
  run<T>(label: string, work: (note: (text: string) => void) => Promise<T>): Promise<T>;
  say(text: string): void;
  end(): void;
}

/** Steps on this stream. */
export async function createSteps(stream: NodeJS.WriteStream): Promise<Steps> {
  const file = join(cloneDirectory(), 'src/cli/bootstrap/steps.mjs');
  const module = (await import(pathToFileURL(file).href)) as { createSteps(stream: NodeJS.WriteStream): Steps };
  return module.createSteps(stream);
}
