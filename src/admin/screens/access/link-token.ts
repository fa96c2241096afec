import { useState } from 'react';

/** What the link says that somebody was sent. */
export interface LinkToken {
  token: string | null;
  /** It makes the first account of the site. */
  first: boolean;
}

/** Takes the token out of the address at once: neither the history nor a look over the shoulder is to keep it. */
export function useLinkToken(): LinkToken {
  const [found] = useState(readToken);
  return found;
}

let taken: { path: string; found: LinkToken } | null = null;

function readToken(): LinkToken {
  const place = new URLSearchParams(location.hash.slice(1));
  const token = place.get('token')?.trim() ?? null;
  // A component may be drawn twice before it stays.
  if (token === null && taken?.path === location.pathname) return taken.found;
  const found = { token, first: place.has('first') };
  taken = { path: location.pathname, found };
  if (token !== null) history.replaceState(history.state, '', location.pathname + location.search);
  return found;
}
