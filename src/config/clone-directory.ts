import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The directory of the clone (or of the image): the nearest one above this file that holds package.json. */
export function cloneDirectory(): string {
  let directory = __dirname;
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory);
  return directory;
}
