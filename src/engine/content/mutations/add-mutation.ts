import type { GraphQLResolveInfo } from 'graphql';
import { Arg, type ClassType, Ctx, Info, Mutation } from 'type-graphql';
import type { Transaction } from '../../../platform/database/database';
import { type ContentRight, demandContent } from '../../access/demand-content';
import type { Context } from '../../context';
import { answerPayload, type Outcome, type Payload } from './answer-payload';
import { notFound } from '../../../errors';
import { isUlid } from '../accept-values';
import { carryOut } from './carry-out';
import { addMethod } from './generated-api';

/** A generated mutation of one document. */
export interface DocumentMutation<Input extends object> {
  /** `publishArticle` */
  name: string;
  /** What it is about: `article`. */
  singular: string;
  /** A full sentence, from the caller's side. */
  description: string;
  input: ClassType;
  payload: ClassType;
  /** What the viewer must be allowed for this input. */
  rights: (input: Input) => readonly ContentRight[];
  /** Carries it out in the transaction. It may be run again from its beginning. */
  work: (ctx: Context, tx: Transaction, input: Input) => Promise<Outcome>;
}

/** Adds a mutation to a generated resolver. */
export function addMutation<Input extends object>(Generated: ClassType, mutation: DocumentMutation<Input>): void {
  const { name, singular, description, input: InputClass, payload, rights, work } = mutation;
  async function mutate(input: Input, ctx: Context, info: GraphQLResolveInfo): Promise<Payload> {
    demandContent(ctx.viewer, ...rights(input));
    const { id = null } = input as { id?: string };
    return answerPayload(id, async () => {
      for (const name of DOCUMENT_IDS) demandId(singular, input, name);
      return carryOut(ctx, info, input, tx => work(ctx, tx, input));
    });
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

/** What can't be an id is none: the database would choke on some texts. */
function demandId(singular: string, input: object, name: string): void {
  const id: unknown = (input as Record<string, unknown>)[name];
  if (id != null && !isUlid(id)) throw notFound(singular, String(id).slice(0, 40), ['input', name]);
}
