import { fillWithArticles } from '../../bench/fill-with-articles';
import { browserTest, useDashboard } from '../admin/browser';
import { until } from '../harness/http-server';
import { report } from '../harness/seeded-random';

const ARTICLES = Number(process.env.KEELSON_TEST_ARTICLES ?? 10_000);
/** What feels immediate, after web.dev's thresholds for Interaction to Next Paint. */
const GOOD_INP_MS = 200;

const dashboard = useDashboard();
beforeAll(async () => {
  if (!dashboard.api) return;
  await fillWithArticles(dashboard.api.db, ARTICLES, 1_000);
}, 300_000);

/** What the browser itself measures, from the first moment of a page; `figures.take()` begins anew. */
const OBSERVED = `
  const fresh = () => ({ interactions: new Map(), longTasks: [], shifts: [], frames: [] });
  let seen = fresh();
  const observe = (type, options, each) =>
    new PerformanceObserver(list => list.getEntries().forEach(each)).observe({ type, buffered: true, ...options });
  observe('event', { durationThreshold: 16 }, ({ interactionId, duration, name }) => {
    if (interactionId) seen.interactions.set(interactionId, { name, ms: Math.max(duration, seen.interactions.get(interactionId)?.ms ?? 0) });
  });
  observe('longtask', {}, ({ duration }) => seen.longTasks.push(Math.round(duration)));
  observe('layout-shift', {}, ({ value, sources }) =>
    seen.shifts.push({ value, of: sources.map(({ node }) => node?.className ?? node?.nodeName ?? '?') }));
  let last = performance.now();
  const frame = now => { seen.frames.push(now - last); last = now; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
  globalThis.figures = { take() { const taken = seen; seen = fresh(); return taken; } };
`;

interface Figures {
  /** The slowest interaction, in milliseconds until what it changed was drawn: INP of a visit as short as this. */
  inp: number;
  interactions: number;
  longTasks: number[];
  shift: number;
  shiftOf: string[];
  slowestFrame: number;
}

const taken: Record<string, Figures> = {};

async function during(step: string, work: () => Promise<void>): Promise<void> {
  const { page } = dashboard;
  const settle = () =>
    page.evaluate<unknown>(
      'new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100))))',
    );
  await settle();
  await page.evaluate('void figures.take()');
  await work();
  await settle();
  taken[step] = await page.evaluate<Figures>(`(() => {
    const { interactions, longTasks, shifts, frames } = figures.take();
    const durations = [...interactions.values()].map(({ ms }) => ms);
    return {
      inp: Math.max(0, ...durations),
      interactions: durations.length,
      longTasks,
      shift: shifts.reduce((sum, { value }) => sum + value, 0),
      shiftOf: shifts.flatMap(({ of }) => of),
      slowestFrame: Math.round(Math.max(...frames)),
    };
  })()`);
}

browserTest(
  `a list of ${ARTICLES.toLocaleString('en')} documents answers at once, and nothing in it jumps`,
  async () => {
    const { page } = dashboard;
    await page.addInitScript(OBSERVED);
    await dashboard.signInAs();
    await dashboard.open('/content/articles');
    const rows = page.locator('[role=row][aria-selected]');
    await rows.first().waitFor();
    const foot = page.getByText(/^[\d,]+ of [\d,]+$/);
    const loaded = async () => Number((await foot.textContent())?.split(' ')[0].replaceAll(',', ''));

    await during('scrolling', async () => {
      const { x, y } = (await page.getByRole('grid').boundingBox()) ?? { x: 0, y: 0 };
      await page.mouse.move(x + 400, y + 300);
      for (let turn = 0; turn < 80; turn++) await page.mouse.wheel(0, 600);
      await until(async () => (await loaded()) >= 600);
      for (let turn = 0; turn < 80; turn++) await page.mouse.wheel(0, -600);
    });
    await during('walking', async () => {
      for (let step = 0; step < 40; step++) await page.keyboard.press('j');
    });
    await during('selecting', async () => {
      await page.keyboard.press('x');
      for (let step = 0; step < 40; step++) await page.keyboard.press('Shift+J');
      for (let index = 3; index < 12; index++) await rows.nth(index).getByRole('checkbox').click();
      await page.getByRole('checkbox', { name: 'Select all rows' }).click();
      await page.getByRole('button', { name: /^Select all [\d,]+$/ }).click();
      await page.keyboard.press('Escape');
    });
    await during('filtering', async () => {
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
      await page.getByRole('button', { name: 'Status' }).click();
      await page.getByRole('checkbox', { name: /^Published/ }).click();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Clear', exact: true }).click();
    });
    await during('searching', async () => {
      await page.keyboard.press('/');
      await page.keyboard.type('harbour', { delay: 60 });
      await until(async () => page.url().includes('q=harbour'));
      await page.getByRole('button', { name: 'Clear the search' }).click();
      await rows.first().waitFor();
    });
    for (const [step, { inp, interactions, longTasks, shift, slowestFrame }] of Object.entries(taken)) {
      report(
        `${step}: INP ${inp} ms of ${interactions} interactions, long tasks ${longTasks.join(' ') || 'none'} ms, layout shift ${shift.toFixed(4)}, slowest frame ${slowestFrame} ms`,
      );
    }
    const jumps = Object.entries(taken).flatMap(([step, { shift, shiftOf }]) => (shift > 0 ? [step, ...shiftOf] : []));
    expect(jumps).toEqual([]);
    expect(Math.max(...Object.values(taken).map(({ inp }) => inp))).toBeLessThan(GOOD_INP_MS);
  },
  300_000,
);
