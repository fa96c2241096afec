import { setTimeout as pause } from 'node:timers/promises';
import { createClient as createStreamClient } from 'graphql-sse';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { recordChanges } from '../../../src/engine/content/content-events';
import { pruneEventsJob } from '../../../src/engine/events/prune-events.job';
import { startApi, type TestApi } from '../../harness/api';
import { changeOf, tellerOf } from '../../harness/events';
import { eventually } from '../../harness/jobs';
import { mutationsOf } from '../../harness/mutations';
import { startPrivateRedis } from '../../harness/private-services';
import { report, seededRandom, testSeeds } from '../../harness/seeded-random';
import { startTcpProxy } from '../../harness/tcp-proxy';

const FOLLOW = `subscription ($types: [String!], $after: String, $perspective: Perspective = PUBLISHED) {
  contentChanges(types: $types, after: $after, perspective: $perspective) {
    cursor action type documentId revision changedFields locale actor node { id slug ... on Article { title } }
  }
}`;
const LIST = `query ($types: [String!], $after: String, $first: Int = 100, $perspective: Perspective = PUBLISHED) {
  contentChanges(types: $types, after: $after, first: $first, perspective: $perspective) {
    cursor hasMore changes { cursor action type documentId actor node { id } }
  }
}`;

interface Change {
  cursor: string;
  action: string;
  type: string;
  documentId: string;
  actor: string | null;
  node: { id: string; title?: string } | null;
}

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const { change } = mutationsOf(() => api, []);
const record = (...changes: ReturnType<typeof changeOf>[]) =>
  api.db.transaction(tx => recordChanges(tellerOf(api.engine.client, api.services.events), tx, changes));
const now = async (token: string | null = api.adminToken): Promise<string> =>
  (await api.query('{ contentChanges { cursor } }', {}, { token })).data.contentChanges.cursor;

function anonymousSockets(url = api.url): Client {
  return createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 });
}

/** The first changes that a subscription tells of. */
async function follow(client: Client, variables: Record<string, unknown>, count: number): Promise<Change[]> {
  const seen: Change[] = [];
  for await (const { data, errors } of client.iterate<{ contentChanges: Change }>({ query: FOLLOW, variables })) {
    if (errors) throw Object.assign(new Error(errors[0].message), { code: errors[0].extensions?.code });
    seen.push((data as { contentChanges: Change }).contentChanges);
    if (seen.length === count) break;
  }
  return seen;
}

describe('the feed of changes', () => {
  it('tells an editor of everything that happens to a document, and a reader only of what readers see', async () => {
    const cursor = await now();
    const select = 'article { id }';
    const { article } = await change('createArticle', { title: 'Secret plan' }, select);
    const { id } = article;
    await change('updateArticle', { id, title: 'Still secret' }, select);
    const unseen = await change('createArticle', { title: 'Never shown' }, select);
    await change('publishArticle', { id }, select);
    await change('updateArticle', { id, title: 'Not yet' }, select);
    await change('unpublishArticle', { id }, select);

    const editor = api.sockets();
    const told = await follow(editor, { after: cursor, perspective: 'DRAFT' }, 6);
    expect(told.map(({ action, documentId }) => [action, documentId])).toEqual([
      ['CREATED', id],
      ['UPDATED', id],
      ['CREATED', unseen.article.id],
      ['PUBLISHED', id],
      ['UPDATED', id],
      ['UNPUBLISHED', id],
    ]);
    expect(told.every(({ actor, type }) => actor === 'admin' && type === 'Article')).toBe(true);
    expect(told[0].node).toMatchObject({ id, title: 'Not yet' });

    const reader = anonymousSockets();
    const shown = await follow(reader, { after: cursor }, 2);
    expect(shown).toMatchObject([
      { action: 'PUBLISHED', documentId: id, actor: null, node: null },
      { action: 'UNPUBLISHED', documentId: id, actor: null, node: null },
    ]);
    const { data } = await api.query(LIST, { after: cursor }, { token: null });
    expect(data.contentChanges).toMatchObject({
      hasMore: false,
      changes: [{ action: 'PUBLISHED' }, { action: 'UNPUBLISHED' }],
    });
    expect(JSON.stringify([shown, data])).not.toContain(unseen.article.id);
    await Promise.all([editor.dispose(), reader.dispose()]);
  });

  it('never tells a reader of a draft, not even its id, whatever is asked for', async () => {
    const cursor = await now();
    const hidden = (['created', 'updated', 'scheduled', 'trashed', 'moved', 'purged'] as const).map(action =>
      changeOf({ action, live: false }),
    );
    const [last] = [changeOf()];
    const reader = anonymousSockets();
    const live = follow(reader, {}, 1);
    const replayed = follow(reader, { after: cursor, types: ['Article'] }, 1);
    await api.query('{ contentChanges { cursor } }');
    await record(...hidden, last);
    expect((await replayed).map(({ documentId }) => documentId)).toEqual([last.id]);
    // The live one began at a time of its own; whatever it is told first is no draft.
    await record(...hidden, last);
    expect((await live).map(({ documentId }) => documentId)).toEqual([last.id]);
    const refused = follow(reader, { perspective: 'DRAFT' }, 1);
    await expect(refused).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    const { errors } = await api.query(LIST, { perspective: 'DRAFT', after: cursor }, { token: null });
    expect(errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    expect(JSON.stringify(errors)).not.toContain(hidden[0].id);
    await reader.dispose();
  });

  it('replays what is after the cursor and goes on live, over an event stream too', async () => {
    const cursor = await now();
    const changes = Array.from({ length: 300 }, () => changeOf());
    await record(...changes.slice(0, 200));
    const client = createStreamClient({ url: `${api.url}/graphql/stream`, retryAttempts: 0 });
    const ids = new Set(changes.map(({ id }) => id));
    const seen: string[] = [];
    for await (const { data } of client.iterate<{ contentChanges: Change }>({
      query: FOLLOW,
      variables: { after: cursor },
    })) {
      const { documentId } = (data as { contentChanges: Change }).contentChanges;
      // An event of another test may get its number after the cursor was asked for.
      if (ids.has(documentId)) seen.push(documentId);
      if (seen.length === 200) await record(...changes.slice(200));
      if (seen.length === 300) break;
    }
    expect(seen).toEqual(changes.map(({ id }) => id));
    client.dispose();
  });

  it('can be asked for page by page, and says when there is more', async () => {
    const cursor = await now();
    const changes = Array.from({ length: 7 }, () => changeOf());
    await record(...changes);
    await eventually(async () => (await api.query(LIST, { after: cursor })).data.contentChanges.changes.length === 7);
    const seen: string[] = [];
    let page = { cursor, hasMore: true, changes: [] as Change[] };
    while (page.hasMore) {
      page = (await api.query(LIST, { after: page.cursor, first: 3 })).data.contentChanges;
      seen.push(...page.changes.map(({ documentId }) => documentId));
    }
    expect(seen).toEqual(changes.map(({ id }) => id));
  });

  it('refuses types that there are not, cursors of something else, and odd page sizes', async () => {
    const codes = await Promise.all(
      [
        { types: ['Nothing'] },
        { types: [] },
        { after: 'nonsense' },
        { after: Buffer.from('["contentChanges","-4"]').toString('base64url') },
        { after: Buffer.from('["Article:liveAt:desc:PUBLISHED","x"]').toString('base64url') },
        { first: 0 },
        { first: 101 },
      ].map(async variables => (await api.query(LIST, variables)).errors?.[0].extensions.code),
    );
    expect(codes).toEqual(codes.map(() => 'BAD_USER_INPUT'));
    const client = api.sockets();
    await expect(follow(client, { types: ['Nothing'] }, 1)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await client.dispose();
  });

  it('says FEED_EXPIRED to a cursor whose events the pruning job has deleted', async () => {
    const cursor = await now();
    await record(changeOf(), changeOf());
    await eventually(async () => (await now()) !== cursor);
    await api.db.run('UPDATE events SET at = at - INTERVAL 40 DAY');
    const { id } = await api.engine.client.enqueue(pruneEventsJob, {});
    await api.settled(id);
    const job = await api.query(
      'query ($id: ID!) { job(id: $id) { result { ... on PruneEventsResult { events } } } }',
      { id },
    );
    expect(job.data.job.result.events).toBeGreaterThanOrEqual(2);
    const client = api.sockets();
    await expect(follow(client, { after: cursor }, 1)).rejects.toMatchObject({ code: 'FEED_EXPIRED' });
    const { errors } = await api.query(LIST, { after: cursor });
    expect(errors?.[0].extensions.code).toBe('FEED_EXPIRED');
    const next = follow(client, { after: await now() }, 1);
    const fresh = changeOf();
    await record(fresh);
    expect(await next).toMatchObject([{ documentId: fresh.id }]);
    await client.dispose();
  });
});

it('readers whose sockets are cut while writers go on and Redis is away have every change once, in order', async () => {
  const random = seededRandom(testSeeds(1)[0]);
  report(`seed ${random.seed}`);
  const redis = await startPrivateRedis();
  const own = await startApi({ worker: false, redisUrl: redis.url, live: { socketsPerViewer: 100 } });
  const wires = await startTcpProxy(Number(new URL(own.url).port));
  const begin = (await own.query('{ contentChanges { cursor } }')).data.contentChanges.cursor as string;
  const total = 1200;
  const teller = tellerOf(own.engine.client, own.services.events);

  let connections = 0;
  const readers = Array.from({ length: 6 }, async () => {
    const seen: Change[] = [];
    while (seen.length < total) {
      const client = createClient({
        url: `ws://127.0.0.1:${wires.port}/graphql`,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
      });
      connections += 1;
      const rest = { after: seen.at(-1)?.cursor ?? begin };
      try {
        for await (const { data } of client.iterate<{ contentChanges: Change }>({ query: FOLLOW, variables: rest })) {
          if (data) seen.push(data.contentChanges);
          if (seen.length === total) break;
        }
      } catch {
        // The wire was cut; it comes back with the last cursor that it has.
      }
      await client.dispose();
    }
    return seen;
  });

  let cutting = true;
  const cuts = (async () => {
    while (cutting) {
      wires.cut(() => random.chance(0.3));
      await pause(60);
    }
  })();
  const write = async (batches: number) => {
    for (let batch = 0; batch < batches; batch++) {
      const changes = Array.from({ length: 10 }, () => changeOf());
      await own.db.transaction(async tx => {
        await recordChanges(teller, tx, changes);
        await pause(random.between(0, 20));
      });
    }
  };
  await Promise.all([write(15), write(15)]);
  await redis.kill();
  await Promise.all([write(30), write(30)]);
  await redis.start();
  await Promise.all([write(15), write(15)]);

  const seen = await Promise.all(readers);
  cutting = false;
  await cuts;
  report(`${connections} connections for 6 readers`);
  const rows = await own.db.select<{ id: string }>('SELECT document_id AS id FROM events ORDER BY seq');
  const expected = rows.map(({ id }) => id);
  expect(expected).toHaveLength(total);
  for (const changes of seen) expect(changes.map(({ documentId }) => documentId)).toEqual(expected);
  expect(connections).toBeGreaterThan(12);
  await wires.close();
  await own.close();
  await redis.close();
}, 60_000);
