import type { ReferenceField } from './fields';

/*
 * What an input asks of one document, checked and in the engine's forms: the contract between the generated inputs (content-input.ts),
 * the mutations that carry nested changes out, and the writes that store the result.
 *
 *   readInput -> DocumentChange -> (nested links become ids) -> ResolvedChange -> stored
 */

/** Where in the input something stands, from the outside in: `['input', 'tags', 'create', 0, 'name']`. */
export type InputPath = readonly (string | number)[];

/** Values of one document in one locale. What is absent stays as it is; null clears. */
export interface ValueChange {
  /** The slug that was asked for, in its valid form; absent: none was asked for. */
  slug?: string;
  /** Field values by property, in the kinds' accepted forms. */
  values: Record<string, unknown>;
}

/** A change whose references are all ids: what writes take. */
export interface ResolvedChange extends ValueChange {
  /** The default locale's values; references to ONE stand among them as `<property>Id`, the place in a tree as `parentId`. */
  values: Record<string, unknown>;
  /** The ids of each MANY reference that changes, all of them, in order and without repetition. */
  references: Record<string, string[]>;
  /** Locale -> what changes in that translation; null: the translation goes. The default locale is not among them. */
  translations: ReadonlyMap<string, ValueChange | null>;
}

/** A checked input. Before it can be written, each entry of `nested` must have become an id (ONE) or a list of ids (MANY). */
export interface DocumentChange extends ResolvedChange {
  /** References that the input describes by more than ids; none of them has an entry in `values` or `references`. */
  nested: NestedReference[];
}

/** One reference field whose targets must be looked up or made. */
export interface NestedReference {
  field: ReferenceField;
  /** Where the field stands in the input. */
  path: InputPath;
  /** In the order of the references: what is connected, then what is connected or created, then what is created. ONE has at most one; none clears it. */
  links: ReferenceLink[];
}

/** One target of a nested reference. `path` says where in the input it was asked for. */
export type ReferenceLink =
  /** A document that is there: NOT_FOUND if it is not. Exactly one of id and slug is given. */
  | { kind: 'connect'; by: { id: string } | { slug: string }; path: InputPath }
  /** The document with this slug, or if there is none a new one. The slug is the change's own, or made from its `slugFrom` text. */
  | { kind: 'connectOrCreate'; slug: string; change: DocumentChange; path: InputPath }
  /** A new document. */
  | { kind: 'create'; change: DocumentChange; path: InputPath };
