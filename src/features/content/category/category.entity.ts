import { Content } from '../../../engine/content/content';
import { ContentType } from '../../../engine/content/content-type';
import { Text } from '../../../engine/content/fields';

/** A shelf that articles are filed under; shelves stand within shelves. */
@ContentType({
  plural: 'categories',
  slugFrom: 'name',
  tree: true,
  description: 'A shelf that articles are filed under; categories stand within categories.',
})
export class Category extends Content {
  @Text({
    max: 250,
    sortable: true,
    filterable: true,
    searchable: true,
    localized: true,
    description: 'The name, as readers see it.',
  })
  name!: string;

  @Text({ max: 5_000, optional: true, localized: true, description: 'What belongs here.' })
  description!: string | null;
}
