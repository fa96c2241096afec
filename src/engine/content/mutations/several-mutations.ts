import type { GraphQLResolveInfo } from 'graphql';
import { Arg, type ClassType, Ctx, FieldResolver, ID, Info, Mutation, Resolver, Root } from 'type-graphql';
import type { Transaction } from '../../../platform/database/database';
import { type ContentRight, demandSomeContent } from '../../access/demand-content';
import type { Context } from '../../context';
import { Content } from '../content';
import { demandDocuments } from '../demand-documents';
import { type Publication, publishDocuments } from '../writing/publish-documents';
import { scheduleDocuments } from '../writing/schedule-document';
import { restoreDocuments, trashDocuments } from '../writing/trash-documents';
import { unpublishDocuments } from '../writing/unpublish-documents';
import { answerPayload, type Outcome, type Payload } from './answer-payload';
import { carryOut } from './carry-out';
import { addMethod, type GeneratedField, inputClass, namedClass, objectClass } from './generated-api';
import { PLANNED_TIMES } from './mutation-inputs';
import { UNPUBLISHED, USAGES, USER_ERRORS } from './payload-types';
import { documentsOf, readTargets } from './several-documents';

/*
 * Mutations of several documents of any types: all of them in one transaction, or none.
 */

interface SeveralMutation {
  /** `publishContent` */
  name: string;
  description: string;
  right: ContentRight;
  /** The payload's fields beside `userErrors`. */
  fields: Record<string, GeneratedField>;
  /** Whether the documents can be shown afterwards. */
  shown: boolean;
  work: (
    ctx: Context,
    tx: Transaction,
    targets: readonly Publication[],
    input: SeveralInput,
  ) => Promise<Partial<Outcome>>;
  /** The input's fields beside `ids`. */
  input?: Record<string, GeneratedField>;
}

interface SeveralInput {
  ids: string[];
  publishAt?: Date | null;
  unpublishAt?: Date | null;
}

interface SeveralPayload extends Payload {
  documentIds: string[];
}

const DOCUMENT_IDS: GeneratedField = {
  type: () => [ID],
  description: 'The ids of what is in the trash now; empty when nothing was done.',
};

const MUTATIONS: readonly SeveralMutation[] = [
  {
    name: 'publishContent',
    description: 'Makes documents of any types live together: all, or none. Needs the permission content.publish.',
    right: 'publish',
    fields: { unpublishedReferences: UNPUBLISHED },
    shown: true,
    work: (ctx, tx, targets) => publishDocuments(ctx, tx, targets),
  },
  {
    name: 'unpublishContent',
    description:
      'Takes documents of any types down together: all, or none. They become drafts. Needs the permission content.publish.',
    right: 'publish',
    fields: {},
    shown: true,
    async work(ctx, tx, targets) {
      await unpublishDocuments(ctx, tx, targets);
      return {};
    },
  },
  {
    name: 'scheduleContent',
    description:
      'Plans when documents of any types, or their unpublished changes, go live and when they are taken down: all, or none. What is left out stays as it is planned, null cancels. Needs the permission content.publish.',
    right: 'publish',
    input: PLANNED_TIMES,
    fields: {},
    shown: true,
    async work(ctx, tx, targets, { publishAt, unpublishAt }) {
      await scheduleDocuments(ctx, tx, targets, { publishAt, unpublishAt });
      return {};
    },
  },
  {
    name: 'trashContent',
    description:
      'Puts documents of any types into the trash together: all, or none. Refused with IN_USE while others refer to one of them. Needs the permission content.delete.',
    right: 'delete',
    fields: { documentIds: DOCUMENT_IDS, usages: USAGES },
    shown: false,
    async work(ctx, tx, targets) {
      await trashDocuments(ctx, tx, targets);
      return {};
    },
  },
  {
    name: 'restoreContent',
    description:
      'Takes documents of any types out of the trash together, as drafts: all, or none. Needs the permission content.delete.',
    right: 'delete',
    fields: {},
    shown: true,
    async work(ctx, tx, targets) {
      await restoreDocuments(ctx, tx, targets);
      return {};
    },
  },
];

/** The resolver classes of the mutations of several documents. */
export function createSeveralMutations(): ClassType[] {
  const Generated = namedClass('SeveralDocumentsMutations');
  const resolvers = [Generated, ...MUTATIONS.flatMap(mutation => addSeveral(Generated, mutation))];
  Resolver()(Generated);
  return resolvers;
}

function addSeveral(Generated: ClassType, mutation: SeveralMutation): ClassType[] {
  const { name, description, right, input: more, fields, shown, work } = mutation;
  const Name = `${name[0].toUpperCase()}${name.slice(1)}`;
  const verb = name.replace('Content', '');
  const Input = inputClass(`${Name}Input`, `Which documents to ${verb}.`, {
    ids: { type: () => [ID], description: 'Their ids, of whatever types; 1 to 100.' },
    ...more,
  });
  const PayloadType = objectClass(`${Name}Payload`, 'What became of the request, or why nothing was written.', {
    ...fields,
    userErrors: USER_ERRORS,
  });
  async function mutate(input: SeveralInput, ctx: Context, info: GraphQLResolveInfo): Promise<SeveralPayload> {
    demandSomeContent(ctx.viewer, right);
    const payload = await answerPayload(null, () =>
      carryOut(ctx, info, input, async tx => {
        const targets = await readTargets(tx, input.ids);
        const named = targets.map(({ definition, id, path }) => ({
          definition,
          id,
          what: 'document',
          path: [...(path ?? [])],
        }));
        await demandDocuments(ctx.viewer, tx, named, [right]);
        const { unpublishedReferences } = await work(ctx, tx, targets, input);
        return { documentId: null, unpublishedReferences };
      }),
    );
    return { ...payload, documentIds: payload.userErrors.length > 0 ? [] : input.ids };
  }
  addMethod(
    Generated,
    name,
    [Arg('input', () => Input, { description: 'Which documents.' }), Ctx(), Info()],
    mutate,
    Mutation(() => PayloadType, { name, description }),
  );
  return shown ? [documentsResolver(`${Name}PayloadResolver`, PayloadType)] : [];
}

function documentsResolver(name: string, PayloadType: ClassType): ClassType {
  const Generated = namedClass(name);
  addMethod(
    Generated,
    'documents',
    [
      Root(),
      Arg('locale', () => String, { nullable: true, description: 'The language to answer them in.' }),
      Ctx(),
      Info(),
    ],
    ({ documentIds }: SeveralPayload, locale: string | null, ctx: Context, info: GraphQLResolveInfo) =>
      documentsOf(ctx, documentIds, locale, info),
    FieldResolver(() => [Content], {
      description:
        'The documents as they are being written now, in the order of the input; empty when nothing was done.',
    }),
  );
  Resolver(() => PayloadType)(Generated);
  return Generated;
}
