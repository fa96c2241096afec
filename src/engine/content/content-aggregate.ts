import {
  Arg,
  Args,
  ArgsType,
  type ClassType,
  Ctx,
  Extensions,
  Field,
  Int,
  ObjectType,
  Query,
  registerEnumType,
} from 'type-graphql';
import { badUserInput } from '../../errors';
import type { Context } from '../context';
import { CACHEABLE } from '../loading/cache-tags';
import { ContentGroup } from './content-group';
import type { ContentTypeDefinition } from './content-type';
import { type ContentsOptions, contentsOf } from './find-list';
import { addMethod } from './generated-method';
import { countGroups, type Group, groupingsOf, LARGEST_GROUP_COUNT } from './group-content';
import { contentFilterOf } from './list-filter-inputs';
import type { ListContents } from './list-legs';
import { countContent } from './list-query';
import { LOCALE_ARG, PERSPECTIVE_ARG } from './view-args';
import { Perspective } from './visibility';

/** `articlesAggregate`: how many documents a list would have, in all and by groups. */
export function addAggregate(Generated: ClassType, definition: ContentTypeDefinition): void {
  const { plural, name } = definition;
  const field = `${plural}Aggregate`;
  const Aggregate = createAggregateType(definition);
  const AggregateArgs = createAggregateArgs(definition);
  const aggregate = async (args: ContentsOptions, ctx: Context) => {
    const contents = await contentsOf(ctx, definition, args);
    return Object.assign(new Aggregate(), { contents });
  };
  const { prototype, descriptor } = addMethod(Generated, field, aggregate);
  Query(() => Aggregate, {
    name: field,
    description: `How many ${name} objects there are, in all and by what they have in common.`,
  })(prototype, field, descriptor);
  Extensions(CACHEABLE)(prototype, field, descriptor);
  Args(() => AggregateArgs)(prototype, field, 0);
  Ctx()(prototype, field, 1);
}

interface AggregateRow {
  contents: ListContents;
}

function createAggregateType(definition: ContentTypeDefinition): ClassType<object> {
  const typeName = `${definition.name}Aggregate`;
  const Aggregate = {
    [typeName]: class {
      contents!: ListContents;

      count(ctx: Context): Promise<number> {
        return countContent(ctx, this.contents);
      }

      groupBy(ctx: Context, field: string, first: number): Promise<Group[]> {
        if (first < 1 || first > LARGEST_GROUP_COUNT) {
          throw badUserInput(`\`first\` must be 1 to ${LARGEST_GROUP_COUNT}, not ${first}.`);
        }
        return countGroups(ctx, (this as AggregateRow).contents, field, first);
      }
    },
  }[typeName];
  const { prototype } = Aggregate;
  const Grouping = createGroupEnum(definition);
  prepare(prototype, 'count', [Object]);
  Field(() => Int, { description: 'How many documents these are in all.' })(
    prototype,
    'count',
    descriptorOf(prototype, 'count'),
  );
  Ctx()(prototype, 'count', 0);
  prepare(prototype, 'groupBy', [Object, String, Number]);
  Field(() => [ContentGroup], { description: 'How many documents have the same value, the largest group first.' })(
    prototype,
    'groupBy',
    descriptorOf(prototype, 'groupBy'),
  );
  Ctx()(prototype, 'groupBy', 0);
  Arg('field', () => Grouping, { description: 'What the documents of a group have in common.' })(
    prototype,
    'groupBy',
    1,
  );
  Arg('first', () => Int, { defaultValue: 20, description: 'How many groups at most: 1 to 100.' })(
    prototype,
    'groupBy',
    2,
  );
  ObjectType(typeName, { description: `Counts of ${definition.name} objects.` })(Aggregate);
  return Aggregate;
}

function prepare(prototype: object, name: string, types: unknown[]): void {
  Reflect.defineMetadata('design:paramtypes', types, prototype, name);
  Reflect.defineMetadata('design:returntype', Promise, prototype, name);
}

function descriptorOf(prototype: object, name: string): TypedPropertyDescriptor<never> {
  return Object.getOwnPropertyDescriptor(prototype, name) as TypedPropertyDescriptor<never>;
}

function createGroupEnum(definition: ContentTypeDefinition): object {
  const groupings = [...groupingsOf(definition).values()];
  const values = Object.fromEntries(groupings.map(({ value }) => [value, value]));
  registerEnumType(values, {
    name: `${definition.name}Group`,
    description: `What ${definition.name} objects can be counted by.`,
    valuesConfig: Object.fromEntries(groupings.map(({ value, description }) => [value, { description }])),
  });
  return values;
}

function createAggregateArgs(definition: ContentTypeDefinition): ClassType<ContentsOptions> {
  const argsName = `${definition.name}AggregateArgs`;
  const AggregateArgs = { [argsName]: class {} }[argsName];
  const { prototype } = AggregateArgs;
  const Filter = contentFilterOf(definition);
  Field(() => Filter, { nullable: true, description: 'Which documents are counted.' })(prototype, 'filter');
  Field(() => String, { nullable: true, description: 'Only documents in which these words are found.' })(
    prototype,
    'search',
  );
  Field(() => Perspective, PERSPECTIVE_ARG)(prototype, 'perspective');
  Field(() => String, LOCALE_ARG)(prototype, 'locale');
  ArgsType()(AggregateArgs);
  return AggregateArgs as ClassType<ContentsOptions>;
}
