/** A blog whose pages form one chain, and whose posts have a comment each. */
export function blog(posts: number, pages: number): Buffer {
  const item = (
    id: number,
    type: string,
    parent: number,
    more: string,
  ) => `<item><title>${type} ${id}</title><dc:creator>writer${id % 3}</dc:creator>
    <content:encoded><![CDATA[<p>${'Words about the sea. '.repeat(40)}</p>]]></content:encoded><wp:post_id>${id}</wp:post_id><wp:post_parent>${parent}</wp:post_parent>
    <wp:post_date_gmt>2020-01-01 00:00:00</wp:post_date_gmt><wp:post_name>${type}-${id}</wp:post_name><wp:status>publish</wp:status><wp:post_type>${type}</wp:post_type>${more}</item>`;
  const postItems = Array.from({ length: posts }, (_, n) =>
    item(
      n + 1,
      'post',
      0,
      `<category domain="category" nicename="shelf-${n % 12}">Shelf</category><category domain="post_tag" nicename="word-${n % 9}">Word</category><category domain="post_tag" nicename="word-${(n + 1) % 9}">Word</category><wp:comment><wp:comment_id>${n}</wp:comment_id></wp:comment>`,
    ),
  );
  const pageItems = Array.from({ length: pages }, (_, n) =>
    item(10_000 + n, 'page', n === pages - 1 ? 0 : 10_001 + n, ''),
  );
  return Buffer.from(`<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
    <title>Sea</title><link>https://sea.example.org</link><wp:wxr_version>1.2</wp:wxr_version>${postItems.join('\n')}${pageItems.join('\n')}</channel></rss>`);
}
