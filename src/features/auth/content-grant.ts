import { Field, InputType, ObjectType } from 'type-graphql';
import { ContentRight } from '../../engine/access/content-right';
import type { ContentGrant } from '../../engine/access/grants';
import { PERMISSIONS } from '../../engine/access/permissions';
import { contentTypes } from '../../engine/content/content-type';
import { type Locales, localeOf } from '../../engine/content/locales';
import { validationFailed } from '../../errors';

@ObjectType('ContentGrant', {
  description: 'A right on content that holds under conditions.',
  simpleResolvers: true,
})
export class ContentGrantOutput {
  @Field(() => ContentRight, { description: 'What may be done.' })
  right!: ContentRight;

  @Field(() => [String], { nullable: true, description: 'The content types that it is for, by name; null for all.' })
  types!: readonly string[] | null;

  @Field(() => Boolean, { description: 'It is only for documents that the viewer has made.' })
  own!: boolean;

  @Field(() => Boolean, { description: 'It is only for what readers see: no drafts, no history.' })
  live!: boolean;

  @Field(() => [String], { nullable: true, description: 'The fields that it is for; null for all.' })
  fields!: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'The languages that it is for; null for all.' })
  locales!: readonly string[] | null;

  @Field(() => Boolean, { description: 'It is for the languages that a user was given together with the role.' })
  ownLocales!: boolean;
}

@InputType({ description: 'A right on content that holds under conditions.' })
export class ContentGrantInput {
  @Field(() => ContentRight, { description: 'What may be done.' })
  right!: ContentRight;

  @Field(() => [String], {
    nullable: true,
    description: 'The content types that it is for, by name, for example Article; all when left out.',
  })
  types?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Only for documents that the viewer has made.' })
  own?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'READ: only for what readers see, no drafts and no history.' })
  live?: boolean | null;

  @Field(() => [String], {
    nullable: true,
    description: 'READ and WRITE: only for these fields; `types` then names one type. All when left out.',
  })
  fields?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'WRITE: only for values in these languages; all when left out.',
  })
  locales?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'WRITE: only for values in the languages that a user is given together with the role.',
  })
  ownLocales?: boolean | null;
}

/** A grant as the API shows it. */
export function grantNode({ right, types, own, live, fields, locales, ownLocales }: ContentGrant): ContentGrantOutput {
  return {
    right: right as ContentRight,
    types,
    own: own ?? false,
    live: live ?? false,
    fields: fields ?? null,
    locales: locales ?? null,
    ownLocales: ownLocales ?? false,
  };
}

/** The grants of an input; throws VALIDATION_FAILED for types, fields and locales that there are not, and conditions that mean nothing. */
export function readGrants(locales: Locales, inputs: readonly ContentGrantInput[]): ContentGrant[] {
  return inputs.map((input, index) => readGrant(locales, input, ['input', 'grants', index]));
}

function readGrant(locales: Locales, input: ContentGrantInput, path: (string | number)[]): ContentGrant {
  const { right, types, own, live, fields, ownLocales } = input;
  for (const type of types ?? []) {
    if (!contentTypes().some(({ name }) => name === type))
      throw validationFailed(`There is no content type "${type.slice(0, 60)}".`, [...path, 'types']);
  }
  if (live && right !== ContentRight.READ)
    throw validationFailed('Only READ can be for what is live alone.', [...path, 'live']);
  if (fields) demandFields(input, fields, [...path, 'fields']);
  if ((input.locales || ownLocales) && right !== ContentRight.WRITE)
    throw validationFailed('Only WRITE can be for some languages alone.', [
      ...path,
      input.locales ? 'locales' : 'ownLocales',
    ]);
  const unknown = input.locales?.find(locale => localeOf(locales, locale) === null);
  if (unknown !== undefined)
    throw validationFailed(`There is no locale "${unknown.slice(0, 40)}" here; there are ${locales.all.join(', ')}.`, [
      ...path,
      'locales',
    ]);
  return {
    right,
    types: types ?? null,
    ...(own ? { own } : {}),
    ...(live ? { live } : {}),
    ...(fields ? { fields } : {}),
    ...(input.locales ? { locales: input.locales.map(locale => localeOf(locales, locale) as string) } : {}),
    ...(ownLocales ? { ownLocales } : {}),
  };
}

function demandFields({ right, types }: ContentGrantInput, fields: string[], path: (string | number)[]): void {
  if (right !== ContentRight.READ && right !== ContentRight.WRITE)
    throw validationFailed('Only READ and WRITE can be for some fields alone.', path);
  const [definition, ...more] = contentTypes().filter(({ name }) => types?.includes(name));
  if (!definition || more.length > 0) throw validationFailed('Name the one type whose fields these are.', path);
  const known = new Set(['slug', ...[...definition.values, ...definition.references].map(({ property }) => property)]);
  const unknown = fields.find(field => !known.has(field));
  if (unknown !== undefined) throw validationFailed(`${definition.name} has no field "${unknown.slice(0, 60)}".`, path);
}

/** The permissions of an input, each once; throws VALIDATION_FAILED for one that there is not. */
export function readPermissions(names: readonly string[]): string[] {
  const unknown = names.find(name => !(PERMISSIONS as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw validationFailed(`There is no permission "${unknown.slice(0, 60)}"; there are ${PERMISSIONS.join(', ')}.`, [
      'input',
      'permissions',
    ]);
  return [...new Set(names)];
}
