const MAX_HEADERS = 200;
const MAX_LENGTH = 300;

/** The content types that operations are answered in. */
const MEDIA_TYPES = ['application/json; charset=utf-8', 'application/graphql-response+json; charset=utf-8'];

/**
 * Which content type each Accept header gets. It is learned from what Apollo Server chose, so that content negotiation is written down
 * once.
 */
export class AcceptedMedia {
  private readonly chosen = new Map<string, string>();

  find(accept: string | undefined): string | null {
    return this.chosen.get(accept ?? '') ?? null;
  }

  learn(accept: string | undefined, contentType: unknown): void {
    if (typeof contentType !== 'string' || !MEDIA_TYPES.includes(contentType)) return;
    if (accept !== undefined && accept.length > MAX_LENGTH) return;
    if (this.chosen.size >= MAX_HEADERS) this.chosen.clear();
    this.chosen.set(accept ?? '', contentType);
  }
}
