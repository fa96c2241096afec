import type { Client } from '@urql/core';
import { useSyncExternalStore } from 'react';
import { type Api, createApi } from './client';
import type { ViewerQuery } from './generated/graphql';
import { graphql } from './graphql';
import { onSessionEnd } from './session-end';

/*
 * Who is signed in. The session itself is a cookie that no script can read; what is known of it comes from `viewer`. Whoever signs in or
 * out calls `sessionChanged`, which throws away all that was read as somebody else.
 */

/** The person at the keyboard. */
export type Person = ViewerQuery['viewer'] & { user: NonNullable<ViewerQuery['viewer']['user']> };

const VIEWER = graphql(`
  query Viewer {
    viewer {
      kind
      permissions
      secondFactor
      user {
        id
        name
        email
      }
    }
  }
`);

let api: Api = createApi();
let person: Person | null = null;
/** What is still drawn while the way leads to the sign-in was drawn for this one. */
let latest: Person | null = null;
let asked: Promise<Person | null> | null = null;
const listeners = new Set<() => void>();

/** The client to ask by outside components; components use urql's hooks. */
export const currentClient = (): Client => api.client;

/** The client, for the one place that provides it. */
export const useCurrentClient = (): Client => useSyncExternalStore(subscribe, currentClient);

/** Who is signed in; asks the server when that is not known yet. Throws when the server does not answer. */
export function loadPerson(): Promise<Person | null> {
  asked ??= askForPerson();
  return asked;
}

/** Who is signed in; only for what is drawn inside the shell, where somebody is. */
export function usePerson(): Person {
  const found = useSyncExternalStore(subscribe, () => latest);
  if (!found) throw new Error('Nobody is signed in.');
  return found;
}

/** Whether the person has a permission without conditions, such as `users.manage`; what content allows is told by its type. */
export function useMay(permission: string): boolean {
  return mayOf(
    useSyncExternalStore(subscribe, () => person),
    permission,
  );
}

/** As `useMay`, for outside components. */
export function may(permission: string): boolean {
  return mayOf(person, permission);
}

/** Somebody has signed in or out: begins anew with an empty cache and another socket. */
export function sessionChanged(): void {
  api.close();
  api = createApi();
  asked = null;
  person = null;
  for (const listener of listeners) listener();
}

/** Asks again who is signed in, when something about the person was changed. */
export async function refreshPerson(): Promise<void> {
  asked = askForPerson();
  await asked;
  for (const listener of listeners) listener();
}

/** Says what to do when the session turns out to have ended; called at most once for each session. */
export function onSignedOut(reaction: () => void): void {
  onSessionEnd(() => {
    if (person === null) return;
    person = null;
    asked = null;
    reaction();
  });
}

async function askForPerson(): Promise<Person | null> {
  const { data, error } = await api.client.query(VIEWER, {}, { requestPolicy: 'network-only' }).toPromise();
  if (error?.graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED')) return null;
  if (!data) {
    asked = null;
    throw error ?? new Error('The server has said nothing.');
  }
  person = data.viewer.user ? (data.viewer as Person) : null;
  if (person) latest = person;
  return person;
}

function mayOf(found: Person | null, permission: string): boolean {
  return found !== null && (found.permissions.includes('*') || found.permissions.includes(permission));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
