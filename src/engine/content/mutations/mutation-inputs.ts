import { type ClassType, ID, Int } from 'type-graphql';
import type { ContentRight } from '../../access/demand-content';
import { DateTime } from '../../date-time';
import type { ContentTypeDefinition } from '../content-type';
import type { DocumentMutation } from './add-mutation';
import type { GeneratedField } from './generated-api';
import type { PayloadParts } from './payload-types';

/** Adds one mutation of a type. `*` in the verb stands for the type's name, which otherwise follows it: `discard*Changes`. */
export type Add = <Input extends object>(
  verb: string,
  description: string,
  input: ClassType | Record<string, GeneratedField>,
  parts: PayloadParts,
  rights: (input: Input) => readonly ContentRight[],
  work: DocumentMutation<Input>['work'],
) => void;

/** The field by which callers say which revision they have read. */
export const EXPECTED_REVISION: GeneratedField = {
  type: () => Int,
  nullable: true,
  description:
    'The `revision` that the caller has read, with the perspective DRAFT. When it is no longer the latest, nothing is written and the answer is REVISION_CONFLICT. When left out, the last to write wins.',
};

/** The fields that plan when something is live. */
export const PLANNED_TIMES: Record<'publishAt' | 'unpublishAt', GeneratedField> = {
  publishAt: { type: () => DateTime, nullable: true, description: 'When it goes live; null cancels that.' },
  unpublishAt: { type: () => DateTime, nullable: true, description: 'When it is taken down; null cancels that.' },
};

/** The field that names a document of the type. */
export function idOf({ singular }: ContentTypeDefinition): GeneratedField {
  return { type: () => ID, description: `The id of the ${singular}.` };
}
