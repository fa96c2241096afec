import { Content } from '../../../engine/content/content';
import { ContentType } from '../../../engine/content/content-type';
import { Email, Link, Media, Text } from '../../../engine/content/fields';
import type { AssetNode } from '../../../engine/media/asset';

/** A person whom readers see as the writer of something; not an account. */
@ContentType({
  plural: 'authors',
  slugFrom: 'name',
  description: 'A person whom readers see as the writer of something; not an account that can sign in.',
})
export class Author extends Content {
  @Text({ max: 250, sortable: true, filterable: true, searchable: true, description: 'The name, as readers see it.' })
  name!: string;

  @Text({
    max: 5_000,
    optional: true,
    searchable: true,
    localized: true,
    description: 'A few sentences about the author.',
  })
  bio!: string | null;

  @Email({
    optional: true,
    private: true,
    filterable: true,
    description: 'How to reach the author; only people with permission see it.',
  })
  email!: string | null;

  @Link({ optional: true, description: "The author's own site." })
  website!: string | null;

  @Media({ optional: true, filterable: true, accept: 'image', description: 'A picture of the person.' })
  portrait!: AssetNode | null;
}
