import { compareWithFloor } from './against-floor';
import { listQuestion, UNCACHED } from './read-questions';

/** `npm run bench -- list`: the newest 20 articles with author and tags through the whole server, nothing cached. */
export async function run() {
  return compareWithFloor({ name: 'list', target: 1.4, settings: UNCACHED, question: listQuestion() });
}
