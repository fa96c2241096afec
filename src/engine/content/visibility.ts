import { registerEnumType } from 'type-graphql';
import { demand, type Viewer } from '../access/viewer';

/** Which state of the content a viewer looks at; inherited by all that is nested. */
export enum Perspective {
  PUBLISHED = 'PUBLISHED',
  DRAFT = 'DRAFT',
}

registerEnumType(Perspective, {
  name: 'Perspective',
  description:
    'Which state of the content to look at. Everything nested in the answer is seen from the same perspective.',
  valuesConfig: {
    PUBLISHED: { description: 'What readers see: live documents only.' },
    DRAFT: {
      description:
        'What editors see: drafts and scheduled documents too. Needs the permission content.read, or a preview token.',
    },
  },
});

/** Throws unless the viewer may look at all content from this perspective: for lists, counts, searches and feeds. */
export function demandPerspective(viewer: Viewer, perspective: Perspective): void {
  if (perspective === Perspective.PUBLISHED || viewer.preview?.documentId === null) return;
  demand(viewer, 'content.read');
}

/** Throws unless the viewer may look up documents from this perspective; which of them, `asShown` says. */
export function demandLookup(viewer: Viewer, perspective: Perspective): void {
  if (!viewer.preview) demandPerspective(viewer, perspective);
}

/** What a lookup answers: null for a draft of which the viewer's preview token says nothing. */
export function asShown<Row extends { id: string }>(
  viewer: Viewer,
  perspective: Perspective,
  row: Row | null,
): Row | null {
  const only = viewer.preview?.documentId;
  return row === null || only == null || only === row.id || perspective === Perspective.PUBLISHED ? row : null;
}
