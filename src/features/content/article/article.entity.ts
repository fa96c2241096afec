import type { Relation } from 'typeorm';
import { Content } from '../../../engine/content/content';
import { ContentType } from '../../../engine/content/content-type';
import { Flag, Media, Reference, References, RichTextField, Text } from '../../../engine/content/fields';
import type { AssetNode } from '../../../engine/media/asset';
import type { RichTextDocument } from '../../../platform/formats/rich-text/rich-text-schema';
import { Author } from '../author/author.entity';
import { Category } from '../category/category.entity';
import { Tag } from '../tag/tag.entity';

/** A dated piece of writing with a byline. */
@ContentType({
  plural: 'articles',
  slugFrom: 'title',
  description: 'A dated piece of writing with a byline: a blog post, a news item.',
})
export class Article extends Content {
  @Text({
    max: 300,
    sortable: true,
    filterable: true,
    searchable: true,
    localized: true,
    description: 'The headline, as plain text.',
  })
  title!: string;

  @Text({
    max: 10_000,
    optional: true,
    searchable: true,
    localized: true,
    description: 'A short summary for lists and previews; null when nobody wrote one.',
  })
  excerpt!: string | null;

  @RichTextField({ optional: true, searchable: true, localized: true, description: 'The text itself.' })
  body!: RichTextDocument | null;

  @Flag({ filterable: true, description: 'Whether the article should stay on top of lists.' })
  pinned!: boolean;

  @Reference(() => Author, { optional: true, filterable: true, description: 'Who wrote it.' })
  author!: Relation<Author> | null;

  @References(() => Category, {
    singular: 'category',
    filterable: true,
    description: 'The categories it is filed under.',
  })
  categories!: Relation<Category>[];

  @References(() => Tag, { singular: 'tag', filterable: true, description: 'The tags it carries.' })
  tags!: Relation<Tag>[];

  @Media({ optional: true, filterable: true, accept: 'image', description: 'The picture that stands for it.' })
  hero!: AssetNode | null;
}
