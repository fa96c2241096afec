import { makeUser } from '../harness/browser-session';
import { browserTest, useDashboard } from './browser';

const dashboard = useDashboard();

const button = (name: string | RegExp) => dashboard.page.getByRole('button', { name, exact: true });
const toast = (text: string) => dashboard.page.getByRole('alert').getByText(text).waitFor();

async function rolesByName(): Promise<Record<string, { permissions: string[]; grants: object[] }>> {
  const { data } = await dashboard.api.query(
    '{ roles { name permissions grants { right types own fields locales } } }',
  );
  return Object.fromEntries(data.roles.map((role: { name: string }) => [role.name, role]));
}

describe('people and what they may do', () => {
  browserTest('a role is made and changed in the table of rights', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/people/roles');
    await button('New role').click();
    await page.getByLabel('Name', { exact: true }).fill('News desk');
    await button('Read: All types: No').click();
    await page.getByText('Yes', { exact: true }).last().click();
    await page.keyboard.press('Escape');
    await button('Write: Articles: No').click();
    await page.getByText('Limited', { exact: true }).click();
    await page.getByRole('dialog').getByText('Only documents that they have made').waitFor();
    expect(await dashboard.axe()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByLabel('Read the audit log').check();
    await button('Make the role').click();
    await page.getByRole('heading', { name: 'News desk' }).waitFor();
    expect((await rolesByName())['News desk']).toMatchObject({
      permissions: ['audit.read', 'content.read'],
      grants: [{ right: 'WRITE', types: ['Article'], own: true }],
    });

    await button('Write: Articles: Own documents').click();
    await page.getByRole('dialog').getByText('Yes', { exact: true }).click();
    await page.keyboard.press('Escape');
    await button('Save changes').click();
    await toast('The role News desk is saved');
    expect((await rolesByName())['News desk'].grants).toMatchObject([
      { right: 'WRITE', types: ['Article'], own: false },
    ]);

    await page.getByLabel('Read the audit log').uncheck();
    await page.getByRole('link', { name: 'API tokens' }).click();
    await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { name: 'API tokens' }).waitFor();
  });

  browserTest('a token is shown once, and then no more', async () => {
    const { api, page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/people/tokens');
    await page.getByText('There is no token').waitFor();
    await button('New token').click();
    await page.getByLabel('What it is for').fill('The website');
    await page.getByLabel('Read all content').check();
    await button('Make the token').click();
    const token = (await page.getByRole('dialog').locator('code').textContent()) ?? '';
    await page.keyboard.press('Escape');
    await button('Done').click();
    await page.getByRole('cell', { name: /^The website/ }).waitFor();
    expect(await page.content()).not.toContain(token);
    const { data } = await api.query('{ viewer { permissions } }', {}, { token });
    expect(data.viewer.permissions).toEqual(['content.read']);

    await button('Revoke The website').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('There is no token').waitFor();
  });

  browserTest('somebody is invited, gets other roles, and is disabled', async () => {
    const { api, page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/people/users');
    await button('Invite').click();
    const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
    await dialog.getByLabel('Name').fill('Mara Lindqvist');
    await dialog.getByLabel('E-mail address').fill('mara');
    await dialog.getByLabel('Author').check();
    await button('Send the invitation').click();
    await dialog
      .getByText(/address/)
      .last()
      .waitFor();
    await dialog.getByLabel('E-mail address').fill('mara@example.org');
    await button('Send the invitation').click();
    await page.getByRole('row', { name: /Mara Lindqvist.*Author.*Invited/ }).waitFor();

    await makeUser(api, { email: 'yuki@example.org', password: 'a swallow over the quay', roles: ['editor'] });
    await page.getByLabel('Search names and addresses').fill('yuki');
    const row = page.getByRole('row', { name: /yuki@example.org/ });
    await row.getByText('Editor').waitFor();
    expect(page.url()).toContain('q=yuki');
    await button('More for Ann Example').last().click();
    await page.getByRole('menuitem', { name: 'Roles…' }).click();
    await page.getByLabel('Editor').uncheck();
    await page.getByLabel('Viewer').check();
    await button('Save').click();
    await row.getByText('Viewer').waitFor();

    await button('More for Ann Example').last().click();
    await page.getByRole('menuitem', { name: 'Disable…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await row.getByText('Disabled').waitFor();
  });

  browserTest('the audit log tells what was done, and is filtered by the address', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/people/audit?action=role.created');
    const entry = button('Made a role');
    await entry.click();
    await page.getByText('"name": "News desk"').waitFor();
    expect(await page.getByRole('button', { name: 'Signed in' }).count()).toBe(0);
    await button('Clear filters').click();
    await page.getByRole('button', { name: 'Signed in' }).first().waitFor();
  });

  browserTest('who may not manage people sees neither the screens nor the ways there', async () => {
    const { page } = dashboard;
    await dashboard.signInAs({ email: 'author@example.org', password: 'a small boat at sea', roles: ['author'] });
    await dashboard.open('/account');
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    const links = await page.getByRole('navigation', { name: 'Main' }).getByRole('link').allTextContents();
    expect(links).not.toEqual(expect.arrayContaining(['Users']));
    await dashboard.open('/people/users');
    await page
      .getByRole('alert')
      .getByText(/permission/)
      .waitFor();
  });

  browserTest('what is not there says so, and so do addresses that lead nowhere', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/no/such/screen');
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
    await dashboard.open('/people/roles/01ARZ3NDEKTSV4RRFFQ69G5FAV');
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
  });

  browserTest('the command palette goes to a screen and finds documents', async () => {
    const { api, page } = dashboard;
    await api.query(
      'mutation { createArticle(input: { title: "Lanterns in the fog" }) { article { id } userErrors { message } } }',
    );
    await dashboard.signInAs();
    await dashboard.open('/account');
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: /Articles/ })
      .waitFor();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Search content, or go to…').fill('lanterns');
    await page.getByText('Lanterns in the fog').waitFor();
    await page.getByPlaceholder('Search content, or go to…').fill('audit');
    await page.getByRole('dialog').getByText('Audit log').waitFor();
    await page.getByText('Lanterns in the fog').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Audit log' }).waitFor();
  });
});

const SCREENS = ['/people/users', '/people/roles', '/people/tokens', '/people/audit', '/account'];

describe.each(['light', 'dark'] as const)('in %s colours', scheme => {
  browserTest('axe finds nothing on the screens of people, at a desk or on a phone', async () => {
    const { page } = dashboard;
    await page.emulateMedia({ colorScheme: scheme });
    await dashboard.signInAs();
    for (const [width, height] of [
      [1440, 900],
      [390, 844],
    ]) {
      await page.setViewportSize({ width, height });
      for (const path of SCREENS) {
        await dashboard.open(path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        expect({ path, width, found: await dashboard.axe() }).toEqual({ path, width, found: [] });
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
      }
    }
  });
});
