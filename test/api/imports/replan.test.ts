import { startApi, type TestApi } from '../../harness/api';
import { look, planFile, type SeenImport, step } from '../../harness/imports';

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const TABLE = 'Headline,Slug,Stuck\nKelp,kelp,yes\nCoral,coral,no\n,nameless,no\n';

interface Replanned {
  replanImport: { job: { id: string } | null; userErrors: { code: string; path: string[] }[] };
}

/** Plans anew; gives the import once that is done, or what was wrong with the input. */
async function replan(importId: string, input: object): Promise<SeenImport | string[]> {
  const { data, errors } = await api.query<Replanned>(
    'mutation ($input: ReplanImportInput!) { replanImport(input: $input) { job { id } userErrors { code path } } }',
    { input: { importId, ...input } },
  );
  if (errors) throw new Error(JSON.stringify(errors));
  const { job, userErrors } = data.replanImport;
  if (!job) return userErrors.map(({ code, path }) => `${code} ${path.join('.')}`);
  await api.settled(job.id);
  return look(api, importId);
}

const settingsOf = async (id: string) => {
  const { data } = await api.query<{ import: { settings: unknown } }>(
    'query ($id: ID!) { import(id: $id) { settings { type mapping { column field } attachments publish } } }',
    { id },
  );
  return data.import.settings;
};

describe('planning an import anew', () => {
  it('reads the same file with another mapping, which takes the place of the earlier plan', async () => {
    const first = await planFile(api, TABLE, 'boats.csv', { type: 'Article' });
    expect(first.plan?.counts).toMatchObject([{ kind: 'Article', create: 2, reject: 1 }]);
    expect(await settingsOf(first.id)).toEqual({ type: 'Article', mapping: null, attachments: false, publish: false });
    const mapping = [
      { column: 'Headline', field: null },
      { column: 'Slug', field: 'title' },
      { column: 'Stuck', field: 'pinned' },
    ];
    const again = (await replan(first.id, { type: 'Article', mapping, options: { publish: true } })) as SeenImport;
    expect(again).toMatchObject({ id: first.id, state: 'PLANNED', rows: { totalCount: 0 }, rejectedRowsUrl: null });
    expect(again.plan?.counts).toMatchObject([{ kind: 'Article', create: 3, reject: 0 }]);
    expect(again.plan?.sample[0].values).toMatchObject({ title: 'kelp', pinned: true });
    expect(await settingsOf(first.id)).toEqual({ type: 'Article', mapping, attachments: false, publish: true });
    expect((await step(api, 'applyImport', first.id)).tally).toMatchObject([{ kind: 'Article', created: 3 }]);
  });

  it('is refused once the import was applied, and for a type that does not exist', async () => {
    const planned = await planFile(api, 'name\nKnots\n', 'tags.csv', { type: 'Tag' });
    expect(await replan(planned.id, { type: 'Boat' })).toEqual(['VALIDATION_FAILED input.type']);
    expect(await replan(planned.id, {})).toEqual(['VALIDATION_FAILED input.type']);
    await step(api, 'applyImport', planned.id);
    expect(await replan(planned.id, { type: 'Tag' })).toEqual(['WRONG_STATE input.importId']);
    expect(await replan('01JZZZZZZZZZZZZZZZZZZZZZZZ', { type: 'Tag' })).toEqual(['NOT_FOUND input.importId']);
  });

  it('makes a stale plan hold again', async () => {
    const [stale, other] = [
      await planFile(api, 'title,slug\nOne,one\n', 'one.csv', { type: 'Article' }),
      await planFile(api, 'title,slug\nTwo,two\n', 'two.csv', { type: 'Article' }),
    ];
    await step(api, 'applyImport', other.id);
    expect((await look(api, stale.id)).plan?.stale).toBe(true);
    expect(((await replan(stale.id, { type: 'Article' })) as SeenImport).plan?.stale).toBe(false);
  });
});
