import type { Context } from '../context';

/*
 * What an answer was made of, so that a cache knows when it is out of date. Whoever reads on behalf of a query notes it: each document
 * that was asked for, also when there was none, and each type of which a list, a count or a search was read. A change of an `Article`
 * with the id X makes every answer stale that is tagged `Article:X` or `list:Article`.
 *
 * Nothing is shared by accident: an answer is cacheable only if each of its root fields says `@Extensions(CACHEABLE)`, something was
 * noted, and nothing called `uncacheable`.
 */

/** More ids of one type than this are noted as the type: the index of a cache stays small. */
const MOST_IDS = 64;

/** For a root field whose resolver, and all that is nested in it, notes what it reads: `@Extensions(CACHEABLE)`. */
export const CACHEABLE: Readonly<Record<string, unknown>> = { cacheable: true };

/** For a field that depends on the clock, the viewer or anything else that nobody reports changes of: `@Extensions(UNCACHEABLE)`. */
export const UNCACHEABLE: Readonly<Record<string, unknown>> = { cacheable: false };

/** The tag of one document. */
export const documentTag = (type: string, id: string): string => `${type}:${id}`;

/** The tag of everything that any document of a type could change. */
export const listTag = (type: string): string => `list:${type}`;

/** Collects the tags of one execution; `ctx.cacheTags` is null when its answer is not to be shared anyway. */
export class CacheTags {
  private readonly types = new Set<string>();
  private readonly documents = new Map<string, Set<string>>();
  private refused = false;

  /** A change of this document makes the answer stale. */
  addDocument(type: string, id: string): void {
    // A change of the document is one of its type as well.
    if (this.types.has(type)) return;
    const ids = this.documents.get(type);
    if (!ids) this.documents.set(type, new Set([id]));
    else if (ids.size < MOST_IDS || ids.has(id)) ids.add(id);
    else this.addList(type);
  }

  /** A change of any document of the type makes the answer stale. */
  addList(type: string): void {
    this.types.add(type);
    this.documents.delete(type);
  }

  /** The answer is for this request alone. */
  refuse(): void {
    this.refused = true;
  }

  /** The tags; null when the answer may not be shared, which goes for one that noted nothing as well. */
  settled(): readonly string[] | null {
    if (this.refused || this.types.size + this.documents.size === 0) return null;
    const documents = [...this.documents].flatMap(([type, ids]) => [...ids].map(id => documentTag(type, id)));
    return [...[...this.types].map(listTag), ...documents];
  }
}

type Tagged = Pick<Context, 'cacheTags'>;

/** Notes that a document was asked for by its id, found or not. */
export function noteDocument(ctx: Tagged, type: string, id: string): void {
  ctx.cacheTags?.addDocument(type, id);
}

/** Notes that a list, a count, a search or a lookup by anything but the id was made among the documents of a type. */
export function noteList(ctx: Tagged, type: string): void {
  ctx.cacheTags?.addList(type);
}

/** Says that the answer depends on what no change of a document tells: the clock, the viewer, a job. */
export function uncacheable(ctx: Tagged): void {
  ctx.cacheTags?.refuse();
}
