import { randomBytes } from 'node:crypto';
import { readLocales } from '../src/engine/content/locales';
import { definitionOf } from '../src/engine/content/content-type';
import type { ContentDraft, WriteContext } from '../src/engine/content/writing/content-draft';
import { createDocuments } from '../src/engine/content/writing/create-documents';
import { Article } from '../src/features/content/article/article.entity';
import type { Database, SqlValue, Transaction } from '../src/platform/database/database';
import { onTrack, type Side } from './read-race';

const MOST_STATEMENTS = 12;
const BULK = 1_000;
const TARGET_PER_SECOND = 1_000;
const CREATED = 400;
const CONCURRENT = 8;
const PARAGRAPH = 'The quick brown fox jumps over the lazy dog, and nobody minds it. '.repeat(6);
const BODY = {
  type: 'doc',
  content: Array.from({ length: 7 }, () => ({ type: 'paragraph', content: [{ type: 'text', text: PARAGRAPH }] })),
};
const CREATE = `mutation Create($input: CreateArticleInput!) {
  createArticle(input: $input) { article { id slug } userErrors { code message } } }`;

/**
 * `npm run bench -- create`: what it takes to create an article of 3 KB with an author and four tags. The statements of its transaction
 * are counted; then many are created over HTTP, eight at a time; then a thousand by the engine in one go, as
 * imports and bulk jobs do.
 */
export async function run() {
  return onTrack(1_000, 1_000, async ({ db, startKeelson }) => {
    const token = randomBytes(32).toString('hex');
    const side = await startKeelson('keelson', { KEELSON_LOG_LEVEL: 'warn', KEELSON_AUTH_ADMIN_TOKEN: token });
    const authors = await idsOf(db, 'authors');
    const tags = await idsOf(db, 'tags');
    const inputOf = (n: number) => ({
      title: `Created as number ${n}`,
      excerpt: PARAGRAPH.slice(0, 120),
      body: BODY,
      authorId: authors[n % authors.length],
      tagIds: [0, 1, 2, 3].map(place => tags[(n * 7 + place * 31) % tags.length]),
    });
    for (let n = 0; n < 50; n++) await create(side, token, inputOf(n));

    const { tagIds, ...values } = inputOf(50);
    const statements = await statementsOf(db, tx =>
      createDocuments(WRITER, tx, definitionOf(Article), [{ values, references: { tags: tagIds } }]),
    );
    console.log(`statements    ${statements.length} for one article, START and COMMIT included`);
    for (const sql of statements) console.log(`              ${sql.replace(/\s+/g, ' ').slice(0, 110)}`);

    const httpMs = await timed(async () => {
      let next = 100;
      const lane = async () => {
        while (next < 100 + CREATED) await create(side, token, inputOf(next++));
      };
      await Promise.all(Array.from({ length: CONCURRENT }, lane));
    });
    const perSecond = Math.round(CREATED / (httpMs / 1000));
    console.log(`over HTTP     ${perSecond} articles a second, ${CONCURRENT} at a time`);

    const drafts = (from: number): ContentDraft[] =>
      Array.from({ length: BULK }, (_, index) => {
        const { tagIds, ...values } = inputOf(from + index);
        return { values, references: { tags: tagIds } };
      });
    const bulk = (from: number) =>
      db.transaction(tx => createDocuments(WRITER, tx, definitionOf(Article), drafts(from)));
    await bulk(10_000);
    const rates: number[] = [];
    for (let round = 1; round <= 5; round++) {
      rates.push(BULK / ((await timed(() => bulk(10_000 + round * BULK))) / 1000));
    }
    const bulkPerSecond = Math.round(rates.sort((a, b) => a - b)[2]);
    console.log(`in bulk       ${bulkPerSecond} articles a second, ${BULK} in a transaction`);
    return {
      name: 'create',
      ratio: Math.round((bulkPerSecond / TARGET_PER_SECOND) * 100) / 100,
      statements: statements.length,
      mostStatements: MOST_STATEMENTS,
      perSecond,
      bulkPerSecond,
    };
  });
}

const WRITER = {
  viewer: { kind: 'token', id: 'bench', permissions: new Set(['*']) },
  locales: readLocales('en', ''),
  // Nothing waits for what happens here.
  jobs: { kindsOn: () => [] },
} as unknown as WriteContext;

async function idsOf(db: Database, table: string): Promise<string[]> {
  return (await db.select<{ id: string }>(`SELECT id FROM ${table} ORDER BY id`)).map(({ id }) => id);
}

async function create({ port }: Side, token: string, input: object): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: CREATE, variables: { input } }),
  });
  const text = await response.text();
  if (!text.includes('"userErrors":[]')) throw new Error(`Not created: ${text.slice(0, 500)}`);
}

/** The statements of a transaction, START and COMMIT included. */
async function statementsOf(db: Database, work: (tx: Transaction) => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  await db.transaction(tx => {
    const noted = <Result>(run: (sql: string, values?: readonly SqlValue[]) => Promise<Result>) => {
      return (sql: string, values?: readonly SqlValue[]) => {
        statements.push(sql);
        return run(sql, values);
      };
    };
    return work({ ...tx, select: noted(tx.select) as Transaction['select'], run: noted(tx.run) });
  });
  return ['START TRANSACTION', ...statements, 'COMMIT'];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
