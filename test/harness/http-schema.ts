import 'reflect-metadata';
import { EventEmitter, on } from 'node:events';
import { MaxLength } from 'class-validator';
import type { GraphQLSchema } from 'graphql';
import {
  Arg,
  buildSchema,
  Ctx,
  Field,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { demand } from '../../src/engine/access/viewer';
import type { Context } from '../../src/engine/context';
import { Mailbox } from '../../src/engine/jobs/mailbox';
import { type FileUpload, GraphQLUpload } from '../../src/engine/uploads/upload-scalar';
import { fileTooLarge, notFound, unavailable } from '../../src/errors';

/** What the schema's subscriptions and tests share. */
export const events = new EventEmitter().setMaxListeners(0);
/** Readers of a state of which only the newest counts. */
export const states = new Set<Mailbox<{ text: string }>>();
/** How often a field was resolved. */
export const executions = { state: 0 };
/** Storing that goes on, and what came of it. */
export const uploads = { started: 0, finished: 0, failed: 0 };

@ObjectType()
class Box {
  @Field(() => Box)
  get box(): Box {
    return this;
  }

  @Field()
  name: string = 'box';

  @Field(() => String, { nullable: true })
  get broken(): string {
    throw new Error('ER_PARSE_ERROR: SELECT * FROM secret_table at /srv/app/node_modules/mysql2/lib/x.js');
  }
}

@ObjectType()
class StoredFile {
  @Field()
  filename: string;

  @Field(() => Int)
  bytes: number;

  @Field()
  sha256: string;
}

@InputType()
class StoreFileInput {
  @Field(() => GraphQLUpload)
  upload: Promise<FileUpload>;

  @Field({ nullable: true })
  @MaxLength(5, { message: 'label is longer than 5 characters' })
  label?: string;
}

@Resolver()
class ProbeResolver {
  @Query(() => String)
  hello(): string {
    return 'world';
  }

  @Query(() => String)
  viewer(@Ctx() ctx: Context): string {
    return `${ctx.viewer.kind}:${ctx.viewer.id}`;
  }

  @Query(() => String)
  secret(@Ctx() ctx: Context): string {
    demand(ctx.viewer, 'probe.read');
    return 'secret';
  }

  @Query(() => Box)
  box(): Box {
    return new Box();
  }

  @Query(() => String, { nullable: true })
  missing(@Arg('id', () => String) id: string): string {
    throw notFound('thing', id);
  }

  @Query(() => String, { nullable: true })
  away(): string {
    throw unavailable('The database', new Error('ECONNREFUSED /run/db.sock'));
  }

  @Query(() => Int)
  double(@Arg('value', () => Int) value: number): number {
    return value * 2;
  }

  @Query(() => String)
  async slow(): Promise<string> {
    events.emit('slow-started');
    await new Promise(resolve => events.once('slow-finish', resolve));
    return 'done';
  }

  @Mutation(() => String)
  touch(): string {
    return 'touched';
  }

  @Mutation(() => StoredFile)
  async storeFile(@Arg('input', () => StoreFileInput) input: StoreFileInput, @Ctx() ctx: Context): Promise<StoredFile> {
    const file = await input.upload;
    uploads.started++;
    try {
      const stored = await ctx.storage.put(`uploads/${ctx.requestId}`, file.createReadStream(), 1_000_000);
      uploads.finished++;
      return Object.assign(new StoredFile(), { filename: file.filename, ...stored });
    } catch (error) {
      uploads.failed++;
      throw error;
    }
  }

  @Mutation(() => [StoredFile])
  async storeFiles(
    @Arg('files', () => [GraphQLUpload]) files: Promise<FileUpload>[],
    @Ctx() ctx: Context,
  ): Promise<StoredFile[]> {
    const stored: StoredFile[] = [];
    for (const [index, pending] of files.entries()) {
      const file = await pending;
      const result = await ctx.storage.put(`uploads/${ctx.requestId}-${index}`, file.createReadStream(), 1_000_000);
      stored.push(Object.assign(new StoredFile(), { filename: file.filename, ...result }));
    }
    return stored;
  }

  @Mutation(() => String)
  async ignoreFile(@Arg('upload', () => GraphQLUpload) upload: Promise<FileUpload>): Promise<string> {
    return (await upload).filename;
  }

  @Mutation(() => String)
  async refuseFile(@Arg('upload', () => GraphQLUpload) upload: Promise<FileUpload>): Promise<string> {
    await upload;
    throw fileTooLarge(1);
  }

  @Subscription(() => Int, {
    subscribe: ({ args }: { args: { to: number } }) => countTo(args.to),
  })
  count(@Root() payload: number, @Arg('to', () => Int) _to: number): number {
    return payload;
  }

  @Subscription(() => String, { subscribe: () => eventsNamed('tick') })
  ticks(@Root() payload: string, @Ctx() ctx: Context): string {
    return `${payload} for ${ctx.viewer.kind}`;
  }

  @Subscription(() => String, {
    subscribe: () => {
      const reader: Mailbox<{ text: string }> = new Mailbox(() => states.delete(reader));
      states.add(reader);
      return reader;
    },
  })
  state(@Root() { text }: { text: string }): string {
    executions.state += 1;
    return text;
  }

  @Subscription(() => Int, { subscribe: failAfterOne })
  fragile(@Root() payload: number): number {
    return payload;
  }

  @Subscription(() => Int, {
    subscribe: () => {
      throw new Error('SELECT broke in /srv/app');
    },
  })
  stillborn(@Root() payload: number): number {
    return payload;
  }

  @Subscription(() => Int, { subscribe: () => countTo(1) })
  brokenEvent(@Root() _payload: number): number {
    throw new Error('SELECT broke in /srv/app');
  }
}

async function* countTo(to: number): AsyncGenerator<number> {
  for (let value = 1; value <= to; value++) yield value;
}

async function* failAfterOne(): AsyncGenerator<number> {
  yield 1;
  throw new Error('SELECT broke in /srv/app');
}

/** Ends its listener at once when it is ended, like a real source. */
function eventsNamed(name: string): AsyncIterable<string> {
  const source = on(events, name);
  return {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        const { value, done } = await source.next();
        return done ? { value: undefined, done: true } : { value: String(value[0]), done: false };
      },
      return: async () => {
        await source.return?.();
        return { value: undefined, done: true };
      },
    }),
  };
}

/** A schema with one of everything that a transport has to carry. */
export async function buildHttpSchema(): Promise<GraphQLSchema> {
  return buildSchema({
    resolvers: [ProbeResolver],
    validate: true,
    // Every subscription brings its own source.
    pubSub: { publish: () => {}, subscribe: () => countTo(0) },
  });
}
