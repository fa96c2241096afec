import { compareWithFloor } from './against-floor';
import { listQuestion, CACHED } from './read-questions';

/** `npm run bench -- cached`: the list as an anonymous reader asks for it again and again, with the answer cache on. */
export async function run() {
  return compareWithFloor({ name: 'cached', target: 0.15, settings: CACHED, question: listQuestion() });
}
