import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { browserTest, useDashboard } from '../browser';

const HARBOUR = join(__dirname, '../../fixtures/wxr/harbour-journal.xml');
const DATA = process.env.KEELSON_SHARED_DATA ?? resolve(__dirname, '../../../../shared/data');
const REAL = join(DATA, 'wxr/themeunittestdata.wordpress.xml');
const TABLE = `Headline;Permalink;Text;Stuck;Remark
Kelp forests;kelp;"A ""soft"" forest";yes;seen in May
Coral;coral;<p>Hard</p>;no;
;nameless;No title at all;no;
Sea grass;kelp-2;Meadows;perhaps;
`;

const dashboard = useDashboard();

afterEach(async () => {
  if (!dashboard.api) return;
  const tables = ['import_rows', 'import_attachments', 'imports', 'external_ids', 'search_entries', 'revisions'];
  const links = ['article_tags', 'article_categories', 'articles', 'pages', 'tags', 'categories', 'authors'];
  for (const tree of ['pages', 'categories']) await dashboard.api.db.run(`UPDATE ${tree} SET parent_id = NULL`);
  for (const table of [...tables, ...links]) await dashboard.api.db.run(`DELETE FROM ${table}`);
});

const row = (name: RegExp) => dashboard.page.getByRole('row', { name });
const count = async (table: string) => {
  const [{ n }] = await dashboard.api.db.select<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`);
  return Number(n);
};

/** Chooses a file as people do, and has it planned. */
async function plan(file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  const { page } = dashboard;
  await dashboard.open('/imports/new');
  await page.getByLabel('Choose a file').setInputFiles(file);
  await page.getByRole('button', { name: 'Plan the import' }).click();
  await page.waitForURL(/\/imports\/[0-9A-Z]{26}$/);
}

const table = (text: string, name = 'articles.csv') => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

describe('imports', () => {
  browserTest('a WordPress file is planned, applied, applied again without a change, and undone', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/');
    await page.getByRole('link', { name: 'Import what you have' }).click();
    await page.getByRole('heading', { name: 'Drop a file here' }).waitFor();
    await page.getByRole('link', { name: 'Imports' }).first().click();
    await page.getByText('Nothing was imported yet').waitFor();
    expect(await dashboard.axe()).toEqual([]);
    await plan(HARBOUR);
    await page.getByRole('heading', { name: 'The plan' }).waitFor();
    await page.getByRole('heading', { name: /^Warnings/ }).waitFor();
    expect(await count('articles')).toBe(0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await dashboard.axe()).toEqual([]);
    }
    await page.getByRole('button', { name: /^Apply \d+ changes$/ }).click();
    await page.getByRole('heading', { name: 'What was imported' }).waitFor();
    const articles = await count('articles');
    expect(articles).toBeGreaterThan(0);
    await page.getByRole('heading', { name: 'Record by record' }).waitFor();
    expect(await dashboard.axe()).toEqual([]);

    await page.getByRole('button', { name: 'Apply again' }).click();
    await page.getByText('Nothing was changed: everything was here already.').waitFor();
    expect(await count('articles')).toBe(articles);

    await page.getByRole('button', { name: 'Undo the import' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'What was taken back' }).waitFor();
    await page.getByRole('cell', { name: 'Taken back' }).first().waitFor();
    await dashboard.open('/imports');
    await row(/harbour-journal\.xml/)
      .getByText('Undone')
      .waitFor();
    expect(await dashboard.axe()).toEqual([]);
  });

  browserTest('undoing leaves what somebody has touched since, and says so', async () => {
    const { page, api } = dashboard;
    await dashboard.signInAs();
    await plan(table('title;slug\nOne;one\nTwo;two\n'));
    await page.getByRole('button', { name: 'Apply 2 changes' }).click();
    await page.getByRole('heading', { name: 'What was imported' }).waitFor();
    const [{ id }] = await api.db.select<{ id: string }>("SELECT id FROM articles WHERE slug = 'two'");
    await api.query(
      'mutation ($id: ID!) { updateArticle(input: { id: $id, title: "Two boats" }) { article { id } } }',
      {
        id,
      },
    );
    await page.getByRole('button', { name: 'Undo the import' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'Stayed' }).waitFor();
    await page.getByRole('cell', { name: 'Somebody has changed it since.', exact: true }).first().waitFor();
    await page.getByRole('link', { name: 'two' }).first().waitFor();
    expect(await count('articles')).toBe(1);
  });

  browserTest('the columns of a table are mapped beside their values, and what is rejected is told', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await plan(table(TABLE));
    await row(/^Headline Kelp forests/).waitFor();
    const target = (column: string) => page.getByRole('combobox', { name: `Column ${column} becomes` });
    await row(/^Rejected|Kelp/)
      .first()
      .waitFor();
    expect(await target('Headline').inputValue()).toMatch(/^Title/);
    expect(await target('Permalink').inputValue()).toMatch(/^Slug/);
    expect(await target('Stuck').inputValue()).toBe('');
    await page.getByRole('heading', { name: 'What can not be imported' }).waitFor();
    expect(await dashboard.axe()).toEqual([]);

    await target('Stuck').click();
    await page.getByRole('option', { name: 'Pinned' }).click();
    await page.getByText('You have changed how the columns are read.').waitFor();
    expect(await page.getByRole('button', { name: /^Apply/ }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Plan again' }).click();
    await page.getByText('You have changed how the columns are read.').waitFor({ state: 'detached' });
    await page.getByText('2 records are left out.').waitFor();
    expect(await target('Stuck').inputValue()).toMatch(/^Pinned/);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download as CSV' }).click(),
    ]);
    const rejected = readFileSync(await download.path(), 'utf8');
    expect(rejected.split('\r\n')[0]).toBe('line,kind,record,code,reason');
    expect(rejected.trim().split('\r\n')).toHaveLength(3);

    await page.getByRole('button', { name: 'Apply 2 changes' }).click();
    await page.getByRole('heading', { name: 'What was imported' }).waitFor();
    const found = await dashboard.api.db.select<{ slug: string; pinned: number }>(
      'SELECT slug, pinned FROM articles ORDER BY slug',
    );
    expect(found.map(({ slug, pinned }) => [slug, Number(pinned)])).toEqual([
      ['coral', 0],
      ['kelp', 1],
    ]);
  });

  browserTest('a plan that has gone stale says so, and is made anew', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await plan(table('title;slug\nOne;one\n'));
    await page.getByRole('button', { name: 'Apply 1 change', exact: true }).waitFor();
    const address = page.url();
    await plan(table('title;slug\nOne;one\nTwo;two\n', 'more articles.csv'));
    await page.getByRole('button', { name: 'Apply 2 changes' }).click();
    await page.getByRole('heading', { name: 'What was imported' }).waitFor();
    await page.goto(address);
    await page.getByText('This plan no longer holds').waitFor();
    expect(await dashboard.axe()).toEqual([]);
    await page
      .locator('section', { hasText: 'This plan no longer holds' })
      .getByRole('button', { name: 'Plan again' })
      .click();
    await page.getByText('This plan no longer holds').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'The plan' }).waitFor();
  });

  browserTest(
    'what runs can be canceled, and planned again',
    async () => {
      const { page } = dashboard;
      await dashboard.signInAs();
      const rows = Array.from({ length: 60_000 }, (_row, n) => `Boat ${n};boat-${n}`);
      await plan(table(`title;slug\n${rows.join('\n')}\n`));
      await page.getByRole('button', { name: 'Cancel', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel job' }).click();
      await page.getByText('Planning was canceled').waitFor();
      expect(await dashboard.axe()).toEqual([]);
      await page.getByRole('button', { name: 'Plan again' }).click();
      await page.getByRole('progressbar').waitFor();
      await page.getByRole('button', { name: 'Apply 60,000 changes' }).waitFor({ timeout: 60_000 });
    },
    120_000,
  );

  browserTest('a file that is none of the formats is refused beside the form, and can be replaced', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/imports/new');
    await page.getByLabel('Choose a file').setInputFiles({
      name: 'boats.bin',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from([0, 1, 2, 3]),
    });
    await page.getByRole('button', { name: 'Plan the import' }).click();
    await page.getByRole('alert').getByText('could not be recognised').waitFor();
    expect(await dashboard.axe()).toEqual([]);
    await page.getByRole('button', { name: 'Another file' }).click();
    await page.getByRole('heading', { name: 'Drop a file here' }).waitFor();
  });

  browserTest('who may not import is offered nothing, and told so at the address', async () => {
    const { page } = dashboard;
    await dashboard.signInAs({ email: 'vi@example.org', password: 'a lantern on the pier', roles: ['viewer'] });
    await dashboard.open('/');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Overview' }).waitFor();
    expect(await page.getByRole('link', { name: /^(Imports|Exports|Import what you have)/ }).count()).toBe(0);
    await dashboard.open('/imports');
    await page.getByText('You may not import content').waitFor();
    await dashboard.open('/exports/new');
    await page.getByText('You may not export content').waitFor();
    expect(await dashboard.axe()).toEqual([]);
  });

  const realTest = existsSync(REAL)
    ? browserTest
    : (title: string) => it.skip(`${title} (${REAL} is not there)`, () => {});
  realTest(
    'a WordPress export of somebody else is watched to its end',
    async () => {
      const { page } = dashboard;
      await dashboard.signInAs();
      await plan(REAL);
      await page.getByRole('button', { name: /^Apply \d+ changes$/ }).click();
      await page.getByRole('heading', { name: 'What was imported' }).waitFor();
      await row(/^Articles/).waitFor();
      await row(/^Pages/)
        .getByRole('link', { name: 'Pages' })
        .click();
      await page.getByRole('heading', { name: 'Pages', level: 1 }).waitFor();
    },
    120_000,
  );
});
