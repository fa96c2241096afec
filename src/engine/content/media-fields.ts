import { AssetRow } from '../media/asset.entity';
import type { DeclaredFields, ReferenceField, ValueField } from './fields';

/*
 * A field that shows an asset is stored as a value: the asset's id, under the field's name with `Id` behind it (`hero` -> `heroId`), with
 * a foreign key. So drafts, revisions and inputs treat it as any other value, and the database refuses to delete what is shown.
 */

/** The name under which a field's asset is shown: `heroId` -> `hero`. */
export const shownAs = (property: string): string => property.replace(/Id$/, '');

/** The fields of a type or a component that show an asset. */
export function mediaFields({ values }: Pick<DeclaredFields, 'values'>): ValueField[] {
  return values.filter(({ kind }) => kind.name === 'MEDIA');
}

/** The same as references to assets, by one foreign key each. */
export function mediaReferences(declared: Pick<DeclaredFields, 'values'>): ReferenceField[] {
  return mediaFields(declared).map(({ property, options: { optional } }) => ({
    property: shownAs(property),
    arity: 'ONE',
    target: () => AssetRow,
    options: { optional },
  }));
}

/** True for what refers to assets instead of documents. */
export const refersToAssets = ({ target }: Pick<ReferenceField, 'target'>): boolean => target() === AssetRow;
