import type { TestApi } from './api';
import { mutationsOf } from './mutations';

/*
 * Documents in every state, with words and numbers in every field of what is not public that nothing public has. `SECRET` stands in
 * every text, and each edition has values of its own.
 */

/** In every secret text. */
export const SECRET = 'zqsecret';
/** In every public text. */
export const PUBLIC = 'openword';

/** Two editions of the same secrets: no answer to a reader may change when the one becomes the other. */
export type Edition = 'a' | 'b';

const paragraph = (text: string) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

let serial = 0;

/** Secret values for every field of an event. */
export function secretEvent(edition: Edition) {
  const [digits, n] = edition === 'a' ? ['77', ++serial] : ['66', ++serial];
  const word = (what: string) => `${edition === 'a' ? 'aaa' : 'zzz'} ${SECRET}${edition} ${what}`;
  return {
    title: word('title'),
    transcript: word('transcript'),
    remark: word('remark'),
    body: paragraph(word('body')),
    code: `${SECRET}${edition}-code-${n}`,
    slug: `${SECRET}${edition}-event-${n}`,
    seats: Number(`${digits}001`),
    steps: Number(`${digits}000000000001`),
    price: Number(`${digits}00.${digits}`),
    loudness: Number(`${digits}0.0${digits}`),
    soldOut: edition === 'a',
    interpreted: edition === 'a',
    doorsAt: `20${digits}-07-07T07:07:07.077Z`,
    salesOn: `20${digits}-07-07`,
    format: edition === 'a' ? 'ONLINE' : 'HYBRID',
    discounts: edition === 'a' ? ['CHILDREN'] : ['STUDENTS', 'SENIORS'],
    hours: { opens: `${digits}:${digits}`, days: [Number(`${digits}7`)] },
    tickets: `https://${SECRET}${edition}.example.org/`,
    contact: `${SECRET}${edition}@example.org`,
    tint: `#${digits}00aa`,
    meetingPoint: { latitude: Number(`${digits}.7`), longitude: Number(`${digits}.7`) },
  };
}

/** Numbers that are in no public answer. */
export const SECRET_NUMBERS = new Set(
  ['77', '66'].flatMap(digits =>
    [
      `${digits}001`,
      `${digits}000000000001`,
      `${digits}00.${digits}`,
      `${digits}0.0${digits}`,
      `${digits}7`,
      `${digits}.7`,
    ].map(Number),
  ),
);

/** Texts that are in no public answer. */
export const SECRET_TEXTS = [SECRET, '2077-07', '2066-07', '77:77', '66:66', '#7700aa', '#6600aa'];

function publicEvent(n: number) {
  const title = `${PUBLIC} event ${n}`;
  return {
    title,
    transcript: `${PUBLIC} transcript`,
    body: paragraph(`${PUBLIC} body`),
    slug: `${PUBLIC}-event-${n}`,
    code: `${PUBLIC}-${n}`,
    seats: 10 * n,
    steps: n,
    price: n / 2,
    doorsAt: `2020-01-0${n}T00:00:00.000Z`,
    salesOn: `2020-01-0${n}`,
    format: 'ON_SITE',
  };
}

/** The ids of the documents, by what they are. */
export interface SecretWorld {
  /** Documents that readers see. */
  seen: Record<string, string>;
  /** Those of a type. */
  seenOf(type: string): string[];
  /** Documents that readers do not see. */
  hidden: Record<string, string>;
  /** Those of them that readers have never seen: not even their ids are known. */
  neverSeen: string[];
  /** Their slugs and those of unpublished changes, in all languages, as long as the edition is `a`. */
  hiddenSlugs: string[];
  /** Paths in the tree that lead through them. */
  hiddenPaths: string[];
  /** Makes all that is hidden of another edition, and adds some. */
  change(edition: Edition): Promise<void>;
}

/** Builds the world in its edition `a`. */
export async function createSecretWorld(api: TestApi): Promise<SecretWorld> {
  const { change } = mutationsOf(() => api, []);
  const done = async (mutation: string, input: object, selection = '') => {
    const payload = await change(mutation, input, selection);
    if (payload.userErrors.length > 0) throw new Error(`${mutation}: ${JSON.stringify(payload.userErrors)}`);
    return payload;
  };
  const make = async (type: 'Event' | 'Speaker' | 'Venue', input: object): Promise<string> => {
    const singular = type.toLowerCase();
    return (await done(`create${type}`, input, `${singular} { id }`))[singular].id;
  };
  const text = (edition: Edition, what: string) => ({
    name: `${edition === 'a' ? 'aaa' : 'zzz'} ${SECRET}${edition} ${what}`,
    slug: `${SECRET}${edition}-${what}-${++serial}`,
  });
  const email = (edition: Edition) => `${SECRET}${edition}-${++serial}@example.org`;

  const seen: Record<string, string> = {};
  const hidden: Record<string, string> = {};
  seen.venue = await make('Venue', { name: `${PUBLIC} house`, publish: true });
  seen.hall = await make('Venue', { name: `${PUBLIC} hall`, parentId: seen.venue, publish: true });
  hidden.venue = await make('Venue', {
    ...text('a', 'wing'),
    parentId: seen.venue,
    location: { latitude: 77.7, longitude: 77.7 },
  });
  // Live, below a place that is not.
  seen.room = await make('Venue', { name: `${PUBLIC} room`, parentId: hidden.venue, publish: true });
  hidden.cellar = await make('Venue', { ...text('a', 'cellar'), parentId: seen.room });
  seen.speaker = await make('Speaker', { name: `${PUBLIC} Ada`, publish: true, email: email('a') });
  seen.other = await make('Speaker', { name: `${PUBLIC} Bob`, publish: true });
  hidden.speaker = await make('Speaker', { ...text('a', 'ghost'), email: email('a') });
  hidden.trashedSpeaker = await make('Speaker', { ...text('a', 'gone'), email: email('a') });
  await done('trashSpeaker', { id: hidden.trashedSpeaker });

  const program = (edition: Edition, speakerId: string) => [
    { quote: { text: `${SECRET}${edition} quote`, speakerId, saidAt: secretEvent(edition).doorsAt } },
    { lineUp: { heading: `${SECRET}${edition} heading`, speakerIds: [speakerId, seen.speaker] } },
  ];
  const german = (edition: Edition) => {
    const { title, transcript, body, slug, price, salesOn, discounts, tickets } = secretEvent(edition);
    return {
      locale: 'de',
      title,
      transcript,
      body,
      slug: `${slug}-de`,
      price,
      salesOn,
      discounts,
      tickets,
      program: program(edition, hidden.speaker),
    };
  };
  const wholly = (edition: Edition) => ({
    ...secretEvent(edition),
    venueId: hidden.venue,
    hostId: hidden.speaker,
    speakerIds: [hidden.speaker, seen.speaker],
    program: program(edition, hidden.speaker),
    translations: [german(edition)],
  });

  seen.plain = await make('Event', {
    ...publicEvent(1),
    venueId: seen.venue,
    hostId: seen.speaker,
    speakerIds: [seen.speaker, seen.other],
    publish: true,
  });
  // Live, and all that it says and refers to is being changed.
  seen.changed = await make('Event', {
    ...publicEvent(2),
    venueId: seen.venue,
    speakerIds: [seen.other],
    relatedEventIds: [seen.plain],
    publish: true,
  });
  // Live in two languages; the translation is being changed, and another one is new.
  seen.translated = await make('Event', {
    ...publicEvent(3),
    venueId: seen.hall,
    translations: [{ locale: 'de', title: `${PUBLIC} deutsch`, slug: `${PUBLIC}-deutsch` }],
    publish: true,
  });
  // Live, and refers to what is not.
  seen.dangling = await make('Event', {
    ...publicEvent(4),
    venueId: hidden.venue,
    hostId: hidden.speaker,
    speakerIds: [hidden.speaker, seen.speaker],
    program: [
      { quote: { text: `${PUBLIC} quote`, speakerId: hidden.speaker } },
      { lineUp: { heading: `${PUBLIC} heading`, speakerIds: [hidden.speaker, seen.other] } },
    ],
    publish: true,
  });
  hidden.draft = await make('Event', { ...wholly('a'), relatedEventIds: [seen.plain] });
  hidden.scheduled = await make('Event', wholly('a'));
  await done('scheduleEvent', {
    id: hidden.scheduled,
    publishAt: '2077-07-07T00:00:00Z',
    unpublishAt: '2077-07-08T00:00:00Z',
  });
  hidden.trashed = await make('Event', { ...wholly('a'), venueId: seen.venue, hostId: null });
  await done('trashEvent', { id: hidden.trashed });
  hidden.takenDown = await make('Event', { ...wholly('a'), publish: true });
  await done('unpublishEvent', { id: hidden.takenDown });
  await done('updateEvent', {
    id: seen.plain,
    relatedEventIds: [hidden.draft, seen.changed],
    remark: secretEvent('a').remark,
  });
  await done('scheduleEvent', { id: seen.plain, unpublishAt: '2077-07-07T00:00:00Z' });

  async function change_(edition: Edition): Promise<void> {
    const { translations, ...values } = wholly(edition);
    for (const id of [seen.changed, hidden.draft, hidden.scheduled, hidden.takenDown]) {
      await done('updateEvent', {
        id,
        ...values,
        slug: `${values.slug}-${++serial}`,
        code: `${values.code}-${serial}`,
        translations: translations.map(each => ({ ...each, slug: `${each.slug}-${serial}` })),
      });
    }
    await done('updateEvent', {
      id: seen.translated,
      translations: [{ ...german(edition), slug: `${german(edition).slug}-x` }],
    });
    await done('updateVenue', { id: seen.hall, ...text(edition, 'hall') });
    await done('updateVenue', { id: hidden.venue, ...text(edition, 'wing') });
    await done('updateSpeaker', { id: seen.other, ...text(edition, 'other'), email: email(edition) });
    await done('updateSpeaker', { id: hidden.speaker, ...text(edition, 'ghost') });
  }
  await change_('a');
  const neverSeen = [
    hidden.venue,
    hidden.cellar,
    hidden.speaker,
    hidden.trashedSpeaker,
    hidden.draft,
    hidden.scheduled,
    hidden.trashed,
  ];

  const slugs: string[] = [];
  const paths: string[] = [];
  for (const locale of ['en', 'de']) {
    const { data } = await api.query(
      `{ events(first: 50, LOOK) { nodes { slug } } speakers(first: 50, LOOK) { nodes { slug } } venues(first: 50, LOOK) { nodes { slug path } } }`.replaceAll(
        'LOOK',
        `perspective: DRAFT, locale: "${locale}"`,
      ),
    );
    slugs.push(...[...data.events.nodes, ...data.speakers.nodes, ...data.venues.nodes].map(({ slug }) => slug));
    paths.push(...data.venues.nodes.map(({ path }: { path: string }) => path));
  }
  const hiddenSlugs = [...new Set(slugs)].filter(slug => slug.includes(SECRET));
  const hiddenPaths = [...new Set(paths)].filter(path => path.includes(SECRET));
  const types: Record<string, string[]> = {
    Event: [seen.plain, seen.changed, seen.translated, seen.dangling],
    Speaker: [seen.speaker, seen.other],
    Venue: [seen.venue, seen.hall, seen.room],
  };
  return {
    seen,
    seenOf: type => types[type],
    hidden,
    neverSeen,
    hiddenSlugs,
    hiddenPaths,
    async change(edition) {
      await change_(edition);
      await done('restoreEvent', { id: hidden.trashed });
      neverSeen.push(await make('Event', wholly(edition)), await make('Speaker', text(edition, 'new')));
      await done('moveVenue', { id: hidden.cellar, parentId: seen.hall });
      await done('scheduleEvent', { id: hidden.scheduled, publishAt: '2066-07-07T00:00:00Z' });
    },
  };
}
