import { compareWithFloor } from './against-floor';
import { articleQuestion, UNCACHED } from './read-questions';

/** `npm run bench -- article`: one article by its slug, with its text, nothing cached. */
export async function run() {
  return compareWithFloor({
    name: 'article',
    target: 1.6,
    settings: UNCACHED,
    question: articleQuestion('article-5000'),
  });
}
