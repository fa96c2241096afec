import { parse, SingleFieldSubscriptionsRule, specifiedRules, validate } from 'graphql';
import { report, seededRandom, testSeeds } from '../../harness/seeded-random';
import { compareExecutions } from './differences';
import { randomDocument } from './random-document';
import { schema } from './strange-schema';

/** Documents to compare, each with several sets of variables; `KEELSON_TEST_DOCUMENTS` asks for more. */
const DOCUMENTS = Number(process.env.KEELSON_TEST_DOCUMENTS ?? 1_500);
const REQUESTS_PER_DOCUMENT = 3;
/** This rule throws when the root of a subscription depends on a variable; `execute` takes many fields there. */
const RULES = specifiedRules.filter(rule => rule !== SingleFieldSubscriptionsRule);
const [seed] = testSeeds(1);

// graphql-js leaves items of a list unheard when a later one fails that may not be null, which would end the process. Here someone
// listens to every promise; what is compared does not depend on it.
const { then } = Promise.prototype;
beforeAll(() => {
  Reflect.set(Promise.prototype, 'then', function (this: Promise<unknown>, ...callbacks: Parameters<typeof then>) {
    const next = then.apply(this, callbacks);
    void then.call(next, undefined, () => {});
    return next;
  });
});
afterAll(() => {
  Reflect.set(Promise.prototype, 'then', then);
});

describe('the planned executor on random documents', () => {
  it(`answers as graphql-js does and calls resolvers with the same (seed ${seed})`, async () => {
    const random = seededRandom(seed);
    const met = { documents: 0, requests: 0, invalid: 0, refused: 0, withErrors: 0, nullData: 0, calls: 0 };
    while (met.documents < DOCUMENTS) {
      const { text, operationNames, variables } = randomDocument(random);
      const document = parse(text);
      if (validate(schema, document, RULES).length > 0) {
        met.invalid++;
        continue;
      }
      met.documents++;
      for (let i = 0; i < REQUESTS_PER_DOCUMENT; i++) {
        const variableValues = variables();
        const operationName = random.pick(operationNames);
        const world = Math.floor(random.between(0, 1e6));
        const { differs, calls, result } = await compareExecutions(
          { schema, document, variableValues, operationName },
          world,
        );
        if (differs !== null) {
          throw new Error(
            `${differs}\nseed ${seed}, document ${met.documents}:\n${text}\n${JSON.stringify(variableValues)}`,
          );
        }
        met.requests++;
        met.calls += calls;
        if (result?.data === undefined) met.refused++;
        else if (result.data === null) met.nullData++;
        else if (result.errors) met.withErrors++;
      }
    }
    report(`${JSON.stringify(met)}, seed ${seed}`);
    // A generator that had become too tame would prove nothing.
    expect(met.refused).toBeGreaterThan(met.requests / 100);
    expect(met.withErrors).toBeGreaterThan(met.requests / 20);
    expect(met.calls).toBeGreaterThan(met.requests);
  }, 600_000);
});
