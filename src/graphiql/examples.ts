/** The operations that a new visitor finds in the explorer's tabs. Each is valid against schema/schema.graphql; a test holds it to that. */
export interface ExampleOperation {
  query: string;
  variables?: Record<string, unknown>;
}

export const exampleOperations: ExampleOperation[] = [
  {
    query: `# The newest articles, each with who wrote it and where it is filed.
# Run it with Ctrl-Enter (Cmd-Enter on a Mac).
query NewestArticles {
  articles(first: 10) {
    totalCount
    nodes {
      id
      title
      slug
      excerpt
      publishedAt
      author {
        name
      }
      categories {
        name
      }
      tags {
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
  },
  {
    query: `# Pages, each with its path in the tree and the page above it.
query PageTree {
  pages(first: 50) {
    nodes {
      title
      slug
      path
      parent {
        title
      }
    }
  }
}
`,
  },
  {
    query: `# Anything at all by its id. Copy an id from another answer into the variables below.
# A body comes as structured JSON, HTML, plain text or Markdown: ask for what you need.
query FindNode($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on Article {
      title
      body {
        markdown
      }
    }
    ... on Page {
      title
      path
    }
    ... on Job {
      kind
      state
    }
  }
}
`,
    variables: { id: '' },
  },
  {
    query: `# Imports a WordPress export. It answers at once with a job, which the tab "JobProgress" follows.
# A file can't be attached in this page: send it from a terminal, in the folder of this clone, with
#   npm run keelson -- import my-blog.xml
# or as a GraphQL multipart request with any client, for example
#   curl http://127.0.0.1:4000/graphql \\
#     -H 'Authorization: Bearer <token>' -H 'Apollo-Require-Preflight: true' \\
#     -F operations='{"query":"mutation($file: Upload!) { importContent(input: { upload: $file, format: WXR }) { job { id } userErrors { message } } }","variables":{"file":null}}' \\
#     -F map='{"0":["variables.file"]}' -F 0=@my-blog.xml
mutation ImportContent($file: Upload!) {
  importContent(input: { upload: $file, format: WXR }) {
    job {
      id
      state
    }
    userErrors {
      code
      message
      path
    }
  }
}
`,
  },
  {
    query: `# The latest jobs. Needs a token: sign in at the top right.
query LatestJobs {
  jobs(first: 10) {
    nodes {
      id
      kind
      state
      createdAt
      finishedAt
    }
  }
}
`,
  },
  {
    query: `# Follows a job: its state now, then every change, until it has settled.
# Put a job's id into the variables; "LatestJobs" lists some.
subscription JobProgress($id: ID!) {
  jobProgress(id: $id) {
    id
    state
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
}
`,
    variables: { id: '' },
  },
];
