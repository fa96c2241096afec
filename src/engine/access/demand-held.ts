import { forbidden } from '../../errors';
import type { ContentGrant } from './grants';
import type { Rights } from './roles';
import { demand, may, type Viewer } from './viewer';

/** Throws FORBIDDEN unless the viewer holds these rights: nobody gives away what they do not have. */
export function demandHeld(
  viewer: Viewer,
  { permissions, grants }: { permissions: Iterable<string>; grants: Rights['grants'] },
): void {
  for (const permission of permissions) demand(viewer, permission);
  for (const grant of grants) {
    const held = may(viewer, `content.${grant.right}`) || viewer.grants?.some(own => covers(own, grant));
    if (!held) throw forbidden(`content.${grant.right}`);
  }
}

/** True when all that the second grant allows is allowed by the first. */
function covers(held: ContentGrant, asked: ContentGrant): boolean {
  return (
    held.right === asked.right &&
    (!held.own || asked.own === true) &&
    (!held.live || asked.live === true) &&
    (!held.ownLocales || asked.ownLocales === true) &&
    includesAll(held.types, asked.types) &&
    includesAll(held.fields ?? null, asked.fields ?? null) &&
    includesAll(held.locales ?? null, asked.ownLocales ? [] : (asked.locales ?? null))
  );
}

function includesAll(held: readonly string[] | null, asked: readonly string[] | null): boolean {
  return held === null || (asked !== null && asked.every(one => held.includes(one)));
}
