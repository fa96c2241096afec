import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page, type WebSocket } from 'playwright-core';

/** Debian's Chromium; a browser is never downloaded. */
export const CHROMIUM = '/usr/bin/chromium';
export const chromiumIsAbsent = !existsSync(CHROMIUM);

/** Keeps Chromium's own errands (updates, sync, autofill) off the network: nothing but loopback resolves. */
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
];

/** What a page did that it should not have: requests to other hosts, errors, breaches of its policy. */
export interface Watch {
  complaints: string[];
  /** URL and Authorization of each request to /graphql. */
  graphqlRequests: { url: string; authorization: string | null }[];
  /** Frames that the page sent over its sockets. */
  socketFrames: string[];
}

export interface Browser {
  context: BrowserContext;
  close(): Promise<void>;
}

/** Starts a browser with a throw-away profile. */
export async function openBrowser(): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'keelson-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    headless: true,
    args: ARGUMENTS,
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
  });
  return {
    context,
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Records everything about the page that a test should be able to object to. */
export function watch(page: Page, origin: string): Watch {
  const record: Watch = { complaints: [], graphqlRequests: [], socketFrames: [] };
  const allowed = (url: string) => url.startsWith(origin) || /^(data|blob):/.test(url);
  page.on('request', request => {
    if (!allowed(request.url())) record.complaints.push(`request to ${request.url()}`);
    if (new URL(request.url()).pathname === '/graphql') {
      record.graphqlRequests.push({ url: request.url(), authorization: request.headers().authorization ?? null });
    }
  });
  page.on('websocket', (socket: WebSocket) => {
    if (!socket.url().startsWith(origin.replace(/^http/, 'ws'))) record.complaints.push(`socket to ${socket.url()}`);
    socket.on('framesent', frame => record.socketFrames.push(String(frame.payload)));
  });
  page.on('pageerror', error => record.complaints.push(`page error: ${error.message}`));
  // Chromium reports breaches of the content security policy on the console, as errors.
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type()))
      record.complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  return record;
}
