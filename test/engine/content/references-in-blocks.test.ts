import type { StoredBlock } from '../../../src/engine/content/block';
import { ContentState } from '../../../src/engine/content/content';
import { definitionOf } from '../../../src/engine/content/content-type';
import { restoreRevision } from '../../../src/engine/content/revisions/restore-revision';
import { createDocuments } from '../../../src/engine/content/writing/create-documents';
import { publishDocuments } from '../../../src/engine/content/writing/publish-documents';
import { saveDocument } from '../../../src/engine/content/writing/save-document';
import { purgeDocuments, trashDocuments } from '../../../src/engine/content/writing/trash-documents';
import { Event } from '../../fixtures/content/event.entity';
import { Speaker } from '../../fixtures/content/speaker.entity';
import { Venue } from '../../fixtures/content/venue.entity';
import { row, writer } from '../../harness/content-writes';
import { createTestDatabase, type TestDatabase } from '../../harness/database';

const [events, speakers, venues] = [Event, Speaker, Venue].map(definitionOf);
const ctx = writer();
let database: TestDatabase;
let venueId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  venueId = await make(venues, { values: { name: 'Hall' }, state: ContentState.PUBLISHED });
});
afterAll(() => database.drop());

async function make(definition: typeof events, draft: Parameters<typeof createDocuments>[3][number]): Promise<string> {
  return (await database.db.transaction(tx => createDocuments(ctx, tx, definition, [draft])))[0].id;
}
const speaker = (name: string, state = ContentState.DRAFT) => make(speakers, { values: { name }, state });
const quote = (key: string, speakerId: string | null): StoredBlock => ({
  key,
  type: 'Quote',
  values: { text: 'Ahoy', saidAt: null, speaker: null, speakerId },
});
const lineUp = (key: string, speakerIds: string[]): StoredBlock => ({
  key,
  type: 'LineUp',
  values: { heading: null, layout: 'ROW', speakerIds },
});

it('publishing tells of drafts that only blocks point to, in every language', async () => {
  const [quoted, shown, seen] = [
    await speaker('Quoted'),
    await speaker('Shown'),
    await speaker('Seen', ContentState.PUBLISHED),
  ];
  const id = await make(events, {
    values: { title: 'Blocks', venueId, program: [quote('A', quoted), lineUp('B', [seen])] },
    translations: new Map([['de', { values: { title: 'Blöcke', program: [lineUp('C', [shown])] } }]]),
  });
  const { unpublishedReferences } = await database.db.transaction(tx =>
    publishDocuments(ctx, tx, [{ definition: events, id }]),
  );
  const told = { type: 'Event', id, field: 'program', targetType: 'Speaker' };
  expect(unpublishedReferences).toHaveLength(2);
  expect(unpublishedReferences).toEqual(
    expect.arrayContaining([
      { ...told, targetId: quoted },
      { ...told, targetId: shown },
    ]),
  );
});

it('restoring a revision goes on without what its blocks referred to and is gone, and says so', async () => {
  const [gone, stays] = [await speaker('Gone'), await speaker('Stays')];
  const german = (ids: string[]) => new Map([['de', { values: { title: 'Blöcke', program: [lineUp('C', ids)] } }]]);
  const id = await make(events, {
    values: { title: 'Blocks', venueId, program: [quote('A', gone), lineUp('B', [gone, stays])] },
    translations: german([gone]),
  });
  const change = { values: { title: 'Without', program: [] }, translations: german([]) };
  await database.db.transaction(tx => saveDocument(writer('colleague'), tx, events, { id, change }));
  const targets = [{ definition: speakers, id: gone }];
  await database.db.transaction(tx => trashDocuments(ctx, tx, targets));
  await database.db.transaction(tx => purgeDocuments(ctx, tx, targets));

  const restored = await database.db.transaction(tx => restoreRevision(ctx, tx, events, { id, number: 1 }));
  expect(restored.droppedReferences).toEqual([{ field: 'program', id: gone }]);
  const { program } = await row<{ program: string }>(database.db, 'SELECT program FROM event_documents WHERE id = ?', [
    id,
  ]);
  expect(JSON.parse(program)).toMatchObject([
    { key: 'A', values: { text: 'Ahoy', speakerId: null } },
    { key: 'B', values: { speakerIds: [stays] } },
  ]);
  const joined = await database.db.select<{ id: string }>(
    'SELECT target_id AS id FROM event_program_speakers WHERE owner_id = ?',
    [id],
  );
  expect(joined).toEqual([{ id: stays }]);
});
