import { inviteFirst } from '../../../src/features/auth/invitations';
import { newFirstInvitation } from '../../../src/features/auth/one-time-tokens';
import { png } from '../../harness/media';
import { ACCOUNT, browserTest, useDashboard } from '../browser';
import { dropFiles } from './drop-files';

/*
 * From the link that the first start shows to an article with pictures that everybody sees, by nothing but the dashboard.
 */

const dashboard = useDashboard();
const hero = png(120, 80);
const within = png(60, 40);

const asNobody = async (query: string, variables: object = {}) =>
  (await dashboard.api.query(query, variables, { token: null })).data;

/** The bytes behind an address of the API, asked for as nobody. */
async function fetchPublicly(url: string): Promise<{ status: number; type: string | null; bytes: Buffer }> {
  const { pathname, search } = new URL(url);
  const response = await fetch(dashboard.api.url + pathname + search);
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

browserTest(
  'the first administrator publishes an article with uploaded pictures, which the public API gives out',
  async () => {
    const { api, page } = dashboard;
    const { token, hash } = newFirstInvitation();
    await inviteFirst(api.db, hash);
    await page.goto(`${api.url}/invitation#token=${token}&first=yes`);
    await page.getByLabel('Your name').fill('Ines Carvalho');
    await page.getByLabel('E-mail address').fill(ACCOUNT.email);
    await page.getByLabel('Password').first().fill(ACCOUNT.password);
    await page.getByRole('button', { name: 'Create the account', exact: true }).click();
    const navigation = page.getByRole('navigation', { name: 'Main' });
    await navigation.getByRole('link', { name: /^Articles/ }).click();
    await page.getByRole('link', { name: 'New article' }).click();

    await page.getByRole('textbox', { name: 'Title' }).fill('Lights on the Elbe');
    await dropFiles(page, '[role=group]:has-text("Drop an image")', [
      { name: 'lights.png', type: 'image/png', bytes: hero },
    ]);
    await page.getByText('lights.png').waitFor();
    const body = page.getByRole('textbox', { name: 'Body' });
    await body.click();
    await page.keyboard.type('Eleven ships, and a light.');
    await dropFiles(page, '[contenteditable=true]', [{ name: 'ship.png', type: 'image/png', bytes: within }]);
    await body.locator('img[src]').waitFor();
    await page.getByText(/^Saved/).waitFor();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('Published. Readers see it now.').waitFor();

    const { articles } = await asNobody(
      '{ articles(first: 1) { nodes { title hero { filename contentType url } body { html } } } }',
    );
    const [article] = articles.nodes;
    expect(article).toMatchObject({
      title: 'Lights on the Elbe',
      hero: { filename: 'lights.png', contentType: 'image/png' },
    });
    expect(await fetchPublicly(article.hero.url)).toEqual({ status: 200, type: 'image/png', bytes: hero });
    const [, address] = /<img[^>]*\ssrc="([^"]+)"/.exec(article.body.html) ?? [];
    expect(await fetchPublicly(address)).toEqual({ status: 200, type: 'image/png', bytes: within });
  },
  60_000,
);

browserTest('pictures are taken from the library, for a field and for a text', async () => {
  await dashboard.signInAs();
  const { page } = dashboard;
  await dashboard.open('/content/articles/new');
  await page.getByRole('textbox', { name: 'Title' }).fill('Again the lights');
  await page.getByRole('button', { name: 'choose one' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Search media' }).fill('light');
  expect(await dashboard.axe()).toEqual([]);
  await dialog.getByRole('button', { name: 'lights.png' }).click();
  await page.getByRole('button', { name: 'Remove: lights.png' }).waitFor();

  await page.getByRole('textbox', { name: 'Body' }).click();
  await page.getByRole('button', { name: 'Image', exact: true }).click();
  await dialog.getByRole('button', { name: 'ship.png' }).click();
  const picture = page.getByRole('textbox', { name: 'Body' }).locator('img[src]');
  await picture.waitFor();
  expect(await picture.evaluate(image => (image as HTMLImageElement).src)).toMatch(/\/media\/01[0-9A-Z]{24}$/);
  await page.getByText(/^Saved/).waitFor();
  await page.waitForURL(/\/articles\/01/);
  const id = page.url().split('/').at(-1);
  const { data } = await dashboard.api.query(
    'query ($id: ID!) { article(id: $id, perspective: DRAFT) { hero { filename } body { json } } }',
    { id },
  );
  expect(data.article.hero).toEqual({ filename: 'lights.png' });
  expect(JSON.stringify(data.article.body.json)).toContain('"assetId":"01');

  await dashboard.open('/content/articles?columns=hero');
  await page.getByRole('grid').locator('img').first().waitFor();
  expect(await dashboard.axe()).toEqual([]);
});

browserTest('a picture that is pasted into a text is uploaded and stands there', async () => {
  await dashboard.signInAs();
  const { page } = dashboard;
  await dashboard.open('/content/articles/new');
  const body = page.getByRole('textbox', { name: 'Body' });
  await body.click();
  await page.keyboard.type('Before, after');
  await body.evaluate((editor, base64) => {
    const clipboardData = new DataTransfer();
    const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
    clipboardData.items.add(new File([bytes], 'screenshot.png', { type: 'image/png' }));
    clipboardData.setData('text/html', '<meta charset="utf-8"><img src="https://elsewhere.example.org/boat.png">');
    editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, png(30, 20).toString('base64'));
  const picture = body.locator('img[src]');
  await picture.waitFor();
  expect(await picture.getAttribute('src')).toMatch(/^\/media\/01/);
});
