import { type DocumentNode, getOperationAST, type OperationDefinitionNode } from 'graphql';

const MAX_DOCUMENTS = 1_000;
const MAX_TEXT_LENGTH = 2 * 1024 * 1024;

/** A document that was parsed and validated, under a number that no other one has had. */
export class KnownDocument {
  private static count = 0;
  readonly number = ++KnownDocument.count;
  /** Asked for since it was last looked at for being forgotten. */
  wanted = false;
  private readonly operations = new Map<string | null, OperationDefinitionNode | null>();

  constructor(readonly document: DocumentNode) {}

  /** The operation that would run; null when the document does not say, or has none of this name. */
  operation(name: string | null): OperationDefinitionNode | null {
    const known = this.operations.get(name);
    if (known) return known;
    const found = getOperationAST(this.document, name) ?? null;
    if (found) this.operations.set(name, found);
    return found;
  }
}

/**
 * Sound documents by their text. Who has not been asked for lately is forgotten first, by the clock algorithm: what is found is only
 * marked, since moving it to the end of a Map with each request makes garbage that outlives it.
 */
export class KnownDocuments {
  private readonly documents = new Map<string, KnownDocument>();
  private textLength = 0;

  find(text: string): KnownDocument | null {
    const known = this.documents.get(text);
    if (!known) return null;
    known.wanted = true;
    return known;
  }

  /** Only for documents that passed every rule of validation: nobody checks them again. */
  learn(text: string, document: DocumentNode): void {
    if (this.documents.has(text) || text.length > MAX_TEXT_LENGTH) return;
    this.documents.set(text, new KnownDocument(document));
    this.textLength += text.length;
    for (const [oldest, known] of this.documents) {
      if (this.documents.size <= MAX_DOCUMENTS && this.textLength <= MAX_TEXT_LENGTH) break;
      this.documents.delete(oldest);
      if (known.wanted) {
        known.wanted = false;
        this.documents.set(oldest, known);
      } else this.textLength -= oldest.length;
    }
  }
}
