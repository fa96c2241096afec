import { ContentState } from '../../../src/engine/content/content';
import { definitionOf } from '../../../src/engine/content/content-type';
import { findRevision } from '../../../src/engine/content/revisions/list-revisions';
import { createDocuments } from '../../../src/engine/content/writing/create-documents';
import { publishDocuments } from '../../../src/engine/content/writing/publish-documents';
import { saveDocument } from '../../../src/engine/content/writing/save-document';
import { restoreDocuments, trashDocuments } from '../../../src/engine/content/writing/trash-documents';
import { discardChanges, unpublishDocuments } from '../../../src/engine/content/writing/unpublish-documents';
import { Article } from '../../../src/features/content/article/article.entity';
import { Page } from '../../../src/features/content/page/page.entity';
import type { Database, Transaction } from '../../../src/platform/database/database';
import { createTag } from '../../factories/content';
import { writer } from '../../harness/content-writes';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { seededRandom, testSeeds } from '../../harness/seeded-random';

const articles = definitionOf(Article);
const pages = definitionOf(Page);
const ctx = writer();
let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

/** A document as a reader, and as an editor, should see it. */
interface Expected {
  state: ContentState;
  written: { title: string; tags: string[] };
  live: { title: string; tags: string[] } | null;
  revision: number;
}

it.each(testSeeds(2))(
  'any sequence of writes leaves all tables in agreement (seed %s)',
  async seed => {
    const random = seededRandom(seed);
    const { db } = database;
    const tags = await Promise.all([1, 2, 3].map(() => createTag(db)));
    const model = new Map<string, Expected>();
    const act = (work: (tx: Transaction) => Promise<unknown>) => db.transaction(work);
    const someTags = () => tags.filter(() => random.chance(0.5));
    for (let step = 0; step < 300; step++) {
      if (model.size < 8) {
        const written = { title: `Title ${step}`, tags: someTags() };
        const state = random.chance(0.5) ? ContentState.PUBLISHED : ContentState.DRAFT;
        await act(async tx => {
          const draft = { values: { title: written.title }, references: { tags: written.tags }, state };
          const [{ id }] = await createDocuments(ctx, tx, articles, [draft]);
          model.set(id, { state, written, live: state === ContentState.PUBLISHED ? written : null, revision: 1 });
        });
        continue;
      }
      const [id, known] = random.pick([...model]);
      const target = { definition: articles, id };
      const { state } = known;
      const isLive = state === ContentState.PUBLISHED || state === ContentState.CHANGED;
      const operation = random.pick(['save', 'save', 'save', 'publish', 'unpublish', 'discard', 'trash', 'restore']);
      if (operation === 'restore') {
        if (state !== ContentState.TRASHED) continue;
        await act(tx => restoreDocuments(ctx, tx, [target]));
        known.state = ContentState.DRAFT;
        continue;
      }
      if (state === ContentState.TRASHED) continue;
      if (operation === 'save') {
        const written = { title: `Title ${step}`, tags: random.chance(0.5) ? someTags() : known.written.tags };
        const change = { values: { title: written.title }, references: { tags: written.tags } };
        await act(tx => saveDocument(ctx, tx, articles, { id, expectedRevision: known.revision, change }));
        Object.assign(known, { written, revision: known.revision + 1, state: isLive ? ContentState.CHANGED : state });
      } else if (operation === 'publish') {
        await act(tx => publishDocuments(ctx, tx, [target]));
        Object.assign(known, { state: ContentState.PUBLISHED, live: known.written });
      } else if (operation === 'unpublish') {
        await act(tx => unpublishDocuments(ctx, tx, [target]));
        Object.assign(known, { state: ContentState.DRAFT, live: null });
      } else if (operation === 'discard' && state === ContentState.CHANGED) {
        await act(tx => discardChanges(ctx, tx, target));
        Object.assign(known, { state: ContentState.PUBLISHED, written: known.live, revision: known.revision + 1 });
      } else if (operation === 'trash') {
        await act(tx => trashDocuments(ctx, tx, [target]));
        Object.assign(known, { state: ContentState.TRASHED, live: null });
      }
    }
    for (const [id, known] of model) await compare(db, id, known);
    await demandAgreement(db);
  },
  60_000,
);

async function compare(db: Database, id: string, known: Expected): Promise<void> {
  const read = async (table: string, joinTable: string) => {
    const [row] = await db.select<{ title: string; liveAt: Date | null; state: string; latest: number }>(
      `SELECT title, live_at AS liveAt, state, latest_revision AS latest FROM ${table} WHERE id = ?`,
      [id],
    );
    const joins = await db.select<{ id: string }>(
      `SELECT target_id AS id FROM ${joinTable} WHERE owner_id = ? ORDER BY position`,
      [id],
    );
    return { row, content: { title: row?.title, tags: joins.map(join => join.id) } };
  };
  const live = await read('articles', 'article_tags');
  const draft = await read('article_drafts', 'article_draft_tags');
  expect(live.row.state).toBe(known.state);
  expect(live.row.latest).toBe(known.revision);
  expect(live.row.liveAt !== null).toBe(known.live !== null);
  expect(live.content).toEqual(known.live ?? known.written);
  expect(draft.row !== undefined).toBe(known.state === ContentState.CHANGED);
  if (draft.row) expect(draft.content).toEqual(known.written);
}

/** What must hold between the tables, whatever was done. */
async function demandAgreement(db: Database): Promise<void> {
  const rows = await db.select<{
    id: string;
    slug: string;
    title: string;
    revision: number;
    latest: number;
    liveAt: Date | null;
  }>('SELECT id, slug, title, revision, latest_revision AS latest, live_at AS liveAt FROM articles');
  for (const { id, slug, title, revision, latest } of rows) {
    const { content } = await findRevision(db, articles, id, revision);
    expect({ slug: content.slug, title: content.values.title }).toEqual({ slug, title });
    const history = await db.select<{ first: number; number: number }>(
      'SELECT first_number AS first, number FROM revisions WHERE document_id = ? ORDER BY number',
      [id],
    );
    history.forEach((range, index) => expect(range.first).toBe((history[index - 1]?.number ?? 0) + 1));
    expect(history[history.length - 1].number).toBe(latest);
  }
  for (const [what, sql] of Object.entries(DISAGREEMENTS)) {
    const found = await db.select(sql);
    expect({ what, found }).toEqual({ what, found: [] });
  }
}

const DISAGREEMENTS = {
  'a draft without unpublished changes':
    "SELECT d.id FROM article_drafts d JOIN articles t ON t.id = d.id WHERE t.state <> 'CHANGED' OR d.state <> 'CHANGED'",
  'unpublished changes without a draft':
    "SELECT t.id FROM articles t LEFT JOIN article_drafts d ON d.id = t.id WHERE t.state = 'CHANGED' AND d.id IS NULL",
  'a draft that is not the latest revision':
    'SELECT d.id FROM article_drafts d JOIN articles t ON t.id = d.id WHERE d.revision <> t.latest_revision',
  'a join row that is not live as its owner is':
    'SELECT j.owner_id FROM article_tags j JOIN articles t ON t.id = j.owner_id WHERE NOT (j.live_at <=> t.live_at)',
  'a search entry that is not live as its document is':
    'SELECT s.document_id FROM search_entries s JOIN articles t ON t.id = s.document_id WHERE s.draft = 0 AND NOT (s.live_at <=> t.live_at)',
  'a document that is not found':
    'SELECT t.id FROM articles t LEFT JOIN search_entries s ON s.document_id = t.id AND s.draft = 0 WHERE s.document_id IS NULL',
  'a draft that is not found, or found without being there':
    'SELECT s.document_id FROM search_entries s LEFT JOIN article_drafts d ON d.id = s.document_id WHERE s.draft = 1 AND d.id IS NULL',
};

it('loses none of 1,000 concurrent edits of the same 50 documents', async () => {
  const { db } = database;
  const made = await db.transaction(tx =>
    createDocuments(
      ctx,
      tx,
      pages,
      Array.from({ length: 50 }, (_, n) => ({
        values: { title: '0', excerpt: '' },
        slug: `page-${n}`,
        state: n % 2 ? ContentState.PUBLISHED : ContentState.DRAFT,
      })),
    ),
  );
  const random = seededRandom(testSeeds(1)[0]);
  const edits = new Map(made.map(({ id }) => [id, 0]));
  const queue = Array.from({ length: 1000 }, () => random.pick(made).id);
  let conflicts = 0;
  const work = async (name: string) => {
    const me = writer(name);
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      for (;;) {
        const [seen] = await db.select<{ title: string; latest: number }>(
          `SELECT COALESCE(d.title, t.title) AS title, COALESCE(d.revision, t.revision) AS latest
           FROM pages t LEFT JOIN page_drafts d ON d.id = t.id WHERE t.id = ?`,
          [id],
        );
        const change = { values: { title: String(Number(seen.title) + 1) } };
        try {
          const publish = Number(seen.title) % 5 === 0;
          await db.transaction(tx =>
            saveDocument(me, tx, pages, { id, expectedRevision: seen.latest, change, publish }),
          );
          edits.set(id, (edits.get(id) ?? 0) + 1);
          break;
        } catch (error) {
          expect((error as { code?: string }).code).toBe('REVISION_CONFLICT');
          conflicts++;
        }
      }
    }
  };
  await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(work));
  for (const [id, times] of edits) {
    const [row] = await db.select<{ title: string; latest: number; revision: number; live: string }>(
      `SELECT COALESCE(d.title, t.title) AS title, t.latest_revision AS latest, t.revision, t.title AS live
       FROM pages t LEFT JOIN page_drafts d ON d.id = t.id WHERE t.id = ?`,
      [id],
    );
    expect({ id, title: row.title, latest: row.latest }).toEqual({ id, title: String(times), latest: times + 1 });
    expect((await findRevision(db, pages, id, row.revision)).content.values.title).toBe(row.live);
    const [{ numbers }] = await db.select<{ numbers: string }>(
      'SELECT SUM(number - first_number + 1) AS numbers FROM revisions WHERE document_id = ?',
      [id],
    );
    expect(Number(numbers)).toBe(row.latest);
  }
  expect(conflicts).toBeGreaterThan(0);
}, 120_000);
