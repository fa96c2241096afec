import { createHash } from 'node:crypto';
import { type GraphQLSchema, parse, validate } from 'graphql';
import { demand } from '../../engine/access/viewer';
import { audit } from '../../engine/audit/record-audit';
import type { Context } from '../../engine/context';
import { type InputFault, invalidInput } from '../../errors';

/** A document as a manifest holds it. */
interface GivenDocument {
  id: string;
  text: string;
}

/** Which documents were new. */
interface Persisted {
  added: number;
  known: number;
}

/** The most documents of one call; a manifest is sent in several. */
export const MOST_DOCUMENTS = 200;
const LONGEST_TEXT = 500_000;
const MOST_TOKENS = 20_000;
const ID = /^[\w:.-]{1,150}$/;

/**
 * Keeps documents under their ids; all of them, or none. An id that is known has to mean the same document. Throws VALIDATION_FAILED for
 * what is no document of this schema, saying which.
 */
export async function persistDocuments(
  ctx: Context,
  schema: GraphQLSchema,
  documents: readonly GivenDocument[],
): Promise<Persisted> {
  demand(ctx.viewer, 'settings.manage');
  const faults =
    documents.length > MOST_DOCUMENTS
      ? [{ message: `At most ${MOST_DOCUMENTS} documents are taken at once.`, path: ['input', 'documents'] }]
      : documents.flatMap((document, index) => faultsOf(schema, document, ['input', 'documents', index]));
  if (faults.length > 0) throw invalidInput(faults);
  return ctx.db.transaction(async tx => {
    let added = 0;
    for (const [index, { id, text }] of documents.entries()) {
      const textHash = hashOf(text);
      const { affectedRows } = await tx.run(
        'INSERT IGNORE INTO trusted_documents (id, text_hash, text, created_at) VALUES (?, ?, ?, UTC_TIMESTAMP(3))',
        [id, textHash, text],
      );
      added += affectedRows;
      if (affectedRows > 0) continue;
      const [known] = await tx.select<{ textHash: string }>(
        'SELECT text_hash AS textHash FROM trusted_documents WHERE id = ?',
        [id],
      );
      if (known.textHash !== textHash) {
        const message = `The id "${id}" means another document already; give this one an id of its own, such as its SHA-256.`;
        throw invalidInput([{ message, path: ['input', 'documents', index, 'id'] }]);
      }
    }
    if (added > 0)
      await audit(ctx, tx, {
        action: 'documents.persisted',
        subject: { type: 'Documents', id: null },
        details: { added },
      });
    return { added, known: documents.length - added };
  });
}

/** SHA-256 in hexadecimal, as manifests have it. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function faultsOf(schema: GraphQLSchema, { id, text }: GivenDocument, path: (string | number)[]): InputFault[] {
  if (!ID.test(id)) {
    return [{ message: 'An id has 1 to 150 letters, digits and _ : . - in it.', path: [...path, 'id'] }];
  }
  if (text.length > LONGEST_TEXT) {
    return [{ message: `A document has at most ${LONGEST_TEXT} characters.`, path: [...path, 'text'] }];
  }
  try {
    const errors = validate(schema, parse(text, { maxTokens: MOST_TOKENS }), undefined, { maxErrors: 3 });
    return errors.map(({ message }) => ({ message: `${id.slice(0, 80)}: ${message}`, path: [...path, 'text'] }));
  } catch (error) {
    return [{ message: `${id.slice(0, 80)}: ${(error as Error).message}`, path: [...path, 'text'] }];
  }
}
