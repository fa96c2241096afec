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
    query: `# Writes an article: a draft that readers do not see, until it is published. Needs a token: sign in at the top right.
# The author and the tag are made on the way, unless they are there. "publish: true" would let readers see all at once.
mutation CreateArticle($title: String!) {
  createArticle(
    input: {
      title: $title
      excerpt: "What it is about, in a sentence."
      author: { connectOrCreate: { name: "Mara Lind" } }
      tags: { connectOrCreate: [{ name: "Sea" }] }
    }
  ) {
    article {
      id
      slug
      state
      revision
    }
    userErrors {
      code
      message
      path
    }
  }
}
`,
    variables: { title: 'Tides for beginners' },
  },
  {
    query: `# Lets readers see several documents, of any types, all at once or none. Put their ids into the variables.
# Answers what they refer to that readers still do not see: the author and the tag of "CreateArticle", for example.
mutation PublishContent($ids: [ID!]!) {
  publishContent(input: { ids: $ids }) {
    documents {
      __typename
      id
      slug
      state
      publishedAt
    }
    unpublishedReferences {
      field
      targetType
      targetId
    }
    userErrors {
      code
      message
      path
    }
  }
}
`,
    variables: { ids: [] },
  },
  {
    query: `# Finds articles by their words: whole ones, and the beginning of the last. The best come first.
# A filter narrows it by the fields of an article and of what it refers to; groupBy counts what was found.
query SearchArticles($words: String!) {
  articles(first: 10, search: $words, filter: { publishedAt: { isNull: false } }) {
    totalCount
    nodes {
      title
      slug
      author {
        name
      }
    }
  }
  articlesAggregate(search: $words) {
    count
    groupBy(field: TAGS, first: 10) {
      count
      document {
        slug
      }
    }
  }
}
`,
    variables: { words: 'tides' },
  },
  {
    query: `# What an article was: each save is a revision. "restoreArticleRevision" brings one back, "compareRevisions" tells what differs.
# Needs a token. Put the id of an article into the variables.
query ArticleHistory($id: ID!) {
  article(id: $id, perspective: DRAFT) {
    title
    state
    revision
    revisions(first: 10) {
      totalCount
      nodes {
        number
        action
        author
        savedAt
        changedFields
        note
        content
      }
    }
  }
}
`,
    variables: { id: '' },
  },
  {
    query: `# Follows the content: each change as it happens. Publish something in another tab to see it here.
# With the cursor that was seen last as $after, it goes on from there, and nothing is missed.
subscription FollowChanges($after: String) {
  contentChanges(after: $after) {
    cursor
    action
    type
    documentId
    changedFields
    at
    node {
      id
      slug
      state
    }
  }
}
`,
    variables: { after: null },
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
