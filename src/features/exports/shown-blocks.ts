import { idProperty, type StoredBlock } from '../../engine/content/block';
import { definitionOf } from '../../engine/content/content-type';
import type { FieldOptions } from '../../engine/content/field-kinds';
import { componentsOf } from '../../engine/content/kinds/blocks-kind';
import { loadDocument } from '../../engine/content/load-documents';
import { selectionWith } from '../../engine/content/projection';
import { readingOf } from '../../engine/content/reading';
import type { View } from '../../engine/content/view';
import { maySeePrivate } from '../../engine/content/visibility';
import type { Context } from '../../engine/context';

/** The blocks of a field as a viewer may see them: without private values, and without the ids of documents that the view does not show. */
export async function shownBlocks(ctx: Context, view: View, options: FieldOptions, value: unknown): Promise<unknown> {
  if (!Array.isArray(value)) return null;
  const components = new Map(componentsOf(options).map(component => [component.name, component]));
  const shown: unknown[] = [];
  for (const { key, type, values } of value as StoredBlock[]) {
    const component = components.get(type);
    if (!component) continue;
    const block: Record<string, unknown> = { key, type, ...values };
    for (const { property, options: declared } of component.values) {
      if (declared.private && !maySeePrivate(ctx.viewer, view.perspective, type)) delete block[property];
    }
    for (const field of component.references) {
      const name = idProperty(field);
      const reading = readingOf(selectionWith(definitionOf(field.target()), []), view);
      const isSeen = async (id: unknown) => typeof id === 'string' && (await loadDocument(ctx, reading, id)) !== null;
      if (field.arity === 'ONE') block[name] = (await isSeen(block[name])) ? block[name] : null;
      else {
        const ids = (block[name] ?? []) as unknown[];
        const seen = await Promise.all(ids.map(isSeen));
        block[name] = ids.filter((_, index) => seen[index]);
      }
    }
    shown.push(block);
  }
  return shown;
}
