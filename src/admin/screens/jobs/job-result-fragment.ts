import { graphql } from '../../api/graphql';

/** What each kind of result tells; a type that is missing here fails a test. */
export const JOB_RESULT = graphql(`
  fragment JobResultFields on JobResult {
    ... on BulkChangeResult {
      changed
      skipped
    }
    ... on ExportResult {
      snapshot
      deleted
      file {
        url
        keptUntil
        filename
        bytes
        rows
      }
    }
    ... on FetchAssetResult {
      assetId
      wasThere
    }
    ... on ImportResult {
      counts {
        kind
        created
        updated
        unchanged
        skipped
        rejected
      }
    }
    ... on PruneEventsResult {
      events
    }
    ... on PruneFiguresResult {
      minutes
    }
    ... on PruneJobsResult {
      jobs
      idempotencyKeys
      scheduleFires
    }
    ... on PruneSignInsResult {
      rows
    }
    ... on PurgeFilesResult {
      folders
    }
    ... on SweepUploadsResult {
      uploads
    }
  }
`);
