import { forbidden } from '../../errors';
import { mayAnywhere, reachOf } from './grants';
import { demand, type Viewer } from './viewer';

/** What somebody may do with content: look at drafts and history, write, put live and take down, or delete. */
export type ContentRight = 'read' | 'write' | 'publish' | 'delete';

/** Throws UNAUTHENTICATED or FORBIDDEN unless the viewer has these rights on all content, without conditions. */
export function demandContent(viewer: Viewer, ...rights: readonly ContentRight[]): void {
  for (const right of rights) demand(viewer, `content.${right}`);
}

/** The same, for rights on some content at least; on which, is then asked for each document. */
export function demandSomeContent(viewer: Viewer, ...rights: readonly ContentRight[]): void {
  for (const right of rights) {
    if (!mayAnywhere(viewer, right)) demand(viewer, `content.${right}`);
  }
}

/** The same, for rights on some documents of one type at least. */
export function demandContentOf(viewer: Viewer, type: string, ...rights: readonly ContentRight[]): void {
  for (const right of rights) {
    if (reachOf(viewer, right, type).rows !== 'NONE') continue;
    throw viewer.kind === 'anonymous' ? demand(viewer, `content.${right}`) : forbidden(`content.${right}`, type);
  }
}
