import { registerEnumType } from 'type-graphql';
import { mayAnywhere, reachOf } from '../access/grants';
import { demand, may, type Viewer } from '../access/viewer';
import { forbidden } from '../../errors';

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

/** Throws unless the viewer may look at content from this perspective, in lists, counts, searches and feeds; at which, its view says. */
export function demandPerspective(viewer: Viewer, perspective: Perspective): void {
  if (perspective === Perspective.PUBLISHED || viewer.preview?.documentId === null) return;
  if (viewer.preview || !mayAnywhere(viewer, 'read')) demand(viewer, 'content.read');
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

/** Throws unless the viewer may read a field of a type: what may not be read can't be filtered, sorted or counted by either. */
export function demandField(viewer: Viewer, perspective: Perspective, type: string, field: string): void {
  if (may(viewer, 'content.read')) return;
  const { fields } = reachOf(viewer, 'read', type, { live: perspective === Perspective.PUBLISHED });
  if (fields && !fields.has(field)) throw forbidden('content.read', `${type}.${field}`);
}

/** Those of the fields that the viewer may read in drafts and in the history of a type's documents. */
export function readableFields(viewer: Viewer, type: string, fields: readonly string[]): string[] {
  if (may(viewer, 'content.read')) return [...fields];
  const { rows, fields: granted } = reachOf(viewer, 'read', type);
  return rows === 'NONE' ? [] : fields.filter(field => granted === null || field === 'slug' || granted.has(field));
}

/** True when the viewer may read what editors alone see of a document, seen from this perspective. */
export function maySeePrivate(viewer: Viewer, perspective: Perspective, type: string): boolean {
  if (may(viewer, 'content.read')) return true;
  // From the perspective DRAFT a viewer meets no documents but those whose drafts it may read.
  return perspective === Perspective.DRAFT && !viewer.preview && reachOf(viewer, 'read', type).rows !== 'NONE';
}

/** Throws unless the viewer may filter and sort by what editors alone see. */
export function demandPrivate(viewer: Viewer, perspective: Perspective, type: string): void {
  if (!maySeePrivate(viewer, perspective, type)) demand(viewer, 'content.read');
}
