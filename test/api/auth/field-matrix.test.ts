import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { contentTypes } from '../../../src/engine/content/content-type';
import { ENGLISH_ONLY, readLocales } from '../../../src/engine/content/locales';
import { startApi, type TestApi } from '../../harness/api';
import { makeUser } from '../../harness/browser-session';
import { mutationsOf } from '../../harness/mutations';
import { BEGINNING } from '../../harness/reader-questions';
import { makeRoleTokens, type RoleTokens } from '../../harness/role-tokens';

/*
 * Every field of every object type by every built-in role, asked of a database in which there is something of each. Who sees an object
 * sees its fields, but for those that are listed; a type without an entry fails, and so does a field that shows more or less.
 */

const ROLES = ['administrator', 'editor', 'author', 'translator', 'viewer', 'public'] as const;
type Role = (typeof ROLES)[number];

const EVERYBODY: readonly Role[] = ROLES;
const SOMEBODY: readonly Role[] = ['administrator', 'editor', 'author', 'translator', 'viewer'];
const DRAFT_READERS: readonly Role[] = ['administrator', 'editor', 'translator', 'viewer'];
const WRITERS: readonly Role[] = ['administrator', 'editor'];
const ADMINISTRATOR: readonly Role[] = ['administrator'];

/** Who meets objects of a type, all of which the administrator has made. */
const TYPES: Record<string, readonly Role[]> = {
  ServedLocale: EVERYBODY,
  RichText: EVERYBODY,
  ContentGroup: EVERYBODY,
  ContentChangePage: EVERYBODY,
  ContentChange: EVERYBODY,
  SiteSettings: EVERYBODY,
  ViewerAccount: EVERYBODY,
  ContentType: SOMEBODY,
  ContentField: SOMEBODY,
  ContentUsageList: DRAFT_READERS,
  ContentUsage: DRAFT_READERS,
  Revision: DRAFT_READERS,
  RevisionDifference: DRAFT_READERS,
  TrashedDocument: DRAFT_READERS,
  PreviewToken: WRITERS,
  Job: ADMINISTRATOR,
  JobProgress: ADMINISTRATOR,
  JobWarning: ADMINISTRATOR,
  JobEvent: ADMINISTRATOR,
  BulkChangeResult: ADMINISTRATOR,
  AuditEntry: ADMINISTRATOR,
  ApiToken: ADMINISTRATOR,
  ContentGrant: ADMINISTRATOR,
  Role: ADMINISTRATOR,
  User: ADMINISTRATOR,
  UserRole: ADMINISTRATOR,
  Queue: ADMINISTRATOR,
  Worker: ADMINISTRATOR,
  Schedule: ADMINISTRATOR,
};

/** Fields that fewer see than see the object that they are of. */
const PRIVATE: Record<string, readonly Role[]> = { 'ContentChange.actor': DRAFT_READERS };

/** Who sees a field; null for who sees its object. Of every content type, what is private is for who reads drafts. */
function readersOf(type: string, field: string): readonly Role[] | null {
  const definition = contentTypes().find(({ name }) => name === type);
  if (!definition) return PRIVATE[`${type}.${field}`] ?? null;
  const hidden = definition.values.find(({ property }) => property === field)?.options.private;
  return hidden || field === 'revisions' || field === 'usages' ? DRAFT_READERS : null;
}

/** What is never of somebody else, needs what this test does not make, or is an answer to who has written something. */
const ELSEWHERE = new RegExp(
  `^(${[
    'Session|ContentChoice|ContentBlock|JobError|UserError|UnpublishedContentReference|DroppedReference',
    '(PruneEvents|PruneJobs|PruneSignIns|PruneFigures|FetchAsset|PurgeFiles|SweepUploads|Export|Import)Result',
    // test/api/media, imports, exports
    'Asset|AssetUpload|FocalPoint|ExportFile|Import(Count|Decisions|Mapping|ColumnNode|Plan|PlanCount|Sample|RowNode)?',
    // What everybody is told, and what the roots' own entries say (access-matrix.test.ts).
    'ContentLocale|SignInOptions|SignInProvider|Actor|SavedView|JobKind|ServerFigures|FigurePoint|SystemHealth|HealthCheck',
    '\\w+Conflict|\\w+Payload',
  ].join('|')})$`,
);

/** Fields that say what the viewer may do: they differ by who asks. */
const OF_VIEWER = new Set(['ContentType.writableLocales', 'ContentType.writableFields', 'ContentType.rights']);

/** The parts of pages are seen by who sees the page. */
const PART_OF_PAGE = /(Connection|Edge)$|^PageInfo$/;

type Way = { path: string[]; type: GraphQLObjectType };

let api: TestApi;
let tokens: RoleTokens;
let roots: Record<string, string>;
const { change } = mutationsOf(() => api, []);

beforeAll(async () => {
  api = await startApi({ locales: { ...ENGLISH_ONLY, ...readLocales('en,de', '') } });
  tokens = await makeRoleTokens(api, ['de']);
  const make = async (type: string, input: object) =>
    (await change(`create${type}`, { publish: true, ...input }, `${type.toLowerCase()} { id }`))[type.toLowerCase()].id;
  const body = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Words.' }] }] };
  const author = await make('Author', { name: 'Ada', email: 'ada@example.org' });
  const above = await make('Category', { name: 'Sea' });
  const category = await make('Category', { name: 'Harbours', parentId: above });
  const tag = await make('Tag', { name: 'tides' });
  const page = await make('Page', { title: 'About', body });
  await make('Page', { title: 'Team', parentId: page });
  const article = await make('Article', {
    title: 'Lighthouse',
    body,
    authorId: author,
    categoryIds: [category],
    tagIds: [tag],
  });
  const editor =
    'mutation ($id: ID!) { updateArticle(input: { id: $id, title: "The lighthouse", publish: true }) { userErrors { code } } }';
  await api.query(editor, { id: article }, { token: tokens.editor });
  const gone = await make('Article', { title: 'Gone' });
  await change('trashArticle', { id: gone }, '__typename');
  await change('createPreviewToken', { documentId: article }, 'token');
  await makeUser(api, { email: 'ben@example.org', password: 'a swallow over the quay', roles: ['editor'] });
  const { job } = await change('trashAuthors', { filter: {} }, 'job { id }');
  await api.settled(job.id);
  const lists = contentTypes().flatMap(({ plural }) => [
    [`${plural}(first: 2)`, plural],
    [`${plural}Aggregate`, `${plural}Aggregate`],
  ]);
  roots = Object.fromEntries([
    ...Object.entries({ article, author, category, tag, page }).map(([name, id]) => [`${name}(id: "${id}")`, name]),
    ...lists,
    [`revision(id: "${article}", number: 1)`, 'revision'],
    [`compareRevisions(id: "${article}", from: 1, to: 2)`, 'compareRevisions'],
    [`contentChanges(after: "${BEGINNING}")`, 'contentChanges'],
    [`job(id: "${job.id}")`, 'job'],
    ...['jobs(first: 2)', 'trash', 'users(first: 2)', 'auditLog(first: 2)'].map(root => [root, root.split('(')[0]]),
    ...[
      'contentTypes',
      'apiTokens',
      'roles',
      'viewer',
      'previewTokens',
      'queues',
      'workers',
      'schedules',
      'siteSettings',
    ].map(root => [root, root]),
  ]);
});
afterAll(() => api.close());

/** A field with the arguments that it needs; null when those can't be made up. */
function called({ name, args }: GraphQLField<unknown, unknown>): string | null {
  const given = args.flatMap(arg => {
    if (arg.name === 'first') return ['first: 2'];
    const choice = getNamedType(arg.type);
    if (arg.name === 'field' && isEnumType(choice)) {
      const [value = null] = choice.getValues().filter(each => each.name !== 'STATE');
      return [value && `field: ${value.name}`];
    }
    return isNonNullType(arg.type) && arg.defaultValue === undefined ? [null] : [];
  });
  if (given.includes(null)) return null;
  return given.length > 0 ? `${name}(${given.join(', ')})` : name;
}

const fieldsOf = (type: GraphQLNamedType) => (isObjectType(type) ? Object.values(type.getFields()) : []);

/** Ways to each type from the roots, the shortest first. */
function waysTo(): Map<string, Way[]> {
  const found = new Map<string, Way[]>();
  const query = api.schema.getQueryType() as GraphQLObjectType;
  let edge: { path: string[]; type: GraphQLNamedType }[] = Object.entries(roots).map(([path, name]) => ({
    path: [path],
    type: getNamedType(query.getFields()[name].type),
  }));
  for (let hops = 0; hops < 6 && edge.length > 0; hops++) {
    const next: typeof edge = [];
    for (const { path, type } of edge) {
      if (isAbstractType(type)) {
        next.push(
          ...api.schema
            .getPossibleTypes(type)
            .map(possible => ({ path: [...path, `... on ${possible.name}`], type: possible })),
        );
        continue;
      }
      if (!isObjectType(type)) continue;
      const ways = found.get(type.name) ?? [];
      if (ways.length >= 12) continue;
      found.set(type.name, [...ways, { path, type }]);
      for (const field of fieldsOf(type)) {
        const call = called(field);
        const target = getNamedType(field.type);
        if (call !== null && !isLeafType(target)) next.push({ path: [...path, call], type: target });
      }
    }
    edge = next;
  }
  return found;
}

const nested = (path: readonly string[], leaf: string) =>
  `{ ${path.join(' { ')} { ${leaf} }${' }'.repeat(path.length)}`;

/** What a path leads to in an answer; of lists, the first that leads there. */
function reach(at: any, path: readonly string[]): any {
  if (path.length === 0) return at;
  if (Array.isArray(at)) {
    for (const each of at) if ((reach(each, path) ?? null) !== null) return reach(each, path);
    return null;
  }
  const [step, ...rest] = path;
  if (at == null) return null;
  return reach(step.startsWith('...') ? at : at[step.split('(')[0]], rest);
}

type Seen = 'VALUE' | 'NULL' | 'REFUSED';

async function look(role: Role, { path }: Way, selection: string): Promise<Seen> {
  const { data, errors } = await api.query(nested(path, `seen: ${selection}`), {}, { token: tokens[role] });
  if (errors) {
    // A way that leads too far to be asked for is no way.
    const odd = errors.find(
      ({ extensions }) => !/^(UNAUTHENTICATED|FORBIDDEN|NOT_FOUND|COST_EXCEEDED)$/.test(extensions.code),
    );
    if (odd) throw new Error(`${selection} of ${path.join('.')}: ${odd.message}`);
    return 'REFUSED';
  }
  return (reach(data, [...path, 'seen']) ?? null) === null ? 'NULL' : 'VALUE';
}

it('every object type has an entry that says who meets it', () => {
  const known = (name: string) =>
    name in TYPES ||
    contentTypes().some(type => [type.name, `${type.name}Aggregate`].includes(name)) ||
    ELSEWHERE.test(name) ||
    PART_OF_PAGE.test(name);
  const roots = [api.schema.getQueryType(), api.schema.getMutationType(), api.schema.getSubscriptionType()];
  const types = Object.values(api.schema.getTypeMap()).filter(
    type => isObjectType(type) && !type.name.startsWith('__') && !roots.includes(type),
  );
  expect(types.map(({ name }) => name).filter(name => !known(name))).toEqual([]);
});

it('who meets an object sees all of its fields but those that are for fewer', async () => {
  const wrong: string[] = [];
  let asked = 0;
  for (const [name, ways] of waysTo()) {
    if (ELSEWHERE.test(name) || PART_OF_PAGE.test(name)) continue;
    const expected = TYPES[name] ?? EVERYBODY;
    const there: Way[] = [];
    for (const way of ways) if ((await look('administrator', way, '__typename')) === 'VALUE') there.push(way);
    if (there.length === 0)
      wrong.push(`${name}: the test has none by ${ways.map(({ path }) => path.join('.')).join(' ')}`);
    for (const role of there.length === 0 ? [] : ROLES) {
      let mine: Way | null = null;
      for (const way of there) if ((await look(role, way, '__typename')) === 'VALUE') mine ??= way;
      if ((mine !== null) !== expected.includes(role))
        wrong.push(`${name} ${mine ? 'is met' : 'is not met'} by ${role}`);
      for (const field of mine ? fieldsOf(mine.type) : []) {
        const call = called(field);
        if (call === null || mine === null) continue;
        const selection = `${call}${isLeafType(getNamedType(field.type)) ? '' : ' { __typename }'}`;
        const whole = await look('administrator', mine, selection);
        const seen = await look(role, mine, selection);
        asked++;
        const place = `${name}.${field.name}`;
        if (OF_VIEWER.has(place)) continue;
        const readers = readersOf(name, field.name);
        const mayBe = readers?.includes(role) ?? true;
        if (readers && whole !== 'VALUE') wrong.push(`${place} has no value`);
        if (mayBe ? seen !== whole : seen === 'VALUE') wrong.push(`${place} is ${seen} for ${role}`);
      }
    }
  }
  process.stdout.write(`The matrix of fields: ${asked} asked\n`);
  expect(wrong).toEqual([]);
  expect(asked).toBeGreaterThan(500);
}, 120_000);
