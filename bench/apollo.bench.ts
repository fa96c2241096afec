import { compareWithFloor } from './against-floor';
import { listQuestion, THROUGH_APOLLO } from './read-questions';

/** `npm run bench -- apollo`: the same list with the lane for known documents switched off: every request goes through Apollo Server. */
export async function run() {
  return compareWithFloor({ name: 'apollo', target: 1.9, settings: THROUGH_APOLLO, question: listQuestion() });
}
