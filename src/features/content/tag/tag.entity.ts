import { Content } from '../../../engine/content/content';
import { ContentType } from '../../../engine/content/content-type';
import { Text } from '../../../engine/content/fields';

/** A word that connects articles across categories. */
@ContentType({
  plural: 'tags',
  slugFrom: 'name',
  description: 'A word that connects articles across categories.',
})
export class Tag extends Content {
  @Text({
    max: 250,
    sortable: true,
    filterable: true,
    searchable: true,
    localized: true,
    description: 'The word, as readers see it.',
  })
  name!: string;

  @Text({ max: 5_000, optional: true, localized: true, description: 'What the word means here.' })
  description!: string | null;
}
