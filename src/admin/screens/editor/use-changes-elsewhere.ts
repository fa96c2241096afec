import { useEffect, useRef } from 'react';
import { useSubscription } from 'urql';
import { graphql } from '../../api/graphql';
import type { OpenDocument } from './use-open-document';

const CHANGES = graphql(`
  subscription DocumentChanges($types: [String!]) {
    contentChanges(types: $types, perspective: DRAFT) {
      documentId
      action
      actor
      revision
      at
    }
  }
`);

/** Time for the answer to an own save, which the feed may overtake. */
const OWN_SAVE_MS = 600;

interface Reactions {
  /** Somebody has saved another revision, and nothing is open here. */
  onNewer(actor: string | null, at: string): void;
  /** Its state has changed: it was published, taken down, moved to the trash. */
  onState(): void;
}

/** Follows what happens to an open document elsewhere. */
export function useChangesElsewhere({ type, facts, draft }: OpenDocument, reactions: Reactions): void {
  const latest = useRef({ facts, draft, reactions });
  latest.current = { facts, draft, reactions };
  const [{ data }] = useSubscription({ query: CHANGES, variables: { types: [type.name] }, pause: facts === null });
  const change = data?.contentChanges;

  useEffect(() => {
    if (!change || change.documentId !== latest.current.facts?.id) return;
    const timer = setTimeout(() => {
      const { draft: open, facts: known, reactions: react } = latest.current;
      const { revision, state } = open.get();
      if (change.revision > revision) {
        // With something open the next save finds out, and merges or asks.
        if (state === 'SAVED') react.onNewer(change.actor ?? null, change.at);
      } else if (change.action !== 'UPDATED' && known) react.onState();
    }, OWN_SAVE_MS);
    return () => clearTimeout(timer);
  }, [change]);
}
