import { BOOLEAN, EMAIL, type FieldKind, type FieldOptions, LINK, RICH_TEXT, TEXT } from './field-kinds';

/*
 * Field decorators only note what was declared; @ContentType turns the notes into columns and API fields, once per class.
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
}

/** What a reference's declaration may say beyond that. */
export interface ReferenceOptions extends FieldOptions {
  /** MANY: the name of one of them, e.g. `tag` for `tags`; made from the property when left out. Inputs use it (`tagIds`). */
  singular?: string;
  /** When what it points to is purged: `refuse` while somebody points to it (the default), or `clear` the reference. */
  onDelete?: 'refuse' | 'clear';
}

export interface DeclaredFields {
  values: ValueField[];
  references: ReferenceField[];
}

const FIELDS = Symbol('keelson:fields');

/** The fields that a class itself declares, in order. */
export function declaredFields(target: object): DeclaredFields {
  const declared = Reflect.getOwnMetadata(FIELDS, target) as DeclaredFields | undefined;
  if (declared) return declared;
  const fresh: DeclaredFields = { values: [], references: [] };
  Reflect.defineMetadata(FIELDS, fresh, target);
  return fresh;
}

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
export const Text = (options: FieldOptions = {}) => valueField(TEXT, options);

/** A structured document that the API gives as JSON, HTML, text and Markdown. */
export const RichTextField = (options: FieldOptions = {}) => valueField(RICH_TEXT, options);

/** Yes or no; no by default. */
export const Flag = (options: FieldOptions = {}) => valueField(BOOLEAN, options);

/** An e-mail address. */
export const Email = (options: FieldOptions = {}) => valueField(EMAIL, options);

/** An absolute http or https URL. */
export const Link = (options: FieldOptions = {}) => valueField(LINK, options);

/** One other document: a foreign key. */
export const Reference = (target: () => object, options: ReferenceOptions = {}) =>
  referenceField('ONE', target, options);

/** Other documents in an order of their own: a join table. */
export const References = (target: () => object, options: ReferenceOptions = {}) =>
  referenceField('MANY', target, options);
