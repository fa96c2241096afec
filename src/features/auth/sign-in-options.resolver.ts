import { Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../../engine/context';
import { uncacheable } from '../../engine/loading/cache-tags';
import { describeSignIn, SignInOptions } from './sign-in-options';

@Resolver()
export class SignInOptionsResolver {
  @Query(() => SignInOptions, { description: 'How people may sign in here, for those who are about to.' })
  signInOptions(@Ctx() ctx: Context): Promise<SignInOptions> {
    uncacheable(ctx);
    return describeSignIn(ctx);
  }
}
