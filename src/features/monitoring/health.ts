import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';

/** What the server depends on. */
export enum HealthPart {
  DATABASE = 'DATABASE',
  REDIS = 'REDIS',
  WORKERS = 'WORKERS',
  QUEUES = 'QUEUES',
  EVENTS = 'EVENTS',
}
registerEnumType(HealthPart, {
  name: 'HealthPart',
  description: 'Something that the server depends on.',
  valuesConfig: {
    DATABASE: { description: 'The database, which holds everything.' },
    REDIS: { description: 'Redis, which makes jobs start at once; without it they start within seconds.' },
    WORKERS: { description: 'The processes that run jobs.' },
    QUEUES: { description: 'The lanes in which jobs wait.' },
    EVENTS: { description: 'The log of changes, which the feed of changes and the answer cache follow.' },
  },
});

/** How something does. */
export enum HealthState {
  OK = 'OK',
  WARNING = 'WARNING',
  FAILED = 'FAILED',
}
registerEnumType(HealthState, {
  name: 'HealthState',
  description: 'How something does.',
  valuesConfig: {
    OK: { description: 'It does what it should.' },
    WARNING: { description: 'It works, but somebody should look.' },
    FAILED: { description: 'It does not work.' },
  },
});

@ObjectType({ description: 'How one part of the server does.', simpleResolvers: true })
export class HealthCheck {
  @Field(() => HealthPart, { description: 'What was looked at.' })
  part!: HealthPart;

  @Field(() => HealthState, { description: 'How it does.' })
  state!: HealthState;

  @Field(() => String, { description: 'A sentence that says what was found.' })
  message!: string;

  @Field(() => Float, { nullable: true, description: 'How many ms its answer took; null where nothing was asked.' })
  latencyMs!: number | null;
}
