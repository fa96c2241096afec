import { BREAK, type DocumentNode, GraphQLError, Kind, visit } from 'graphql';
import type { Viewer } from '../engine/access/viewer';

/** Why somebody may not run a document; null when there is nothing against it. */
export type IntrospectionGate = (document: DocumentNode, viewer: Viewer) => GraphQLError | null;

/** Lets only those introspect the schema who are signed in or have a token, or with `anonymous` everybody. */
export function createIntrospectionGate(anonymous: boolean): IntrospectionGate {
  if (anonymous) return () => null;
  const known = new WeakMap<DocumentNode, boolean>();
  return (document, viewer) => {
    if (viewer.kind !== 'anonymous') return null;
    let asks = known.get(document);
    if (asks === undefined) {
      asks = introspects(document);
      known.set(document, asks);
    }
    return asks ? refusal() : null;
  };
}

function introspects(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    [Kind.FIELD]({ name }) {
      if (name.value !== '__schema' && name.value !== '__type') return undefined;
      found = true;
      return BREAK;
    },
  });
  return found;
}

const refusal = () =>
  new GraphQLError('Sign in, or send an API token, to introspect the schema.', {
    extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
  });
