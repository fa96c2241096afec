import { type Conflict, KeelsonError, type Usage } from '../../../errors';
import { type UserError, userErrorsOf } from '../../validation/user-errors';
import type { UnpublishedReference } from '../writing/unpublished-references';

/** What became of a mutation of one document; it can be kept and answered again. */
export interface Outcome {
  /** The document; null when nothing was written. */
  documentId: string | null;
  /** The locale that the document is answered in unless the caller asks for another; null for the default one. */
  locale?: string | null;
  /** What readers do not see although what was published refers to it. */
  unpublishedReferences?: UnpublishedReference[] | null;
  /** What a restored revision had and could not be brought back. */
  droppedFields?: string[];
  droppedReferences?: { field: string; documentId: string }[];
}

/** What a mutation answers: its outcome, or why nothing was written. */
export interface Payload extends Omit<Outcome, 'unpublishedReferences'> {
  unpublishedReferences: (Omit<UnpublishedReference, 'id'> & { documentId: string })[];
  userErrors: UserError[];
  /** REVISION_CONFLICT: what happened to the document meanwhile. */
  conflict: (Conflict & { documentId: string | null }) | null;
  /** IN_USE: who refers to it. */
  usages: ContentUsages | null;
}

/** Who refers to a document, as the API tells it. */
export interface ContentUsages {
  nodes: { type: string; documentId: string; field: string; targetId: string }[];
  totalCount: number;
}

/** Usages as the API tells them. */
export function usagesOf(usages: readonly Usage[], total: number): ContentUsages {
  return { nodes: usages.map(({ id, ...usage }) => ({ ...usage, documentId: id })), totalCount: total };
}

/** Runs a mutation; a fault that the caller can mend becomes the payload's `userErrors`, with what else there is to say about it. */
export async function answerPayload(documentId: string | null, work: () => Promise<Outcome>): Promise<Payload> {
  try {
    const outcome = await work();
    const unpublished = outcome.unpublishedReferences ?? [];
    return {
      ...outcome,
      unpublishedReferences: unpublished.map(({ id, ...reference }) => ({ ...reference, documentId: id })),
      userErrors: [],
      conflict: null,
      usages: null,
    };
  } catch (error) {
    if (!(error instanceof KeelsonError) || !error.mendable) throw error;
    const { conflict, usages, total } = error.details;
    return {
      documentId: null,
      unpublishedReferences: [],
      userErrors: userErrorsOf(error).map(fault => ({
        ...fault,
        path: fault.path ?? (documentId === null ? null : placeOf(error)),
      })),
      conflict: conflict ? { ...(conflict as Conflict), documentId } : null,
      usages: usages ? usagesOf(usages as Usage[], total as number) : null,
    };
  }
}

/** What is missing, in a wrong state or changed by others is the document that the input names, unless the fault says otherwise. */
function placeOf({ code }: KeelsonError): string[] | null {
  if (code === 'NOT_FOUND' || code === 'WRONG_STATE' || code === 'IN_USE') return ['input', 'id'];
  return code === 'REVISION_CONFLICT' ? ['input', 'expectedRevision'] : null;
}
