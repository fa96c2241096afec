import { type PrivateServices, startPrivateServices } from '../harness/private-services';
import { report, testSeeds } from '../harness/seeded-random';
import { type ChaosPlan, runChaos, undisturbed } from '../system/chaos/chaos-run';

const JOBS = 400;
const seeds = testSeeds(Number(process.env.KEELSON_TEST_SEEDS ?? 20));

let services: PrivateServices;
beforeAll(async () => {
  services = await startPrivateServices({ durable: true });
});
afterAll(() => services.close());

const plan = (seed: number): ChaosPlan => ({
  seed,
  jobs: JOBS,
  workers: 3,
  stepMs: 60,
  fenced: true,
  stores: [
    { after: 0.1, fault: 'flush' },
    { after: 0.25, fault: 'redis' },
    { after: 0.5, fault: 'database' },
    { after: 0.75, fault: 'flush' },
  ],
  pace: [500, 2000],
  killShare: 0.5,
});

describe('400 jobs under kills, suspensions, two flushes, a lost Redis and a killed database', () => {
  it.each(seeds)('seed %i: all settle, each effect once, no handle lost, no illegal step', async seed => {
    const { story, ...outcome } = await runChaos(services, plan(seed));
    report(`seed ${seed}: ${JOBS} jobs, ${outcome.effects} effects, ${outcome.duplicates} duplicates; ${story}`);
    expect(outcome).toEqual(undisturbed(JOBS));
  });

  it('without the fence the same faults have effects done twice', async () => {
    const { story, ...outcome } = await runChaos(services, { ...plan(seeds[0]), stepMs: 150, fenced: false });
    report(`seed ${seeds[0]}, no fence: ${outcome.effects} effects, ${outcome.duplicates} duplicates; ${story}`);
    expect(outcome.duplicates).toBeGreaterThan(0);
  });
});
