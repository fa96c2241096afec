import { DateTime } from '../../date-time';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, type ClassType, Ctx, FieldResolver, ID, Info, Int, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context';
import { UserError } from '../../validation/user-errors';
import type { ContentTypeDefinition } from '../content-type';
import { loadDocument } from '../load-documents';
import { selectionOf } from '../projection';
import { type ContentRow, readingOf } from '../reading';
import { viewOf } from '../view';
import { Perspective } from '../visibility';
import type { Payload } from './answer-payload';
import { ContentUsageList, UnpublishedContentReference } from './content-usage';
import { addMethod, type GeneratedField, namedClass, objectClass } from './generated-api';

/** The payload's fields beside the document and `userErrors`. */
export interface PayloadParts {
  /** The document as it was left; not for what deletes it. */
  document?: boolean;
  /** REVISION_CONFLICT can happen. */
  conflict?: boolean;
  /** Something goes live. */
  publishes?: boolean;
  /** IN_USE can happen. */
  usages?: boolean;
  more?: Readonly<Record<string, GeneratedField>>;
}

/** A generated payload and the resolvers of its fields. */
export interface GeneratedPayload {
  type: ClassType;
  resolvers: ClassType[];
}

/** The field of what the caller can mend. */
export const USER_ERRORS: GeneratedField = {
  type: () => [UserError],
  description: 'What the caller can mend; empty when it was done. When there are any, nothing was written.',
};

/** The field of what readers do not see of what was published. */
export const UNPUBLISHED: GeneratedField = {
  type: () => [UnpublishedContentReference],
  description:
    'What the published document refers to although readers do not see it: they see null there, or a shorter list. 100 at most.',
};

/** The field of who refers to what was to be deleted. */
export const USAGES: GeneratedField = {
  type: () => ContentUsageList,
  nullable: true,
  description: 'Who refers to it, when that is why it was refused (IN_USE); null otherwise.',
};

/** Makes the payloads of one type's mutations. */
export function payloadsOf(definition: ContentTypeDefinition) {
  const { name, singular } = definition;
  const Conflict = objectClass(`${name}Conflict`, `What happened to the ${singular} since the caller read it.`, {
    revision: { type: () => Int, description: 'The number of the latest revision.' },
    changedFields: {
      type: () => [String],
      description: 'The fields that were changed since the revision that was expected.',
    },
    changedBy: {
      type: () => String,
      nullable: true,
      description: 'Who made the latest change; null when the server did.',
    },
    changedAt: {
      type: () => DateTime,
      nullable: true,
      description: 'When the latest change was made; null when its history is no longer kept.',
    },
  });
  const conflictResolver = namedClass(`${name}ConflictResolver`);
  addDocument(conflictResolver, definition, 'current', `The ${singular} as it is being written now.`);
  Resolver(() => Conflict)(conflictResolver);

  function payload(mutation: string, parts: PayloadParts): GeneratedPayload {
    const typeName = `${mutation}Payload`;
    const fields: Record<string, GeneratedField> = { ...parts.more, userErrors: USER_ERRORS };
    if (parts.publishes) fields.unpublishedReferences = UNPUBLISHED;
    if (parts.usages) fields.usages = USAGES;
    if (parts.conflict) {
      fields.conflict = {
        type: () => Conflict,
        nullable: true,
        description: 'What was changed meanwhile, when that is why it was refused (REVISION_CONFLICT); null otherwise.',
      };
    }
    const type = objectClass(typeName, 'What became of the request, or why nothing was written.', fields);
    if (parts.document === false) return { type, resolvers: [] };
    const resolver = namedClass(`${typeName}Resolver`);
    addDocument(resolver, definition, singular, `The ${singular} as it is being written now; null when nothing was.`);
    Resolver(() => type)(resolver);
    return { type, resolvers: [resolver] };
  }

  return { payload, resolvers: [conflictResolver] };
}

/** Adds the field that reads the document anew, as editors see it. */
function addDocument(
  Generated: ClassType,
  definition: ContentTypeDefinition,
  field: string,
  description: string,
): void {
  async function document(
    { documentId, locale }: Pick<Payload, 'documentId' | 'locale'>,
    asked: string | null,
    ctx: Context,
    info: GraphQLResolveInfo,
  ): Promise<ContentRow | null> {
    if (documentId == null) return null;
    const view = viewOf(ctx, Perspective.DRAFT, asked ?? locale);
    return loadDocument(ctx, readingOf(selectionOf(info, definition), view), documentId);
  }
  addMethod(
    Generated,
    field,
    [
      Root(),
      Arg('locale', () => String, {
        nullable: true,
        description: 'The language to answer it in; when left out the one that the input names, or the default one.',
      }),
      Ctx(),
      Info(),
    ],
    document,
    FieldResolver(() => definition.entity, { nullable: true, description }),
  );
}

/** The id of a document that a mutation was about and that can no longer be shown. */
export const DOCUMENT_ID = (description: string): GeneratedField => ({
  type: () => ID,
  nullable: true,
  description,
});
