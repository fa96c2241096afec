import { type PrivateServices, startPrivateServices } from '../../harness/private-services';
import { report, testSeeds } from '../../harness/seeded-random';
import { runChaos, undisturbed } from './chaos-run';

let services: PrivateServices;
beforeAll(async () => {
  services = await startPrivateServices({ durable: true });
});
afterAll(() => services.close());

const [seed] = testSeeds(1);

it('jobs end with each effect done once, whatever is killed, suspended, emptied and taken away under them', async () => {
  const jobs = 40;
  const { story, ...outcome } = await runChaos(services, {
    seed,
    jobs,
    workers: 2,
    stepMs: 60,
    fenced: true,
    stores: [
      { after: 0.1, fault: 'flush' },
      { after: 0.2, fault: 'redis' },
      { after: 0.5, fault: 'database' },
      { after: 0.7, fault: 'flush' },
    ],
    pace: [600, 1800],
    killShare: 0.5,
  });
  report(`seed ${seed}: ${jobs} jobs, ${outcome.effects} effects, ${outcome.duplicates} duplicates; ${story}`);
  expect(outcome).toEqual(undisturbed(jobs));
}, 120_000);

it('without the fence workers that sleep past their lease have effects done twice, which the ledger sees', async () => {
  const { story, ...outcome } = await runChaos(services, {
    seed,
    jobs: 40,
    workers: 3,
    stepMs: 200,
    fenced: false,
    stores: [],
    pace: [300, 800],
    killShare: 0,
  });
  report(`seed ${seed}, no fence: ${outcome.effects} effects, ${outcome.duplicates} duplicates; ${story}`);
  expect(outcome.duplicates).toBeGreaterThan(0);
  expect(outcome.faults.filter(fault => fault.startsWith('An effect was done twice'))).not.toEqual([]);
}, 120_000);
