/**
 * The same answers written by hand, on node:http and mysql2's prepared statements alone: what a careful person would write who had
 * just these two queries to serve. It reads and parses the same request body and gives the same JSON, field for field.
 */
import { createServer, type IncomingMessage } from 'node:http';
import { createPool, type RowDataPacket } from 'mysql2/promise';

const [port, databaseUrl] = process.argv.slice(2);
const pool = createPool({ uri: databaseUrl, connectionLimit: 10, timezone: 'Z' });

const LIST = `SELECT id, slug, title, excerpt, live_at, author_id FROM articles
  WHERE live_at IS NOT NULL ORDER BY live_at DESC, id DESC LIMIT ?`;
const ARTICLE = `SELECT id, slug, title, excerpt, live_at, author_id, body FROM articles WHERE slug = ? AND live_at IS NOT NULL`;

interface Request {
  variables: { first?: number; slug?: string };
}

const answers = {
  async list({ variables }: Request) {
    const [rows] = await pool.execute<RowDataPacket[]>(LIST, [String(variables.first)]);
    return { data: { articles: { nodes: await complete(rows) } } };
  },
  async article({ variables }: Request) {
    const [rows] = await pool.execute<RowDataPacket[]>(ARTICLE, [variables.slug as string]);
    const [article] = await complete(rows);
    const [{ body }] = rows;
    return { data: { article: { ...article, body: { json: typeof body === 'string' ? JSON.parse(body) : body } } } };
  },
};

async function complete(rows: RowDataPacket[]) {
  const authorIds = [...new Set(rows.map(row => row.author_id as string))];
  const [[authors], [tags]] = await Promise.all([
    pool.execute<RowDataPacket[]>(
      `SELECT id, name FROM authors WHERE id IN (${marks(authorIds)}) AND live_at IS NOT NULL`,
      authorIds,
    ),
    pool.execute<RowDataPacket[]>(
      `SELECT j.owner_id, t.id, t.name, t.slug FROM article_tags j JOIN tags t ON t.id = j.target_id
       WHERE j.owner_id IN (${marks(rows)}) AND t.live_at IS NOT NULL ORDER BY j.owner_id, j.position`,
      rows.map(row => row.id as string),
    ),
  ]);
  const authorOf = new Map(authors.map(({ id, name }) => [id as string, { id, name }]));
  const tagsOf = new Map<string, { id: string; name: string; slug: string }[]>(rows.map(row => [row.id, []]));
  for (const { owner_id, id, name, slug } of tags) tagsOf.get(owner_id)?.push({ id, name, slug });
  return rows.map(({ id, slug, title, excerpt, live_at, author_id }) => ({
    id,
    slug,
    title,
    excerpt,
    publishedAt: (live_at as Date).toISOString(),
    author: authorOf.get(author_id) ?? null,
    tags: tagsOf.get(id),
  }));
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}

async function readBody(request: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Request;
}

async function answer(request: IncomingMessage): Promise<object> {
  const body = await readBody(request);
  return body.variables.slug === undefined ? answers.list(body) : answers.article(body);
}

createServer((request, response) => {
  answer(request).then(
    found => {
      const json = Buffer.from(JSON.stringify(found));
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': json.length });
      response.end(json);
    },
    (error: Error) => response.writeHead(500).end(error.message),
  );
}).listen(Number(port), '127.0.0.1', () => process.send?.('ready'));
