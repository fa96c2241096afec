import { BASE_PROPERTIES, type ContentTypeDefinition, contentTypes } from './content-type';
import type { ReferenceField } from './fields';

/*
 * Every reference can be followed backwards: a tag has a list of the articles that carry it. The list has the name of the type that
 * refers (`articles`), or the one that the reference gives (`inverse`).
 */

/** A list of those who refer to a document. */
export interface Inverse {
  /** Its name on the type that is referred to. */
  name: string;
  owner: ContentTypeDefinition;
  field: ReferenceField;
}

const NAME = /^[a-z][A-Za-z0-9]*$/;

/** What every document has beside its fields, or may have. */
const NAMES_OF_DOCUMENTS = ['children', 'path', 'position', 'revisions', 'usages'];

/** The lists of those who refer to a type. A type that refers to itself has one only where the reference names it. */
export function inversesOf(definition: ContentTypeDefinition): Inverse[] {
  return contentTypes().flatMap(owner =>
    owner.references.flatMap(field => {
      const { inverse } = field.options;
      if (inverse === false || field.target() !== definition.entity) return [];
      if (inverse === undefined && owner === definition) return [];
      return [{ name: inverse ?? owner.plural, owner, field }];
    }),
  );
}

/** What is wrong with the names of these lists: each needs one that nothing else on the type has. */
export function inverseFaults(definition: ContentTypeDefinition): string[] {
  const faults: string[] = [];
  const taken = new Map<string, string>([
    ...[...BASE_PROPERTIES, ...NAMES_OF_DOCUMENTS].map(name => [name, 'something that documents have'] as const),
    ...[...definition.values, ...definition.references].map(
      ({ property }) => [property, `the field ${definition.name}.${property}`] as const,
    ),
  ]);
  for (const { name, owner, field } of inversesOf(definition)) {
    const place = `${owner.name}.${field.property}`;
    if (!NAME.test(name)) {
      faults.push(
        `${place}: "${name}" can't be an \`inverse\`: it begins with a small letter and has letters and digits.`,
      );
      continue;
    }
    const before = taken.get(name);
    if (before === undefined) taken.set(name, `the list of ${place}`);
    else {
      faults.push(
        `${place}: ${definition.name} can't list who refers to it as "${name}", which is ${before}. Name the list by \`inverse\`, or have none with \`inverse: false\`.`,
      );
    }
  }
  return faults;
}
