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
    DRAFT: { description: 'What editors see: drafts and scheduled documents too. Needs the permission content.read.' },
  },
});

/** Throws unless the viewer may look from this perspective. */
export function demandPerspective(viewer: Viewer, perspective: Perspective): void {
  if (perspective === Perspective.DRAFT) demand(viewer, 'content.read');
}
