import type { Relation } from 'typeorm';
import { Content } from '../../../engine/content/content';
import { ContentType } from '../../../engine/content/content-type';
import { Media, Reference, RichTextField, Text } from '../../../engine/content/fields';
import type { AssetNode } from '../../../engine/media/asset';
import type { RichTextDocument } from '../../../platform/formats/rich-text/rich-text-schema';
import { Author } from '../author/author.entity';

/** A lasting part of the site, at a place in its tree: About, Contact, a chapter of the manual. */
@ContentType({
  plural: 'pages',
  slugFrom: 'title',
  tree: true,
  description: 'A lasting part of the site, at a place in its tree: About, Contact, a chapter of the manual.',
})
export class Page extends Content {
  @Text({
    max: 300,
    sortable: true,
    filterable: true,
    searchable: true,
    localized: true,
    description: 'The heading, as plain text.',
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

  @Reference(() => Author, { optional: true, filterable: true, description: 'Who wrote it.' })
  author!: Relation<Author> | null;

  @Media({ optional: true, filterable: true, accept: 'image', description: 'The picture that stands for it.' })
  hero!: AssetNode | null;
}
