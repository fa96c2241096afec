import { ulid } from 'ulid';
import { ContentState } from '../../../src/engine/content/content';
import { definitionOf } from '../../../src/engine/content/content-type';
import type { ContentDraft } from '../../../src/engine/content/writing/content-draft';
import { createDocuments } from '../../../src/engine/content/writing/create-documents';
import { publishDocuments } from '../../../src/engine/content/writing/publish-documents';
import { type DocumentSave, saveDocument } from '../../../src/engine/content/writing/save-document';
import { discardChanges, unpublishDocuments } from '../../../src/engine/content/writing/unpublish-documents';
import { Article } from '../../../src/features/content/article/article.entity';
import { createArticle, createAuthor, createTag } from '../../factories/content';
import { countStatements, fault, row, writer } from '../../harness/content-writes';
import { createTestDatabase, type TestDatabase } from '../../harness/database';

const articles = definitionOf(Article);
const ctx = writer();
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const create = async (...drafts: ContentDraft[]) =>
  (await database.db.transaction(tx => createDocuments(ctx, tx, articles, drafts)))[0];
const save = (change: DocumentSave) => database.db.transaction(tx => saveDocument(ctx, tx, articles, change));
const publish = (id: string) =>
  database.db.transaction(tx => publishDocuments(ctx, tx, [{ definition: articles, id }]));
const stored = (id: string, table = 'articles') =>
  row<Record<string, unknown>>(database.db, `SELECT * FROM ${table} WHERE id = ?`, [id]);
const count = async (table: string, id: string, column = 'document_id') =>
  Number((await row<{ n: number }>(database.db, `SELECT COUNT(*) AS n FROM ${table} WHERE ${column} = ?`, [id])).n);
const joins = (id: string, table = 'article_tags') =>
  database.db.select<{ targetId: string; liveAt: Date | null }>(
    `SELECT target_id AS targetId, live_at AS liveAt FROM ${table} WHERE owner_id = ? ORDER BY position`,
    [id],
  );

describe('creating', () => {
  it('writes rows, references, translations, a revision, search entries and events, in at most 12 statements', async () => {
    const authorId = await createAuthor(database.db);
    const tags = await Promise.all([1, 2, 3, 4].map(() => createTag(database.db)));
    const { result, statements } = await countStatements(database.db, tx =>
      createDocuments(ctx, tx, articles, [
        { values: { title: 'Counted words', authorId }, references: { tags }, state: ContentState.PUBLISHED },
      ]),
    );
    const [{ id, slug }] = result;
    expect(statements.length).toBeLessThanOrEqual(12);
    expect(slug).toBe('counted-words');
    expect(await stored(id)).toMatchObject({
      title: 'Counted words',
      author_id: authorId,
      state: 'PUBLISHED',
      revision: 1,
    });
    expect((await joins(id)).map(({ targetId }) => targetId)).toEqual(tags);
    expect((await joins(id))[0].liveAt).toEqual((await stored(id)).live_at);
    expect(await count('revisions', id)).toBe(1);
    expect(await count('search_entries', id)).toBe(1);
    // It was made, and it went live.
    expect(await count('events', id)).toBe(2);
  });

  it('puts a number behind a slug that was made and is taken, and refuses one that was asked for', async () => {
    await create({ values: { title: 'Twice' } });
    expect((await create({ values: { title: 'Twice' } })).slug).toBe('twice-2');
    const refused = await fault(create({ slug: 'twice', values: { title: 'x' } }));
    expect(refused).toMatchObject({ code: 'SLUG_TAKEN', details: { path: ['input', 'slug'] } });
  });

  it('gives writers who make the same slug at the same time different ones', async () => {
    const made = await Promise.all([1, 2, 3, 4].map(() => create({ values: { title: 'All at once' } })));
    expect(new Set(made.map(({ slug }) => slug)).size).toBe(4);
  });

  it.each([
    ['nothing', async () => ulid()],
    ['a document of another type', () => createArticle(database.db)],
    ['what is no id', async () => 'no such id, and far too long for one'],
  ])('refuses a reference to %s, with its place, and writes nothing', async (_what, target) => {
    const id = ulid();
    const known = await createTag(database.db);
    const author = await fault(create({ id, values: { title: 'x', authorId: await target() } }));
    expect(author).toMatchObject({ code: 'NOT_FOUND', details: { path: ['input', 'authorId'] } });
    const tag = await fault(create({ id, values: { title: 'x' }, references: { tags: [known, await target()] } }));
    expect(tag).toMatchObject({ code: 'NOT_FOUND', details: { path: ['input', 'tagIds', 1] } });
    expect([await count('articles', id, 'id'), await count('revisions', id)]).toEqual([0, 0]);
  });

  it('refuses a document without what its type requires', async () => {
    const refused = await fault(create({ values: {} }));
    expect(refused).toMatchObject({ code: 'VALIDATION_FAILED', details: { path: ['input', 'title'] } });
  });

  it('writes a thousand in batches', async () => {
    const tags = await Promise.all([1, 2, 3, 4].map(() => createTag(database.db)));
    const drafts = Array.from({ length: 1000 }, (_, n) => ({ values: { title: `Bulk ${n}` }, references: { tags } }));
    const { result, statements } = await countStatements(database.db, tx => createDocuments(ctx, tx, articles, drafts));
    expect(result).toHaveLength(1000);
    expect(statements.length).toBeLessThan(130);
  });
});

describe('saving', () => {
  it('changes a document that was never live where it stands', async () => {
    const { id } = await create({ values: { title: 'Before' } });
    expect(await save({ id, change: { values: { title: 'After' } } })).toMatchObject({
      revision: 2,
      fields: ['title'],
    });
    expect(await stored(id)).toMatchObject({ title: 'After', state: 'DRAFT', revision: 2, latest_revision: 2 });
    expect(await count('article_drafts', id, 'id')).toBe(0);
  });

  it('leaves what is live alone until it is published, references and translations included', async () => {
    const [one, two] = [await createTag(database.db), await createTag(database.db)];
    const german = new Map([['de', { values: { title: 'Alt' } }]]);
    const { id } = await create({
      values: { title: 'Old' },
      references: { tags: [one] },
      translations: german,
      state: ContentState.PUBLISHED,
    });
    await save({ id, change: { values: { title: 'New' }, references: { tags: [two, one] } } });
    await save({ id, locale: 'de', change: { values: { title: 'Neu' } } });
    expect(await stored(id)).toMatchObject({ title: 'Old', state: 'CHANGED', revision: 1, latest_revision: 3 });
    expect(await stored(id, 'article_drafts')).toMatchObject({ title: 'New', state: 'CHANGED', revision: 3 });
    expect((await joins(id)).map(({ targetId }) => targetId)).toEqual([one]);
    expect(await joins(id, 'article_draft_tags')).toEqual([two, one].map(targetId => ({ targetId, liveAt: null })));
    expect(await count('search_entries', id)).toBe(4);

    await publish(id);
    const live = await stored(id);
    expect(live).toMatchObject({ title: 'New', state: 'PUBLISHED', revision: 3, latest_revision: 3 });
    expect(await joins(id)).toEqual([two, one].map(targetId => ({ targetId, liveAt: live.live_at })));
    expect(
      await row(database.db, 'SELECT title, live_at FROM article_translations WHERE document_id = ?', [id]),
    ).toEqual({
      title: 'Neu',
      live_at: live.live_at,
    });
    for (const [table, column] of [
      ['article_drafts', 'id'],
      ['article_draft_tags', 'owner_id'],
      ['article_draft_translations', 'document_id'],
    ])
      expect(await count(table, id, column)).toBe(0);
    expect(await count('search_entries', id)).toBe(2);
  });

  it('writes nothing when nothing changes', async () => {
    const { id } = await create({ values: { title: 'Same' } });
    const before = await stored(id);
    expect(await save({ id, change: { values: { title: 'Same' }, references: { tags: [] } } })).toMatchObject({
      revision: 1,
      fields: [],
    });
    expect(await stored(id)).toEqual(before);
    expect(await count('events', id)).toBe(1);
  });

  it('refuses a stale save and tells what changed meanwhile, and by whom', async () => {
    const { id } = await create({ values: { title: 'First' } });
    await database.db.transaction(tx =>
      saveDocument(writer('somebody-else'), tx, articles, {
        id,
        change: { values: { title: 'Second', pinned: true } },
      }),
    );
    const refused = await fault(save({ id, expectedRevision: 1, change: { values: { title: 'Third' } } }));
    expect(refused).toMatchObject({
      code: 'REVISION_CONFLICT',
      details: { conflict: { revision: 2, changedFields: ['title', 'pinned'], changedBy: 'somebody-else' } },
    });
    expect(await stored(id)).toMatchObject({ title: 'Second', latest_revision: 2 });
  });

  it('makes a translation only with all that the type requires', async () => {
    const { id } = await create({ values: { title: 'English' } });
    const refused = await fault(save({ id, locale: 'de', change: { values: { excerpt: 'kurz' } } }));
    expect(refused).toMatchObject({
      code: 'VALIDATION_FAILED',
      details: { path: ['input', 'translations', 'de', 'title'] },
    });
    await save({ id, locale: 'de', change: { values: { title: 'Deutsch', pinned: true } } });
    expect(await row(database.db, 'SELECT slug, title FROM article_translations WHERE document_id = ?', [id])).toEqual({
      slug: 'deutsch',
      title: 'Deutsch',
    });
    expect(await stored(id)).toMatchObject({ title: 'English', pinned: 1 });
    await save({ id, change: { translations: new Map([['de', null]]) } });
    expect([await count('article_translations', id), await count('search_entries', id)]).toEqual([0, 1]);
  });

  it('refuses a slug that another document has, in drafts of live ones too', async () => {
    await create({ slug: 'occupied', values: { title: 'x' } });
    const { id } = await create({ values: { title: 'Live' }, state: ContentState.PUBLISHED });
    expect(await fault(save({ id, change: { slug: 'occupied' } }))).toMatchObject({ code: 'SLUG_TAKEN' });
  });
});

describe('publishing', () => {
  it('keeps the first time of publication, and tells which references readers do not see', async () => {
    const authorId = await createAuthor(database.db, { state: ContentState.DRAFT });
    const { id } = await create({ values: { title: 'Again', authorId } });
    const { unpublishedReferences } = await publish(id);
    expect(unpublishedReferences).toEqual([
      { type: 'Article', id, field: 'author', targetType: 'Author', targetId: authorId },
    ]);
    const { published_at: first } = await stored(id);
    await database.db.transaction(tx => unpublishDocuments(ctx, tx, [{ definition: articles, id }]));
    expect(await stored(id)).toMatchObject({ state: 'DRAFT', live_at: null, published_at: first });
    await publish(id);
    expect(await stored(id)).toMatchObject({ state: 'PUBLISHED', live_at: first, published_at: first });
  });

  it('publishes several in one transaction, or none', async () => {
    const made = [await create({ values: { title: 'A' } }), await create({ values: { title: 'B' } })];
    const targets = [...made.map(({ id }) => ({ definition: articles, id })), { definition: articles, id: ulid() }];
    await fault(database.db.transaction(tx => publishDocuments(ctx, tx, targets)));
    expect((await stored(made[0].id)).state).toBe('DRAFT');
    await database.db.transaction(tx => publishDocuments(ctx, tx, targets.slice(0, 2)));
    expect([(await stored(made[0].id)).state, (await stored(made[1].id)).state]).toEqual(['PUBLISHED', 'PUBLISHED']);
  });

  it('folds unpublished changes in when a document is taken down', async () => {
    const id = await createArticle(database.db, { title: 'Live' });
    await save({ id, change: { values: { title: 'Changed' } } });
    await database.db.transaction(tx => unpublishDocuments(ctx, tx, [{ definition: articles, id }]));
    expect(await stored(id)).toMatchObject({ title: 'Changed', state: 'DRAFT', revision: 2, live_at: null });
    expect(await count('article_drafts', id, 'id')).toBe(0);
  });

  it('drops unpublished changes, and counts on', async () => {
    const id = await createArticle(database.db, { title: 'Live' });
    await save({ id, change: { values: { title: 'Changed' } } });
    await database.db.transaction(tx => discardChanges(ctx, tx, { definition: articles, id }));
    expect(await stored(id)).toMatchObject({ title: 'Live', state: 'PUBLISHED', revision: 3, latest_revision: 3 });
    expect(await fault(save({ id, expectedRevision: 2, change: { values: { title: 'x' } } }))).toMatchObject({
      code: 'REVISION_CONFLICT',
    });
  });

  it('leaves either the published or the saved text live when both happen at once', async () => {
    const id = await createArticle(database.db, { title: 'v0' });
    for (let n = 1; n <= 20; n++) {
      await Promise.all([publish(id), save({ id, change: { values: { title: `v${n}` } } })]);
      const { state, revision, latest_revision: latest } = await stored(id);
      const drafts = await count('article_drafts', id, 'id');
      expect(state === 'CHANGED' ? drafts : drafts + 1).toBe(1);
      expect(state === 'CHANGED' ? Number(revision) < Number(latest) : revision === latest).toBe(true);
    }
  });
});
