import { CONTENT_TYPES } from '../../../src/features/content/content-types';
import { Event } from '../../fixtures/content/event.entity';
import { Speaker } from '../../fixtures/content/speaker.entity';
import { Venue } from '../../fixtures/content/venue.entity';
import { startApi, type TestApi } from '../../harness/api';
import { look, planFile, step } from '../../harness/imports';

let api: TestApi;

beforeAll(async () => {
  api = await startApi({ contentTypes: [...CONTENT_TYPES, Event, Speaker, Venue] });
});
afterAll(() => api.close());

const HEAD = 'title,slug,code,seats,price,sold out,doorsAt,salesOn,format,discounts,hours,tickets,tint,venue,speakers';

it('takes in every kind of value, finds references by their slugs, and says what it left out', async () => {
  await planFile(api, 'name,slug\nTown hall,town-hall\n', 'venues.csv', { type: 'Venue' }).then(({ id }) =>
    step(api, 'applyImport', id),
  );
  await planFile(api, '{"name":"Ada","slug":"ada"}\n{"name":"Grace","slug":"grace"}\n', 'people.jsonl', {
    type: 'Speaker',
  }).then(({ id }) => step(api, 'applyImport', id));
  const row = [
    'Opening,opening,op-1,120,12.50,yes,2024-06-01T18:00:00Z,2024-05-01,on site,children|seniors',
    '"{""opens"":""10:00""}",https://tickets.example/1,#aabbcc,town-hall,ada; grace; nobody',
  ].join(',');
  const { id, plan } = await planFile(api, `${HEAD}\n${row}\n`, 'events.csv', { type: 'Event' });
  expect(plan?.counts).toEqual([{ kind: 'Event', create: 1, update: 0, leave: 0, reject: 0 }]);
  const applied = await step(api, 'applyImport', id);
  expect(applied.applyJob).toEqual({ state: 'SUCCEEDED', error: null });
  const { data, errors } = await api.query(
    `{ event(slug: "opening", perspective: DRAFT) {
    title code seats price soldOut doorsAt salesOn format discounts hours tickets tint
    venue(perspective: DRAFT) { slug } speakers { slug } } }`.replace('venue(perspective: DRAFT)', 'venue'),
  );
  expect(errors).toBeUndefined();
  expect(data.event).toEqual({
    title: 'Opening',
    code: 'op-1',
    seats: 120,
    price: 12.5,
    soldOut: true,
    doorsAt: '2024-06-01T18:00:00.000Z',
    salesOn: '2024-05-01',
    format: 'ON_SITE',
    discounts: ['CHILDREN', 'SENIORS'],
    hours: { opens: '10:00' },
    tickets: 'https://tickets.example/1',
    tint: '#aabbcc',
    venue: { slug: 'town-hall' },
    speakers: [{ slug: 'ada' }, { slug: 'grace' }],
  });
});

it('rejects the rows that the database refuses, and takes in the others of their batch', async () => {
  const rows = Array.from({ length: 40 }, (_, n) => `Talk ${n},talk-${n},${n % 10 === 3 ? 'same' : `talk-code-${n}`}`);
  const { id } = await planFile(api, `title,slug,code\n${rows.join('\n')}\n`, 'talks.csv', { type: 'Event' });
  const applied = await step(api, 'applyImport', id);
  expect(applied.tally).toMatchObject([{ kind: 'Event', created: 37, rejected: 3 }]);
  const { rows: rejected } = await look(api, id, ['REJECTED']);
  expect(rejected.nodes.map(({ line, code }) => [line, code])).toEqual([
    [15, 'VALIDATION_FAILED'],
    [25, 'VALIDATION_FAILED'],
    [35, 'VALIDATION_FAILED'],
  ]);
});
