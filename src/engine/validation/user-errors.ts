import { Field, ObjectType } from 'type-graphql';
import { KeelsonError } from '../../errors';

/** What the caller of a mutation can mend. */
@ObjectType({
  description: 'Something about the input that the caller can mend; nothing was written.',
  simpleResolvers: true,
})
export class UserError {
  @Field(() => String, { description: 'A stable code for programs, for example VALIDATION_FAILED.' })
  code!: string;

  @Field(() => String, { description: 'A sentence for people that says what is wrong.' })
  message!: string;

  @Field(() => [String], { nullable: true, description: 'Where in the input the problem lies, from the outside in.' })
  path!: string[] | null;
}

/**
 * Runs a mutation. A thrown error that the caller can mend becomes one or more `userErrors` entries beside `nothing` (the payload's other fields,
 * usually null); everything else goes on to be a top-level error. `where` is the place in the input that is named when the error names none.
 */
export async function answering<Payload extends object, Nothing extends object>(
  work: () => Promise<Payload>,
  nothing: Nothing,
  where?: readonly string[],
): Promise<(Payload | Nothing) & { userErrors: UserError[] }> {
  try {
    return { ...(await work()), userErrors: [] };
  } catch (error) {
    if (!(error instanceof KeelsonError) || !error.mendable) throw error;
    return { ...nothing, userErrors: userErrorsOf(error, where) };
  }
}

/** An error that the caller can mend as mutations answer it: an entry for each fault that it carries. */
export function userErrorsOf({ code, message, details }: KeelsonError, where?: readonly string[]): UserError[] {
  const faults = details.faults ?? [{ message, path: details.path }];
  return faults.map(fault => ({ code, message: fault.message, path: (fault.path ?? where)?.map(String) ?? null }));
}
