import { ContentState } from '../../../src/engine/content/content';
import { definitionOf } from '../../../src/engine/content/content-type';
import { createDocuments } from '../../../src/engine/content/writing/create-documents';
import { publishDocuments } from '../../../src/engine/content/writing/publish-documents';
import { type DocumentSave, saveDocument } from '../../../src/engine/content/writing/save-document';
import { discardChanges, unpublishDocuments } from '../../../src/engine/content/writing/unpublish-documents';
import { fault, writer } from '../../harness/content-writes';
import { createTestDatabase, type TestDatabase } from '../../harness/database';
import { Venue } from '../../fixtures/content/venue.entity';

const venues = definitionOf(Venue);
const ctx = writer();
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.db.run('UPDATE venues SET parent_id = NULL');
  await database.db.run('DELETE FROM venues');
});

const save = (change: DocumentSave) => database.db.transaction(tx => saveDocument(ctx, tx, venues, change));
const targets = (ids: readonly string[]) => ids.map(id => ({ definition: venues, id }));
const publish = (...ids: string[]) => database.db.transaction(tx => publishDocuments(ctx, tx, targets(ids)));

async function live(slug: string, parentId: string | null = null, german?: string): Promise<string> {
  const translations = new Map(german ? [['de', { slug: german, values: { name: german } }]] : []);
  const draft = { slug, values: { name: slug, parentId }, translations, state: ContentState.PUBLISHED };
  return (await database.db.transaction(tx => createDocuments(ctx, tx, venues, [draft])))[0].id;
}

async function paths(): Promise<Record<string, string>> {
  const rows = await database.db.select<{ name: string; path: string }>('SELECT name, path FROM venues');
  return Object.fromEntries(rows.map(({ name, path }) => [name, path]));
}

/** Gives two live documents each other's slug, in their drafts: the first lets go of its own before the second takes it. */
async function exchange(one: string, other: string): Promise<void> {
  await save({ id: one, change: { slug: 'on-the-way' } });
  await save({ id: other, change: { slug: 'one' } });
  await save({ id: one, change: { slug: 'other' } });
}

describe('slugs that live documents exchange', () => {
  it('go live together, and what stands below each follows it', async () => {
    const [one, other] = [await live('one'), await live('other')];
    await live('below-one', one);
    await live('below-other', other);
    await exchange(one, other);
    await publish(one, other);
    expect(await paths()).toEqual({
      one: 'other',
      other: 'one',
      'below-one': 'other/below-one',
      'below-other': 'one/below-other',
    });
  });

  it('can be those of a document and of one below it', async () => {
    const one = await live('one');
    const other = await live('other', one);
    await live('leaf', other);
    await exchange(one, other);
    await publish(other, one);
    expect(await paths()).toEqual({ one: 'other', other: 'other/one', leaf: 'other/one/leaf' });
  });

  it('are refused as long as the other document keeps its own, and when only one of them goes live', async () => {
    const [one, other] = [await live('one'), await live('other')];
    expect(await fault(save({ id: one, change: { slug: 'other' } }))).toMatchObject({ code: 'SLUG_TAKEN' });
    await exchange(one, other);
    expect(await fault(publish(one))).toMatchObject({ code: 'SLUG_TAKEN' });
    expect(await paths()).toEqual({ one: 'one', other: 'other' });
  });

  it('are exchanged in translations too', async () => {
    const [one, other] = [await live('one', null, 'eins'), await live('other', null, 'zwei')];
    const german = (slug: string) => ({ translations: new Map([['de', { slug, values: {} }]]) });
    expect(await fault(save({ id: one, change: german('zwei') }))).toMatchObject({
      code: 'SLUG_TAKEN',
      details: { path: ['input', 'translations', 'de', 'slug'] },
    });
    await save({ id: one, change: german('unterwegs') });
    await save({ id: other, change: german('eins') });
    await save({ id: one, change: german('zwei') });
    await publish(one, other);
    const rows = await database.db.select<{ id: string; slug: string }>(
      'SELECT document_id AS id, slug FROM venue_translations ORDER BY slug',
    );
    expect(rows).toEqual([
      { id: other, slug: 'eins' },
      { id: one, slug: 'zwei' },
    ]);
  });

  it('go around among more documents than one statement takes', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 131; index++) ids.push(await live(`v-${index}`));
    await save({ id: ids[130], change: { slug: 'on-the-way' } });
    for (let index = 129; index >= 0; index--) await save({ id: ids[index], change: { slug: `v-${index + 1}` } });
    await save({ id: ids[130], change: { slug: 'v-0' } });
    await publish(...ids);
    const after = await paths();
    expect(ids.map((_, index) => after[`v-${index}`])).toEqual(ids.map((_, index) => `v-${(index + 1) % 131}`));
  });

  it('do not stand in the way of other changes of a document whose slug was promised to another', async () => {
    const [one, other] = [await live('one'), await live('other')];
    await exchange(one, other);
    await database.db.transaction(tx => discardChanges(ctx, tx, { definition: venues, id: one }));
    await save({ id: one, change: { values: { name: 'Still here' } } });
    await publish(one);
    expect(await fault(publish(other))).toMatchObject({ code: 'SLUG_TAKEN' });
  });

  it('are exchanged when both documents are taken down', async () => {
    const [one, other] = [await live('one'), await live('other')];
    await exchange(one, other);
    await database.db.transaction(tx => unpublishDocuments(ctx, tx, targets([one, other])));
    expect(await paths()).toEqual({ one: 'other', other: 'one' });
  });
});

it('makes other slugs for a batch of many translations when somebody takes one of them meanwhile', async () => {
  const blocker = await live('blocker', null, 'gleich-150');
  await database.db.run("UPDATE venue_translations SET slug = 'frei' WHERE document_id = ?", [blocker]);
  const drafts = Array.from({ length: 160 }, (_, index) => ({
    values: { name: `Venue ${index}` },
    translations: new Map([['de', { values: { name: `Gleich ${index}` } }]]),
  }));
  let taken = false;
  const made = await database.db.transaction(tx =>
    createDocuments(
      ctx,
      {
        ...tx,
        async run(sql, values) {
          // The slugs have been looked for; now somebody else takes one of the second statement's.
          if (!taken && sql.startsWith('INSERT INTO venue_translations')) {
            taken = true;
            await database.db.run("UPDATE venue_translations SET slug = 'gleich-150' WHERE document_id = ?", [blocker]);
          }
          return tx.run(sql, values);
        },
      },
      venues,
      drafts,
    ),
  );
  const rows = await database.db.select<{ slug: string }>(
    "SELECT slug FROM venue_translations WHERE slug LIKE 'gleich-%' AND document_id <> ?",
    [blocker],
  );
  expect(made).toHaveLength(160);
  expect(rows).toHaveLength(160);
  expect(rows.map(({ slug }) => slug)).toContain('gleich-150-2');
});
