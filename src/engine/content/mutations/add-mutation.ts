import type { GraphQLResolveInfo } from 'graphql';
import { Arg, type ClassType, Ctx, Info, Mutation } from 'type-graphql';
import type { Transaction } from '../../../platform/database/database';
import { type ContentRight, demandContent } from '../../access/demand-content';
import type { Context } from '../../context';
import { answerPayload, type Outcome, type Payload } from './answer-payload';
import { carryOut } from './carry-out';
import { addMethod } from './generated-api';

/** A generated mutation of one document. */
export interface DocumentMutation<Input extends object> {
  /** `publishArticle` */
  name: string;
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
  const { name, description, input: InputClass, payload, rights, work } = mutation;
  async function mutate(input: Input, ctx: Context, info: GraphQLResolveInfo): Promise<Payload> {
    demandContent(ctx.viewer, ...rights(input));
    return answerPayload((input as { id?: string }).id ?? null, () => carryOut(ctx, info, input, tx => work(ctx, tx, input)));
  }
  addMethod(
    Generated,
    name,
    [Arg('input', () => InputClass, { description: 'What is to be done.' }), Ctx(), Info()],
    mutate,
    Mutation(() => payload, { name, description }),
  );
}
