import { startApi, type TestApi } from '../../harness/api';

const UPDATE = `mutation ($input: UpdateSiteSettingsInput!) {
  updateSiteSettings(input: $input) { siteSettings { title description } userErrors { code path } } }`;

describe("the site's settings", () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi({ worker: false });
  });
  afterAll(() => api.close());

  it('are read by everybody, and changed by those who may, field by field', async () => {
    const before = await api.query('{ siteSettings { title description } }', {}, { token: null });
    const changed = await api.query(UPDATE, { input: { title: 'Böcker & 本' } });
    expect(changed.data.updateSiteSettings).toEqual({
      siteSettings: { title: 'Böcker & 本', description: before.data.siteSettings.description },
      userErrors: [],
    });
    const after = await api.query('{ siteSettings { title } }', {}, { token: null });
    expect(after.data.siteSettings.title).toBe('Böcker & 本');
  });

  it('stay as they are when nobody may change them, or the new ones are not valid', async () => {
    const stranger = await api.query(UPDATE, { input: { title: 'Mine now' } }, { token: null });
    expect(stranger.errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    const long = await api.query(UPDATE, { input: { description: 'x'.repeat(1001), title: 'Half done' } });
    expect(long.data.updateSiteSettings).toEqual({
      siteSettings: null,
      userErrors: [{ code: 'VALIDATION_FAILED', path: ['input', 'description'] }],
    });
    const { data } = await api.query('{ siteSettings { title } }');
    expect(data.siteSettings.title).toBe('Böcker & 本');
  });
});
