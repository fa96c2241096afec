import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { browserTest, useDashboard } from './browser';

const BUILT = process.env.KEELSON_TEST_GRAPHIQL ?? join(__dirname, '../../dist/graphiql');
const dashboard = useDashboard({ graphiqlDirectory: BUILT });
const explorerTest: typeof browserTest = existsSync(BUILT)
  ? browserTest
  : title => it.skip(`${title} (dist/graphiql is not built)`, () => {});

describe('the API explorer', () => {
  explorerTest(
    'answers inside the dashboard as the person who is signed in, while the navigation stays',
    async () => {
      const { page } = dashboard;
      await dashboard.signInAs();
      await dashboard.open('/graphiql');
      const frame = page.frameLocator('iframe');
      await frame.getByText('Ann Example').waitFor({ timeout: 30_000 });
      await frame.getByRole('button', { name: 'Execute query (Ctrl-Enter)' }).waitFor();
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Overview' }).waitFor();
      expect(await page.title()).toBe('API explorer · Keelson');
    },
    60_000,
  );

  explorerTest('is shown in no frame of another site', async () => {
    const { headers } = await fetch(`${dashboard.api.url}/graphiql`);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
  });
});

describe('a server without the explorer', () => {
  const without = useDashboard();

  browserTest('says so instead of showing an empty frame', async () => {
    without.expectComplaint(/404|Not Found/);
    await without.signInAs();
    await without.open('/graphiql');
    await without.page.getByText('The explorer is not there').waitFor();
    expect(await without.axe()).toEqual([]);
  });
});
