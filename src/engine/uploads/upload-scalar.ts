import { GraphQLError, GraphQLScalarType } from 'graphql';

/** A file that is arriving with the request that a resolver is answering. */
export interface FileUpload {
  /** As the client named it: never a path to write to. */
  filename: string;
  /** As the client claims it: look at the content before believing it. */
  mimetype: string;
  /**
   * The bytes as they arrive; once per file. The stream fails with FILE_TOO_LARGE past the server's limit, and with
   * BAD_REQUEST when the client goes away, so what was stored so far has to be thrown away on any error. Several files
   * arrive one after the other, in the order of the request: read them in that order.
   */
  createReadStream(): NodeJS.ReadableStream;
}

/** What the transport puts into a multipart operation's variables where a file belongs. */
export class PendingUpload {
  constructor(readonly file: Promise<FileUpload>) {}
}

/** The `Upload` scalar: a resolver gets a `Promise<FileUpload>` that resolves when the file begins to arrive. */
export const GraphQLUpload = new GraphQLScalarType<Promise<FileUpload>, never>({
  name: 'Upload',
  description:
    'A file sent with the request, by the GraphQL multipart request specification. Only a variable can hold it, never a literal.',
  specifiedByURL: 'https://github.com/jaydenseric/graphql-multipart-request-spec',
  parseValue(value) {
    if (value instanceof PendingUpload) return value.file;
    throw new GraphQLError(
      'A file is expected: send the operation as multipart/form-data, by the GraphQL multipart request specification.',
    );
  },
  parseLiteral(node) {
    throw new GraphQLError('A file cannot be written as a literal; send it as a variable.', { nodes: node });
  },
  serialize() {
    throw new GraphQLError('A file cannot be part of an answer.');
  },
});
