import type { FastifyInstance } from 'fastify';

/** What there is to look at in a browser. */
export interface FrontDoorOptions {
  dashboardDirectory?: string;
  graphiqlDirectory?: string;
  config: { graphql: { graphiql: boolean } };
}

/** Sends visitors of / to the dashboard, or to the API explorer where there is only that. */
export function registerFrontDoor(app: FastifyInstance, options: FrontDoorOptions): void {
  const explorer = options.config.graphql.graphiql && options.graphiqlDirectory !== undefined ? '/graphiql' : null;
  const target = options.dashboardDirectory !== undefined ? '/admin' : explorer;
  if (target !== null) app.get('/', (_request, reply) => reply.redirect(target));
}
