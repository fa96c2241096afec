import { Arg, type ClassType, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { badUserInput } from '../../../errors';
import { demandSomeContent } from '../../access/demand-content';
import type { Context } from '../../context';
import { type Connection, MAX_PAGE_SIZE } from '../../pagination/connection';
import type { ContentTypeDefinition } from '../content-type';
import { demandDocuments } from '../demand-documents';
import { RevisionConnection } from '../revisions/content-revision';
import type { RevisionHead } from '../revisions/list-revisions';
import { pageOfRevisions } from '../revisions/page-of-revisions';
import { findUsages } from '../writing/find-usages';
import { type ContentUsages, usagesOf } from './answer-payload';
import { ContentUsageList } from './content-usage';
import { addMethod, namedClass } from './generated-api';

/** The resolver of what editors alone see of a type's documents: their history, and who refers to them. */
export function createEditorFields(definition: ContentTypeDefinition): ClassType {
  const { name, singular, entity } = definition;
  const Generated = namedClass(`${name}EditorFields`);
  function revisions(
    { id }: { id: string },
    first: number,
    after: string | null,
    ctx: Context,
  ): Promise<Connection<RevisionHead>> {
    return pageOfRevisions(ctx, id, { first, after });
  }
  addMethod(
    Generated,
    'revisions',
    [
      Root(),
      Arg('first', () => Int, { defaultValue: 20, description: 'How many at most: 1 to 100.' }),
      Arg('after', () => String, { nullable: true, description: 'Start behind the revision with this cursor.' }),
      Ctx(),
    ],
    revisions,
    FieldResolver(() => RevisionConnection, {
      nullable: true,
      description: `The history of the ${singular}, newest first. Needs the permission content.read.`,
    }),
  );
  async function usages({ id }: { id: string }, first: number, ctx: Context): Promise<ContentUsages> {
    demandSomeContent(ctx.viewer, 'read');
    await demandDocuments(ctx.viewer, ctx.db, [{ definition, id }], ['read']);
    if (first < 1 || first > MAX_PAGE_SIZE)
      throw badUserInput(`\`first\` must be 1 to ${MAX_PAGE_SIZE}, not ${first}.`);
    const found = await findUsages(ctx.db, definition, [id], { limit: first, seenBy: ctx.viewer });
    return usagesOf(found.usages, found.total);
  }
  addMethod(
    Generated,
    'usages',
    [Root(), Arg('first', () => Int, { defaultValue: 20, description: 'How many at most: 1 to 100.' }), Ctx()],
    usages,
    FieldResolver(() => ContentUsageList, {
      nullable: true,
      description: `Who refers to the ${singular}, live or in a draft. Needs the permission content.read.`,
    }),
  );
  Resolver(() => entity)(Generated);
  return Generated;
}
