import type { TestApi } from './api';

/** Calls mutations of an API, each with its one input. */
export interface Mutations {
  /** The payload of a mutation, with `userErrors`; the selection is what else is wanted of it. Fails the test on a top-level error. */
  change(mutation: string, input: object, selection: string): Promise<Record<string, any>>;
  /** How many rows there are of everything that a write could touch. */
  rows(): Promise<Record<string, number>>;
}

const TABLES = ['events', 'revisions', 'search_entries', 'jobs', 'idempotency_keys'];

/** Makes the mutations of an API; `tables` are those of the content types that the test writes. */
export function mutationsOf(api: () => TestApi, tables: readonly string[]): Mutations {
  return {
    async change(mutation, input, selection) {
      const Input = `${mutation[0].toUpperCase()}${mutation.slice(1)}Input`;
      const { data, errors } = await api().query(
        `mutation ($input: ${Input}!) { ${mutation}(input: $input) { ${selection} userErrors { code message path } } }`,
        { input },
      );
      if (errors) throw new Error(`${mutation} answers ${JSON.stringify(errors)}.`);
      return (data as Record<string, any>)[mutation];
    },
    async rows() {
      const counts: Record<string, number> = {};
      for (const table of [...TABLES, ...tables]) {
        const [{ n }] = await api().db.select<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`);
        counts[table] = Number(n);
      }
      return counts;
    },
  };
}
