import { isEnumType, isInputObjectType } from 'graphql';
import { ContentState } from '../../../src/engine/content/content';
import { contentTypes, definitionOf } from '../../../src/engine/content/content-type';
import { readLocales } from '../../../src/engine/content/locales';
import { saveDocument } from '../../../src/engine/content/writing/save-document';
import { Article } from '../../../src/features/content/article/article.entity';
import { Author } from '../../../src/features/content/author/author.entity';
import { Page } from '../../../src/features/content/page/page.entity';
import { Tag } from '../../../src/features/content/tag/tag.entity';
import { createArticle, createAuthor, createCategory, createPage, createTag, WRITER } from '../../factories/content';
import { startApi, type TestApi } from '../../harness/api';

/*
 * Everything that an anonymous viewer can ask is asked twice: before there are drafts and unpublished changes, and after. Not one answer
 * may differ.
 */

const SECRET = 'xyzzy';
const LOCALES = readLocales('en, de', '');
const DRAFT = { state: ContentState.DRAFT };

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ worker: false, locales: LOCALES });
});
afterAll(() => api.close());

const ids: Record<string, string> = {};

async function publishSome(): Promise<void> {
  ids.author = await createAuthor(api.db, { name: 'Ada', email: 'ada@example.org' });
  ids.tag = await createTag(api.db, { name: 'wood' });
  ids.category = await createCategory(api.db, { name: 'Boats', slug: 'boats', path: 'boats' });
  ids.page = await createPage(api.db, { title: 'Manual', slug: 'manual', path: 'manual', authorId: ids.author });
  for (let n = 0; n < 4; n++) {
    ids[`article${n}`] = await createArticle(api.db, {
      title: `Article ${n}`,
      authorId: ids.author,
      references: { tags: [ids.tag], categories: [ids.category] },
      publishedAt: new Date(2020, n, 1),
    });
  }
}

/** New drafts that refer to what is live, and unpublished changes of everything that is live. */
async function hideSome(): Promise<void> {
  const author = await createAuthor(api.db, { ...DRAFT, name: SECRET, slug: SECRET });
  const tag = await createTag(api.db, { ...DRAFT, name: SECRET, slug: SECRET });
  const category = await createCategory(api.db, { ...DRAFT, name: SECRET, slug: SECRET, path: SECRET });
  await createPage(api.db, { ...DRAFT, title: SECRET, slug: SECRET, path: `manual/${SECRET}`, parentId: ids.page });
  const references = { tags: [ids.tag, tag], categories: [ids.category, category] };
  for (const state of [ContentState.DRAFT, ContentState.SCHEDULED, ContentState.TRASHED]) {
    const publishAt = state === ContentState.SCHEDULED ? new Date('2099-01-01') : null;
    await createArticle(api.db, { state, publishAt, title: SECRET, authorId: ids.author, references, pinned: true });
  }
  const change = async (entity: new () => object, id: string, values: object, lists: Record<string, string[]> = {}) =>
    api.db.transaction(tx =>
      saveDocument({ ...WRITER, locales: LOCALES }, tx, definitionOf(entity), {
        id,
        change: { values: { ...values }, references: lists, translations: new Map() },
      }),
    );
  await change(Author, ids.author, { name: SECRET, email: `${SECRET}@example.org` });
  await change(Tag, ids.tag, { name: SECRET });
  await change(Page, ids.page, { title: SECRET });
  await change(Article, ids.article0, { title: SECRET, pinned: true, authorId: author }, { tags: [tag] });
  await change(Article, ids.article1, { title: SECRET, authorId: null }, { tags: [], categories: [category] });
}

const BASE = 'id slug state revision createdAt updatedAt publishedAt publishAt unpublishAt _locale { served }';
const LISTED = '{ nodes { id } totalCount pageInfo { endCursor } }';

/** Every question about a type: each order, each operator of each filter with a hidden value, each group, each field. */
function questionsAbout(definition: ReturnType<typeof definitionOf>): string[] {
  const { plural, singular, name } = definition;
  const title = definition.sortable.has('TITLE') ? 'title' : 'name';
  const fields = `${BASE} ${title}`;
  const filters = [
    `{ ${title}: { eq: "${SECRET}" } }`,
    `{ ${title}: { ne: "${SECRET}" } }`,
    `{ ${title}: { contains: "${SECRET}" } }`,
    `{ not: { ${title}: { startsWith: "${SECRET}" } } }`,
    `{ slug: { eq: "${SECRET}" } }`,
    '{ publishedAt: { isNull: true } }',
    '{ publishedAt: { isNull: false } }',
    '{ updatedAt: { gte: "2000-01-01T00:00:00Z" } }',
    '{ createdAt: { lt: "2100-01-01T00:00:00Z" } }',
    `{ or: [{ ${title}: { eq: "${SECRET}" } }, { slug: { eq: "${SECRET}" } }] }`,
    ...definition.references
      .filter(({ options, property }) => options.filterable || property === 'parent')
      .flatMap(({ property, arity }) =>
        arity === 'MANY'
          ? [
              `{ ${property}: { some: { name: { eq: "${SECRET}" } } } }`,
              `{ ${property}: { none: { name: { eq: "${SECRET}" } } } }`,
              `{ ${property}: { some: { slug: { eq: "${SECRET}" } } } }`,
              `{ ${property}: { none: {} } }`,
            ]
          : [
              `{ ${property}: { slug: { eq: "${SECRET}" } } }`,
              `{ ${property}: {} }`,
              `{ ${property}Id: { isNull: true } }`,
            ],
      ),
  ];
  const sorts = enumValues(`${name}Sort`).filter(value => !value.startsWith('POSITION'));
  const groups = enumValues(`${name}Group`).map(
    group => `${group}: groupBy(field: ${group}) { key count document { id } }`,
  );
  return [
    ...sorts.map(sort => `${plural}(first: 100, sort: [${sort}]) { nodes { ${fields} } totalCount }`),
    ...filters.flatMap(filter => [
      `${plural}(first: 100, filter: ${filter}) ${LISTED}`,
      `${plural}(last: 1, filter: ${filter}, locale: "de") ${LISTED}`,
      `${plural}Aggregate(filter: ${filter}) { count }`,
    ]),
    `${plural}(first: 100, search: "${SECRET}") ${LISTED}`,
    `${plural}Aggregate(search: "${SECRET}") { count }`,
    ...groups.map(group => `${plural}Aggregate { ${group} }`),
    `${singular}(slug: "${SECRET}") { id }`,
    `${plural}(first: 1, perspective: DRAFT) { nodes { id } }`,
    `${plural}(first: 1, filter: { state: { eq: DRAFT } }) { nodes { id } }`,
  ];
}

function enumValues(name: string): string[] {
  const type = api.schema.getType(name);
  return isEnumType(type) ? type.getValues().map(value => value.name) : [];
}

function nested(): string[] {
  const page = `(first: 10) { nodes { id ${BASE} title } totalCount }`;
  return [
    `author(id: "${ids.author}") { ${BASE} name email articles${page} pages${page} }`,
    `tag(id: "${ids.tag}") { ${BASE} name articles${page} }`,
    `category(id: "${ids.category}") { ${BASE} name children { id } articles${page} }`,
    `page(id: "${ids.page}") { ${BASE} title path children { id } author { id name } }`,
    `page(path: "manual/${SECRET}") { id }`,
    `pages(first: 10, parentId: "${ids.page}") ${LISTED}`,
    `articles(first: 10) { nodes { author { id name } tags { id name } categories { id name } } }`,
    `nodes(ids: ["${ids.article0}", "${ids.article1}"]) { ... on Article { ${BASE} title tags { name } author { name } } }`,
  ];
}

async function answers(): Promise<Map<string, unknown>> {
  const all = [...contentTypes().flatMap(questionsAbout), ...nested()];
  const answered = new Map<string, unknown>();
  for (const question of all) {
    const { data, errors } = await api.query(`{ ${question} }`, {}, { token: null });
    answered.set(question, {
      data,
      errors: errors?.map(({ message, extensions }) => ({ message, code: extensions.code })),
    });
  }
  return answered;
}

it('no answer to an anonymous viewer changes when there are drafts and unpublished changes', async () => {
  await publishSome();
  const before = await answers();
  await hideSome();
  const after = await answers();
  expect(before.size).toBeGreaterThan(150);
  for (const [question, answer] of before)
    expect({ question, answer: after.get(question) }).toEqual({ question, answer });
  expect(JSON.stringify([...after.values()])).not.toContain(SECRET);
});

it('a private field is refused in every filter that leads to it, whatever its value', async () => {
  const filter = api.schema.getType('AuthorFilter');
  expect(isInputObjectType(filter) && Object.keys(filter.getFields())).toContain('email');
  const questions = [
    'authors(first: 1, filter: { email: { isNull: false } }) { totalCount }',
    'articles(first: 1, filter: { not: { author: { email: { eq: "nobody@example.org" } } } }) { nodes { id } }',
    'articlesAggregate(filter: { or: [{ author: { email: { startsWith: "a" } } }] }) { count }',
  ];
  for (const question of questions) {
    const { errors } = await api.query(`{ ${question} }`, {}, { token: null });
    expect(errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
    expect((await api.query(`{ ${question} }`)).errors).toBeUndefined();
  }
});
