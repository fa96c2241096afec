import { ulid } from 'ulid';
import { ContentState } from '../../../src/engine/content/content';
import { definitionOf } from '../../../src/engine/content/content-type';
import { readLocales } from '../../../src/engine/content/locales';
import { createDocuments } from '../../../src/engine/content/writing/create-documents';
import { saveDocument } from '../../../src/engine/content/writing/save-document';
import { Article } from '../../../src/features/content/article/article.entity';
import { Author } from '../../../src/features/content/author/author.entity';
import { Tag } from '../../../src/features/content/tag/tag.entity';
import { WRITER } from '../../factories/content';
import { type GraphqlAnswer, startApi, type TestApi } from '../../harness/api';
import {
  type ContentModel,
  expectedList,
  type ModelDocument,
  type ModelFilter,
  some,
  type Version,
} from '../../harness/content-model';
import { report, type SeededRandom, seededRandom, testSeeds } from '../../harness/seeded-random';

const LOCALES = readLocales('en, de, de-AT', 'de-AT: de');
const WORDS = ['anchor', 'bilge', 'cleat', 'deck', 'ensign', 'fender'];
const DAYS = ['2020-01-01', '2020-02-02', '2021-03-03', '2022-04-04'].map(day => `${day}T00:00:00.000Z`);
const SORTS = { TITLE: 'title', PUBLISHED_AT: 'liveAt' } as const;
const ENTITIES = { articles: Article, authors: Author, tags: Tag };

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ worker: false, locales: LOCALES });
});
afterAll(() => api.close());

const writer = { ...WRITER, locales: LOCALES };

type Type = keyof typeof ENTITIES;

interface Draft {
  type: Type;
  title: 'title' | 'name';
  state: ContentState;
  values: Record<string, unknown>;
  tags?: string[];
}

/** Stores a document with some translations, and perhaps unpublished changes; gives what the model must know of it. */
async function store(random: SeededRandom, { type, title, state, values, tags }: Draft): Promise<ModelDocument> {
  const id = ulid();
  const definition = definitionOf(ENTITIES[type]);
  const publishedAt = random.pick(DAYS);
  const live = state === ContentState.PUBLISHED;
  const stamp = live ? { publishedAt, liveAt: publishedAt } : { publishedAt: null, liveAt: null };
  const translated = definition.localized.has(title) ? some(random, ['de', 'de-AT'], 0.4) : [];
  const translations = new Map(
    translated.map(locale => [locale, { slug: `${locale}-${id}`.toLowerCase(), values: { [title]: word(random) } }]),
  );
  const slug = `en-${id}`.toLowerCase();
  const references = tags ? { tags } : undefined;
  await api.db.transaction(tx =>
    createDocuments(writer, tx, definition, [
      { id, slug, state, publishedAt: live ? new Date(publishedAt) : null, values, references, translations },
    ]),
  );
  const version: Version = {
    values: { slug, ...values, ...stamp, ...(tags ? { tags } : {}) },
    translations: new Map([...translations].map(([locale, each]) => [locale, { slug: each.slug, ...each.values }])),
  };
  if (!live) return { id, live: null, current: version };
  if (!random.chance(0.4)) return { id, live: version, current: version };
  return { id, live: version, current: await change(random, definition, id, title, version) };
}

/** Saves a change that is not published. */
async function change(
  random: SeededRandom,
  definition: ReturnType<typeof definitionOf>,
  id: string,
  title: string,
  version: Version,
): Promise<Version> {
  const text = `${word(random)} changed`;
  const locale = random.pick(['de', 'de-AT']);
  const translate = definition.localized.has(title) && random.chance(0.5);
  const translation = { slug: `new-${locale}-${id}`.toLowerCase(), values: { [title]: word(random) } };
  const references: Record<string, string[]> = version.values.tags ? { tags: [] } : {};
  await api.db.transaction(tx =>
    saveDocument(writer, tx, definition, {
      id,
      change: {
        values: { [title]: text },
        references,
        translations: new Map(translate ? [[locale, translation]] : []),
      },
    }),
  );
  const translations = new Map(version.translations);
  if (translate) translations.set(locale, { slug: translation.slug, ...translation.values });
  return { values: { ...version.values, [title]: text, ...references }, translations };
}

const word = (random: SeededRandom) => `${random.pick(WORDS)} ${random.pick(WORDS)}`;

async function fill(random: SeededRandom): Promise<ContentModel> {
  const state = () => (random.chance(0.7) ? ContentState.PUBLISHED : ContentState.DRAFT);
  const documents: Record<Type, ModelDocument[]> = { articles: [], authors: [], tags: [] };
  for (let n = 0; n < 6; n++) {
    documents.authors.push(
      await store(random, { type: 'authors', title: 'name', state: state(), values: { name: word(random) } }),
    );
    documents.tags.push(
      await store(random, { type: 'tags', title: 'name', state: state(), values: { name: word(random) } }),
    );
  }
  for (let n = 0; n < 90; n++) {
    const authorId = random.chance(0.8) ? random.pick(documents.authors).id : null;
    const values = { title: word(random), pinned: random.chance(0.3), authorId };
    const tags = some(
      random,
      documents.tags.map(({ id }) => id),
      0.3,
    );
    documents.articles.push(await store(random, { type: 'articles', title: 'title', state: state(), values, tags }));
  }
  return { documents, references: { author: 'authors', tags: 'tags' } };
}

function randomFilter(random: SeededRandom, model: ContentModel, depth: number): ModelFilter {
  const inner = () => randomFilter(random, model, depth - 1);
  const ids = (type: Type) => some(random, model.documents[type], 0.4).map(({ id }) => id);
  const text = () =>
    random.pick<ModelFilter>([
      { eq: word(random) },
      { ne: word(random) },
      { in: [word(random), word(random)] },
      { notIn: [word(random), word(random)] },
      { contains: random.pick(WORDS) },
      { startsWith: random.pick(WORDS) },
    ]);
  const related = (type: Type) =>
    random.pick<ModelFilter>([
      { id: { eq: random.pick(model.documents[type]).id } },
      { id: { in: ids(type) } },
      { slug: { eq: `en-${random.pick(model.documents[type]).id}`.toLowerCase() } },
      { slug: { eq: `de-${random.pick(model.documents[type]).id}`.toLowerCase() } },
      { name: text() },
      {},
    ]);
  const choices: (() => ModelFilter)[] = [
    () => ({ title: text() }),
    () => ({ pinned: random.chance(0.5) ? { eq: true } : { ne: true } }),
    () => ({ publishedAt: random.pick<ModelFilter>([{ gte: random.pick(DAYS) }, { lt: random.pick(DAYS) }]) }),
    () => ({ authorId: random.pick<ModelFilter>([{ in: ids('authors') }, { isNull: true }, { isNull: false }]) }),
    () => ({ authorId: { ne: random.pick(model.documents.authors).id } }),
    () => ({ author: related('authors') }),
    () => ({ tags: { some: related('tags') } }),
    () => ({ tags: { none: related('tags') } }),
    () => ({ tags: { every: related('tags') } }),
    () => ({ id: { in: ids('articles') } }),
  ];
  if (depth > 0) {
    choices.push(
      () => ({ and: [inner(), inner()] }),
      () => ({ or: [inner(), inner()] }),
      () => ({ or: [inner(), inner()], tags: { none: related('tags') } }),
      () => ({ not: inner() }),
    );
  }
  return JSON.parse(JSON.stringify(random.pick(choices)())) as ModelFilter;
}

const QUERY = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: ArticleFilter, $sort: [ArticleSort!], $perspective: Perspective!, $locale: String) {
  articles(first: $first, after: $after, last: $last, before: $before, filter: $filter, sort: $sort, perspective: $perspective, locale: $locale) {
    nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

interface Question {
  filter: ModelFilter;
  sort: string[];
  perspective: 'PUBLISHED' | 'DRAFT';
  locale: string;
}

interface ListedPage {
  nodes: { id: string }[];
  totalCount: number;
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

async function walk(question: Question, size: number, backward: boolean): Promise<{ ids: string[]; total: number }> {
  const ids: string[] = [];
  let total = 0;
  let cursor: string | null = null;
  for (let more = true; more; ) {
    const variables: object = backward ? { last: size, before: cursor } : { first: size, after: cursor };
    const { data, errors }: GraphqlAnswer<{ articles: ListedPage }> = await api.query(QUERY, {
      ...question,
      ...variables,
    });
    expect({ question, errors }).toEqual({ question, errors: undefined });
    const { nodes, totalCount, pageInfo } = data.articles;
    const found = nodes.map(({ id }) => id);
    if (backward) ids.unshift(...found);
    else ids.push(...found);
    total = totalCount;
    more = backward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage;
    cursor = backward ? pageInfo.startCursor : pageInfo.endCursor;
  }
  return { ids, total };
}

it.each(testSeeds(1))(
  'random filters, orders and pages give what a plain evaluation in memory gives (seed %i)',
  async seed => {
    const random = seededRandom(seed);
    const model = await fill(random);
    let found = 0;
    for (let n = 0; n < 150; n++) {
      const perspective = random.pick(['PUBLISHED', 'DRAFT'] as const);
      const locale = random.pick(LOCALES.all);
      const stems = random.pick<(keyof typeof SORTS)[]>([
        ['TITLE'],
        ['PUBLISHED_AT'],
        ['TITLE', 'PUBLISHED_AT'],
        ['PUBLISHED_AT', 'TITLE'],
      ]);
      const keys = stems.map(stem => ({ property: SORTS[stem], descending: random.chance(0.5) }));
      const sort = stems.map((stem, index) => `${stem}_${keys[index].descending ? 'DESC' : 'ASC'}`);
      const filter = randomFilter(random, model, 2);
      const chain = LOCALES.chains.get(locale) as readonly string[];
      const question = { filter, sort, perspective, locale };
      const expected = expectedList(model, 'articles', { perspective, chain }, filter, keys);
      const size = Math.floor(random.between(3, 40));
      const backward = random.chance(0.5);
      const { ids, total } = await walk(question, size, backward);
      expect({ question, size, backward, ids, total }).toEqual({
        question,
        size,
        backward,
        ids: expected,
        total: expected.length,
      });
      found += ids.length;
    }
    report(`seed ${seed}: ${found} documents found`);
    expect(found).toBeGreaterThan(500);
  },
  120_000,
);
