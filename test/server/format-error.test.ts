import {
  GraphQLEnumType,
  GraphQLError,
  GraphQLInt,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  graphql,
} from 'graphql';
import { forbidden } from '../../src/errors';
import { formatError } from '../../src/server/format-error';
import { recordingLog } from '../harness/http-server';

const { log } = recordingLog();

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      color: {
        type: new GraphQLEnumType({ name: 'Color', values: { RED: {} } }),
        resolve: () => 'row 17 of secret_table',
      },
      whole: { type: GraphQLInt, resolve: () => 'row 17 of secret_table' },
      gap: { type: new GraphQLNonNull(GraphQLString), resolve: () => null },
      text: { type: GraphQLString, resolve: () => Promise.reject('row 17 of secret_table') },
      deliberate: {
        type: GraphQLString,
        resolve: () => {
          throw new GraphQLError('Too many cooks.', { extensions: { code: 'COST_EXCEEDED', requested: 9 } });
        },
      },
      denied: {
        type: GraphQLString,
        resolve: () => {
          throw forbidden('jobs.manage');
        },
      },
      needs: {
        type: GraphQLInt,
        args: { n: { type: new GraphQLNonNull(GraphQLInt), defaultValue: 1 } },
        resolve: () => 1,
      },
    },
  }),
});

async function publicErrorOf(source: string, variableValues?: Record<string, unknown>) {
  const { errors } = await graphql({ schema, source, variableValues });
  const [error] = errors ?? [];
  return formatError(error.toJSON(), error, { requestId: 'request-1', log });
}

describe('the wording of an error', () => {
  it.each(['{ color }', '{ whole }', '{ gap }', '{ text }'])(
    'hides a result that its type cannot hold: %s',
    async query => {
      const { message, extensions } = await publicErrorOf(query);
      expect({ message, extensions }).toEqual({
        message: 'Internal error',
        extensions: { code: 'INTERNAL', requestId: 'request-1' },
      });
    },
  );

  it('blames the caller for an argument that its variable left null', async () => {
    const error = await publicErrorOf('query($n: Int = 1) { needs(n: $n) }', { n: null });
    expect(error.message).toContain('must not be null');
    expect(error.extensions).toEqual({ code: 'BAD_USER_INPUT' });
  });

  it('keeps an error that a resolver worded and coded itself', async () => {
    expect(await publicErrorOf('{ deliberate }')).toMatchObject({
      message: 'Too many cooks.',
      extensions: { code: 'COST_EXCEEDED', requested: 9 },
    });
  });

  it('carries a KeelsonError with its details, its place and nothing of its wrapping', async () => {
    expect(await publicErrorOf('{ denied }')).toEqual({
      message: 'This needs the permission "jobs.manage".',
      locations: [{ line: 1, column: 3 }],
      path: ['denied'],
      extensions: { code: 'FORBIDDEN', permission: 'jobs.manage' },
    });
  });

  it('drops what Apollo keeps for itself', () => {
    const error = new GraphQLError('No.', {
      extensions: { code: 'BAD_REQUEST', http: { status: 400 }, stacktrace: ['at x'] },
    });
    expect(formatError(error.toJSON(), error, { requestId: 'request-1', log }).extensions).toEqual({
      code: 'BAD_REQUEST',
    });
  });
});
