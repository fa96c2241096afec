import { readFileSync } from 'node:fs';
import { ENGLISH_ONLY } from '../../../src/engine/content/locales';
import { CONTENT_TYPES } from '../../../src/features/content/content-types';
import { Event } from '../../fixtures/content/event.entity';
import { Speaker } from '../../fixtures/content/speaker.entity';
import { Venue } from '../../fixtures/content/venue.entity';
import { ANSWERED_EVENT, EVENT_VALUES, WHOLE_EVENT } from '../../fixtures/content/whole-event';
import { browserTest, useDashboard } from '../browser';

/*
 * A content type that the dashboard has never heard of, with every kind of field: nothing of its form is written by hand.
 */

const dashboard = useDashboard({ contentTypes: [...CONTENT_TYPES, Event, Speaker, Venue], locales: ENGLISH_ONLY });

async function make(mutation: string, input: object, selection: string): Promise<any> {
  const Input = `${mutation[0].toUpperCase()}${mutation.slice(1)}Input`;
  const { data, errors } = await dashboard.api.query(
    `mutation ($input: ${Input}!) { payload: ${mutation}(input: $input) { ${selection} userErrors { message path } } }`,
    { input },
  );
  if (errors || data.payload.userErrors.length > 0) throw new Error(JSON.stringify(errors ?? data));
  return data.payload;
}

const readEvent = async (id: string, selection: string) =>
  (await dashboard.api.query(`query ($id: ID!) { event(id: $id, perspective: DRAFT) { ${selection} } }`, { id })).data
    .event;

/** Another value of each plain field, by its label: how it is typed, and what the API then has. */
const TYPED: [label: string, typed: string, field: string, value: unknown][] = [
  ['Remark', 'Order fewer chairs', 'remark', 'Order fewer chairs'],
  ['Code', 'keels-27', 'code', 'keels-27'],
  ['Seats', '300', 'seats', 300],
  ['Steps', '12345', 'steps', 12345],
  ['Price', '15.75', 'price', 15.75],
  ['Loudness', '90.5', 'loudness', 90.5],
  ['Doors at', '2026-07-01T20:15', 'doorsAt', '2026-07-01T18:15:00.000Z'],
  ['Sales on', '2026-03-01', 'salesOn', '2026-03-01'],
  ['Hours', '{"opens": "09:30"}', 'hours', { opens: '09:30' }],
  ['Tickets', 'https://example.org/more', 'tickets', 'https://example.org/more'],
  ['Contact', 'desk@example.org', 'contact', 'desk@example.org'],
  ['Tint', '#ff8800', 'tint', '#ff8800'],
  ['Transcript', 'Good evening', 'transcript', 'Good evening'],
];

browserTest(
  'each kind of field is edited, and saved as the API has it',
  async () => {
    await dashboard.signInAs();
    const { page } = dashboard;
    const venue = (await make('createVenue', { name: 'Harbour hall', publish: true }, 'venue { id }')).venue.id;
    await make('createVenue', { name: 'Lock house', publish: true }, 'venue { id }');
    await make('createSpeaker', { name: 'Ada', publish: true }, 'speaker { id }');
    await make('createSpeaker', { name: 'Ben', publish: true }, 'speaker { id }');
    const { event } = await make('createEvent', { ...WHOLE_EVENT, venueId: venue }, 'event { id }');
    await dashboard.open(`/content/events/${event.id}`);
    const saved = () => page.getByText(/^Saved/).waitFor();
    await page.getByRole('textbox', { name: 'Title' }).waitFor();

    for (const [label, typed] of TYPED) {
      await page.getByLabel(label, { exact: true }).first().fill(typed);
      await page.getByLabel(label, { exact: true }).first().blur();
    }
    await saved();
    for (const [, , field, value] of TYPED) {
      expect({ field, value: (await readEvent(event.id, field))[field] }).toEqual({ field, value });
    }

    await page.getByRole('switch', { name: 'Sold out' }).uncheck();
    await page.getByRole('combobox', { name: 'Interpreted' }).or(page.getByLabel('Interpreted')).first().click();
    await page.getByRole('option', { name: 'Yes' }).click();
    await page.getByLabel('Format', { exact: true }).first().click();
    await page.getByRole('option', { name: /Online/ }).click();
    await page.getByRole('checkbox', { name: 'Children' }).check();
    await page.getByRole('checkbox', { name: 'Seniors' }).uncheck();
    await page.getByLabel('Meeting point: Latitude').fill('54.32');
    await page.getByRole('textbox', { name: 'Body' }).fill('An evening about keels');

    await page.getByLabel('Venue', { exact: true }).first().fill('Lock');
    await page.getByRole('option', { name: 'Lock house' }).click();
    await page.getByLabel('Host', { exact: true }).first().fill('Cleo');
    await page.getByRole('option', { name: 'Create “Cleo”' }).click();
    await page.getByText('Created “Cleo”.').waitFor();
    for (const name of ['Ada', 'Ben']) {
      await page.getByLabel('Add speaker').first().click();
      await page.getByRole('option', { name }).first().click();
    }
    await page.getByRole('button', { name: 'Move Ben', exact: true }).press('ArrowUp');

    await page.getByRole('button', { name: 'Add a block' }).click();
    await page.getByRole('menuitem', { name: /Quote/ }).click();
    await page.getByRole('region', { name: 'Quote' }).getByLabel('Text').fill('Mind the tide');
    await page.getByRole('button', { name: 'Add a block' }).click();
    await page.getByRole('menuitem', { name: /Line-up/ }).click();
    await page.getByRole('region', { name: 'Line-up' }).getByLabel('Heading').fill('Tonight');
    await page.getByRole('button', { name: 'Move Line-up', exact: true }).press('ArrowUp');
    await page.getByText('Edited', { exact: true }).or(page.getByText('Saving…')).first().waitFor();
    await saved();

    const stored = await readEvent(
      event.id,
      `soldOut interpreted format discounts meetingPoint { latitude longitude } body { text } venue { name } host { name } speakers { name }
       program { __typename ... on Quote { text } ... on LineUp { heading layout } }`,
    );
    expect(stored).toEqual({
      soldOut: false,
      interpreted: true,
      format: 'ONLINE',
      discounts: ['CHILDREN', 'STUDENTS'],
      meetingPoint: { latitude: 54.32, longitude: 9.9666 },
      body: { text: 'An evening about keels' },
      venue: { name: 'Lock house' },
      host: { name: 'Cleo' },
      speakers: [{ name: 'Ben' }, { name: 'Ada' }],
      program: [
        { __typename: 'LineUp', heading: 'Tonight', layout: 'ROW' },
        { __typename: 'Quote', text: 'Mind the tide' },
      ],
    });
    expect(await dashboard.axe()).toEqual([]);
  },
  120_000,
);

browserTest('opening a document changes nothing in it, and faults within JSON and blocks are told', async () => {
  await dashboard.signInAs();
  const { page } = dashboard;
  const venue = (await make('createVenue', { name: 'Pier', publish: true }, 'venue { id }')).venue.id;
  const { event } = await make(
    'createEvent',
    { ...WHOLE_EVENT, code: 'once', venueId: venue },
    'event { id revision }',
  );
  await dashboard.open(`/content/events/${event.id}`);
  const hours = page.getByLabel('Hours', { exact: true });
  await hours.fill('{"opens": 9}');
  await page.getByText(/opens: It must be string/).waitFor();
  await hours.fill('{"opens": ');
  await page.getByText(/This is not JSON yet/).waitFor();
  await page.getByRole('button', { name: 'Add a block' }).click();
  await page.getByRole('menuitem', { name: /Quote/ }).click();
  await page
    .getByRole('region', { name: 'Quote' })
    .getByText(/must have a value/)
    .waitFor();
  const { revision, ...values } = await readEvent(event.id, `revision ${EVENT_VALUES}`);
  expect(values).toEqual({ ...ANSWERED_EVENT, code: 'once' });
  expect(revision).toBe(event.revision);
});

it('every kind of field that the API names has a widget', async () => {
  // The widgets need a browser; their names are read from the registry's source.
  const registry = readFileSync(require.resolve('../../../src/admin/kinds/widgets/index.ts'), 'utf8');
  const widgets = [...registry.matchAll(/^ {2}([A-Z_]+): \w+Widget,$/gm)].map(([, kind]) => kind);
  const { data } = await dashboard.api.query('{ contentTypes { fields { kind blocks { fields { kind } } } } }');
  const kinds = new Set(
    data.contentTypes.flatMap(({ fields }: any) =>
      fields.flatMap(({ kind, blocks }: any) => [
        kind,
        ...(blocks ?? []).flatMap((block: any) => block.fields.map((field: any) => field.kind)),
      ]),
    ),
  );
  expect(kinds.size).toBeGreaterThan(15);
  expect([...kinds].filter(kind => !widgets.includes(kind as string))).toEqual([]);
});
