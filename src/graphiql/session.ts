/**
 * Who is signed in to the explorer. The token comes from the address's fragment (which browsers never send) or from the
 * sign-in dialog, lives in sessionStorage, so that it ends with the tab, and leaves only as the Authorization of a
 * request or a socket to this same server.
 */
const STORAGE_KEY = 'keelson:token';

/** Inside the dashboard requests are sent as the person who is signed in there, whom the browser's cookie tells; tokens have no say. */
export const goesBySession = new URLSearchParams(location.search).has('session');
const listeners = new Set<() => void>();

/** The token as it was given, or null for anonymous. */
export function currentToken(): string | null {
  if (goesBySession) return null;
  return sessionStorage.getItem(STORAGE_KEY);
}

export function signIn(token: string): void {
  sessionStorage.setItem(STORAGE_KEY, token);
  notify();
}

export function signOut(): void {
  sessionStorage.removeItem(STORAGE_KEY);
  notify();
}

/** The name of the person who is signed in by the cookie, or null when nobody is. */
export async function askForName(): Promise<string | null> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ viewer { user { name } } }' }),
  });
  const { data } = (await response.json()) as { data?: { viewer: { user: { name: string } | null } } | null };
  return data?.viewer.user?.name ?? null;
}

/** Calls back after each sign-in and sign-out; returns the function that ends it. */
export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Moves `#token=...` into the session and out of the address bar and the history entry. */
export function takeTokenFromAddress(): void {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')?.trim();
  if (!token) return;
  history.replaceState(history.state, '', location.pathname + location.search);
  signIn(token);
}

function notify(): void {
  for (const listener of listeners) listener();
}
