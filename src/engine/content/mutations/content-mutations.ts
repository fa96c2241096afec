import { type ClassType, Resolver } from 'type-graphql';
import type { ContentTypeDefinition } from '../content-type';
import { addMutation } from './add-mutation';
import { inputClass, namedClass } from './generated-api';
import type { Add } from './mutation-inputs';
import { payloadsOf } from './payload-types';
import { addPublication, addTrash } from './state-mutations';
import { addHistory, addMove, addWriting } from './writing-mutations';

/*
 * Generates a type's mutations from its definition, with an input and a payload for each. What they do stands in writing/ and revisions/;
 * here is what the API says about it, and who may do it.
 */

/** The resolver classes of a type's mutations and of their payloads. */
export function createContentMutations(definition: ContentTypeDefinition): ClassType[] {
  const Generated = namedClass(`${definition.name}Mutations`);
  const payloads = payloadsOf(definition);
  const resolvers: ClassType[] = [Generated, ...payloads.resolvers];

  const add: Add = (verb, description, input, parts, rights, work) => {
    const stem = mutationName(definition, verb);
    const Stem = stem[0].toUpperCase() + stem.slice(1);
    const { type, resolvers: more } = payloads.payload(Stem, parts);
    const InputType =
      typeof input === 'function' ? input : inputClass(`${Stem}Input`, inputDescription(definition, verb), input);
    addMutation(Generated, {
      name: stem,
      definition,
      writes: WRITES.get(verb),
      description,
      input: InputType,
      payload: type,
      rights,
      work,
    });
    resolvers.push(...more);
  };

  addWriting(definition, add);
  addPublication(definition, add);
  addTrash(definition, add);
  addHistory(definition, add);
  if (definition.tree) addMove(definition, add);
  Resolver()(Generated);
  return resolvers;
}

/** What writes more of a document than its input holds. */
const WRITES: ReadonlyMap<string, 'DOCUMENT' | 'TRANSLATION'> = new Map([
  ['discard*Changes', 'DOCUMENT'],
  ['restore*Revision', 'DOCUMENT'],
  ['move', 'DOCUMENT'],
  ['remove*Translation', 'TRANSLATION'],
]);

/** `publish` -> `publishArticle`; `discard*Changes` -> `discardArticleChanges`. */
function mutationName({ name }: ContentTypeDefinition, verb: string): string {
  return verb.includes('*') ? verb.replace('*', name) : `${verb}${name}`;
}

function inputDescription({ singular }: ContentTypeDefinition, verb: string): string {
  const [what, thing] = verb.split('*');
  return thing
    ? `Which ${thing.toLowerCase()} of which ${singular} to ${what}.`
    : `Which ${singular} to ${what}, and how.`;
}
