import type { DeclaredFields } from './fields';

const FIELDS = Symbol('keelson:fields');

/** The fields that a class itself declares, in order. */
export function declaredFields(target: object): DeclaredFields {
  const declared = Reflect.getOwnMetadata(FIELDS, target) as DeclaredFields | undefined;
  if (declared) return declared;
  const fresh: DeclaredFields = { values: [], references: [] };
  Reflect.defineMetadata(FIELDS, fresh, target);
  return fresh;
}
