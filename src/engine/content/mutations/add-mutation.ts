import type { GraphQLResolveInfo } from 'graphql';
import { Arg, type ClassType, Ctx, Info, Mutation } from 'type-graphql';
import type { Transaction } from '../../../platform/database/database';
import { type ContentRight, demandContentOf } from '../../access/demand-content';
import type { Context } from '../../context';
import { answerPayload, type Outcome, type Payload } from './answer-payload';
import { notFound } from '../../../errors';
import { isUlid } from '../../../platform/crypto/new-id';
import type { ContentTypeDefinition } from '../content-type';
import { demandDocuments, demandWholeWrite, demandWrite, demandWriteIn } from '../demand-documents';
import { inKnownLocales } from '../locales';
import { readableFields } from '../visibility';
import { carryOut } from './carry-out';
import { addMethod } from './generated-api';

/** A generated mutation of one document. */
export interface DocumentMutation<Input extends object> {
  /** `publishArticle` */
  name: string;
  /** The type of what it is about. */
  definition: ContentTypeDefinition;
  /** A full sentence, from the caller's side. */
  description: string;
  input: ClassType;
  payload: ClassType;
  /** What the viewer must be allowed for this input. */
  rights: (input: Input) => readonly ContentRight[];
  /** It writes more of the document than the input holds: all of it, or every field in the input's locale. */
  writes?: 'DOCUMENT' | 'TRANSLATION';
  /** Carries it out in the transaction. It may be run again from its beginning. */
  work: (ctx: Context, tx: Transaction, input: Input) => Promise<Outcome>;
}

/** Adds a mutation to a generated resolver. */
export function addMutation<Input extends object>(Generated: ClassType, mutation: DocumentMutation<Input>): void {
  const { name, definition, description, input: InputClass, payload, rights, work } = mutation;
  async function mutate(asked: Input, ctx: Context, info: GraphQLResolveInfo): Promise<Payload> {
    const input = inKnownLocales(ctx.locales, asked);
    const demanded = rights(input);
    demandContentOf(ctx.viewer, definition.name, ...demanded);
    if (demanded.includes('write')) demandInput(ctx, mutation, input);
    const { id = null } = input as { id?: string };
    const payload = await answerPayload(id, async () => {
      for (const name of DOCUMENT_IDS) demandId(definition.singular, input, name);
      return carryOut(ctx, info, input, async tx => {
        await demandNamed(ctx, tx, definition, input, demanded);
        return work(ctx, tx, input);
      });
    });
    const { conflict } = payload;
    if (!conflict) return payload;
    const changedFields = readableFields(ctx.viewer, definition.name, conflict.changedFields);
    return { ...payload, conflict: { ...conflict, changedFields } };
  }
  addMethod(
    Generated,
    name,
    [Arg('input', () => InputClass, { description: 'What is to be done.' }), Ctx(), Info()],
    mutate,
    Mutation(() => payload, { name, description }),
  );
}

/** The fields of inputs that name documents of the mutation's own type. */
const DOCUMENT_IDS = ['id', 'parentId', 'beforeId', 'afterId'];

/** Fields and locales that the viewer may not write are refused before anything is looked up. */
function demandInput<Input extends object>(
  { viewer, locales }: Context,
  { definition, writes }: DocumentMutation<Input>,
  input: Input,
): void {
  if (writes === 'DOCUMENT') return demandWholeWrite(viewer, definition);
  const { locale = null } = input as { locale?: string | null };
  if (locale !== null || writes === 'TRANSLATION') {
    demandWriteIn(viewer, definition, locale ?? locales.default, writes === 'TRANSLATION');
  }
  demandWrite(viewer, definition, { input, locale: locale ?? locales.default, defaultLocale: locales.default });
}

/** The document has to be within reach of the rights, and those that it is placed by at least to be seen. */
async function demandNamed(
  ctx: Context,
  tx: Transaction,
  definition: ContentTypeDefinition,
  input: object,
  rights: readonly ContentRight[],
): Promise<void> {
  for (const name of DOCUMENT_IDS) {
    const id = (input as Record<string, unknown>)[name];
    if (typeof id !== 'string') continue;
    const path = ['input', name];
    await demandDocuments(ctx.viewer, tx, [{ definition, id, path }], name === 'id' ? rights : []);
  }
}

/** What can't be an id is none: the database would choke on some texts. */
function demandId(singular: string, input: object, name: string): void {
  const id: unknown = (input as Record<string, unknown>)[name];
  if (id != null && !isUlid(id)) throw notFound(singular, String(id).slice(0, 40), ['input', name]);
}
