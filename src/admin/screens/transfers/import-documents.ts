import { graphql } from '../../api/graphql';
import type { ImportFactsFragment } from '../../api/generated/graphql';
import '../../jobs/job-fragment';

/** An import as its page knows it. */
export type ImportFacts = ImportFactsFragment;
export type ImportFormat = ImportFacts['format'];

export const IMPORT_FACTS = graphql(`
  fragment ImportFacts on Import {
    id
    state
    format
    filename
    bytes
    createdAt
    createdBy
    settings {
      type
      mapping {
        column
        field
      }
      attachments
      publish
    }
    columns {
      name
      samples
      suggestedField
    }
    plan {
      counts {
        kind
        create
        update
        leave
        reject
      }
      sample {
        line
        kind
        outcome
        subject
        slug
        values
      }
      stale
    }
    tally {
      kind
      created
      updated
      unchanged
      skipped
      rejected
    }
    undoTally {
      kind
      created
      updated
      skipped
    }
    rejectedRowsUrl
    planJob {
      ...JobRow
    }
    applyJob {
      ...JobRow
    }
    undoJob {
      ...JobRow
    }
  }
`);

export const IMPORTS = graphql(`
  query Imports($first: Int!) {
    imports(first: $first) {
      nodes {
        id
        state
        format
        filename
        bytes
        createdAt
        createdBy
        settings {
          type
        }
        plan {
          counts {
            create
            update
            leave
            reject
          }
        }
        tally {
          created
          updated
          unchanged
          skipped
          rejected
        }
        undoTally {
          created
          updated
          skipped
        }
      }
      pageInfo {
        hasNextPage
      }
      totalCount
    }
  }
`);

export const IMPORT = graphql(`
  query Import($id: ID!) {
    import(id: $id) {
      ...ImportFacts
    }
  }
`);

export const IMPORT_ROWS = graphql(`
  query ImportRows($id: ID!, $first: Int!, $outcomes: [ImportOutcome!]) {
    import(id: $id) {
      id
      rows(first: $first, outcomes: $outcomes) {
        nodes {
          line
          kind
          outcome
          documentId
          subject
          code
          reason
        }
        pageInfo {
          hasNextPage
        }
        totalCount
      }
    }
  }
`);

/** What documents that were taken in are called. */
export const ROW_DOCUMENTS = graphql(`
  query ImportRowDocuments($ids: [ID!]!) {
    nodes(ids: $ids, perspective: DRAFT) {
      __typename
      id
      ... on Content {
        slug
        _locale {
          requested
        }
      }
    }
  }
`);

export const PLAN_IMPORT = graphql(`
  mutation PlanImport($input: PlanImportInput!) {
    planImport(input: $input) {
      import {
        id
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const REPLAN_IMPORT = graphql(`
  mutation ReplanImport($input: ReplanImportInput!) {
    replanImport(input: $input) {
      import {
        ...ImportFacts
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const APPLY_IMPORT = graphql(`
  mutation ApplyImport($input: ApplyImportInput!) {
    applyImport(input: $input) {
      import {
        ...ImportFacts
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);

export const UNDO_IMPORT = graphql(`
  mutation UndoImport($input: UndoImportInput!) {
    undoImport(input: $input) {
      import {
        ...ImportFacts
      }
      userErrors {
        code
        message
        path
      }
    }
  }
`);
