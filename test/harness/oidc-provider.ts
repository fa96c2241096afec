import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What the provider says of a person. */
export interface ProviderAccount {
  email?: string;
  email_verified?: boolean;
  name?: string;
  groups?: string[];
}

export interface TestOidcProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Begins to serve this client and these people, by their names. */
  serve(redirectUri: string, accounts: Record<string, ProviderAccount>): Promise<void>;
  stop(): Promise<void>;
}

/** `oidc-provider` in a process of its own. */
export async function startOidcProvider(): Promise<TestOidcProvider> {
  const child: ChildProcess = fork(join(__dirname, 'oidc-provider-process.mjs'), {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const [{ issuer }] = (await once(child, 'message')) as [{ issuer: string }];
  return {
    issuer,
    clientId: 'keelson',
    clientSecret: 'a secret of the client',
    async serve(redirectUri, accounts) {
      const ready = once(child, 'message');
      child.send({ redirectUri, accounts });
      await ready;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

/** A browser as far as redirects, cookies and plain forms go. */
export class TestBrowser {
  private readonly cookies = new Map<string, Map<string, string>>();

  /** The cookies that it holds for an address. */
  jar(url: string): Map<string, string> {
    const { host } = new URL(url);
    const jar = this.cookies.get(host) ?? new Map<string, string>();
    this.cookies.set(host, jar);
    return jar;
  }

  /** One request, without following where it leads. */
  async go(url: string, form?: Record<string, string>): Promise<Response> {
    const jar = this.jar(url);
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) as RegExpExecArray;
      if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(cookie)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Goes on through the provider's pages as the person of this name, until the provider sends back to `callback`; gives that address. */
  async signInAtProvider(url: string, name: string, callback: string): Promise<string> {
    let response = await this.go(url);
    let here = url;
    for (let step = 0; step < 20; step++) {
      const location = response.headers.get('location');
      if (location !== null) {
        here = new URL(location, here).href;
        if (here.startsWith(callback)) return here;
        response = await this.go(here);
        continue;
      }
      const page = await response.text();
      const [, action] = /<form[^>]+action="([^"]+)"/.exec(page) ?? [];
      if (!action) throw new Error(`The provider answered ${response.status}: ${page.slice(0, 500)}`);
      const form = page.includes('name="login"')
        ? { prompt: 'login', login: name, password: 'any' }
        : { prompt: 'consent' };
      here = new URL(action, here).href;
      response = await this.go(here, form as Record<string, string>);
    }
    throw new Error('The provider never sent back.');
  }
}
