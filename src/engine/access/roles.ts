import { validationFailed } from '../../errors';
import { newId } from '../../platform/crypto/new-id';
import type { Sql } from '../../platform/database/database';
import { duplicateKeyOf } from '../../platform/database/sql-errors';
import { ALL_THAT_IS_LIVE, type ContentGrant } from './grants';

/** What roles add up to. */
export interface Rights {
  permissions: ReadonlySet<string>;
  grants: readonly ContentGrant[];
}

/** A role as it is stored. */
export interface Role {
  id: string;
  /** Of a built-in role its name in the program; null for the others. */
  builtIn: string | null;
  name: string;
  description: string;
  permissions: string[];
  grants: ContentGrant[];
  createdAt: Date;
  updatedAt: Date;
}

/** The role whose grants everybody has. */
export const PUBLIC_ROLE = 'public';

/** Under this id the revocations tell that the rights of everybody have changed. */
export const PUBLIC_VIEWER_ID = 'role:public';

/** The role that may do everything, and can't be changed. */
export const ADMINISTRATOR_ROLE = 'administrator';

const OWN = (...rights: ContentGrant['right'][]): ContentGrant[] =>
  rights.map(right => ({ right, types: null, own: true }));

/** The roles that every site begins with. */
export const BUILT_IN_ROLES: readonly Pick<Role, 'builtIn' | 'name' | 'description' | 'permissions' | 'grants'>[] = [
  {
    builtIn: ADMINISTRATOR_ROLE,
    name: 'Administrator',
    description: 'May do everything.',
    permissions: ['*'],
    grants: [],
  },
  {
    builtIn: 'editor',
    name: 'Editor',
    description: 'Writes, publishes and deletes all content.',
    permissions: [
      'content.read',
      'content.write',
      'content.publish',
      'content.delete',
      'media.read',
      'media.write',
      'media.delete',
      'exports.read',
      'exports.write',
    ],
    grants: [],
  },
  {
    builtIn: 'author',
    name: 'Author',
    description: 'Writes documents, and sees and deletes the drafts that are their own.',
    permissions: ['media.read', 'media.write'],
    grants: OWN('read', 'write', 'delete'),
  },
  {
    builtIn: 'translator',
    name: 'Translator',
    description: 'Sees all content, and writes it in the languages that were given with the role.',
    permissions: ['content.read', 'media.read'],
    grants: [{ right: 'write', types: null, ownLocales: true }],
  },
  {
    builtIn: 'viewer',
    name: 'Viewer',
    description: 'Sees all content, drafts too, and changes nothing.',
    permissions: ['content.read', 'media.read'],
    grants: [],
  },
  {
    builtIn: PUBLIC_ROLE,
    name: 'Public',
    description: 'What everybody may do, signed in or not: see what is published.',
    permissions: [],
    grants: [...ALL_THAT_IS_LIVE],
  },
];

/** Makes the built-in roles that are missing; what somebody has changed of the others stays. */
export async function seedRoles(sql: Sql): Promise<void> {
  for (const { builtIn, name, description, permissions, grants } of BUILT_IN_ROLES) {
    await sql.run(
      `INSERT IGNORE INTO roles (id, built_in, name, description, permissions, grants, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))`,
      [newId(), builtIn, name, description, JSON.stringify(permissions), JSON.stringify(grants)],
    );
  }
}

interface RoleRights {
  permissions: string;
  grants: string;
  locales: string | null;
}

/** What a user may do: all that their roles allow, and what everybody may. */
export async function rolesOf(sql: Sql, userId: string): Promise<Rights> {
  const rows = await sql.select<RoleRights>(
    `SELECT r.permissions, r.grants, u.locales FROM user_roles u JOIN roles r ON r.id = u.role_id WHERE u.user_id = ?
     UNION ALL SELECT permissions, grants, NULL FROM roles WHERE built_in = '${PUBLIC_ROLE}'`,
    [userId],
  );
  return rightsOf(rows);
}

/** What everybody may do; before the roles were seeded, to see what is published. */
export async function publicRights(sql: Sql): Promise<Rights> {
  const rows = await sql.select<RoleRights>(
    `SELECT permissions, grants, NULL AS locales FROM roles WHERE built_in = '${PUBLIC_ROLE}'`,
  );
  return rows.length === 0 ? { permissions: new Set(), grants: ALL_THAT_IS_LIVE } : rightsOf(rows);
}

function rightsOf(rows: readonly RoleRights[]): Rights {
  const permissions = new Set<string>();
  const grants: ContentGrant[] = [];
  for (const row of rows) {
    for (const permission of JSON.parse(row.permissions) as string[]) permissions.add(permission);
    const locales = row.locales === null ? [] : (JSON.parse(row.locales) as string[]);
    for (const grant of JSON.parse(row.grants) as ContentGrant[]) {
      if (grant.ownLocales) grants.push({ ...grant, ownLocales: false, locales });
      else grants.push(grant);
    }
  }
  return { permissions, grants };
}

/** What can be changed of a role. */
export type RoleContent = Pick<Role, 'name' | 'description' | 'permissions' | 'grants'>;

const COLUMNS = `id, built_in AS builtIn, name, description, permissions, grants, created_at AS createdAt, updated_at AS updatedAt`;

/** Every role: the built-in ones in their order, then the others by name. */
export async function listRoles(sql: Sql): Promise<Role[]> {
  const roles = await selectRoles(sql, 'TRUE ORDER BY name, id', []);
  const place = ({ builtIn }: Role) => {
    const at = BUILT_IN_ROLES.findIndex(role => role.builtIn === builtIn);
    return builtIn === null || at < 0 ? BUILT_IN_ROLES.length : at;
  };
  return roles.sort((one, other) => place(one) - place(other));
}

/** The role with this id, locked against other changes; null when there is none. */
export async function findRole(tx: Sql, roleId: string): Promise<Role | null> {
  const [role] = await selectRoles(tx, 'id = ? FOR UPDATE', [roleId]);
  return role ?? null;
}

/** Stores a new role; throws VALIDATION_FAILED when another one has its name. */
export async function insertRole(tx: Sql, { name, description, permissions, grants }: RoleContent): Promise<Role> {
  const id = newId();
  await demandFreeName(tx, id, name);
  await storing(name, () =>
    tx.run(
      `INSERT INTO roles (id, name, description, permissions, grants, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))`,
      [id, name, description, JSON.stringify(permissions), JSON.stringify(grants)],
    ),
  );
  return (await findRole(tx, id)) as Role;
}

/** Stores what a role is to be; throws VALIDATION_FAILED when another one has its name. */
export async function updateRole(tx: Sql, roleId: string, content: RoleContent): Promise<Role> {
  const { name, description, permissions, grants } = content;
  await demandFreeName(tx, roleId, name);
  await storing(name, () =>
    tx.run(
      'UPDATE roles SET name = ?, description = ?, permissions = ?, grants = ?, updated_at = UTC_TIMESTAMP(3) WHERE id = ?',
      [name, description, JSON.stringify(permissions), JSON.stringify(grants), roleId],
    ),
  );
  return (await findRole(tx, roleId)) as Role;
}

/** Who has a role. */
export async function usersOfRole(sql: Sql, roleId: string): Promise<string[]> {
  const rows = await sql.select<{ userId: string }>('SELECT user_id AS userId FROM user_roles WHERE role_id = ?', [
    roleId,
  ]);
  return rows.map(({ userId }) => userId);
}

async function demandFreeName(tx: Sql, roleId: string, name: string): Promise<void> {
  const [other] = await tx.select('SELECT id FROM roles WHERE name = ? AND id <> ? FOR UPDATE', [name, roleId]);
  if (other) throw nameTaken(name);
}

/** Two may take a name at the same moment. */
async function storing(name: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw duplicateKeyOf(error) ? nameTaken(name) : error;
  }
}

function nameTaken(name: string) {
  return validationFailed(`There is a role "${name}" already.`, ['input', 'name']);
}

async function selectRoles(sql: Sql, where: string, values: string[]): Promise<Role[]> {
  type Row = Omit<Role, 'permissions' | 'grants'> & { permissions: string; grants: string };
  const rows = await sql.select<Row>(`SELECT ${COLUMNS} FROM roles WHERE ${where}`, values);
  return rows.map(row => ({
    ...row,
    permissions: JSON.parse(row.permissions) as string[],
    grants: JSON.parse(row.grants) as ContentGrant[],
  }));
}
