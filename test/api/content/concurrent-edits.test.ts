import { ANONYMOUS, type Viewer } from '../../../src/engine/access/viewer';
import { startApi, type TestApi } from '../../harness/api';
import { report, seededRandom, testSeeds } from '../../harness/seeded-random';

const EDITS = 1_000;
const DOCUMENTS = 50;
const CLIENTS = 5;
/** Requests of one client under way at once. */
const AT_ONCE = 2;

const tokenOf = (client: number) => `editor-${client}`;

function authenticate(authorization: string | undefined): Viewer {
  if (authorization === undefined) return ANONYMOUS;
  return { kind: 'token', id: authorization.replace('Bearer ', ''), permissions: new Set(['*']) };
}

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ worker: false, authenticate });
});
afterAll(() => api.close());

/** What a client believes of a document. */
interface Known {
  revision: number;
  title: string;
}

/** An edit that the server said it has carried out. */
interface Acknowledged {
  client: number;
  kind: 'update' | 'touch' | 'discard' | 'restore';
  /** The number that the edit got; null where only the server knows. */
  number: number | null;
  title?: string;
  excerpt?: string;
  note?: string;
}

const SEEN = 'article { revision title }';
const MUTATIONS = {
  update: ['updateArticle', 'UpdateArticleInput'],
  touch: ['updateArticle', 'UpdateArticleInput'],
  publish: ['publishArticle', 'PublishArticleInput'],
  unpublish: ['unpublishArticle', 'UnpublishArticleInput'],
  discard: ['discardArticleChanges', 'DiscardArticleChangesInput'],
  restore: ['restoreArticleRevision', 'RestoreArticleRevisionInput'],
} as const;
type Kind = keyof typeof MUTATIONS;

async function call(client: number, kind: Kind, input: object): Promise<Record<string, any>> {
  const [mutation, Input] = MUTATIONS[kind];
  const { data, errors } = await api.query(
    `mutation ($input: ${Input}!) { payload: ${mutation}(input: $input) { ${SEEN} userErrors { code } conflict { current { revision title } } } }`,
    { input },
    { token: tokenOf(client) },
  );
  expect(errors).toBeUndefined();
  return data.payload;
}

async function create(client: number, input: object) {
  const { data, errors } = await api.query(
    'mutation ($input: CreateArticleInput!) { createArticle(input: $input) { article { id slug tags { id } } userErrors { code path } } }',
    { input },
    { token: tokenOf(client) },
  );
  expect(errors).toBeUndefined();
  return data.createArticle as Record<string, any>;
}

/** All revisions of a document, oldest first. */
async function historyOf(id: string): Promise<Record<string, any>[]> {
  const nodes: Record<string, any>[] = [];
  for (let after: string | null = null; ; ) {
    const answer: Record<string, any> = await api.query(
      'query ($id: ID!, $after: String) { article(id: $id, perspective: DRAFT) { revisions(first: 100, after: $after) { nodes { number firstNumber action author note content } pageInfo { hasNextPage endCursor } } } }',
      { id, after },
      { token: tokenOf(0) },
    );
    const { nodes: page, pageInfo } = answer.data.article.revisions;
    nodes.push(...page);
    if (!pageInfo.hasNextPage) return nodes.reverse();
    after = pageInfo.endCursor;
  }
}

it.each(testSeeds(1))(
  'a thousand edits of the same fifty documents by many at once lose nothing (seed %i)',
  async seed => {
    const random = seededRandom(seed);
    const ids: string[] = [];
    for (let n = 0; n < DOCUMENTS; n++)
      ids.push((await create(0, { title: `Begin ${n}`, publish: n % 2 === 0 })).article.id);
    const acknowledged = new Map<string, Acknowledged[]>(ids.map(id => [id, []]));
    const outcomes: Record<string, number> = {};
    let serial = 0;

    async function edit(client: number, known: Map<string, Known>): Promise<void> {
      const edition = ++serial;
      const id = random.pick(ids);
      const seen = known.get(id) as Known;
      const kind = random.pick<Kind>([
        ...Array<Kind>(6).fill('update'),
        'touch',
        'publish',
        'publish',
        'unpublish',
        'discard',
        'restore',
      ]);
      const note = random.chance(0.6) ? `Edit ${edition}` : undefined;
      const title = `${seen.title.split(' < ').slice(0, 3).join(' < ')} < ${edition}`.slice(0, 280);
      const excerpt = `Touch ${edition}`;
      const target = { id, expectedRevision: seen.revision };
      const inputs: Record<Kind, object> = {
        update: { ...target, title, note },
        // Says nothing of a revision, and changes another field than the others do.
        touch: { id, excerpt, note: `Edit ${edition}` },
        publish: target,
        unpublish: target,
        discard: target,
        restore: { ...target, number: 1 + Math.floor(random.next() * seen.revision) },
      };
      const { article, userErrors, conflict } = await call(client, kind, inputs[kind]);
      const [refusal] = userErrors;
      const outcome = `${kind} ${refusal?.code ?? 'done'}`;
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      const now = article ?? conflict?.current;
      if (now) known.set(id, now);
      if (refusal) return;
      const entries = acknowledged.get(id) as Acknowledged[];
      if (kind === 'update') entries.push({ client, kind, number: seen.revision + 1, title, note });
      if (kind === 'touch') entries.push({ client, kind, number: null, excerpt, note: `Edit ${edition}` });
      if (kind === 'discard' || kind === 'restore') entries.push({ client, kind, number: seen.revision + 1 });
    }

    async function work(client: number): Promise<void> {
      const known = new Map<string, Known>(ids.map((id, n) => [id, { revision: 1, title: `Begin ${n}` }]));
      const hand = async () => {
        while (serial < EDITS) await edit(client, known);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, hand));
    }
    await Promise.all(Array.from({ length: CLIENTS }, (_, client) => work(client)));
    report(`seed ${seed}: ${JSON.stringify(outcomes)}`);
    expect(
      Object.keys(outcomes)
        .map(outcome => outcome.split(' ')[1])
        .sort(),
    ).toEqual(expect.arrayContaining(['REVISION_CONFLICT', 'WRONG_STATE', 'done']));

    for (const id of ids) {
      const history = await historyOf(id);
      // Without a gap or an overlap: each entry begins where the one before it ended.
      expect(history.map(({ firstNumber }) => firstNumber)).toEqual([
        1,
        ...history.slice(0, -1).map(({ number }) => number + 1),
      ]);
      const entryOf = (number: number) => history.find(entry => entry.firstNumber <= number && number <= entry.number);
      const entries = acknowledged.get(id) as Acknowledged[];

      for (const { client, kind, number, title, excerpt, note } of entries) {
        const entry = number === null ? history.find(found => found.note === note) : entryOf(number);
        // What was brought back may be what was there already: then there is no entry.
        if (kind === 'restore' || kind === 'discard') continue;
        expect(entry).toMatchObject({ author: tokenOf(client) });
        if (note === undefined) continue;
        expect(entry).toMatchObject({
          note,
          content: { values: { ...(title ? { title } : {}), ...(excerpt ? { excerpt } : {}) } },
        });
        if (number !== null) expect(entry?.number).toBe(number);
      }

      for (const { action, number, author } of history) {
        const kind = { RESTORED: 'restore', DISCARDED: 'discard' }[action as string];
        const asked = entries
          .filter(entry => entry.kind === kind && entry.number === number)
          .map(({ client }) => tokenOf(client));
        if (kind) expect(asked).toContain(author);
      }

      // Nobody got a number that somebody else has, and no number is there that nobody was told of.
      const numbers = entries.filter(({ kind }) => kind === 'update').map(({ number }) => number);
      expect(new Set(numbers).size).toBe(numbers.length);
      const touched = entries.filter(({ kind }) => kind === 'touch').length;
      const saves = history
        .filter(({ action }) => action === 'CREATED' || action === 'SAVED')
        .reduce((sum, { firstNumber, number }) => sum + number - firstNumber + 1, 0);
      expect(saves).toBe(1 + numbers.length + touched);

      // Each save was made on what the one before it left: a touch leaves titles alone, an update leaves excerpts alone.
      history.slice(1).forEach((entry, index) => {
        const { title, excerpt } = entry.content.values;
        const before = history[index].content.values;
        if (entry.firstNumber !== entry.number || entry.action !== 'SAVED') return;
        if (entry.note && title !== before.title) expect(excerpt).toBe(before.excerpt);
        if (entry.note && excerpt !== before.excerpt) expect(title).toBe(before.title);
      });

      const { data } = await api.query(
        'query ($id: ID!) { article(id: $id, perspective: DRAFT) { state revision title excerpt } }',
        { id },
        { token: tokenOf(0) },
      );
      const { state, ...written } = data.article;
      const last = history[history.length - 1];
      expect(written).toEqual({
        revision: last.number,
        title: last.content.values.title,
        excerpt: last.content.values.excerpt,
      });

      const live = (
        await api.query('query ($id: ID!) { article(id: $id) { revision title excerpt } }', { id }, { token: null })
      ).data.article;
      expect(live === null).toBe(state === 'DRAFT');
      if (live === null) continue;
      const published = entryOf(live.revision);
      expect(published?.number).toBe(live.revision);
      expect({ title: live.title, excerpt: live.excerpt }).toEqual({
        title: published?.content.values.title,
        excerpt: published?.content.values.excerpt,
      });
      if (state === 'PUBLISHED') expect(live).toEqual(written);
    }
  },
);

it('a hundred who connect to one tag at once, or make it, make one', async () => {
  const payloads = await Promise.all(
    Array.from({ length: 100 }, (_, n) =>
      create(n % CLIENTS, {
        title: `Tagged ${n}`,
        tags: { connectOrCreate: [{ name: 'Wanted by all', slug: 'wanted-by-all' }] },
      }),
    ),
  );
  expect(payloads.flatMap(({ userErrors }) => userErrors)).toEqual([]);
  expect(new Set(payloads.map(({ article }) => article.tags[0].id)).size).toBe(1);
  const { data, errors } = await api.query(
    '{ tags(first: 2, perspective: DRAFT, filter: { slug: { startsWith: "wanted-by-all" } }) { totalCount nodes { articles(first: 1) { totalCount } } } }',
    {},
    { token: tokenOf(0) },
  );
  expect(errors).toBeUndefined();
  expect(data.tags).toEqual({ totalCount: 1, nodes: [{ articles: { totalCount: 100 } }] });
});

it('of a hundred who want one slug at once one gets it, and the others are told', async () => {
  const payloads = await Promise.all(
    Array.from({ length: 100 }, (_, n) => create(n % CLIENTS, { title: `Slug ${n}`, slug: 'wanted-slug' })),
  );
  const made = payloads.filter(({ article }) => article !== null);
  expect(made).toHaveLength(1);
  const refusals = payloads.filter(({ article }) => article === null).map(({ userErrors }) => userErrors);
  expect(refusals).toEqual(Array(99).fill([{ code: 'SLUG_TAKEN', path: ['input', 'slug'] }]));
});

it('a hundred documents of one title that are made at once get a slug each', async () => {
  const payloads = await Promise.all(
    Array.from({ length: 100 }, (_, n) => create(n % CLIENTS, { title: 'One title for all' })),
  );
  expect(payloads.flatMap(({ userErrors }) => userErrors)).toEqual([]);
  expect(new Set(payloads.map(({ article }) => article.slug)).size).toBe(100);
});
