import { graphql } from '../../api/graphql';

/** How the parts of the server do. */
export const HEALTH = graphql(`
  query Health {
    systemHealth {
      checks {
        part
        state
        message
        latencyMs
      }
    }
  }
`);
