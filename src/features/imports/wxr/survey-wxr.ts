import { invalidFile } from '../../../errors';
import { readWxr, type WxrOptions } from '../../../platform/formats/wxr';
import type {
  WxrAuthor,
  WxrCategory,
  WxrItem,
  WxrNotice,
  WxrSite,
  WxrTag,
  WxrTerm,
} from '../../../platform/formats/wxr-records';
import { externalIdFor, siteKey } from './external-ids';

/*
 * The first of two passes over an export: reads it to its end and writes nothing, so that a damaged file fails before anything is half
 * done. It learns the totals that progress needs, and collects what is small and belongs together: authors, categories, tags.
 */

/** Who wrote something here: declared in the head of the file, or only named by an item. */
export interface SurveyedAuthor {
  login: string;
  line: number;
  name: string | null;
  email: string | null;
}

/** A category or tag, declared or only named by an item. */
export interface SurveyedTerm {
  slug: string;
  line: number;
  name: string;
  description: string;
  parentSlug: string | null;
}

export interface Survey {
  /** Stands for the blog in external ids. */
  site: string;
  authors: Map<string, SurveyedAuthor>;
  categories: Map<string, SurveyedTerm>;
  tags: Map<string, SurveyedTerm>;
  /** Terms of taxonomies that have no home here, by taxonomy. */
  otherTerms: Map<string, number>;
  /** What the parser mended or found odd. */
  notices: WxrNotice[];
  items: number;
  pages: number;
  /** The addresses of attachments by their ids. */
  pictures: Map<string, string>;
}

/** The most authors, categories and tags that one file may bring. */
const MAX_TERMS = 100_000;
const MAX_NOTICES = 1000;

/** Reads the whole file. Throws INVALID_FILE with the line of the first fault. */
export async function surveyWxr(
  source: AsyncIterable<Buffer>,
  options: WxrOptions & { onItem?: (items: number) => void } = {},
): Promise<Survey> {
  const survey: Survey = {
    site: 'unknown',
    authors: new Map(),
    categories: new Map(),
    tags: new Map(),
    otherTerms: new Map(),
    notices: [],
    items: 0,
    pages: 0,
    pictures: new Map(),
  };
  for await (const record of readWxr(source, options)) {
    if (record.kind === 'item') options.onItem?.(survey.items + 1);
    note(survey, record);
    if (survey.authors.size + survey.categories.size + survey.tags.size > MAX_TERMS) {
      throw invalidFile(`The file has more than ${MAX_TERMS} authors, categories and tags.`, { line: record.line });
    }
  }
  return survey;
}

/** The key under which an item's author or term is found again. */
export const authorKey = (survey: Survey, login: string) => externalIdFor(survey.site, 'author', login);
export const categoryKey = (survey: Survey, slug: string) => externalIdFor(survey.site, 'category', slug);
export const tagKey = (survey: Survey, slug: string) => externalIdFor(survey.site, 'tag', slug);

function note(
  survey: Survey,
  record: WxrSite | WxrAuthor | WxrCategory | WxrTag | WxrTerm | WxrItem | WxrNotice,
): void {
  switch (record.kind) {
    case 'site':
      survey.site = siteKey(record);
      return;
    case 'author':
      declareAuthor(survey, record);
      return;
    case 'category':
      declareTerm(survey.categories, record, record.parentSlug);
      return;
    case 'tag':
      declareTerm(survey.tags, record, null);
      return;
    case 'term':
      noteTerm(survey, record);
      return;
    case 'item':
      noteItem(survey, record);
      return;
    case 'notice':
      if (survey.notices.length < MAX_NOTICES) survey.notices.push(record);
  }
}

function declareAuthor({ authors }: Survey, { login, line, displayName, firstName, lastName, email }: WxrAuthor): void {
  if (login === '') return;
  const fullName = [firstName, lastName].filter(Boolean).join(' ');
  authors.set(login, { login, line, name: displayName ?? (fullName || null), email });
}

function declareTerm(
  terms: Map<string, SurveyedTerm>,
  { slug, line, name, description }: WxrCategory | WxrTag | WxrTerm,
  parentSlug: string | null,
): void {
  const key = slug || name;
  if (key === '') return;
  terms.set(key, { slug: key, line, name: name || key, description, parentSlug });
}

function noteTerm(survey: Survey, term: WxrTerm): void {
  if (term.taxonomy === 'category') declareTerm(survey.categories, term, term.parentSlug);
  else if (term.taxonomy === 'post_tag') declareTerm(survey.tags, term, null);
  else survey.otherTerms.set(term.taxonomy, (survey.otherTerms.get(term.taxonomy) ?? 0) + 1);
}

function noteItem(survey: Survey, item: WxrItem): void {
  survey.items++;
  if (item.type === 'page') survey.pages++;
  if (item.id && item.attachmentUrl && survey.pictures.size < MAX_TERMS)
    survey.pictures.set(item.id, item.attachmentUrl);
  if (item.creator && !survey.authors.has(item.creator)) {
    survey.authors.set(item.creator, { login: item.creator, line: item.line, name: null, email: null });
  }
  for (const { domain, slug, name } of item.terms) {
    const terms = termsOf(survey, domain);
    if (terms && slug && !terms.has(slug)) {
      terms.set(slug, { slug, line: item.line, name: name || slug, description: '', parentSlug: null });
    }
  }
}

/** WXR 1.0 says `tag` for what later versions call `post_tag`. */
function termsOf(survey: Survey, domain: string | null): Map<string, SurveyedTerm> | null {
  if (domain === 'category') return survey.categories;
  return domain === 'post_tag' || domain === 'tag' ? survey.tags : null;
}
