import { type GraphQLField, type GraphQLObjectType } from 'graphql';
import { contentTypes } from '../../../src/engine/content/content-type';
import { ENGLISH_ONLY, readLocales } from '../../../src/engine/content/locales';
import { startApi, type TestApi } from '../../harness/api';
import { makeRoleTokens, type RoleTokens } from '../../harness/role-tokens';
import { smallestOperation } from '../../harness/smallest-operation';

/*
 * Every root field by every built-in role. A field without an entry here fails, and so does one that lets in whom its entry refuses, or the
 * other way round. Operations name nothing that exists, so that what is let in answers without writing.
 */

/** Who may use a field: everybody, whoever is somebody, whoever has the right, or whom it decides about by itself. */
type Access =
  | 'ANYBODY'
  | 'SOMEBODY'
  | { permission: string }
  | { content: readonly string[]; in?: 'OTHER_LANGUAGES' | 'ALL_LANGUAGES' };

const ROLES = ['administrator', 'editor', 'author', 'translator', 'viewer', 'public'] as const;
type Role = (typeof ROLES)[number];

const EVERYTHING = ['read', 'write', 'publish', 'delete'];
const CONTENT: Record<Role, readonly string[]> = {
  administrator: EVERYTHING,
  editor: EVERYTHING,
  author: ['read', 'write', 'delete'],
  translator: ['read', 'write'],
  viewer: ['read'],
  public: [],
};
/** What a role may do besides, of what the API asks for. */
const PERMISSIONS: Record<Role, readonly string[]> = {
  administrator: ['*'],
  editor: ['media.read', 'media.write', 'media.delete', 'content.read', 'content.write', 'exports.write'],
  author: ['media.read', 'media.write'],
  translator: ['content.read', 'media.read'],
  viewer: ['content.read', 'media.read'],
  public: [],
};

const ACCESS: Record<string, Access> = {
  'Query.node': 'ANYBODY',
  'Query.nodes': 'ANYBODY',
  'Query.siteSettings': 'ANYBODY',
  'Query.viewer': 'ANYBODY',
  'Query.signInOptions': 'ANYBODY',
  'Query.contentChanges': 'ANYBODY',
  'Query.contentTypes': { content: ['read'] },
  'Query.contentRights': 'ANYBODY',
  'Query.actors': { content: ['read'] },
  'Query.contentLocales': 'ANYBODY',
  'Query.savedViews': 'SOMEBODY',
  'Query.revision': { content: ['read'] },
  'Query.compareRevisions': { content: ['read'] },
  'Query.trash': { content: ['read'] },
  'Query.previewTokens': { permission: 'content.write' },
  'Query.auditLog': { permission: 'audit.read' },
  'Query.apiTokens': { permission: 'users.manage' },
  'Query.roles': { permission: 'users.manage' },
  'Query.users': { permission: 'users.manage' },
  'Query.job': 'ANYBODY',
  'Query.jobs': 'SOMEBODY',
  'Query.jobKinds': 'SOMEBODY',
  'Query.queues': { permission: 'jobs.read' },
  'Query.workers': { permission: 'jobs.read' },
  'Query.schedules': { permission: 'jobs.read' },
  'Query.serverFigures': { permission: 'jobs.read' },
  'Query.systemHealth': { permission: 'jobs.read' },
  'Mutation.publishContent': { content: ['publish'] },
  'Mutation.unpublishContent': { content: ['publish'] },
  'Mutation.scheduleContent': { content: ['publish'] },
  'Mutation.saveView': 'SOMEBODY',
  'Mutation.deleteView': 'SOMEBODY',
  'Mutation.trashContent': { content: ['delete'] },
  'Mutation.restoreContent': { content: ['delete'] },
  'Mutation.persistDocuments': { permission: 'settings.manage' },
  'Mutation.createApiToken': { permission: 'users.manage' },
  'Mutation.revokeApiToken': { permission: 'users.manage' },
  'Mutation.createRole': { permission: 'users.manage' },
  'Mutation.updateRole': { permission: 'users.manage' },
  'Mutation.deleteRole': { permission: 'users.manage' },
  'Mutation.setUserRoles': { permission: 'users.manage' },
  'Mutation.resetSecondFactor': { permission: 'users.manage' },
  'Mutation.createPreviewToken': { permission: 'content.write' },
  'Mutation.revokePreviewToken': { permission: 'content.write' },
  'Mutation.cancelJob': 'ANYBODY',
  'Mutation.retryJob': 'ANYBODY',
  'Mutation.exportContent': { permission: 'exports.write' },
  'Mutation.exportQuery': { permission: 'exports.write' },
  'Mutation.pauseQueue': { permission: 'jobs.manage' },
  'Mutation.resumeQueue': { permission: 'jobs.manage' },
  'Mutation.runScheduleNow': { permission: 'jobs.manage' },
  'Mutation.pauseSchedule': { permission: 'jobs.manage' },
  'Mutation.resumeSchedule': { permission: 'jobs.manage' },
  'Mutation.updateSiteSettings': { permission: 'settings.manage' },
  'Query.import': { permission: 'imports.write' },
  'Query.imports': { permission: 'imports.write' },
  'Mutation.applyImport': { permission: 'imports.write' },
  'Mutation.replanImport': { permission: 'imports.write' },
  'Mutation.undoImport': { permission: 'imports.write' },
  'Query.asset': { permission: 'media.read' },
  'Query.assets': { permission: 'media.read' },
  'Mutation.createUpload': { permission: 'media.write' },
  'Mutation.completeUpload': { permission: 'media.write' },
  'Mutation.uploadAssetFromUrl': { permission: 'media.write' },
  'Mutation.updateAsset': { permission: 'media.write' },
  'Mutation.replaceAsset': { permission: 'media.write' },
  'Mutation.deleteAsset': { permission: 'media.delete' },
  'Mutation.deleteAssets': { permission: 'media.delete' },
};

/** Fields about one's own account and its ways in, and uploads: each has tests of its own, here or beside this file. */
const OWN_TESTS =
  /^(Query\.(passwordRules|secondFactor|signInProviders|identityProviders|oidc\w*)|Mutation\.(sign(In|Out)|endSession|endOtherSessions|endAllSessions|changePassword|requestPasswordReset|resetPassword|(invite|disable|enable|delete)User|(resend|accept|revoke)Invitation|importContent|planImport|uploadAsset|\w*(SecondFactor|RecoveryCodes|Totp|Oidc|Identity)\w*))$/;

/** The fields that are generated for each content type. */
function generated(): Record<string, Access> {
  const access: Record<string, Access> = {};
  for (const { name, singular, plural } of contentTypes()) {
    const Plural = `${plural[0].toUpperCase()}${plural.slice(1)}`;
    for (const field of [singular, plural, `${plural}Aggregate`]) access[`Query.${field}`] = 'ANYBODY';
    access[`Mutation.create${name}`] = { content: ['write'], in: 'ALL_LANGUAGES' };
    access[`Mutation.update${name}`] = { content: ['write'] };
    access[`Mutation.remove${name}Translation`] = { content: ['write'], in: 'OTHER_LANGUAGES' };
    for (const verb of ['discard*Changes', 'restore*Revision', 'move*']) {
      access[`Mutation.${verb.replace('*', name)}`] = { content: ['write'], in: 'ALL_LANGUAGES' };
    }
    for (const verb of ['publish', 'unpublish', 'schedule']) {
      access[`Mutation.${verb}${name}`] = { content: ['publish'] };
      access[`Mutation.${verb}${Plural}`] = { content: ['read', 'publish'] };
    }
    for (const verb of ['trash', 'restore', 'purge']) access[`Mutation.${verb}${name}`] = { content: ['delete'] };
    access[`Mutation.trash${Plural}`] = { content: ['read', 'delete'] };
  }
  return access;
}

function isLetIn(role: Role, access: Access): boolean {
  if (access === 'ANYBODY') return true;
  if (access === 'SOMEBODY') return role !== 'public';
  if ('permission' in access) return ['*', access.permission].some(name => PERMISSIONS[role].includes(name));
  if (role === 'translator' && access.in) return false;
  return access.content.every(right => CONTENT[role].includes(right));
}

let api: TestApi;
let tokens: RoleTokens;
let fields: [string, 'query' | 'mutation', GraphQLField<unknown, unknown>][];

beforeAll(async () => {
  api = await startApi({ worker: false, locales: { ...ENGLISH_ONLY, ...readLocales('en,de', '') } });
  tokens = await makeRoleTokens(api, ['de']);
  const of = (type: GraphQLObjectType | null | undefined, kind: 'query' | 'mutation') =>
    Object.values(type?.getFields() ?? {}).map(
      field => [`${type?.name}.${field.name}`, kind, field] as [string, typeof kind, typeof field],
    );
  fields = [...of(api.schema.getQueryType(), 'query'), ...of(api.schema.getMutationType(), 'mutation')];
});
afterAll(() => api.close());

const accessOf = (name: string): Access | undefined => ({ ...generated(), ...ACCESS })[name];

it('every field of the API has an entry that says who may use it', () => {
  const unknown = fields.map(([name]) => name).filter(name => !accessOf(name) && !OWN_TESTS.test(name));
  expect(unknown).toEqual([]);
  expect(Object.keys(api.schema.getSubscriptionType()?.getFields() ?? {}).sort()).toEqual([
    'contentChanges',
    'jobProgress',
    'jobs',
  ]);
});

it.each(ROLES)('the role %s is let in where its rights say so, and refused everywhere else', async role => {
  const wrong: string[] = [];
  for (const [name, kind, field] of fields) {
    const access = accessOf(name);
    if (!access) continue;
    const { query, variables } = smallestOperation(kind, field);
    const { errors } = await api.query(query, withInput(variables), { token: tokens[role] });
    const refusal = errors?.find(({ extensions }) => /^(UNAUTHENTICATED|FORBIDDEN)$/.test(extensions.code));
    const fault = errors?.find(({ extensions }) => /^(INTERNAL|GRAPHQL)/.test(extensions.code));
    if (fault) wrong.push(`${name} answers ${fault.message}`);
    else if ((refusal === undefined) !== isLetIn(role, access)) {
      wrong.push(`${name} ${refusal ? `refuses: ${refusal.message}` : 'lets in'}`);
    } else if (refusal && (refusal.extensions.code === 'UNAUTHENTICATED') !== (role === 'public')) {
      wrong.push(`${name} answers ${refusal.extensions.code}`);
    }
  }
  expect(wrong).toEqual([]);
});

/** Lists and logs want a size, and a bulk change shall find nothing. */
function withInput(variables: Record<string, unknown>): Record<string, unknown> {
  const { input } = variables as { input?: Record<string, unknown> };
  if (!input || !('filter' in input)) return variables;
  return { ...variables, input: { ...input, filter: { id: { eq: '01JZZZZZZZZZZZZZZZZZZZZZZZ' } } } };
}

it.each(ROLES)('the role %s uploads files to import only with the permission for it', async role => {
  const form = new FormData();
  const query =
    'mutation ($file: Upload!) { importContent(input: { upload: $file, format: WXR }) { userErrors { code } } }';
  form.append('operations', JSON.stringify({ query, variables: { file: null } }));
  form.append('map', JSON.stringify({ 0: ['variables.file'] }));
  form.append('0', new Blob(['no export']), 'export.xml');
  const token = tokens[role];
  const headers = { 'apollo-require-preflight': 'true', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const response = await fetch(`${api.url}/graphql`, { method: 'POST', headers, body: form });
  const { errors } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  const code = errors?.[0].extensions.code ?? null;
  expect(code).toBe(role === 'administrator' ? null : role === 'public' ? 'UNAUTHENTICATED' : 'FORBIDDEN');
});
