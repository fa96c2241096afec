import { GraphQLID } from 'graphql';
import { ENGLISH_ONLY, readLocales } from '../../../src/engine/content/locales';
import { startApi, type TestApi } from '../../harness/api';
import { operationOf, type Target, targetsOf } from '../../harness/argument-places';
import { makeUser } from '../../harness/browser-session';
import { mutationsOf } from '../../harness/mutations';
import { makeRoleTokens, makeToken, type RoleTokens } from '../../harness/role-tokens';
import { NO_ID } from '../../harness/smallest-operation';

/*
 * An id of something that one may not see is answered like an id of nothing, by every argument that takes one.
 */

let api: TestApi;
let tokens: RoleTokens;
/** Ids of what the administrator alone may see, by what they are. */
let hidden: Record<string, string>;
const { change } = mutationsOf(() => api, []);

beforeAll(async () => {
  api = await startApi({ worker: false, locales: { ...ENGLISH_ONLY, ...readLocales('en,de', '') } });
  tokens = await makeRoleTokens(api, ['de']);
  const make = async (type: string, input: object) =>
    (await change(`create${type}`, input, `${type.toLowerCase()} { id }`))[type.toLowerCase()].id as string;
  hidden = {
    article: await make('Article', { title: 'Unseen' }),
    author: await make('Author', { name: 'Unseen' }),
    category: await make('Category', { name: 'Unseen' }),
    tag: await make('Tag', { name: 'Unseen' }),
    page: await make('Page', { title: 'Unseen' }),
    trashed: await make('Article', { title: 'Trashed' }),
    user: await makeUser(api, { email: 'ben@example.org', password: 'a swallow over the quay' }),
    role: (await change('createRole', { name: 'Unseen' }, 'role { roleId }')).role.roleId,
    token: (await makeToken(api, { permissions: ['content.read'] })).tokenId,
    job: (await change('publishTags', { filter: { name: { eq: 'none' } } }, 'job { id }')).job.id,
    preview: (await change('createPreviewToken', {}, 'previewToken { tokenId }')).previewToken.tokenId,
  };
  await change('trashArticle', { id: hidden.trashed }, '__typename');
});
afterAll(() => api.close());

const name = ({ place }: Target) => place.path;

/** Whoever writes may know by name who wrote what: `actors` gives names, and nothing else, for ids of people. */
const NAMES = 'actors.ids of the user';

it.each(['public', 'author'])(
  'what the role %s may not see is answered like what is not there, by every argument',
  async role => {
    const targets = targetsOf(api.schema, type => (type === GraphQLID ? id => id : null));
    expect(targets.length).toBeGreaterThan(100);
    const took: Record<'none' | 'unseen', number[]> = { none: [], unseen: [] };
    const answer = async (target: Target, id: string, times: number[]) => {
      const { query, variables } = operationOf([[target, id]]);
      const started = performance.now();
      const { data, errors } = await api.query(query, variables, { token: tokens[role] });
      times.push(performance.now() - started);
      return JSON.stringify({
        data,
        errors: errors?.map(({ message, path, extensions: { code } }) => ({ message, path, code })),
      })
        .replaceAll(id, 'ID')
        .replaceAll(NO_ID, 'ID');
    };
    const told: string[] = [];
    let asked = 0;
    for (const [index, target] of targets.entries()) {
      const deep = name(target).split('.').length > 4;
      const ids = Object.entries(hidden).filter((_, n) => !deep || (n + index) % 4 === 0);
      const none = await answer(target, NO_ID, took.none);
      for (const [what, id] of ids) {
        asked++;
        const unseen = await answer(target, id, took.unseen);
        if (role === 'author' && `${name(target)} of the ${what}` === NAMES) continue;
        if (unseen !== none) told.push(`${name(target)} of the ${what}: ${unseen}, not ${none}`);
      }
    }
    const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)].toFixed(2);
    process.stdout.write(
      `Unseen ids, ${role}: ${targets.length} arguments, ${asked} asked; median ${median(took.none)} ms for none, ${median(took.unseen)} ms for unseen\n`,
    );
    expect(told).toEqual([]);
  },
  180_000,
);
