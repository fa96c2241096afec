import { spawnKeelson } from '../harness/keelson-process';

test("two that prepare the same clone at once do not get in each other's way", async () => {
  const both = [spawnKeelson(['build']), spawnKeelson(['build'])];
  expect(await Promise.all(both.map(each => each.exited))).toEqual([0, 0]);
  const again = spawnKeelson(['build']);
  expect(await again.exited).toBe(0);
  expect(again.output()).toBe('');
});

test('a command that does not exist is named, with those that do', async () => {
  const keelson = spawnKeelson(['strat']);
  expect(await keelson.exited).toBe(1);
  expect(keelson.output()).toMatch(/There is no command "strat"; there are start, keelson, test/);
});
