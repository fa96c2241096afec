import { declaredFields } from './declared-fields';
import type { FieldKind, FieldOptions } from './field-kinds';
import { BLOCKS } from './kinds/blocks-kind';
import { BOOLEAN } from './kinds/boolean-kind';
import { CHOICE, CHOICES } from './kinds/choice-kinds';
import { GEO_POINT } from './kinds/geo-point-kind';
import { JSON_VALUE } from './kinds/json-kind';
import { MEDIA } from './kinds/media-kind';
import { NUMBER } from './kinds/number-kind';
import { RICH_TEXT } from './kinds/rich-text-kind';
import { COLOR, EMAIL, LINK, SLUG, TEXT } from './kinds/text-kinds';
import { DAY, MOMENT } from './kinds/time-kinds';

/*
 * Field decorators only note what was declared; @ContentType (or @Block) turns the notes into columns and API fields, once per class.
 */

/** A plain value: one column. */
export interface ValueField {
  property: string;
  kind: FieldKind;
  options: FieldOptions;
}

/** A relation to other documents. */
export interface ReferenceField {
  property: string;
  /** ONE is a foreign key, MANY an ordered join table. */
  arity: 'ONE' | 'MANY';
  target: () => new () => object;
  options: ReferenceOptions;
  /** Hidden references: the field of blocks that they stand for (block-references.ts). */
  via?: string;
}

/** What a reference's declaration may say beyond that. */
export interface ReferenceOptions extends Pick<FieldOptions, 'description' | 'label' | 'optional' | 'filterable'> {
  /** MANY: the name of one of them, e.g. `tag` for `tags`; made from the property when left out. Inputs use it (`tagIds`). */
  singular?: string;
  /** When what it points to is purged: `refuse` while somebody points to it (the default), or `clear` the reference. */
  onDelete?: 'refuse' | 'clear';
  /**
   * The name of the list by which it is followed backwards, on the type that it points to: with `inverse: 'editedArticles'` on `editor`, an
   * author has `editedArticles`. The plural of the type that refers when left out (`articles`), so of two references to the same type
   * one must say it; `false`: there is no such list. A type that points to itself has one only if this names it.
   */
  inverse?: string | false;
}

export interface DeclaredFields {
  values: ValueField[];
  references: ReferenceField[];
}

/** What every value field's declaration may say, and what else its kind reads. */
type Options<More extends keyof FieldOptions = never> = Pick<
  FieldOptions,
  'description' | 'label' | 'optional' | 'localized' | 'private' | 'default' | More
>;
type Indexed = 'sortable' | 'filterable' | 'unique';

function valueField(kind: FieldKind, options: FieldOptions): PropertyDecorator {
  return (prototype, property) => {
    declaredFields(prototype.constructor).values.push({ property: String(property), kind, options });
  };
}

function referenceField(arity: 'ONE' | 'MANY', target: () => object, options: ReferenceOptions): PropertyDecorator {
  return (prototype, property) => {
    declaredFields(prototype.constructor).references.push({
      property: String(property),
      arity,
      target: target as ReferenceField['target'],
      options,
    });
  };
}

/** One line or a few of plain text, 200 characters at most unless `max` says otherwise. */
export const Text = (options: Options<Indexed | 'searchable' | 'max'> = {}) => valueField(TEXT, options);

/** A structured document that the API gives as JSON, HTML, text and Markdown. */
export const RichTextField = (options: Options<'searchable'> = {}) => valueField(RICH_TEXT, options);

/** A further name for addresses, beside the document's own slug. */
export const Slug = (options: Options<Indexed | 'searchable'> = {}) => valueField(SLUG, options);

/** A number: with `integer` a whole one up to 2^53, with `decimals` one that is kept exactly, else one of double precision. */
export const NumberField = (options: Options<Indexed | 'min' | 'max' | 'integer' | 'decimals'> = {}) =>
  valueField(NUMBER, options);

/** Yes or no; no by default. */
export const Flag = (options: Options<'filterable'> = {}) => valueField(BOOLEAN, options);

/** A point in time, to the millisecond. */
export const Moment = (options: Options<Indexed> = {}) => valueField(MOMENT, options);

/** A day of the calendar, without a time. */
export const Day = (options: Options<Indexed> = {}) => valueField(DAY, options);

/** One of the values that `choices` lists, each with a sentence; an enum in the API. */
export const Choice = (options: Options<'filterable'> & Required<Pick<FieldOptions, 'choices'>>) =>
  valueField(CHOICE, options);

/** Several of the values that `choices` lists; `max` says how many. */
export const Choices = (options: Options<'filterable' | 'max'> & Required<Pick<FieldOptions, 'choices'>>) =>
  valueField(CHOICES, options);

/** Any JSON value that matches the JSON Schema. */
export const Json = (options: Options & Required<Pick<FieldOptions, 'schema'>>) => valueField(JSON_VALUE, options);

/** An e-mail address. */
export const Email = (options: Options<Indexed | 'searchable'> = {}) => valueField(EMAIL, options);

/** An absolute http or https URL. */
export const Link = (options: Options<'filterable'> = {}) => valueField(LINK, options);

/** A colour as CSS writes it: #rrggbb or #rrggbbaa. */
export const Color = (options: Options<'filterable'> = {}) => valueField(COLOR, options);

/** A place on Earth: latitude and longitude. */
export const Geo = (options: Options<'filterable'> = {}) => valueField(GEO_POINT, options);

/** An uploaded file: `hero` shows the asset, `heroId` in inputs and filters says which one. */
export const Media =
  (
    options: Pick<FieldOptions, 'description' | 'label' | 'optional' | 'filterable' | 'accept'> = {},
  ): PropertyDecorator =>
  (prototype, property) =>
    valueField(MEDIA, options)(prototype, `${String(property)}Id`);

/** A list of components of the given classes (declared with @Block), in the order that editors give them. */
export const Blocks = (blocks: () => (new () => object)[], options: Options<'searchable' | 'max'> = {}) =>
  valueField(BLOCKS, { ...options, blocks });

/** One other document: a foreign key. */
export const Reference = (target: () => object, options: ReferenceOptions = {}) =>
  referenceField('ONE', target, options);

/** Other documents in an order of their own: a join table. */
export const References = (target: () => object, options: ReferenceOptions = {}) =>
  referenceField('MANY', target, options);
