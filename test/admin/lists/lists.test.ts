import { readLocales } from '../../../src/engine/content/locales';
import { CONTENT_TYPES } from '../../../src/features/content/content-types';
import { Event } from '../../fixtures/content/event.entity';
import { Speaker } from '../../fixtures/content/speaker.entity';
import { Venue } from '../../fixtures/content/venue.entity';
import { WHOLE_EVENT } from '../../fixtures/content/whole-event';
import { mutationsOf } from '../../harness/mutations';
import { browserTest, useDashboard } from '../browser';

const dashboard = useDashboard({
  locales: readLocales('en, de, fr', ''),
  contentTypes: [...CONTENT_TYPES, Event, Speaker, Venue],
});
const { change } = mutationsOf(() => dashboard.api, []);

const row = (title: string) => dashboard.page.getByRole('row').filter({ hasText: title });
const rows = () =>
  dashboard.page
    .getByRole('grid')
    .getByRole('row', { includeHidden: false })
    .filter({ has: dashboard.page.getByRole('gridcell') });
const count = async (wanted: number) => {
  await dashboard.page.getByText(`${wanted} of ${wanted}`, { exact: true }).waitFor();
};

const made: string[] = [];
beforeAll(async () => {
  if (!dashboard.api) return;
  const author = (await change('createAuthor', { name: 'Ada Brandt' }, 'author { id }')).author.id;
  for (const title of [
    'Fog over the pilots',
    'The last rope-walk',
    'Seven knots',
    'Letters from the coast',
    'Tide tables',
  ]) {
    const { article } = await change('createArticle', { title, authorId: author }, 'article { id }');
    made.push(article.id);
  }
  await change('publishContent', { ids: made.slice(0, 2) }, 'documents { id }');
  await change('updateArticle', { id: made[0], translations: [{ locale: 'de', title: 'Nebel' }] }, 'article { id }');
});

describe('a list of documents', () => {
  browserTest('is filtered, sorted and searched, and its address shows the same after a reload', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/content/articles');
    await count(5);
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('button', { name: 'Status' }).click();
    const draft = page.getByRole('checkbox', { name: /^Draft/ });
    await page
      .locator('label')
      .filter({ hasText: /^Draft3$/ })
      .waitFor();
    await draft.check();
    await count(3);
    await page.keyboard.press('Escape');
    await page.getByRole('columnheader', { name: 'Title' }).getByRole('button').click();
    await page.getByRole('columnheader', { name: 'Title' }).and(page.locator('[aria-sort=ascending]')).waitFor();
    const titles = async () => (await rows().allTextContents()).map(text => /^(Letters|Seven|Tide)/.exec(text)?.[0]);
    expect(await titles()).toEqual(['Letters', 'Seven', 'Tide']);
    expect(page.url()).toContain('filter=state%3Ain%3ADRAFT');
    await page.reload();
    await count(3);
    expect(await titles()).toEqual(['Letters', 'Seven', 'Tide']);
    await page.getByRole('button', { name: 'Change the filter Status' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('knots');
    await count(1);
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await count(5);
  });

  browserTest('is walked and chosen from with the keyboard', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/content/articles');
    await count(5);
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByText('1 selected').waitFor();
    await page.keyboard.press('Shift+J');
    await page.getByText('2 selected').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('2 selected').waitFor({ state: 'detached' });
    await page.keyboard.press('k');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await page.waitForURL(/content\/articles\/[0-9A-Z]{26}/);
  });

  browserTest('moves several documents to the trash, from where they are restored', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/content/articles');
    await count(5);
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+J');
    await page.getByRole('toolbar', { name: 'Bulk actions' }).getByRole('button', { name: 'Move to trash' }).click();
    await page.getByText('2 documents moved to the trash').waitFor();
    await count(3);
    await dashboard.open('/trash');
    await page.getByRole('heading', { name: 'Trash' }).waitFor();
    const restoring = page.getByRole('button', { name: /^Restore / });
    await restoring.first().waitFor();
    expect(await restoring.count()).toBe(2);
    expect(await dashboard.axe()).toEqual([]);
    await restoring.first().click();
    await page.getByText(/is a draft again/).waitFor();
    await restoring.nth(1).waitFor({ state: 'detached' });
    await restoring.click();
    await page.getByText('The trash is empty').waitFor();
    await dashboard.open('/content/articles');
    await count(5);
  });

  browserTest('deletes for good only who types the word for it', async () => {
    const { page } = dashboard;
    const { tag } = await change('createTag', { name: 'Obsolete' }, 'tag { id }');
    await change('trashTag', { id: tag.id }, 'documentId');
    await dashboard.signInAs();
    await dashboard.open('/trash');
    await page.getByRole('button', { name: 'Delete Obsolete for good…' }).click();
    const confirm = page.getByRole('dialog').getByRole('button', { name: 'Delete for good' });
    expect(await confirm.isDisabled()).toBe(true);
    await page.getByLabel('Type delete to confirm').fill('delete');
    await confirm.click();
    await page.getByText('“Obsolete” is gone for good').waitFor();
    await page.getByText('The trash is empty').waitFor();
  });

  browserTest('changes everything that a filter finds in a job that is watched', async () => {
    const { page } = dashboard;
    for (let number = 1; number <= 70; number++) await change('createTag', { name: `Tag ${number}` }, 'tag { id }');
    await dashboard.signInAs();
    await dashboard.open('/content/tags');
    await page.getByText(/^\d+ of 70$/).waitFor();
    await page.getByRole('checkbox', { name: 'Select all rows' }).check();
    const bar = page.getByRole('toolbar', { name: 'Bulk actions' });
    await bar.getByRole('button', { name: /^Select all/ }).click();
    await bar.getByText('70 selected').waitFor();
    await bar.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await page.getByText('70 changed, 0 skipped').waitFor();
    await row('Tag 70').getByText('Published').waitFor();
  });

  browserTest('changes where it stands when somebody else changes a document', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/content/articles');
    await row('Tide tables').getByText('Draft').waitFor();
    await change('updateArticle', { id: made[4], title: 'Tide tables and clocks' }, 'article { id }');
    await row('Tide tables and clocks').waitFor();
    await change('createArticle', { title: 'A latecomer' }, 'article { id }');
    await page.getByRole('button', { name: '1 change · Refresh' }).click();
    await row('A latecomer').waitFor();
  });

  browserTest('is kept as a view, shared, and deleted', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    await dashboard.open('/content/articles?q=knots');
    await count(1);
    await page.getByRole('button', { name: 'Save as view' }).click();
    await page.getByLabel('Name').fill('On knots');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'On knots', pressed: true }).waitFor();
    await page.getByRole('button', { name: 'All articles' }).click();
    await page.getByRole('button', { name: 'On knots', pressed: false }).click();
    await count(1);
    await page.getByRole('button', { name: 'Actions for the view On knots' }).click();
    await page.getByRole('menuitem', { name: 'Delete view' }).click();
    await page.getByRole('button', { name: 'On knots', exact: true }).waitFor({ state: 'detached' });
  });

  browserTest('offers nothing that the viewer may not do', async () => {
    const { page } = dashboard;
    await dashboard.signInAs({ email: 'viewer@example.org', roles: ['viewer'] });
    await dashboard.open('/content/articles');
    await row('Seven knots').waitFor();
    await page.keyboard.press('x');
    const bar = page.getByRole('toolbar', { name: 'Bulk actions' });
    await bar.waitFor();
    expect(await bar.getByRole('button').allTextContents()).toEqual(['Esc']);
    expect(await page.getByRole('link', { name: 'New article' }).count()).toBe(0);
  });

  browserTest('shows every kind of field of a type that the dashboard has never heard of', async () => {
    const { venue } = await change('createVenue', { name: 'Great hall' }, 'venue { id }');
    const { speaker } = await change('createSpeaker', { name: 'Ada Brandt' }, 'speaker { id }');
    await change(
      'createEvent',
      { ...WHOLE_EVENT, venueId: venue.id, hostId: speaker.id, speakerIds: [speaker.id] },
      'event { id }',
    );
    await dashboard.signInAs();
    const columns = [
      'state',
      ...['transcript', 'remark', 'body', 'code', 'seats', 'price', 'soldOut', 'doorsAt', 'salesOn', 'format'],
      ...['discounts', 'hours', 'tickets', 'contact', 'tint', 'meetingPoint', 'program', 'venue', 'host', 'speakers'],
    ];
    await dashboard.open(`/content/events?columns=${columns.join(',')}`);
    const event = row('Tides & Keels');
    await event.waitFor();
    for (const text of [
      'tides-26',
      '240',
      'Hybrid',
      'Students, Seniors',
      'Great hall',
      'Ada Brandt',
      '#0a7ea4',
      '53.544, 9.967',
      'example.org/tickets?x=1',
      'An evening about ships',
    ]) {
      await event.getByText(text).first().waitFor();
    }
  });

  browserTest('has nothing to object to, in light and dark, wide and narrow, full and empty', async () => {
    const { page } = dashboard;
    await dashboard.signInAs();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await dashboard.open('/content/articles');
      await row('Seven knots').waitFor();
      await page.keyboard.press('x');
      expect(await dashboard.axe()).toEqual([]);
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
      await page.getByRole('button', { name: 'Status' }).click();
      await page.getByRole('checkbox', { name: /^Draft/ }).waitFor();
      expect(await dashboard.axe()).toEqual([]);
      await dashboard.open('/content/articles?q=zeppelin');
      await page.getByText('No article has “zeppelin” in it.').waitFor();
      expect(await dashboard.axe()).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      await dashboard.open('/content/articles');
      await row('Seven knots').waitFor();
      expect(await dashboard.axe()).toEqual([]);
      await page.setViewportSize({ width: 1440, height: 900 });
    }
  });
});
