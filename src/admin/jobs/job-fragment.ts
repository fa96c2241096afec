import { graphql } from '../api/graphql';
import type { JobRowFragment } from '../api/generated/graphql';

/** What a row of a job shows. */
export type JobSummary = JobRowFragment;

/** The fields behind it; importing this module lets operations spread `...JobRow`. */
export const JOB_ROW = graphql(`
  fragment JobRow on Job {
    id
    kind
    state
    queue
    attempt
    maxAttempts
    createdAt
    startedAt
    finishedAt
    runAt
    cancelRequestedAt
    requestedBy
    childCount
    failedChildCount
    progress {
      stage
      completed
      total
      unit
      fraction
      ratePerSecond
      etaSeconds
      message
    }
    error {
      code
      message
    }
  }
`);
