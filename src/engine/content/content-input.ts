import { type ClassType, Field, ID, InputType } from 'type-graphql';
import { describe } from './apply-output';
import { idProperty } from './block';
import { type ContentTypeDefinition, definitionOf } from './content-type';
import type { InputMode } from './accept-values';
import type { ReferenceField, ValueField } from './fields';

/*
 * Generates the inputs by which documents are made and changed; read-input.ts reads what comes in. Types refer to each other in circles
 * (an article's author may be made on the way, and an author's favourite article too): an input is remembered before its fields are added.
 */

/** Which document is meant, where there may be either. */
@InputType({ description: 'Which document is meant: exactly one of its id and its slug.' })
export class DocumentKeyInput {
  @Field(() => ID, { nullable: true, description: "The document's id." })
  id?: string | null;

  @Field(() => String, { nullable: true, description: "The document's slug in the default language." })
  slug?: string | null;
}

const made = new Map<string, ClassType>();

/** `CreateArticleInput`: everything that a document of the type may begin with. */
export function createInput(definition: ContentTypeDefinition): ClassType {
  return inputOf(`Create${definition.name}Input`, `A new ${definition.singular}.`, Input => {
    addDocument(Input, definition, 'create');
  });
}

/** `UpdateArticleInput`: what is to change. It says nothing of which document that is. */
export function updateInput(definition: ContentTypeDefinition): ClassType {
  const description = `What is to change in the ${definition.singular}: what is left out stays, null clears.`;
  return inputOf(`Update${definition.name}Input`, description, Input => addDocument(Input, definition, 'update'));
}

function addDocument(Input: ClassType, definition: ContentTypeDefinition, mode: InputMode): void {
  const { name, singular, values, references, localized } = definition;
  const whenNone = mode === 'create' ? `made from \`${definition.slugFrom}\` when left out` : 'it stays when left out';
  add(Input, 'slug', () => String, `The ${singular}'s name in URLs, unique within its type; ${whenNone}.`);
  for (const field of values) addValue(Input, name, field, mode);
  for (const field of references) addReference(Input, definition, field, mode);
  if (localized.size > 0) {
    const Translation = translationInput(definition);
    add(
      Input,
      'translations',
      () => [Translation],
      `What the ${singular} says in languages other than the default one; those left out stay.`,
    );
  }
}

function addValue(Input: ClassType, owner: string, { property, kind, options }: ValueField, mode: InputMode): void {
  const type = kind.input({ owner, property, options });
  const required = mode === 'create' && !options.optional && options.default === undefined && kind.name !== 'BOOLEAN';
  add(Input, property, () => type, describe(owner, { property, options }), required);
}

function addReference(Input: ClassType, owner: ContentTypeDefinition, field: ReferenceField, mode: InputMode): void {
  const { property, arity } = field;
  const inTree = owner.tree && property === 'parent';
  // A document changes its place in a tree by being moved.
  if (inTree && mode === 'update') return;
  const target = definitionOf(field.target());
  const description = describe(owner.name, field);
  const ids = arity === 'MANY' ? 'The ids, all of them and in order' : 'The id';
  const other = inTree ? '' : ` Not together with \`${property}\`.`;
  add(Input, idProperty(field), () => (arity === 'MANY' ? [ID] : ID), `${description} ${ids}.${other}`);
  if (inTree) return;
  const Reference = arity === 'MANY' ? referencesInput(target) : referenceInput(target);
  add(
    Input,
    property,
    () => Reference,
    `${description} Described by more than ids. Not together with \`${idProperty(field)}\`.`,
  );
}

/** `AuthorReferenceInput`: one document, found or made. */
function referenceInput(target: ContentTypeDefinition): ClassType {
  const { name, singular } = target;
  const description = `One ${singular} to refer to: exactly one of the ways to name it.`;
  return inputOf(`${name}ReferenceInput`, description, Input => {
    const Create = createInput(target);
    add(Input, 'connect', () => DocumentKeyInput, `The ${singular} with this id or slug.`);
    add(Input, 'create', () => Create, `A new ${singular}, made in the same transaction.`);
    add(
      Input,
      'connectOrCreate',
      () => Create,
      `The ${singular} with this slug (or the slug made from \`${target.slugFrom}\`); if there is none, it is made.`,
    );
  });
}

/** `TagReferencesInput`: several documents, found or made. */
function referencesInput(target: ContentTypeDefinition): ClassType {
  const { name, plural } = target;
  const description = `All ${plural} to refer to, in this order: \`connect\`, \`connectOrCreate\`, \`create\`.`;
  return inputOf(`${name}ReferencesInput`, description, Input => {
    const Create = createInput(target);
    add(Input, 'connect', () => [DocumentKeyInput], `${name} objects that are there.`);
    add(
      Input,
      'connectOrCreate',
      () => [Create],
      `For each, the one with this slug (or the slug made from \`${target.slugFrom}\`); if there is none, it is made.`,
    );
    add(Input, 'create', () => [Create], `New ${name} objects, made in the same transaction.`);
  });
}

/** `ArticleTranslationInput`: the localized values in one language. */
function translationInput(definition: ContentTypeDefinition): ClassType {
  const { name, singular, values } = definition;
  return inputOf(`${name}TranslationInput`, `What the ${singular} says in one language.`, Input => {
    add(Input, 'locale', () => String, 'The language, as a BCP 47 tag that the site has; not the default one.', true);
    add(
      Input,
      'slug',
      () => String,
      `The ${singular}'s name in URLs in this language; made from its \`${definition.slugFrom}\` when there is none yet.`,
    );
    for (const field of values.filter(({ options }) => options.localized)) addValue(Input, name, field, 'update');
  });
}

function inputOf(name: string, description: string, fill: (Input: ClassType) => void): ClassType {
  const known = made.get(name);
  if (known) return known;
  const Input: ClassType = { [name]: class {} }[name];
  made.set(name, Input);
  fill(Input);
  InputType(name, { description })(Input);
  return Input;
}

function add(Input: ClassType, property: string, type: () => unknown, description: string, required = false): void {
  Field(type as () => typeof String, { nullable: !required, description })(Input.prototype, property);
}
