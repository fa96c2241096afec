import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { OPEN_TO_ALL } from '../engine/access/open-to-all';
import type { Viewer } from '../engine/access/viewer';
import { documentNotFound } from '../errors';
import { hashOf } from '../features/trusted-documents/persist-documents';
import type { Sql } from '../platform/database/database';

/*
 * Documents that frontends were built with (`keelson persist`). A client may send the id of one instead of its text, as `documentId` or in
 * the form of Apollo's persisted queries; over GET such a request is short and always the same, as CDNs like it. And where nothing else is
 * demanded of strangers, those who have not signed in may run nothing but these and what signing in takes.
 */

/** What a client sent, however it came. */
export interface AskedDocument {
  query?: unknown;
  documentId?: unknown;
  extensions?: unknown;
}

export interface TrustedDocumentsOptions {
  sql: Sql;
  schema: GraphQLSchema;
  /** Refuses other documents to viewers who are not signed in and have no token. */
  demanded: boolean;
}

/** Why somebody may not run a document; null when there is nothing against it. */
export type TrustGate = (document: DocumentNode, text: string, viewer: Viewer) => GraphQLError | null;

/** Past this, what is remembered is read anew. */
const MOST_CHARACTERS = 16 * 1024 * 1024;
const LONGEST_ID = 150;

export class TrustedDocuments {
  private readonly texts = new Map<string, string>();
  private readonly trusted = new Set<string>();
  private characters = 0;
  private readonly open = new WeakMap<DocumentNode, boolean>();

  constructor(private readonly options: TrustedDocumentsOptions) {}

  /** The gate in front of every execution. */
  readonly gate: TrustGate = (document, text, viewer) => {
    if (!this.options.demanded || viewer.kind !== 'anonymous' || this.trusted.has(text)) return null;
    let open = this.open.get(document);
    if (open === undefined) this.open.set(document, (open = isOpenToAll(this.options.schema, document)));
    return open ? null : refusal();
  };

  /** Puts the text in the place of an id; true when that can be said without asking the database. */
  resolveNow(asked: AskedDocument, viewer: Viewer): boolean {
    const id = idOf(asked);
    if (id !== null) {
      const text = this.texts.get(id);
      return text !== undefined && replace(asked, text);
    }
    return !this.isDoubtful(asked, viewer);
  }

  /** The same with the database's help; throws PERSISTED_QUERY_NOT_FOUND for an id that nobody has given a document. */
  async resolve(asked: AskedDocument, viewer: Viewer): Promise<void> {
    if (this.resolveNow(asked, viewer)) return;
    const id = idOf(asked);
    if (id === null) {
      await this.find('text_hash', hashOf(asked.query as string));
      return;
    }
    const text = id.length <= LONGEST_ID ? await this.find('id', id) : null;
    if (text !== null) replace(asked, text);
    // Without a list of what is trusted, clients may register documents as they come.
    else if (typeof asked.documentId === 'string' || (this.options.demanded && viewer.kind === 'anonymous'))
      throw documentNotFound(id.slice(0, LONGEST_ID));
  }

  private isDoubtful({ query }: AskedDocument, viewer: Viewer): boolean {
    return (
      this.options.demanded && viewer.kind === 'anonymous' && typeof query === 'string' && !this.trusted.has(query)
    );
  }

  private async find(column: 'id' | 'text_hash', value: string): Promise<string | null> {
    const [found] = await this.options.sql.select<{ id: string; text: string }>(
      `SELECT id, text FROM trusted_documents WHERE ${column} = ? LIMIT 1`,
      [value],
    );
    if (!found) return null;
    if (this.characters > MOST_CHARACTERS) {
      this.texts.clear();
      this.trusted.clear();
      this.characters = 0;
    }
    this.texts.set(found.id, found.text);
    this.trusted.add(found.text);
    this.characters += found.text.length;
    return found.text;
  }
}

/** Reads ids out of the requests of a scope before anything else looks at them. */
export function registerTrustedDocuments(
  scope: FastifyInstance,
  documents: TrustedDocuments,
  viewerOf: (request: FastifyRequest) => Viewer,
): void {
  scope.addHook('preHandler', async request => {
    if (request.method === 'POST') {
      if (isRecord(request.body)) await documents.resolve(request.body, viewerOf(request));
      return;
    }
    const asked = request.query as Record<string, unknown>;
    const { query, documentId, extensions } = asked;
    const given: AskedDocument = { query, documentId, extensions: parsed(extensions) };
    await documents.resolve(given, viewerOf(request));
    if (given.query === query) return;
    const { documentId: _id, extensions: _extensions, ...rest } = asked;
    request.query = { ...rest, query: given.query };
    request.raw.url = `${request.url.split('?', 1)[0]}?${new URLSearchParams(request.query as Record<string, string>).toString()}`;
  });
}

/** `documentId` as the GraphQL over HTTP working draft has it, or the hash of Apollo's persisted queries where no text came with it. */
function idOf({ query, documentId, extensions }: AskedDocument): string | null {
  if (typeof documentId === 'string') return withoutAlgorithm(documentId);
  if ((typeof query === 'string' && query !== '') || !isRecord(extensions)) return null;
  const { persistedQuery } = extensions;
  if (typeof persistedQuery === 'string') return withoutAlgorithm(persistedQuery);
  return isRecord(persistedQuery) && typeof persistedQuery.sha256Hash === 'string' ? persistedQuery.sha256Hash : null;
}

const withoutAlgorithm = (id: string) => id.replace(/^sha256:/, '');

function replace(asked: AskedDocument, text: string): true {
  asked.query = text;
  delete asked.documentId;
  if (isRecord(asked.extensions)) delete asked.extensions.persistedQuery;
  return true;
}

/** Whether all that a document asks for at its roots is open to people who have not signed in yet. */
function isOpenToAll(schema: GraphQLSchema, document: DocumentNode): boolean {
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  const types = new TypeInfo(schema);
  let open = true;
  visit(
    document,
    visitWithTypeInfo(types, {
      [Kind.FIELD](node) {
        const parent = types.getParentType();
        if (!roots.has(parent as never) || node.name.value === '__typename') return;
        if (types.getFieldDef()?.extensions[OPEN_TO_ALL] !== true) open = false;
      },
    }),
  );
  return open;
}

const refusal = () =>
  new GraphQLError(
    'Only documents that were made known before are answered to those who have not signed in; send the id of one, or sign in.',
    { extensions: { code: 'UNTRUSTED_DOCUMENT', http: { status: 403 } } },
  );

function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
