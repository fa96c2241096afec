/** Every permission that a role or a token can carry; `*` stands for all of them. */
export const PERMISSIONS = [
  '*',
  'content.read',
  'content.write',
  'content.publish',
  'content.delete',
  'media.read',
  'media.write',
  'media.delete',
  'jobs.read',
  'jobs.manage',
  'exports.read',
  'exports.write',
  'imports.write',
  'users.manage',
  'settings.manage',
  'audit.read',
] as const;
