import { ContentState } from '../../../engine/content/content';
import { definitionOf } from '../../../engine/content/content-type';
import { slugify } from '../../../engine/content/slug-format';
import { readableSlug } from '../../../platform/formats/wxr-records';
import { Author } from '../../content/author/author.entity';
import { Category } from '../../content/category/category.entity';
import { Tag } from '../../content/tag/tag.entity';
import { hashOf, type Remark, type SourceDocument } from '../source-document';
import { plainText, shorten } from '../plain-text';
import { cut, soundEmail } from '../remarks';
import { authorKey, categoryKey, type Survey, type SurveyedAuthor, type SurveyedTerm, tagKey } from './survey-wxr';

const MAX_NAME = 250;
const MAX_DESCRIPTION = 5_000;

/** The export's authors as documents. Two logins are two authors, even if they share an address. */
export function authorDocuments(survey: Survey): SourceDocument[] {
  return [...survey.authors.values()].map(author => ({
    definition: definitionOf(Author),
    externalId: authorKey(survey, author.login),
    hash: hashOf([author.login, author.name, author.email]),
    line: author.line,
    subject: `author "${author.login}"`,
    slug: slugify(author.login, 'author'),
    matchBySlug: false,
    build: remarks => live({ name: nameOf(author, remarks), email: soundEmail(author.email, remarks) }),
  }));
}

/** The export's categories as documents; where they stand in the tree is settled afterwards. */
export function categoryDocuments(survey: Survey): SourceDocument[] {
  return [...survey.categories.values()].map(category => ({
    ...termDocument(category, 'category'),
    definition: definitionOf(Category),
    externalId: categoryKey(survey, category.slug),
  }));
}

/** The export's tags as documents. */
export function tagDocuments(survey: Survey): SourceDocument[] {
  return [...survey.tags.values()].map(tag => ({
    ...termDocument(tag, 'tag'),
    definition: definitionOf(Tag),
    externalId: tagKey(survey, tag.slug),
  }));
}

function termDocument(term: SurveyedTerm, kind: 'category' | 'tag') {
  return {
    hash: hashOf([term.slug, term.name, term.description, term.parentSlug]),
    line: term.line,
    subject: `${kind} "${shorten(term.name, 80)}"`,
    slug: slugify(readableSlug(term.slug), kind),
    matchBySlug: true,
    build: (remarks: Remark[]) =>
      live({
        name: cut(plainText(term.name), MAX_NAME, 'name', remarks),
        description: term.description
          ? cut(plainText(term.description), MAX_DESCRIPTION, 'description', remarks)
          : null,
      }),
  };
}

/** Authors, categories and tags have no drafts in WordPress: they are live from the start. */
function live(values: Record<string, unknown>) {
  return { state: ContentState.PUBLISHED, publishedAt: null, publishAt: null, values, references: {} };
}

function nameOf({ login, name }: SurveyedAuthor, remarks: Remark[]): string {
  return cut(name ? plainText(name) : login, MAX_NAME, 'name', remarks);
}
