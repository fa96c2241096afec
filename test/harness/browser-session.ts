import { seedRoles } from '../../src/engine/access/roles';
import { listMailbox } from '../../src/features/mail/mailbox';
import { newId } from '../../src/platform/crypto/new-id';
import { hashPassword } from '../../src/platform/crypto/passwords';
import type { TestApi } from './api';

/** What a mutation or query answered, with the cookie that came with it. */
export interface VisitAnswer {
  status: number;
  data: Record<string, any>;
  code: string | null;
  /** The Set-Cookie header; null when there was none. */
  setCookie: string | null;
}

/** A browser as far as sessions go: it sends back the cookie that it was given. */
export interface Visitor {
  cookie: string | null;
  send(query: string, variables?: object): Promise<VisitAnswer>;
  /** The payload of a mutation with its `userErrors`. */
  change(mutation: string, input: object, selection: string): Promise<Record<string, any>>;
}

/** Opens a browser that has no cookies, or one. */
export function visitorOf(api: TestApi, cookie: string | null = null): Visitor {
  const visitor: Visitor = {
    cookie,
    async send(query, variables = {}) {
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(visitor.cookie ? { cookie: visitor.cookie } : {}) },
        body: JSON.stringify({ query, variables }),
      });
      const setCookie = response.headers.get('set-cookie');
      if (setCookie !== null) visitor.cookie = /=;/.test(setCookie) ? null : setCookie.split(';', 1)[0];
      const { data, errors } = (await response.json()) as { data: any; errors?: { extensions: { code: string } }[] };
      return { status: response.status, data, code: errors?.[0]?.extensions.code ?? null, setCookie };
    },
    async change(mutation, input, selection) {
      const type = `${mutation[0].toUpperCase()}${mutation.slice(1)}Input`;
      const { data, code } = await visitor.send(
        `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} userErrors { code message path } } }`,
        { input },
      );
      expect(code).toBeNull();
      return data[mutation];
    },
  };
  return visitor;
}

/** The secret that a mail to the address links to, other than those that are known. */
export async function linkedToken(api: TestApi, email: string, known: readonly string[] = []): Promise<string> {
  for (;;) {
    const mails = (await listMailbox(api.db)).filter(({ recipient }) => recipient === email);
    const tokens = mails.map(({ text }) => /#token=([\w-]+)/.exec(text)?.[1] ?? '');
    const found = tokens.find(token => token !== '' && !known.includes(token));
    if (found) return found;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

/** An account that is ready to sign in, with these built-in roles. */
export async function makeUser(
  api: TestApi,
  { email, password, roles = [] }: { email: string; password: string; roles?: readonly string[] },
): Promise<string> {
  const id = newId();
  await api.db.run(
    'INSERT INTO users (id, email, name, password_hash, created_at, activated_at) VALUES (?, ?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))',
    [id, email, 'Ann Example', await hashPassword(password)],
  );
  await seedRoles(api.db);
  for (const role of roles)
    await api.db.run('INSERT INTO user_roles (user_id, role_id) SELECT ?, id FROM roles WHERE built_in = ?', [
      id,
      role,
    ]);
  return id;
}
