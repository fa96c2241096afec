import { Article } from './article/article.entity';
import { Author } from './author/author.entity';
import { Category } from './category/category.entity';
import { Page } from './page/page.entity';
import { Tag } from './tag/tag.entity';

/** Every content type, in the order in which people see them: one line each. */
export const CONTENT_TYPES = [
  Article, //
  Page,
  Author,
  Category,
  Tag,
];
