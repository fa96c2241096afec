import { demand, type Viewer } from './viewer';

/** What somebody may do with content: look at drafts and history, write, put live and take down, or delete. */
export type ContentRight = 'read' | 'write' | 'publish' | 'delete';

/** The one place where it is decided who may change content: throws UNAUTHENTICATED or FORBIDDEN. */
export function demandContent(viewer: Viewer, ...rights: readonly ContentRight[]): void {
  for (const right of rights) demand(viewer, `content.${right}`);
}
