import { readLocales } from '../../../src/engine/content/locales';
import { makeUser } from '../../harness/browser-session';
import { browserTest, keepSession, useDashboard } from '../browser';

/*
 * Writing in a real browser against the real product. Whatever is seen as a reader is asked as nobody.
 */

const dashboard = useDashboard({ locales: readLocales('en,de', '') });

const MARA = { email: 'mara@example.org', password: 'seven ropes on the pier' };

const asNobody = async (query: string, variables: object = {}) =>
  (await dashboard.api.query(query, variables, { token: null })).data;

/** The document whose editor is open. */
const openId = () => dashboard.page.url().split('/').at(-1)?.split('?')[0] as string;

async function makeArticle(input: object): Promise<string> {
  const { data } = await dashboard.api.query(
    'mutation ($input: CreateArticleInput!) { createArticle(input: $input) { article { id } userErrors { message } } }',
    { input },
  );
  return data.createArticle.article.id;
}

const body = (text: string) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

browserTest('an article is written, saves itself, is published, and readers see it', async () => {
  await dashboard.signInAs();
  const { page } = dashboard;
  await dashboard.open('/content/articles/new');
  await page.getByRole('textbox', { name: 'Title' }).fill('Fog on the Elbe');
  await page.getByRole('textbox', { name: 'Title' }).press('Enter');
  await page.keyboard.type('## What the radar does not say');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Radar tells you **where** things are.');
  await page.getByText(/^Saved/).waitFor();
  await page.waitForURL(/\/articles\/01/);
  const id = openId();
  expect(await page.getByRole('textbox', { name: 'Slug' }).inputValue()).toBe('fog-on-the-elbe');
  expect((await asNobody('query ($id: ID!) { article(id: $id) { title } }', { id })).article).toBeNull();

  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByText('Published. Readers see it now.').waitFor();
  const { article } = await asNobody('query ($id: ID!) { article(id: $id) { title slug body { markdown } } }', { id });
  expect(article).toEqual({
    title: 'Fog on the Elbe',
    slug: 'fog-on-the-elbe',
    body: { markdown: '## What the radar does not say\n\nRadar tells you **where** things are.' },
  });

  await page.getByRole('textbox', { name: 'Title' }).fill('Fog on the river');
  await page.getByText('Changed', { exact: true }).waitFor();
  expect((await asNobody('query ($id: ID!) { article(id: $id) { title slug } }', { id })).article).toEqual({
    title: 'Fog on the Elbe',
    slug: 'fog-on-the-elbe',
  });
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Published', exact: true }).waitFor();
  expect((await asNobody('query ($id: ID!) { article(id: $id) { title } }', { id })).article.title).toBe(
    'Fog on the river',
  );
});

browserTest('two people who change the same title see both versions and choose', async () => {
  await dashboard.signInAs();
  const id = await makeArticle({ title: 'Tides', excerpt: 'One', body: body('Before') });
  const { page } = dashboard;
  await dashboard.open(`/content/articles/${id}`);
  const title = page.getByRole('textbox', { name: 'Title' });
  await title.waitFor();
  // The other one saves while this page can't hear of it.
  await page.route('**/graphql', route => route.abort('internetdisconnected'));
  dashboard.expectComplaint(/ERR_INTERNET_DISCONNECTED/);
  await title.fill('Tides, mine');
  await page.getByText('Not saved · retrying').waitFor();
  const other = await dashboard.secondPage();
  await makeUser(dashboard.api, { ...MARA, roles: ['editor'] });
  await keepSession(other.context(), dashboard.api, MARA);
  await other.goto(`${dashboard.api.url}/admin/content/articles/${id}`);
  await other.getByRole('textbox', { name: 'Title' }).fill('Tides, theirs');
  await other.getByRole('textbox', { name: 'Excerpt' }).fill('Two');
  await other.keyboard.press('Control+s');
  await other.getByText('Everything is saved.').waitFor();
  await page.unroute('**/graphql');
  await page.getByRole('button', { name: 'Compare' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Changed in two places').waitFor();
  await dialog.locator('ins', { hasText: 'theirs' }).waitFor();
  await dialog.locator('ins', { hasText: 'mine' }).waitFor();
  expect(await dashboard.axe()).toEqual([]);
  await dialog.getByRole('button', { name: 'Save these' }).click();
  await page.getByText(/^Saved/).waitFor();
  const { data } = await dashboard.api.query(
    'query ($id: ID!) { article(id: $id, perspective: DRAFT) { title excerpt } }',
    { id },
  );
  expect(data.article).toEqual({ title: 'Tides, mine', excerpt: 'Two' });
});

browserTest('what could not be saved is offered again after a crash', async () => {
  await dashboard.signInAs();
  const id = await makeArticle({ title: 'Anchor' });
  const { page } = dashboard;
  await dashboard.open(`/content/articles/${id}`);
  const title = page.getByRole('textbox', { name: 'Title' });
  await title.waitFor();
  await page.route('**/graphql', route => route.abort('internetdisconnected'));
  dashboard.expectComplaint(/ERR_INTERNET_DISCONNECTED/);
  await title.fill('Anchor, lost');
  await page.getByText('Not saved · retrying').waitFor();
  await page.evaluate('window.onbeforeunload = null');
  const again = await dashboard.context.newPage();
  await page.close();
  await again.goto(`${dashboard.api.url}/admin/content/articles/${id}`);
  await again.getByRole('button', { name: 'Bring it back' }).click();
  expect(await again.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Anchor, lost');
  await again.getByText(/^Saved/).waitFor();
  await again.close();
});

browserTest('a plan is made with a preset, shown in words, and cancelled', async () => {
  await dashboard.signInAs();
  const id = await makeArticle({ title: 'Plan' });
  const { page } = dashboard;
  await dashboard.open(`/content/articles/${id}`);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Schedule…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Tomorrow' }).click();
  await dialog.getByText(/^Goes live/).waitFor();
  expect(await dashboard.axe()).toEqual([]);
  await dialog.getByRole('button', { name: 'Schedule', exact: true }).click();
  await page.getByText('Scheduled', { exact: true }).waitFor();
  const read = async () =>
    (await dashboard.api.query('query ($id: ID!) { article(id: $id, perspective: DRAFT) { state publishAt } }', { id }))
      .data.article;
  expect(await read()).toMatchObject({ state: 'SCHEDULED' });
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Cancel the schedule' }).click();
  await page.getByText('Draft', { exact: true }).waitFor();
  expect(await read()).toEqual({ state: 'DRAFT', publishAt: null });
});

browserTest('an old version is compared word by word and restored', async () => {
  await dashboard.signInAs();
  const id = await makeArticle({ title: 'First words', body: body('The fog comes down') });
  await dashboard.api.query(
    `mutation ($id: ID!, $body: JSON) { publishArticle(input: { id: $id }) { userErrors { message } }
      updateArticle(input: { id: $id, title: "Last words", body: $body }) { userErrors { message } } }`,
    { id, body: body('The fog goes down') },
  );
  const { page } = dashboard;
  await dashboard.open(`/content/articles/${id}`);
  await page.getByRole('button', { name: 'History' }).click();
  await page.getByRole('button', { name: /Version 1/ }).click();
  await page.locator('del', { hasText: 'comes' }).waitFor();
  await page.locator('ins', { hasText: 'goes' }).waitFor();
  expect(await dashboard.axe()).toEqual([]);
  await page.getByRole('button', { name: 'Restore' }).click();
  await page.getByText('Version 1 is restored.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('First words');
});

browserTest('a translation is written beside the original and can be removed', async () => {
  await dashboard.signInAs();
  const id = await makeArticle({ title: 'Harbour', excerpt: 'Ships', body: body('Eleven ships'), publish: true });
  const { page } = dashboard;
  await dashboard.open(`/content/articles/${id}`);
  await page.getByRole('button', { name: 'Language: English' }).click();
  await page.getByRole('menuitem', { name: /German/ }).click();
  await page.getByText('There is no German translation yet.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Title', exact: true }).inputValue()).toBe('');
  await page.getByText('Eleven ships').waitFor();
  await page.getByRole('textbox', { name: 'Title', exact: true }).fill('Hafen');
  await page.getByText(/^Saved/).waitFor();
  const read = async () =>
    (
      await dashboard.api.query(
        'query ($id: ID!) { article(id: $id, locale: "de", perspective: DRAFT) { title slug _locales } }',
        { id },
      )
    ).data.article;
  expect(await read()).toEqual({ title: 'Hafen', slug: 'hafen', _locales: ['en', 'de'] });
  expect(await dashboard.axe()).toEqual([]);
  await page.getByRole('button', { name: 'Language: German' }).click();
  await page.getByRole('menuitem', { name: 'Remove this translation…' }).click();
  await page.getByRole('button', { name: 'Remove translation' }).click();
  await page.getByText('The translation is removed.').waitFor();
  expect(await read()).toMatchObject({ title: 'Harbour', _locales: ['en'] });
});

browserTest('who may not publish is offered no such thing, and who may only read can not write', async () => {
  const id = await makeArticle({ title: 'Reserved', publish: true });
  await dashboard.signInAs({ email: 'reader@example.org', roles: ['viewer'] });
  const { page } = dashboard;
  await dashboard.open(`/content/articles/${id}`);
  await page.getByText('You may read this, but not change it.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Title' }).getAttribute('readonly')).not.toBeNull();
  expect(await page.getByRole('button', { name: /Publish/ }).count()).toBe(0);

  await dashboard.context.clearCookies();
  await dashboard.signInAs({ email: 'author@example.org', roles: ['author'] });
  await dashboard.open('/content/articles/new');
  await page.getByRole('textbox', { name: 'Title' }).fill('My own');
  await page.getByText(/^Saved/).waitFor();
  expect(await page.getByRole('button', { name: /^Publish/ }).count()).toBe(0);
  await page.getByRole('button', { name: 'More actions' }).click();
  expect(await page.getByRole('menuitem', { name: 'Schedule…' }).count()).toBe(0);
  expect(await page.getByRole('menuitem', { name: 'Move to trash…' }).count()).toBe(1);
});

browserTest('what the server objects to stands beside its field, and the rest is saved', async () => {
  await dashboard.signInAs();
  await makeArticle({ title: 'Taken', slug: 'taken' });
  const id = await makeArticle({ title: 'Other' });
  const { page } = dashboard;
  await dashboard.open(`/content/articles/${id}`);
  await page.getByRole('textbox', { name: 'Slug' }).fill('taken');
  await page.getByRole('textbox', { name: 'Excerpt' }).fill('Sound');
  await page.getByText('Not saved · see below').waitFor();
  await page.locator('[class*="InputWrapper-error"]', { hasText: 'taken' }).waitFor();
  const { data } = await dashboard.api.query(
    'query ($id: ID!) { article(id: $id, perspective: DRAFT) { slug excerpt } }',
    { id },
  );
  expect(data.article).toEqual({ slug: 'other', excerpt: 'Sound' });
  expect(await dashboard.axe()).toEqual([]);
});

browserTest('leaving saves first, and asks where that can not be done', async () => {
  await dashboard.signInAs();
  const id = await makeArticle({ title: 'Rope' });
  const { page } = dashboard;
  await dashboard.open(`/content/articles/${id}`);
  await page.getByRole('textbox', { name: 'Title' }).fill('Ropes');
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.waitForURL(/\/admin\/?$/);
  const { data } = await dashboard.api.query(
    'query ($id: ID!) { article(id: $id, perspective: DRAFT) { title slug } }',
    {
      id,
    },
  );
  expect(data.article).toEqual({ title: 'Ropes', slug: 'ropes' });

  await dashboard.open(`/content/articles/${id}`);
  await page.getByRole('textbox', { name: 'Slug' }).fill('not a slug');
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByText('Leave without saving?').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(page.url()).toContain(id);
});

browserTest('a page is moved below another one, and what refers to a document is told', async () => {
  await dashboard.signInAs();
  const { page } = dashboard;
  const make = async (type: string, input: object) =>
    (
      await dashboard.api.query(
        `mutation ($input: Create${type}Input!) { payload: create${type}(input: $input) { node: ${type.toLowerCase()} { id } } }`,
        { input },
      )
    ).data.payload.node.id as string;
  await make('Page', { title: 'About' });
  const contact = await make('Page', { title: 'Contact' });
  await dashboard.open(`/content/pages/${contact}`);
  await page.getByLabel('Below').click();
  await page.getByRole('option', { name: 'About' }).click();
  await page.getByText('/about/contact').waitFor();
  expect(await dashboard.axe()).toEqual([]);

  const author = await make('Author', { name: 'Ada' });
  await makeArticle({ title: 'Signals', authorId: author });
  await dashboard.open(`/content/authors/${author}`);
  await page.getByRole('link', { name: 'Signals' }).waitFor();
});

browserTest('a copy has everything but the name, and the trash takes a document away', async () => {
  await dashboard.signInAs();
  const id = await makeArticle({ title: 'Lamp', excerpt: 'Bright', publish: true });
  const { page } = dashboard;
  await dashboard.open(`/content/articles/${id}`);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await page.getByText('This is the copy.').waitFor();
  expect(openId()).not.toBe(id);
  expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Lamp (copy)');
  expect(await page.getByRole('textbox', { name: 'Excerpt' }).inputValue()).toBe('Bright');
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Move to trash…' }).click();
  await page.getByRole('button', { name: 'Move to trash' }).click();
  await page.getByText('Moved to the trash.').waitFor();
  await page.waitForURL(/\/content\/articles$/);
});

browserTest('changes are discarded, and a document is taken down', async () => {
  await dashboard.signInAs();
  const id = await makeArticle({ title: 'Buoy', publish: true });
  const { page } = dashboard;
  await dashboard.open(`/content/articles/${id}`);
  const title = page.getByRole('textbox', { name: 'Title' });
  await title.fill('Buoys');
  await page.getByText('Changed', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Discard changes…' }).click();
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await page.getByText('The changes are discarded.').waitFor();
  expect(await title.inputValue()).toBe('Buoy');

  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Unpublish' }).click();
  await page.getByRole('button', { name: 'Unpublish' }).click();
  await page.getByText('Draft', { exact: true }).waitFor();
  expect((await asNobody('query ($id: ID!) { article(id: $id) { title } }', { id })).article).toBeNull();
});

browserTest('what somebody else changes appears by itself where nothing is being written', async () => {
  await dashboard.signInAs();
  const id = await makeArticle({ title: 'Ebb' });
  const { page } = dashboard;
  const listening = new Promise(resolve => {
    page.on('websocket', socket =>
      socket.on('framesent', ({ payload }) => String(payload).includes('DocumentChanges') && resolve(null)),
    );
  });
  await dashboard.open(`/content/articles/${id}`);
  const title = page.getByRole('textbox', { name: 'Title' });
  await title.waitFor();
  await listening;
  await dashboard.api.query(
    'mutation ($id: ID!) { updateArticle(input: { id: $id, title: "Ebb and flow" }) { userErrors { message } } }',
    { id },
  );
  await page.getByText(/changed this/).waitFor();
  expect(await title.inputValue()).toBe('Ebb and flow');
});

browserTest('a new document is made once, although the answer to its first save was lost', async () => {
  await dashboard.signInAs();
  const { page } = dashboard;
  await dashboard.open('/content/articles/new');
  dashboard.expectComplaint(/Failed to load resource/);
  let lost = 0;
  await page.route('**/graphql', async route => {
    if (lost === 0 && route.request().postData()?.includes('CreateArticle')) {
      lost += 1;
      await route.fetch();
      await route.abort('connectionreset');
    } else await route.continue();
  });
  await page.getByRole('textbox', { name: 'Title' }).fill('Only one');
  await page.getByText('Not saved · retrying').waitFor();
  await page.getByRole('textbox', { name: 'Excerpt' }).fill('Typed meanwhile');
  await page.getByText(/^Saved/).waitFor();
  const { data } = await dashboard.api.query(
    '{ articles(first: 5, filter: { title: { eq: "Only one" } }, perspective: DRAFT) { nodes { excerpt } } }',
  );
  expect(lost).toBe(1);
  expect(data.articles.nodes).toEqual([{ excerpt: 'Typed meanwhile' }]);
});
