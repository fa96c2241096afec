/** The throw-away Redis of this test run; keys are kept apart by a prefix of each test's own. */
export function testRedisUrl(): string {
  return process.env.TEST_REDIS_URL as string;
}
