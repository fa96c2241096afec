import { browserTest, useDashboard } from '../browser';

const dashboard = useDashboard();

browserTest('the name of the site is changed, and readers are told', async () => {
  await dashboard.signInAs();
  const { page } = dashboard;
  await dashboard.open('/settings');
  await page.getByLabel('Name of the site').fill('Harbour Review');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The settings are saved.').waitFor();
  const { data } = await dashboard.api.query('{ siteSettings { title } }', {}, { token: null });
  expect(data.siteSettings.title).toBe('Harbour Review');

  await page.getByLabel('Name of the site').fill(' ');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The site needs a title.').waitFor();
  expect(await dashboard.axe()).toEqual([]);
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByText('Leave without saving?').waitFor();
});
