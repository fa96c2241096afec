import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { limitOperations, type OperationLimits } from './operation-limits';

const MAX_DOCUMENTS = 500;
const MAX_TEXT = 2 * 1024 * 1024;

export interface DocumentCacheOptions {
  schema: GraphQLSchema;
  introspection: boolean;
  limits: OperationLimits;
  /** Drops "Did you mean" from errors, as Apollo does over HTTP. */
  hideSuggestions: boolean;
}

/** A document that may run, or why not. */
export type FoundDocument = { document: DocumentNode } | { errors: readonly GraphQLError[] };

/**
 * Parses and validates documents under the same rules as Apollo does over HTTP, and keeps the sound ones: a thousand sockets that
 * subscribe with the same text share one document. The least recently used go first.
 */
export function createDocumentCache({ schema, introspection, limits, hideSuggestions }: DocumentCacheOptions) {
  const rules = [
    ...specifiedRules,
    limitOperations(limits),
    ...(introspection ? [] : [NoSchemaIntrospectionCustomRule]),
  ];
  const documents = new Map<string, DocumentNode>();
  let textLength = 0;

  const keep = (text: string, document: DocumentNode): void => {
    documents.set(text, document);
    textLength += text.length;
    for (const oldest of documents.keys()) {
      if (documents.size <= MAX_DOCUMENTS && textLength <= MAX_TEXT) break;
      documents.delete(oldest);
      textLength -= oldest.length;
    }
  };

  const withCode = (error: GraphQLError, code: string): GraphQLError => {
    const { nodes, source, positions } = error;
    const message = hideSuggestions ? error.message.replace(/ ?Did you mean(.+?)\?$/, '') : error.message;
    return new GraphQLError(message, { nodes, source, positions, extensions: { code } });
  };

  return {
    find(text: string): FoundDocument {
      const known = documents.get(text);
      if (known) {
        documents.delete(text);
        documents.set(text, known);
        return { document: known };
      }
      let document: DocumentNode;
      try {
        document = parse(text, { maxTokens: limits.tokens });
      } catch (error) {
        if (error instanceof GraphQLError) return { errors: [withCode(error, 'GRAPHQL_PARSE_FAILED')] };
        throw error;
      }
      let errors: readonly GraphQLError[];
      try {
        errors = validate(schema, document, rules);
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        errors = [refusedByRule(error)];
      }
      if (errors.length > 0) return { errors: errors.map(error => withCode(error, 'GRAPHQL_VALIDATION_FAILED')) };
      keep(text, document);
      return { document };
    },
  };
}

/** What a rule threw, as an error of the document: a variable has no value yet when a document is checked. */
export function refusedByRule({ message, nodes }: GraphQLError, extensions: object = {}): GraphQLError {
  return new GraphQLError(`The document can't be checked: ${message}`, {
    nodes,
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', ...extensions },
  });
}
