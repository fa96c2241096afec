import { DateTime } from '../../engine/date-time';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { User } from './user';

/** What kind of viewer asks. */
export enum ViewerKind {
  ANONYMOUS = 'anonymous',
  SESSION = 'session',
  TOKEN = 'token',
  PREVIEW = 'preview',
  SYSTEM = 'system',
}
registerEnumType(ViewerKind, {
  name: 'ViewerKind',
  description: 'What kind of viewer asks.',
  valuesConfig: {
    ANONYMOUS: { description: 'Nobody in particular.' },
    SESSION: { description: 'A person who is signed in.' },
    TOKEN: { description: 'A program with an API token.' },
    PREVIEW: { description: 'Whoever holds a preview token.' },
    SYSTEM: { description: 'The server itself.' },
  },
});

@ObjectType({ description: 'A browser in which one is signed in.', simpleResolvers: true })
export class Session {
  @Field(() => ID, { description: 'Its id, by which it is ended; not what its cookie holds.' })
  sessionId!: string;

  @Field(() => DateTime, { description: 'When one signed in.' })
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When it was last used, exact to a minute.' })
  lastSeenAt!: Date;

  @Field(() => DateTime, { description: 'When it ends at the latest; it ends sooner when it is not used.' })
  expiresAt!: Date;

  @Field(() => String, { nullable: true, description: 'The network address from which one signed in.' })
  address!: string | null;

  @Field(() => String, { nullable: true, description: 'What the browser says it is.' })
  userAgent!: string | null;

  @Field(() => Boolean, { description: 'It is the session that asks.' })
  current!: boolean;
}

@ObjectType({ description: 'Who asks, and what they may do.', simpleResolvers: true })
export class ViewerAccount {
  @Field(() => ViewerKind, { description: 'What kind of viewer it is.' })
  kind!: ViewerKind;

  @Field(() => User, { nullable: true, description: 'The person who is signed in; null for everybody else.' })
  user!: User | null;

  @Field(() => [String], { description: 'The permissions that hold without conditions, by name; `*` stands for all.' })
  permissions!: string[];

  @Field(() => Boolean, { description: 'The person is asked for a code when they sign in.' })
  secondFactor!: boolean;

  @Field(() => [Session], { description: 'Where the person is signed in, the latest first; empty for everybody else.' })
  sessions!: Session[];
}
