import { Arg, Ctx, Field, Float, Int, ObjectType, Query, Resolver } from 'type-graphql';
import type { Context } from '../../engine/context';
import { DateTime } from '../../engine/date-time';
import { checkHealth } from './check-health';
import { HealthCheck } from './health';
import { listFigures } from './list-figures';

@ObjectType({ description: 'What all processes of the server did in one step of time.', simpleResolvers: true })
export class FigurePoint {
  @Field(() => DateTime, { description: 'When the step began.' })
  at!: Date;

  @Field(() => Int, { description: 'How many operations were answered, subscriptions apart.' })
  requests!: number;

  @Field(() => Int, { description: 'How many of these answers had errors.' })
  errors!: number;

  @Field(() => Float, { nullable: true, description: 'In how many ms half of them were answered; null without any.' })
  p50Ms!: number | null;

  @Field(() => Float, { nullable: true, description: 'In how many ms 95 % of them were answered; null without any.' })
  p95Ms!: number | null;

  @Field(() => Float, { nullable: true, description: 'In how many ms 99 % of them were answered; null without any.' })
  p99Ms!: number | null;

  @Field(() => Int, { description: 'How many jobs succeeded.' })
  jobsSucceeded!: number;

  @Field(() => Int, { description: 'How many jobs failed.' })
  jobsFailed!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'The most jobs that were seen waiting for a worker; null when no worker looked.',
  })
  jobsWaiting!: number | null;
}

@ObjectType({ description: 'What the server did over some hours, summed over its processes.', simpleResolvers: true })
export class ServerFigures {
  @Field(() => DateTime, { description: 'When the first step began.' })
  since!: Date;

  @Field(() => Int, { description: 'How many minutes each step lasts: more of them the longer the time.' })
  stepMinutes!: number;

  @Field(() => [FigurePoint], {
    description: 'The steps, oldest first and without gaps, at most about 200. The one that has not ended is left out.',
  })
  points!: FigurePoint[];
}

@ObjectType({ description: 'How the server does.', simpleResolvers: true })
export class SystemHealth {
  @Field(() => [HealthCheck], { description: 'Everything that it depends on, one by one.' })
  checks!: HealthCheck[];
}

@Resolver()
export class MonitoringResolver {
  @Query(() => ServerFigures, {
    description: 'What the server did in the last hours, minute by minute. Needs the permission jobs.read.',
  })
  async serverFigures(
    @Arg('since', () => DateTime, {
      nullable: true,
      description: 'From when on, 48 hours ago at most; 3 hours ago when left out.',
    })
    since: Date | null,
    @Ctx() ctx: Context,
  ): Promise<ServerFigures> {
    return listFigures(ctx, since ?? null);
  }

  @Query(() => SystemHealth, {
    description: 'Looks at everything that the server depends on. Needs the permission jobs.read.',
  })
  async systemHealth(@Ctx() ctx: Context): Promise<SystemHealth> {
    return { checks: await checkHealth(ctx) };
  }
}
