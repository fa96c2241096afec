import { GraphQLID, GraphQLString, type GraphQLNamedInputType } from 'graphql';
import { startApi, type TestApi } from '../../harness/api';
import { operationOf, type Target, targetsOf } from '../../harness/argument-places';
import { MARK, PAYLOADS } from '../../harness/injection-payloads';
import { noteStatements } from '../../harness/wire-statements';

/*
 * Texts that a database would run if it took them for SQL, in every place of the API where a text or an id fits. What reached the
 * database is told by its driver.
 */

/** Root fields of one operation. */
const TOGETHER = 15;
const AT_ONCE = 4;
/** Far beyond what an honest answer takes on a busy machine, and far below what the payloads wait. */
const PATIENCE_MS = 25_000;
/** Payloads for places that lie deep within an input: the same code reads them as those further out. */
const FEW = 3;

/** What a text fits into: JSON takes it as a key as well. */
function takesText(type: GraphQLNamedInputType): ((payload: string) => unknown) | null {
  if (type === GraphQLString || type === GraphQLID) return payload => payload;
  return type.name === 'JSON' ? payload => ({ [payload]: payload }) : null;
}

/** The place and the payload behind the path of an error; of the whole operation when there is none. */
function told(bundle: readonly (readonly [Target, string])[], path?: readonly string[]): string {
  const [target, payload] = bundle[Number(path?.[0]?.slice(1) ?? 0)];
  return `${target.place.path}: ${JSON.stringify(payload)}`;
}

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ worker: false });
});
afterAll(() => api.close());

it('a text that is SQL stays a text in every argument of every query and mutation', async () => {
  let statements = 0;
  const taken = new Set<string>();
  const reached = new Set<string>();
  const noting = noteStatements(({ sql, values }) => {
    statements++;
    if (sql.toLowerCase().includes(MARK)) taken.add(sql);
    for (const value of values) if (typeof value === 'string' && value.includes(MARK)) reached.add(sql);
  });
  const targets = targetsOf(api.schema, takesText);
  const asked = targets.flatMap((target, index) => {
    const deep = target.place.path.split('.').length > 4;
    const payloads = deep ? PAYLOADS.filter((_, n) => (n + index) % Math.ceil(PAYLOADS.length / FEW) === 0) : PAYLOADS;
    return payloads.map(payload => [target, payload] as const);
  });
  const bundles: (readonly [Target, string])[][] = [];
  for (const kind of ['query', 'mutation']) {
    const ofKind = asked.filter(([target]) => target.kind === kind);
    for (let at = 0; at < ofKind.length; at += TOGETHER) bundles.push(ofKind.slice(at, at + TOGETHER));
  }
  const broken: string[] = [];
  const started = Date.now();
  const next = bundles.values();
  const run = async () => {
    for (const bundle of next) {
      const body = operationOf(bundle);
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${api.adminToken}` },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const { data, errors = [] } = (await response.json()) as {
        data?: unknown;
        errors?: { message: string; path?: string[]; extensions: { code: string } }[];
      };
      const faults = errors.filter(({ extensions }) => /^(INTERNAL|TIMEOUT|GRAPHQL|COST)/.test(extensions.code));
      if (response.status >= 500 || data === undefined) broken.push(`${response.status} ${told(bundle)}`);
      else broken.push(...faults.map(({ extensions, path }) => `${extensions.code} ${told(bundle, path)}`));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, run)).finally(() => noting.stop());
  process.stdout.write(
    `SQL injection: ${targets.length} places, ${asked.length} payloads in ${bundles.length} requests, ${statements} statements, ${((Date.now() - started) / 1000).toFixed(1)} s\n`,
  );
  expect(broken).toEqual([]);
  expect([...taken]).toEqual([]);
  expect(targets.length).toBeGreaterThan(200);
  expect(reached.size).toBeGreaterThan(50);
  expect(statements).toBeGreaterThan(asked.length / 4);
}, 300_000);

it('what orders a list is one of the words that the schema has', async () => {
  for (const payload of PAYLOADS) {
    for (const query of [
      `{ articles(first: 1, sort: [${JSON.stringify(payload)}]) { totalCount } }`,
      'query ($sort: [ArticleSort!]) { articles(first: 1, sort: $sort) { totalCount } }',
    ]) {
      const { errors } = await api.query(query, { sort: [payload] });
      expect(errors?.[0].extensions.code).toMatch(/^(GRAPHQL_VALIDATION_FAILED|GRAPHQL_PARSE_FAILED|BAD_USER_INPUT)$/);
    }
  }
});

it('the tables are as they were made', async () => {
  const names = await api.db.select<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name IN ('articles', 'users')",
  );
  expect(names).toHaveLength(2);
});
