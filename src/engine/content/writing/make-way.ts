import type { Transaction } from '../../../platform/database/database';
import { inList, inLists } from '../../jobs/sql-lists';
import type { ContentTypeDefinition } from '../content-type';
import { INPUT_PATH } from './content-draft';
import { movePaths, pathAfterSlug } from './tree-paths';

/*
 * Documents that go live together may take each other's slugs. One after the other they would collide in the unique keys, and in a tree
 * what stands below the one would be taken for what stands below the other. So the live rows first give up the slugs that change.
 */

/** A live row whose draft has another slug. */
interface Renamed {
  id: string;
  slugBefore: string;
  slugAfter: string;
  /** Empty where there is no tree. */
  path: string;
}

/** Slugs cannot begin like this, so nothing else has one that does. */
const PARKED = '~';

/**
 * Prepares the live rows of documents for the slugs of their drafts, before the drafts are folded in: frees what one of them gives up and
 * another takes, and in a tree moves what stands below. Throws VALIDATION_FAILED when a path would be too long.
 */
export async function makeWay(
  tx: Transaction,
  definition: ContentTypeDefinition,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0 || (ids.length === 1 && !definition.tree)) return;
  const renamed = await findRenamed(tx, definition, ids);
  const given = new Set(renamed.map(({ slugBefore }) => slugBefore));
  const exchanged = renamed.some(({ slugAfter }) => given.has(slugAfter));
  if (exchanged) await parkSlugs(tx, definition, renamed);
  if (definition.tree) await moveBelow(tx, definition, renamed, exchanged);
  if (ids.length > 1) await parkTranslatedSlugs(tx, definition, ids);
}

async function findRenamed(
  tx: Transaction,
  { live, drafts, tree }: ContentTypeDefinition,
  ids: readonly string[],
): Promise<Renamed[]> {
  const renamed: Renamed[] = [];
  for (const batch of inLists(ids)) {
    const list = inList(batch);
    renamed.push(
      ...(await tx.select<Renamed>(
        `SELECT t.id, t.slug AS slugBefore, d.slug AS slugAfter, ${tree ? 't.path' : "''"} AS path
         FROM ${live.rows} t JOIN ${drafts.rows} d ON d.id = t.id WHERE t.id ${list.sql} AND d.slug <> t.slug`,
        list.values,
      )),
    );
  }
  return renamed;
}

async function parkSlugs(tx: Transaction, { live }: ContentTypeDefinition, renamed: readonly Renamed[]): Promise<void> {
  for (const batch of inLists(renamed.map(({ id }) => id))) {
    const list = inList(batch);
    await tx.run(`UPDATE ${live.rows} SET slug = CONCAT('${PARKED}', id) WHERE id ${list.sql}`, list.values);
  }
}

/** From the top down, since each move changes the paths of those that follow; where slugs are exchanged, by way of paths that nothing has. */
async function moveBelow(
  tx: Transaction,
  definition: ContentTypeDefinition,
  renamed: readonly Renamed[],
  exchanged: boolean,
): Promise<void> {
  const depth = ({ path }: Renamed) => path.split('/').length;
  const ordered = [...renamed].sort((one, other) => depth(one) - depth(other));
  const move = async (id: string, slug: string) => {
    const to = await pathAfterSlug(tx, definition, id, slug, [...INPUT_PATH, 'slug']);
    await movePaths(tx, definition, id, to);
    await tx.run(`UPDATE ${definition.live.rows} SET path = ? WHERE id = ?`, [to, id]);
  };
  if (exchanged) for (const [index, { id }] of ordered.entries()) await move(id, `${PARKED}${index}`);
  for (const { id, slugAfter } of ordered) await move(id, slugAfter);
}

async function parkTranslatedSlugs(
  tx: Transaction,
  { live, drafts }: ContentTypeDefinition,
  ids: readonly string[],
): Promise<void> {
  if (!live.translations) return;
  for (const batch of inLists(ids)) {
    const list = inList(batch);
    await tx.run(
      `UPDATE ${live.translations} t LEFT JOIN ${drafts.translations} d ON d.document_id = t.document_id AND d.locale = t.locale
       SET t.slug = CONCAT('${PARKED}', t.document_id) WHERE t.document_id ${list.sql} AND (d.slug IS NULL OR d.slug <> t.slug)`,
      list.values,
    );
  }
}
