import { IsBoolean } from 'class-validator';
import { Setting } from './setting';

/** What the API shows of itself. */
export class GraphqlConfig {
  @Setting({ description: 'Serves GraphiQL, the explorer in the browser, at `/graphiql`.', default: true })
  @IsBoolean({ message: 'must be true or false' })
  readonly graphiql: boolean;

  @Setting({ description: 'Answers introspection queries.', default: true })
  @IsBoolean({ message: 'must be true or false' })
  readonly introspection: boolean;
}
