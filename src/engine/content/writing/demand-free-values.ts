import { validationFailed } from '../../../errors';
import { snakeCase } from '../../../platform/database/snake-naming';
import type { Transaction } from '../../../platform/database/database';
import type { ContentTypeDefinition } from '../content-type';
import type { InputPath } from '../document-change';
import { columnValue, isSameValue } from './content-columns';
import type { DocumentContent } from './content-draft';

/** Unpublished changes of a live document. */
interface DraftChange {
  id: string;
  before: DocumentContent;
  content: DocumentContent;
  path: InputPath;
}

/**
 * The live table's unique keys see a draft's values only when it is published: too late for the person who wrote them. So what a change
 * gives is looked for, live and in drafts. Throws VALIDATION_FAILED.
 */
export async function demandFreeValues(
  tx: Transaction,
  definition: ContentTypeDefinition,
  { id, before, content, path }: DraftChange,
): Promise<void> {
  const { live, drafts, singular } = definition;
  for (const { property, options } of definition.values) {
    const value = content.values[property];
    if (!options.unique || value === null || isSameValue(before.values[property], value)) continue;
    const column = snakeCase(property);
    const stored = columnValue(definition, property, value);
    const [other] = await tx.select(
      `SELECT id FROM ${live.rows} WHERE ${column} = ? AND id <> ?
       UNION ALL SELECT id FROM ${drafts.rows} WHERE ${column} = ? AND id <> ?`,
      [stored, id, stored, id],
    );
    if (other) throw takenValue(singular, property, String(stored), path);
  }
}

/** Another document of the type has the value, which no two may have. */
export function takenValue(singular: string, property: string, value: string, path: InputPath) {
  return validationFailed(`Another ${singular} has the same ${property}: "${value}".`, [...path, property]);
}
