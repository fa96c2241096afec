import { type GraphQLSchema, isEnumType, isInputObjectType } from 'graphql';
import { ContentRight } from '../access/content-right';
import { reachOf } from '../access/grants';
import type { Viewer } from '../access/viewer';
import { describe, labelOf } from './apply-output';
import { type BlockDefinition, idProperty } from './block';
import type { ContentTypeDefinition } from './content-type';
import type { ContentField, ContentTypeFacts } from './content-type-facts';
import { AssetKind } from '../media/asset';
import { shownAs } from './media-fields';
import { definitionOf } from './content-type';
import type { DeclaredFields, ReferenceField, ValueField } from './fields';
import { inversesOf } from './inverses';
import { componentsOf } from './kinds/blocks-kind';

/** What screens need to know of a content type; which operations there are, the schema says. */
export function describeContentType(
  definition: ContentTypeDefinition,
  schema: GraphQLSchema,
  viewer: Viewer,
): ContentTypeFacts {
  const { name, singular, plural, description, tree, localized, slugFrom } = definition;
  const filter = schema.getType(`${name}Filter`);
  const { fields, locales } = reachOf(viewer, 'write', name);
  return {
    name,
    singular,
    plural,
    label: labelOf(name),
    pluralLabel: labelOf(plural),
    description,
    tree,
    localized: localized.size > 0,
    titleField: slugFrom,
    fields: describeFields(name, definition),
    sorts: valuesOf(schema, `${name}Sort`),
    groups: valuesOf(schema, `${name}Group`),
    filters: isInputObjectType(filter)
      ? Object.keys(filter.getFields()).filter(key => !['and', 'or', 'not'].includes(key))
      : [],
    mutations: mutationsOf(definition, schema),
    rights: Object.values(ContentRight).filter(right => reachOf(viewer, right, name).rows !== 'NONE'),
    writableFields: fields && [...fields],
    writableLocales: locales && [...locales],
  };
}

function valuesOf(schema: GraphQLSchema, name: string): string[] {
  const type = schema.getType(name);
  return isEnumType(type) ? type.getValues().map(value => value.name) : [];
}

/** Those that end in its name, or for many documents at once in its plural: `createArticle`, `trashArticles`. */
function mutationsOf({ name, plural }: ContentTypeDefinition, schema: GraphQLSchema): string[] {
  const Plural = plural[0].toUpperCase() + plural.slice(1);
  const verb = new RegExp(`^[a-z]+(${name}(Changes|Revision|Translation)?|${Plural})$`);
  return Object.keys(schema.getMutationType()?.getFields() ?? {}).filter(mutation => verb.test(mutation));
}

function describeFields(owner: string, { values, references }: DeclaredFields): ContentField[] {
  return [
    ...values.map(field => describeValue(owner, field)),
    ...references.map(field => describeReference(owner, field)),
  ];
}

function describeValue(owner: string, field: ValueField): ContentField {
  const { property, kind, options } = field;
  const isMedia = kind.name === 'MEDIA';
  const name = isMedia ? shownAs(property) : property;
  return {
    name,
    kind: kind.name,
    label: options.label ?? labelOf(name),
    description: describe(owner, { property: name, options }),
    inputName: property,
    required: !options.optional,
    localized: options.localized ?? false,
    sortable: options.sortable ?? false,
    filterable: options.filterable ?? false,
    searchable: options.searchable ?? false,
    private: options.private ?? false,
    unique: options.unique ?? false,
    list: ['CHOICES', 'BLOCKS'].includes(kind.name),
    defaultValue: options.default ?? (kind.name === 'BOOLEAN' && !options.optional ? false : null),
    max: options.max ?? kind.max ?? null,
    min: options.min ?? null,
    decimals: options.integer ? 0 : (options.decimals ?? null),
    choices: choicesOf(field),
    schema: options.schema ?? null,
    targetType: isMedia ? 'Asset' : null,
    onDelete: isMedia ? 'REFUSE' : null,
    accept: options.accept ? AssetKind[options.accept.toUpperCase() as keyof typeof AssetKind] : null,
    inverse: null,
    blocks: kind.name === 'BLOCKS' ? componentsOf(options).map(describeBlock) : null,
  };
}

function choicesOf({ options: { choices } }: ValueField): ContentField['choices'] {
  if (!choices) return null;
  return Object.entries(choices).map(([value, description]) => ({
    value,
    label: labelOf(value.toLowerCase()),
    description,
  }));
}

function describeReference(owner: string, field: ReferenceField): ContentField {
  const { property, arity, options, target } = field;
  return {
    name: property,
    kind: arity === 'ONE' ? 'REFERENCE' : 'REFERENCES',
    label: options.label ?? labelOf(property),
    description: describe(owner, field),
    inputName: idProperty(field),
    required: arity === 'ONE' && !options.optional,
    localized: false,
    sortable: false,
    filterable: options.filterable ?? false,
    searchable: false,
    private: false,
    unique: false,
    list: arity === 'MANY',
    defaultValue: null,
    max: null,
    min: null,
    decimals: null,
    choices: null,
    schema: null,
    targetType: definitionOf(target()).name,
    onDelete: options.onDelete === 'clear' ? 'CLEAR' : 'REFUSE',
    accept: null,
    inverse: inversesOf(definitionOf(target())).find(inverse => inverse.field === field)?.name ?? null,
    blocks: null,
  };
}

function describeBlock(block: BlockDefinition) {
  const { name, singular, label, description } = block;
  return { name, inputName: singular, label, description, fields: describeFields(name, block) };
}
