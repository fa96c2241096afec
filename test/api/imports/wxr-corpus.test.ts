import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startApi, type TestApi } from '../../harness/api';

/** Real exports with counts made by an independent parser; the tests that need them are skipped where they are absent. */
const CORPUS = process.env.KEELSON_SHARED_DATA ?? join(__dirname, '../../../../shared/data');
const available = existsSync(join(CORPUS, 'facts.json'));

interface Facts {
  well_formed?: boolean | null;
  by_type?: Record<string, number>;
  authors?: number;
  creators_not_declared?: string[];
  wp_categories?: number;
  wp_tags?: number;
  wp_terms_by_tax?: Record<string, number>;
  item_terms_distinct?: Record<string, number>;
  comments?: number;
}

const facts: [string, Facts][] = available
  ? Object.entries(JSON.parse(readFileSync(join(CORPUS, 'facts.json'), 'utf8')) as Record<string, { facts: Facts }>)
      .filter(([name]) => name.startsWith('wxr/'))
      .map(([name, entry]) => [name, entry.facts])
  : [];

const IMPORT =
  'mutation ($upload: Upload!) { importContent(input: { upload: $upload, format: WXR }) { job { id } userErrors { code message } } }';
const RESULT =
  'query ($id: ID!) { job(id: $id) { state error { code message } result { ... on ImportResult { counts { kind created updated unchanged skipped rejected } } } } }';

interface Outcome {
  state: string;
  error: { code: string; message: string } | null;
  created(kind: string): number;
  of(kind: string, outcome: string): number;
}

(available ? describe : describe.skip)('real WordPress exports', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    for (const table of [
      'article_tags',
      'article_categories',
      'articles',
      'pages',
      'authors',
      'categories',
      'tags',
      'external_ids',
    ]) {
      if (['pages', 'categories'].includes(table)) await api.db.run(`UPDATE ${table} SET parent_id = NULL`);
      await api.db.run(`DELETE FROM ${table}`);
    }
  });

  async function importFile(name: string): Promise<Outcome> {
    const { data } = await api.upload(IMPORT, readFileSync(join(CORPUS, name)));
    const { job, userErrors } = data.importContent;
    if (!job) return { state: 'REFUSED', error: userErrors[0], created: () => 0, of: () => 0 };
    await api.settled(job.id);
    const answer = await api.query(RESULT, { id: job.id });
    const { state, error, result } = answer.data.job;
    const of = (kind: string, outcome: string) =>
      result?.counts.find((counts: { kind: string }) => counts.kind === kind)?.[outcome] ?? 0;
    return { state, error, of, created: kind => of(kind, 'created') };
  }

  it.each(facts.filter(([, { well_formed }]) => well_formed))(
    '%s comes in with the numbers that are in it',
    async (name, fact) => {
      const outcome = await importFile(name);
      expect(outcome).toMatchObject({ state: 'SUCCEEDED', error: null });
      expect({
        posts: outcome.created('Article'),
        pages: outcome.created('Page'),
        authors: outcome.created('Author'),
        comments: outcome.of('comment', 'skipped'),
        rejected: ['Article', 'Page', 'Author', 'Category', 'Tag'].reduce(
          (sum, kind) => sum + outcome.of(kind, 'rejected'),
          0,
        ),
      }).toEqual({
        posts: fact.by_type?.post ?? 0,
        pages: fact.by_type?.page ?? 0,
        authors: (fact.authors ?? 0) + (fact.creators_not_declared?.length ?? 0),
        comments: fact.comments ?? 0,
        rejected: 0,
      });
      const { category = 0, post_tag = 0, tag = 0 } = fact.item_terms_distinct ?? {};
      const declared = {
        categories: (fact.wp_categories ?? 0) + (fact.wp_terms_by_tax?.category ?? 0),
        tags: fact.wp_tags ?? 0,
      };
      expectUnion(outcome.created('Category'), declared.categories, category);
      expectUnion(outcome.created('Tag'), declared.tags, post_tag + tag);
    },
  );

  it.each(facts.filter(([, { well_formed }]) => !well_formed))(
    '%s fails with one clear error and leaves nothing',
    async name => {
      const { state, error } = await importFile(name);
      expect(['FAILED', 'REFUSED']).toContain(state);
      expect(error).toEqual({ code: 'INVALID_FILE', message: expect.stringMatching(/line \d+/i) });
      const [{ n }] = await api.db.select<{ n: number }>('SELECT COUNT(*) AS n FROM external_ids');
      expect(Number(n)).toBe(0);
    },
  );

  it('odd graphs come in whole, each oddity reported', async () => {
    const outcome = await importFile('hostile/wxr/graph-oddities.xml');
    expect(outcome.state).toBe('SUCCEEDED');
    expect([outcome.created('Article'), outcome.created('Page')]).toEqual([7, 3]);
  });
});

/** The union of what is declared and what is used lies between the larger of the two and their sum. */
function expectUnion(actual: number, declared: number, used: number): void {
  expect(actual).toBeGreaterThanOrEqual(Math.max(declared, used));
  expect(actual).toBeLessThanOrEqual(declared + used);
}
