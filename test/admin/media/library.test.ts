import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFetchPublic } from '../../../src/platform/fetching/fetch-public';
import { ASSET, png, uploaded } from '../../harness/media';
import { browserTest, useDashboard } from '../browser';
import { dropFiles } from './drop-files';

/*
 * The media library in a real browser: real files sent to the real server.
 */

let elsewhere: Server;
let address: string;
const fetchedPicture = png();

beforeAll(async () => {
  elsewhere = createServer((_request, response) => response.end(fetchedPicture));
  await new Promise<void>(resolve => elsewhere.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
});
afterAll(() => elsewhere.close());

const dashboard = useDashboard({
  uploadBytes: 36_000_000,
  fetchPublic: createFetchPublic({ resolve: async () => ['127.0.0.1'], allows: () => true }),
});

const picture = (name: string, bytes = png(64, 48)) => ({ name, type: 'image/png', bytes });
const link = (name: string | RegExp) => dashboard.page.getByRole('link', { name });
const uploads = () => dashboard.page.getByRole('region', { name: 'Uploads' });

/** An asset as the API has it. */
async function assetNamed(filename: string) {
  const { data } = await dashboard.api.query(
    `query ($search: String!) { assets(first: 1, search: $search) { nodes { ${ASSET} } } }`,
    { search: filename },
  );
  return data.assets.nodes[0];
}

async function showLibrary(address = ''): Promise<void> {
  await dashboard.open(`/media${address}`);
  await dashboard.page.getByRole('heading', { name: 'Media', level: 1 }).waitFor();
}

browserTest('files that are dropped anywhere are uploaded, each with its progress, and shown at once', async () => {
  await dashboard.signInAs();
  const { page, api } = dashboard;
  await showLibrary();
  await page.getByText('No media yet').waitFor();
  expect(await dashboard.axe()).toEqual([]);
  const dropped = [picture('lighthouse.png'), picture('harbour.png'), picture('pilot.png')];
  const told = page.evaluate(`new Promise(resolve => {
    const seen = new Set();
    new MutationObserver(() => {
      for (const bar of document.querySelectorAll('[role=progressbar]')) seen.add(bar.getAttribute('aria-label'));
      if (seen.size === 3) resolve([...seen].sort());
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  })`);
  await dropFiles(page, 'h1', dropped);
  expect(await told).toEqual(['harbour.png', 'lighthouse.png', 'pilot.png']);
  await uploads().getByText('3 files uploaded').waitFor();
  for (const { name } of dropped) await link(new RegExp(name)).waitFor();
  expect(await dashboard.axe()).toEqual([]);
  expect(await assetNamed('lighthouse')).toMatchObject({ kind: 'IMAGE', bytes: dropped[0].bytes.length });

  await dropFiles(page, 'h1', [{ ...dropped[1], name: 'again.png' }]);
  await uploads().getByText('Already in the library').waitFor();
  expect((await api.query('{ assets(first: 1) { totalCount } }')).data.assets.totalCount).toBe(3);
  await page.getByRole('button', { name: 'Close the list of uploads' }).click();
  await uploads().waitFor({ state: 'detached' });
});

browserTest('what is not taken is refused with its reason, and runs nowhere', async () => {
  await dashboard.signInAs();
  const { page } = dashboard;
  await showLibrary();
  dashboard.expectComplaint(/400|413/);
  const script = '<script>document.title = "run"</script>';
  await dropFiles(page, 'h1', [
    {
      name: 'logo.svg',
      type: 'image/svg+xml',
      bytes: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`),
    },
    { name: 'page.html', type: 'text/html', bytes: Buffer.from(`<!doctype html>${script}`) },
    // Whatever it is called and said to be: the content decides.
    { name: 'boat.png', type: 'image/png', bytes: Buffer.from(`<!doctype html><html>${script}</html>`) },
    { name: 'nothing.png', type: 'image/png', bytes: Buffer.alloc(0) },
    picture('sound.png'),
  ]);
  await uploads().getByText('1 file uploaded').waitFor();
  await uploads().getByText('4 files were not taken').waitFor();
  await uploads().getByText('Files of the type text/html are not taken.').waitFor();
  await uploads().getByText('The file is empty.').waitFor();
  expect(await dashboard.axe()).toEqual([]);
  expect(await assetNamed('logo')).toBeUndefined();
  expect(await page.title()).toBe('Media · Keelson');
});

browserTest('a large file goes in pieces, and one that is too large is said to be', async () => {
  await dashboard.signInAs();
  const { page } = dashboard;
  await showLibrary();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Upload', exact: true }).click(),
  ]);
  const pieces: string[] = [];
  page.on('request', request => {
    if (request.method() === 'PATCH') pieces.push(request.headers()['upload-offset']);
  });
  const large = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(35_000_000, 'fog ')]);
  await chooser.setFiles([{ name: 'large.pdf', mimeType: 'application/pdf', buffer: large }]);
  await chooser.setFiles([
    { name: 'huge.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(37_000_000, 1) },
  ]);
  await uploads().getByText('The file is too large for this server.').waitFor();
  await link(/large\.pdf/).waitFor();
  expect(pieces).toEqual(['0', String(16 * 1024 * 1024), String(32 * 1024 * 1024)]);
  expect(await assetNamed('large')).toMatchObject({ kind: 'DOCUMENT', bytes: 35_000_009 });
});

browserTest('a file is fetched from an address by a job that is watched to its end', async () => {
  await dashboard.signInAs();
  const { page } = dashboard;
  await showLibrary();
  await page.getByRole('button', { name: 'More ways to upload' }).click();
  await page.getByRole('menuitem', { name: 'From an address…' }).click();
  await page.getByLabel('Address of the file').fill(`${address}/far/skyline.png`);
  expect(await dashboard.axe()).toEqual([]);
  await page.getByRole('button', { name: 'Fetch' }).click();
  await link(/skyline\.png/).waitFor();
  await uploads().getByText('Uploaded', { exact: true }).waitFor();
});

browserTest('the library is searched, filtered, sorted and listed by its address', async () => {
  await dashboard.signInAs();
  const { page, api } = dashboard;
  await uploaded(api, png(), 'ferry-a.png', { alt: 'A ferry' });
  await uploaded(api, png(), 'ferry-b.png', { private: true });
  await showLibrary('?sort=FILENAME_DESC');
  await page.getByRole('textbox', { name: 'Search media' }).fill('ferry');
  await page.waitForURL(/q=ferry/);
  await link(/ferry-b/).waitFor();
  await page.getByText('2 of 2').waitFor();
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('menuitemradio', { name: 'Private', exact: true }).click();
  await page.waitForURL(/private=yes/);
  await page.getByText('1 of 1').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Remove the filter Visibility' }).click();
  await page.getByRole('button', { name: 'List' }).click();
  await page.waitForURL(/view=list/);
  expect(await page.getByRole('row').nth(1).innerText()).toContain('ferry-b.png');
  await page.getByRole('button', { name: 'Name' }).click();
  await page.waitForURL(/sort=FILENAME_ASC/);
  await page.getByRole('row').nth(1).getByText('ferry-a.png').waitFor();
  expect(await dashboard.axe()).toEqual([]);
  await page.getByRole('button', { name: 'Videos' }).click();
  await page.getByText('No file matches what is asked for here.').waitFor();
});

browserTest('more files come as one scrolls', async () => {
  await dashboard.signInAs();
  const { page, api } = dashboard;
  await Promise.all(Array.from({ length: 60 }, (_file, index) => uploaded(api, png(), `roll-${index}.png`)));
  await showLibrary('?q=roll-');
  await page.getByText('of 60').waitFor();
  await page.locator('[data-scroller]').evaluate(element => element.scrollTo(0, element.scrollHeight));
  await page.getByText('60 of 60').waitFor();
});

browserTest('what is said of a picture saves itself, and its focal point moves by click and by keys', async () => {
  await dashboard.signInAs();
  const { page, api } = dashboard;
  const { asset } = await uploaded(api, png(300, 200), 'mole.png');
  await showLibrary();
  await link(/mole\.png/).click();
  await page.getByRole('heading', { name: 'mole.png' }).waitFor();
  await page.getByLabel('Alternative text').fill('The mole at dawn');
  await page.getByLabel('Caption').fill('Seen from the west');
  await page.getByText('Saved', { exact: true }).waitFor();
  await page.getByRole('img', { name: 'The mole at dawn' }).click({ position: { x: 75, y: 150 } });
  await page.getByRole('button', { name: 'Focal point, 25 % from the left, 75 % from the top' }).focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('ArrowUp');
  await page.getByRole('button', { name: 'Focal point, 35 % from the left, 74 % from the top' }).waitFor();
  expect(await page.locator('[data-crop="1 : 1"]').evaluate(crop => (crop as HTMLElement).style.objectPosition)).toBe(
    '5% 50%',
  );
  await page.getByText('Saved', { exact: true }).waitFor();
  expect(await dashboard.axe()).toEqual([]);
  expect(await assetNamed('mole')).toMatchObject({
    alt: 'The mole at dawn',
    caption: 'Seen from the west',
    focalPoint: { x: 0.35, y: 0.74 },
  });
  await page.reload();
  expect(await page.getByLabel('Alternative text').inputValue()).toBe('The mole at dawn');

  const other = png(200, 200);
  await page.locator('input[type=file]').setInputFiles({ name: 'new.png', mimeType: 'image/png', buffer: other });
  await page.getByText('The file is replaced.').waitFor();
  const after = await assetNamed('mole');
  expect(after).toMatchObject({ id: asset.id, bytes: other.length });
  expect(after.sha256).not.toBe(asset.sha256);
});

browserTest('files are chosen by keys and deleted, but none that content still shows', async () => {
  await dashboard.signInAs();
  const { page, api } = dashboard;
  const used = await uploaded(api, png(), 'rope-used.png');
  const spare = await uploaded(api, png(), 'rope-spare.png');
  await api.query(
    'mutation ($heroId: ID!) { createArticle(input: { title: "On ropes", heroId: $heroId }) { userErrors { message } } }',
    { heroId: used.asset.id },
  );
  await showLibrary('?q=rope-');
  await link(/rope-spare/).focus();
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByText('2 selected').waitFor();
  await page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByText('Still in use').waitFor();
  await dialog.getByRole('link', { name: 'On ropes' }).waitFor();
  expect(await dashboard.axe()).toEqual([]);
  expect(await assetNamed('rope-spare')).toBeDefined();
  await dialog.getByRole('button', { name: 'Delete the 1 unused' }).click();
  await page.getByText('The file is deleted.').waitFor();
  await link(/rope-spare/).waitFor({ state: 'detached' });
  expect(await assetNamed('rope-spare')).toBeUndefined();
  expect(await assetNamed('rope-used')).toMatchObject({ id: used.asset.id });
  expect(spare.asset.id).not.toBe(used.asset.id);

  await dashboard.open(`/media/${used.asset.id}`);
  await page.getByRole('link', { name: 'On ropes' }).waitFor();
});

browserTest('who may only look is offered nothing else', async () => {
  await dashboard.signInAs({ email: 'reader@example.org', roles: ['viewer'] });
  const { page } = dashboard;
  await showLibrary();
  await page.locator('[data-tile]').first().waitFor();
  expect(await page.getByRole('button', { name: 'Upload', exact: true }).count()).toBe(0);
  await page.locator('[data-tile]').first().click();
  await page.getByText('Facts').waitFor();
  expect(await page.getByLabel('File name').getAttribute('readonly')).not.toBeNull();
  expect(await page.getByRole('button', { name: 'More actions' }).count()).toBe(0);
});
