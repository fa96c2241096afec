import { until } from '../../harness/http-server';
import { mutationsOf } from '../../harness/mutations';
import { browserTest, useDashboard } from '../browser';

const dashboard = useDashboard();
const { change } = mutationsOf(() => dashboard.api, []);

const ids: Record<string, string> = {};

async function plant(title: string, parent?: string): Promise<void> {
  const parentId = parent === undefined ? null : ids[parent];
  ids[title] = (await change('createPage', { title, parentId }, 'page { id }')).page.id;
}

beforeAll(async () => {
  if (!dashboard.api) return;
  for (const title of ['Home', 'Docs', 'About']) await plant(title);
  for (const title of ['Install', 'Operate']) await plant(title, 'Docs');
  await plant('Backups', 'Operate');
});

const row = (title: string) => dashboard.page.locator(`#row-${ids[title]}`);

/** The rows in sight, each with its level. */
async function lines(): Promise<string[]> {
  const read = await dashboard.page.locator('[role=row][aria-posinset]').evaluateAll(rows =>
    rows.map(element => ({
      index: Number(element.getAttribute('aria-rowindex')),
      text: `${element.getAttribute('aria-level')} ${element.querySelectorAll('[role=gridcell]')[1].textContent}`,
    })),
  );
  return read.sort((one, other) => one.index - other.index).map(({ text }) => text);
}

async function shows(...wanted: string[]): Promise<void> {
  await until(async () => (await lines()).join() === wanted.join());
}

/** What stands below a page in the database, in its order. */
async function below(parent: string | null): Promise<string[]> {
  const rows = await dashboard.api.db.select<{ id: string }>(
    'SELECT id FROM pages WHERE parent_id <=> ? ORDER BY position, id',
    [parent === null ? null : ids[parent]],
  );
  return rows.map(({ id }) => Object.keys(ids).find(title => ids[title] === id) ?? id);
}

const point = async (title: string) => {
  for (let steps = 0; (await row(title).getAttribute('data-current')) === null && steps < 10; steps++)
    await dashboard.page.keyboard.press('k');
  while ((await row(title).getAttribute('data-current')) === null) await dashboard.page.keyboard.press('j');
};

describe('a tree of documents', () => {
  browserTest('is opened level by level with the arrow keys and the mouse', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/content/pages');
    await shows('1 Home', '1 Docs', '1 About');
    expect(await row('Docs').getAttribute('aria-expanded')).toBe('false');
    expect(await row('Home').getAttribute('aria-expanded')).toBeNull();
    await point('Docs');
    await page.keyboard.press('ArrowRight');
    await shows('1 Home', '1 Docs', '2 Install', '2 Operate', '1 About');
    await page.getByRole('button', { name: 'Expand Operate' }).click();
    await shows('1 Home', '1 Docs', '2 Install', '2 Operate', '3 Backups', '1 About');
    expect(await dashboard.axe()).toEqual([]);
    await point('Backups');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await shows('1 Home', '1 Docs', '2 Install', '2 Operate', '1 About');
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`content/pages/${ids.Operate}`));
    await page.goBack();
    await shows('1 Home', '1 Docs', '2 Install', '2 Operate', '1 About');
  });

  browserTest('is put into another order, and moved in and out, with the keyboard', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/content/pages');
    await shows('1 Home', '1 Docs', '1 About');
    await point('About');
    await page.keyboard.press('Alt+ArrowUp');
    await shows('1 Home', '1 About', '1 Docs');
    await page.getByText('“About” is now 2 of 3 at the top').waitFor();
    await until(async () => (await below(null)).join() === 'Home,About,Docs');
    await page.keyboard.press('Alt+ArrowDown');
    await shows('1 Home', '1 Docs', '1 About');
    await page.keyboard.press('Alt+ArrowRight');
    await shows('1 Home', '1 Docs', '2 Install', '2 Operate', '2 About');
    await until(async () => (await below('Docs')).join() === 'Install,Operate,About');
    expect(await row('About').getAttribute('data-current')).toBe('true');
    await page.keyboard.press('Alt+ArrowLeft');
    await shows('1 Home', '1 Docs', '2 Install', '2 Operate', '1 About');
    await until(async () => (await below(null)).join() === 'Home,Docs,About');
    await page.keyboard.press('Alt+ArrowDown');
    await page.getByText('“About” is the last one here').waitFor();
  });

  browserTest('is rearranged by dragging, and never puts a document below itself', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/content/pages');
    await shows('1 Home', '1 Docs', '1 About');
    await row('About').dragTo(row('Home'), { targetPosition: { x: 300, y: 4 } });
    await shows('1 About', '1 Home', '1 Docs');
    await until(async () => (await below(null)).join() === 'About,Home,Docs');
    await page.getByRole('button', { name: 'Expand Docs' }).click();
    await shows('1 About', '1 Home', '1 Docs', '2 Install', '2 Operate');
    await row('About').dragTo(row('Operate'), { targetPosition: { x: 300, y: 20 } });
    await shows('1 Home', '1 Docs', '2 Install', '2 Operate', '3 Backups', '3 About');
    await until(async () => (await below('Operate')).join() === 'Backups,About');
    await row('Docs').dragTo(row('Backups'), { targetPosition: { x: 300, y: 20 } });
    await shows('1 Home', '1 Docs', '2 Install', '2 Operate', '3 Backups', '3 About');
    expect(await below(null)).toEqual(['Home', 'Docs']);
  });

  browserTest('is rearranged by a dialog, on a phone too', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await page.setViewportSize({ width: 390, height: 844 });
    await dashboard.open('/content/pages');
    await page.getByRole('button', { name: 'Expand Docs' }).click();
    await page.getByRole('button', { name: 'Expand Operate' }).click();
    expect(await dashboard.axe()).toEqual([]);
    await page.getByRole('button', { name: 'Actions for About' }).click();
    await page.getByRole('menuitem', { name: 'Move…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: /^Docs/ }).waitFor();
    expect(await dialog.getByRole('radio', { name: /^About/ }).count()).toBe(0);
    expect(await dashboard.axe()).toEqual([]);
    await dialog.getByText('At the top').click();
    await dialog.getByRole('button', { name: 'Move', exact: true }).click();
    await until(async () => (await below(null)).join() === 'Home,Docs,About');
    await row('About').and(page.locator('[aria-level="1"]')).waitFor();
  });

  browserTest('goes back to how it was when a move is refused, and says why', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/content/pages');
    await shows('1 Home', '1 Docs', '1 About');
    const { page: hidden } = await change('createPage', { title: 'Gone' }, 'page { id }');
    await page.getByRole('button', { name: '1 change · Refresh' }).click();
    await shows('1 Home', '1 Docs', '1 About', '1 Gone');
    await page.route('**/graphql', async route => {
      if (!route.request().postData()?.includes('movePage')) return route.fallback();
      const refused = [{ code: 'VALIDATION_FAILED', message: 'The path would be too long.', path: ['input'] }];
      await route.fulfill({
        json: { data: { payload: { __typename: 'MovePagePayload', page: null, userErrors: refused } } },
      });
    });
    await point('Docs');
    await page.keyboard.press('Alt+ArrowUp');
    await page.getByText('“Docs” was not moved: The path would be too long.').waitFor();
    await shows('1 Home', '1 Docs', '1 About', '1 Gone');
    await change('trashPage', { id: hidden.id }, 'documentId');
  });

  browserTest('is a list when something is searched for, and when the address says so', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/content/pages');
    await shows('1 Home', '1 Docs', '1 About');
    await page.getByRole('img', { name: 'List' }).click();
    await page.getByText('6 of 6', { exact: true }).waitFor();
    expect(page.url()).toContain('view=list');
    await page.reload();
    await page.getByText('6 of 6', { exact: true }).waitFor();
    await page.getByRole('img', { name: 'Tree' }).click();
    await shows('1 Home', '1 Docs', '1 About');
    await page.keyboard.press('/');
    await page.keyboard.type('backups');
    await page.getByText('1 of 1', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await shows('1 Home', '1 Docs', '1 About');
  });

  browserTest('is only looked at by who may not write', async () => {
    const { page } = dashboard;
    await dashboard.signInAs({ email: 'viewer@example.org', roles: ['viewer'] });
    await dashboard.open('/content/pages');
    await shows('1 Home', '1 Docs', '1 About');
    await point('About');
    await page.keyboard.press('Alt+ArrowUp');
    expect(await row('About').getAttribute('draggable')).toBe('false');
    await page.getByRole('button', { name: 'Actions for About' }).click();
    await page.getByRole('menuitem', { name: 'Open' }).waitFor();
    expect(await page.getByRole('menuitem', { name: 'Move…' }).count()).toBe(0);
    await shows('1 Home', '1 Docs', '1 About');
  });
});
