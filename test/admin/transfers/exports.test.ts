import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { browserTest, useDashboard } from '../browser';

const dashboard = useDashboard();

const CREATE = `mutation ($title: String!, $slug: String!) {
  createArticle(input: { title: $title, slug: $slug, excerpt: "Tides, winds" }) { article { id } userErrors { message } }
}`;

/** Clicks the link of a finished export, and gives the file as it was downloaded. */
async function download(name: RegExp): Promise<{ filename: string; bytes: Buffer }> {
  const { page } = dashboard;
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).first().click()]);
  return { filename: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

describe('exports', () => {
  beforeAll(async () => {
    if (!dashboard.api) return;
    for (const [title, slug] of [
      ['Fog on the quay', 'fog'],
      ['A lighthouse', 'lighthouse'],
      ['Zander', 'zander'],
    ]) {
      const { data, errors } = await dashboard.api.query(CREATE, { title, slug });
      expect({ data, errors }).toMatchObject({ data: { createArticle: { userErrors: [] } }, errors: undefined });
    }
  });

  browserTest('content goes out with the filter of its list, and the file holds what it says', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/exports');
    await page.getByText('Nothing was exported yet').waitFor();
    await dashboard.open('/exports/new?of=articles&filter=title%3Ahas%3Aquay');
    await page.getByText('1 document', { exact: true }).first().waitFor();
    await page.getByText('Chosen ones').click();
    await page.getByRole('checkbox', { name: 'Excerpt' }).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await dashboard.axe()).toEqual([]);
    }
    await page.getByText('All that you may see').click();
    await page.getByRole('checkbox', { name: /byte order mark/ }).check();
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.waitForURL('**/admin/exports');
    const { filename, bytes } = await download(/^Download articles.*\.csv$/);
    expect(filename).toMatch(/^articles.*\.csv$/);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = bytes.toString('utf8').trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('Fog on the quay');
    expect(lines[1]).toContain('"Tides, winds"');
    const [{ sha256 }] = await dashboard.api.db.select<{ sha256: string }>('SELECT sha256 FROM export_files');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    expect(await dashboard.axe()).toEqual([]);

    await page.getByRole('link', { name: filename, exact: true }).click();
    await page.getByRole('link', { name: 'Download', exact: true }).waitFor();
    expect(await dashboard.axe()).toEqual([]);
    expect((await download(/^Download$/)).bytes.equals(bytes)).toBe(true);
  });

  browserTest('the whole site goes out as a blog', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/exports/new?of=site');
    await page.getByRole('radio', { name: /WordPress/ }).check();
    await page.getByRole('combobox', { name: 'State' }).click();
    await page.getByRole('option', { name: 'Drafts and changes too' }).click();
    expect(await dashboard.axe()).toEqual([]);
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const { bytes } = await download(/^Download .*\.xml$/);
    expect(bytes.toString('utf8')).toContain('<title><![CDATA[Zander]]></title>');
  });

  browserTest('a query goes out to its end, and one that can not be read is told beside it', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/exports/new?of=query');
    await page.getByRole('textbox', { name: 'Query' }).fill('{ articles(perspective: DRAFT) { nodes { slug ');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByText(/Syntax Error/).waitFor();
    await page.getByLabel('Variables').fill('[1]');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await page.getByText('This is no JSON object.').waitFor();
    expect(await dashboard.axe()).toEqual([]);
    await page.getByLabel('Variables').fill('{"first": 2}');
    await page
      .getByRole('textbox', { name: 'Query' })
      .fill(
        'query ($first: Int) { articles(first: $first, perspective: DRAFT, sort: [TITLE_DESC]) { nodes { slug } } }',
      );
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const { bytes } = await download(/^Download .*\.jsonl$/);
    const slugs = bytes
      .toString('utf8')
      .trim()
      .split('\n')
      .map(line => (JSON.parse(line) as { slug: string }).slug);
    expect(slugs).toEqual(['zander', 'fog', 'lighthouse']);
  });

  browserTest('an editor sees and downloads exports of their own', async () => {
    const { page } = dashboard;
    await dashboard.signInAs({ email: 'ed@example.org', password: 'a lantern on the pier', roles: ['editor'] });
    await dashboard.open('/exports');
    await page.getByText('Nothing was exported yet').waitFor();
    await page.getByRole('link', { name: 'New export' }).click();
    await page.getByRole('radio', { name: /JSON Lines/ }).check();
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const { bytes } = await download(/^Download .*\.jsonl$/);
    expect(bytes.toString('utf8').trim().split('\n')).toHaveLength(3);
  });
});
