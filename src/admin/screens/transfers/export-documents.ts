import { graphql } from '../../api/graphql';
import '../../jobs/job-fragment';

/** The kinds of job that make exports. */
export const EXPORT_KINDS = ['exports.export-content', 'exports.export-query'];

export const EXPORTS = graphql(`
  query Exports($first: Int!, $filter: JobFilter!) {
    jobs(first: $first, filter: $filter) {
      nodes {
        ...JobRow
        result {
          __typename
          ... on ExportResult {
            file {
              url
              keptUntil
              filename
              bytes
              rows
            }
          }
        }
      }
      pageInfo {
        hasNextPage
      }
    }
  }
`);

export const EXPORT_CONTENT = graphql(`
  mutation ExportContent($input: ExportContentInput!) {
    exportContent(input: $input) {
      job {
        ...JobRow
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const EXPORT_QUERY = graphql(`
  mutation ExportQuery($input: ExportQueryInput!) {
    exportQuery(input: $input) {
      job {
        ...JobRow
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);
