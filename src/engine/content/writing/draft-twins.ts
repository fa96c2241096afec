import type { Transaction } from '../../../platform/database/database';
import { snakeCase } from '../../../platform/database/snake-naming';
import type { ContentTypeDefinition } from '../content-type';
import { contentProperties, localizedFields } from './content-columns';
import { marks } from './insert-rows';
import { joinedProperties } from './join-rows';

/*
 * The draft tables hold one row, with its join rows and translations, for each document that is live and has unpublished changes. They
 * are filled from the live tables, changed there, and folded back: set by set, never value by value.
 */

/** Copies what is live into the draft tables, as the beginning of unpublished changes. */
export async function copyToDrafts(tx: Transaction, definition: ContentTypeDefinition, id: string): Promise<void> {
  const { live, drafts } = definition;
  const columns = [...definition.columns.values()].join(', ');
  await tx.run(`INSERT INTO ${drafts.rows} (${columns}) SELECT ${columns} FROM ${live.rows} WHERE id = ?`, [id]);
  for (const property of joinedProperties(definition)) {
    await tx.run(
      `INSERT INTO ${drafts.join(property)} (owner_id, target_id, position, live_at)
       SELECT owner_id, target_id, position, NULL FROM ${live.join(property)} WHERE owner_id = ?`,
      [id],
    );
  }
  if (!live.translations) return;
  const translated = translatedColumns(definition);
  await tx.run(
    `INSERT INTO ${drafts.translations} (${translated}, live_at)
     SELECT ${translated}, NULL FROM ${live.translations} WHERE document_id = ?`,
    [id],
  );
}

/**
 * Makes the unpublished changes of documents what the live tables hold, and takes their drafts away. State and times are the caller's
 * business; join rows and translations get the `live_at` that the row has when this is called. Paths are not touched (move-in-tree.ts).
 */
export async function foldDrafts(
  tx: Transaction,
  definition: ContentTypeDefinition,
  ids: readonly string[],
): Promise<void> {
  const { live, drafts } = definition;
  const among = `IN (${marks(ids.length)})`;
  const columns = ['slug', 'updatedAt', ...contentProperties(definition)].map(snakeCase);
  await tx.run(
    `UPDATE ${live.rows} t JOIN ${drafts.rows} d ON d.id = t.id
     SET ${columns.map(column => `t.${column} = d.${column}`).join(', ')} WHERE t.id ${among}`,
    ids,
  );
  for (const property of joinedProperties(definition)) {
    await tx.run(`DELETE FROM ${live.join(property)} WHERE owner_id ${among}`, ids);
    await tx.run(
      `INSERT INTO ${live.join(property)} (owner_id, target_id, position, live_at)
       SELECT d.owner_id, d.target_id, d.position, t.live_at FROM ${drafts.join(property)} d
       JOIN ${live.rows} t ON t.id = d.owner_id WHERE d.owner_id ${among}`,
      ids,
    );
  }
  if (live.translations) {
    const translated = translatedColumns(definition);
    const selected = translated.split(', ').map(column => `d.${column}`);
    await tx.run(`DELETE FROM ${live.translations} WHERE document_id ${among}`, ids);
    await tx.run(
      `INSERT INTO ${live.translations} (${translated}, live_at)
       SELECT ${selected.join(', ')}, t.live_at FROM ${drafts.translations} d
       JOIN ${live.rows} t ON t.id = d.document_id WHERE d.document_id ${among}`,
      ids,
    );
  }
  await deleteDrafts(tx, definition, ids);
}

/** Takes drafts away, with their join rows and translations. */
export async function deleteDrafts(
  tx: Transaction,
  { drafts }: ContentTypeDefinition,
  ids: readonly string[],
): Promise<void> {
  await tx.run(`DELETE FROM ${drafts.rows} WHERE id IN (${marks(ids.length)})`, ids);
}

/** Gives join rows and translations of the live tables the `live_at` of their documents. */
export async function alignLiveAt(
  tx: Transaction,
  definition: ContentTypeDefinition,
  ids: readonly string[],
): Promise<void> {
  const { live } = definition;
  const owned: [string, string][] = joinedProperties(definition).map(property => [live.join(property), 'owner_id']);
  if (live.translations) owned.push([live.translations, 'document_id']);
  for (const [table, owner] of owned) {
    await tx.run(
      `UPDATE ${table} j JOIN ${live.rows} t ON t.id = j.${owner} SET j.live_at = t.live_at
       WHERE j.${owner} IN (${marks(ids.length)})`,
      ids,
    );
  }
}

function translatedColumns(definition: ContentTypeDefinition): string {
  const columns = localizedFields(definition).map(({ property }) => snakeCase(property));
  return ['document_id', 'locale', 'slug', ...columns].join(', ');
}
