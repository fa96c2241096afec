import { Field, ObjectType } from 'type-graphql';
import type { Context } from '../../engine/context';

@ObjectType({ description: 'A provider by which people may sign in.', simpleResolvers: true })
export class SignInProvider {
  @Field(() => String, { description: 'What people read on the button that takes them there.' })
  name!: string;

  @Field(() => String, {
    description: 'Where the browser has to go, on this server; `?returnTo=/path` says where to come back to.',
  })
  path!: string;
}

@ObjectType({ description: 'How people may sign in here.', simpleResolvers: true })
export class SignInOptions {
  @Field(() => SignInProvider, { nullable: true, description: 'A provider beside passwords; null when there is none.' })
  provider!: SignInProvider | null;

  @Field(() => Boolean, {
    description: 'Nobody has an account yet: the link that the server prints when it starts makes the first one.',
  })
  firstRun!: boolean;
}

/** How people may sign in here. */
export async function describeSignIn({ db, accounts }: Context): Promise<SignInOptions> {
  const found = await db.select('SELECT 1 FROM users LIMIT 1');
  return { provider: accounts.provider, firstRun: found.length === 0 };
}
