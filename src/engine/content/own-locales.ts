import { type ClassType, Ctx, FieldResolver, Root } from 'type-graphql';
import type { Context } from '../context';
import type { ContentTypeDefinition } from './content-type';
import { addMethod } from './generated-method';
import { loaderKey } from './load-documents';
import { selectionWith } from './projection';
import { type ContentRow, inList, readingOf } from './reading';
import { branchesOf } from './view';

/** `_locales` of every document: the languages in which it has values of its own. */
export function addOwnLocales(Generated: ClassType, definition: ContentTypeDefinition): void {
  const method = addMethod(Generated, '_locales', (row: ContentRow, ctx: Context) =>
    loadOwnLocales(ctx, definition, row),
  );
  const description = 'The languages in which the document has values of its own, the default one among them.';
  FieldResolver(() => [String], { description })(method.prototype, '_locales', method.descriptor);
  Root()(method.prototype, '_locales', 0);
  Ctx()(method.prototype, '_locales', 1);
}

/** In the order in which the site has them; one statement for all documents of a branch that are asked for in the same tick. */
async function loadOwnLocales(ctx: Context, definition: ContentTypeDefinition, row: ContentRow): Promise<string[]> {
  const { locales } = ctx;
  if (definition.localized.size === 0 || locales.all.length === 1) return [locales.default];
  const branch = row.branch ?? 0;
  const { tables, shown } = branchesOf(definition, row.view)[branch];
  const reading = readingOf(selectionWith(definition, []), row.view);
  const found = await ctx.load.load(loaderKey(`locales:${branch}`, reading), row.id, async ids => {
    const { sql, values } = inList(ids);
    const translations = await ctx.db.select<{ id: string; locale: string }>(
      `SELECT l.document_id AS id, l.locale AS locale FROM ${tables.translations} l WHERE l.document_id ${sql} AND ${shown('l')}`,
      values,
    );
    const byId = new Map<string, Set<string>>(ids.map(id => [id, new Set([locales.default])]));
    for (const { id, locale } of translations) byId.get(id)?.add(locale);
    return ids.map(id => byId.get(id) as Set<string>);
  });
  return locales.all.filter(locale => found.has(locale));
}
