import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const AUTHORS = 20;
const CATEGORIES = 40;
const TAGS = 200;
const WORDS =
  'harbour pilot fog tide keel ballast rope anchor lantern chart current swell breakwater mooring galley quay ferry hull mast log'.split(
    ' ',
  );

/** Writes a WordPress export of a made-up blog: posts of about 3 kB, one comment each. The same number gives the same file. */
export async function writeBlog(
  path: string,
  posts: number,
): Promise<{ posts: number; comments: number; bytes: number }> {
  await pipeline(Readable.from(exportOf(posts)), createWriteStream(path));
  return { posts, comments: posts, bytes: (await stat(path)).size };
}

function* exportOf(posts: number): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>The Harbour Review</title><link>https://harbour.example</link><language>en</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://harbour.example</wp:base_site_url><wp:base_blog_url>https://harbour.example</wp:base_blog_url>
`;
  for (let n = 0; n < AUTHORS; n++) {
    yield `<wp:author><wp:author_id>${n + 1}</wp:author_id><wp:author_login>author${n}</wp:author_login><wp:author_email>author${n}@harbour.example</wp:author_email><wp:author_display_name><![CDATA[Author ${n}]]></wp:author_display_name></wp:author>\n`;
  }
  for (let n = 0; n < CATEGORIES; n++) {
    const parent = n < 8 ? '' : `category-${n % 8}`;
    yield `<wp:category><wp:term_id>${n + 1}</wp:term_id><wp:category_nicename>category-${n}</wp:category_nicename><wp:category_parent>${parent}</wp:category_parent><wp:cat_name><![CDATA[Category ${n}]]></wp:cat_name></wp:category>\n`;
  }
  for (let n = 0; n < TAGS; n++) {
    yield `<wp:tag><wp:term_id>${1000 + n}</wp:term_id><wp:tag_slug>tag-${n}</wp:tag_slug><wp:tag_name><![CDATA[Tag ${n}]]></wp:tag_name></wp:tag>\n`;
  }
  for (let n = 0; n < posts; n++) yield post(n);
  yield '</channel>\n</rss>\n';
}

function post(n: number): string {
  const date = new Date(Date.UTC(2015, 0, 1) + n * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
  const category = n % CATEGORIES;
  const tags = [n % TAGS, (n * 7 + 3) % TAGS];
  return `<item>
<title>Post ${n}: ${sentence(n, 4)}</title><link>https://harbour.example/post-${n}/</link><dc:creator><![CDATA[author${n % AUTHORS}]]></dc:creator>
<content:encoded><![CDATA[${body(n)}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>${n + 1}</wp:post_id><wp:post_date>${date}</wp:post_date><wp:post_date_gmt>${date}</wp:post_date_gmt><wp:comment_status>open</wp:comment_status>
<wp:post_name>post-${n}</wp:post_name><wp:status>publish</wp:status><wp:post_parent>0</wp:post_parent><wp:menu_order>0</wp:menu_order><wp:post_type>post</wp:post_type><wp:post_password></wp:post_password><wp:is_sticky>0</wp:is_sticky>
<category domain="category" nicename="category-${category}"><![CDATA[Category ${category}]]></category>
${tags.map(tag => `<category domain="post_tag" nicename="tag-${tag}"><![CDATA[Tag ${tag}]]></category>`).join('\n')}
<wp:comment><wp:comment_id>${n + 1}</wp:comment_id><wp:comment_author><![CDATA[Reader ${n}]]></wp:comment_author><wp:comment_date>${date}</wp:comment_date><wp:comment_content><![CDATA[${sentence(n, 20)}]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment>
</item>
`;
}

/** About 3 kB of what WordPress' editor writes: headings, paragraphs with marks and links, a list. */
function body(n: number): string {
  const paragraphs = Array.from({ length: 7 }, (_, k) => {
    const text = sentence(n + k, 45);
    return `<p>${text} <strong>${sentence(n + k, 3)}</strong> and <a href="https://harbour.example/post-${(n * 3 + k) % 5000}/">${sentence(n, 2)}</a>.</p>`;
  });
  const list = `<ul>${[1, 2, 3].map(k => `<li>${sentence(n + k, 5)}</li>`).join('')}</ul>`;
  return `<h2>${sentence(n, 3)}</h2>\n${paragraphs.join('\n')}\n${list}`;
}

function sentence(seed: number, words: number): string {
  return Array.from({ length: words }, (_, k) => WORDS[(seed * 31 + k * 17 + ((seed * k) % 13)) % WORDS.length]).join(
    ' ',
  );
}
