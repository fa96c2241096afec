import { ContentState } from '../../../engine/content/content';
import { type ContentTypeDefinition, definitionOf } from '../../../engine/content/content-type';
import { contentsOf } from '../../../engine/content/find-list';
import type { ListContents } from '../../../engine/content/list-legs';
import { loadDocuments, loadReferences } from '../../../engine/content/load-documents';
import { type Selection, selectionWith } from '../../../engine/content/projection';
import { type ContentRow, readingOf } from '../../../engine/content/reading';
import { showsField } from '../../../engine/content/view';
import { maySeePrivate, Perspective } from '../../../engine/content/visibility';
import { nextDocuments } from '../../../engine/content/walk-content';
import type { Context } from '../../../engine/context';
import type { RichTextDocument } from '../../../platform/formats/rich-text/rich-text-schema';
import { Article } from '../../content/article/article.entity';
import { Author } from '../../content/author/author.entity';
import { Category } from '../../content/category/category.entity';
import { Page } from '../../content/page/page.entity';
import { Tag } from '../../content/tag/tag.entity';
import { withPublicImages } from '../public-images';
import { ExportFormat } from '../export-format';
import type { ExportPlan, ExportStep } from '../export-run';
import { GHOST } from './ghost-site';
import type { SiteDocument, SiteFacts, SiteKind } from './site-format';
import { WXR } from './wxr-site';

/*
 * A whole site in the format of another program. Stage after stage is walked: who writes, what is filed under, then posts and pages, those
 * that are live and, from the perspective DRAFT, what has never been live. Of a live document with unpublished changes readers' state is given out.
 */

/** What is given out of a site. */
export interface SiteExport {
  format: ExportFormat.WXR | ExportFormat.GHOST;
  locales: readonly string[] | null;
  perspective: Perspective;
}

interface Stage {
  kind: SiteKind;
  entity: () => object;
  perspective: Perspective;
  states?: readonly ContentState[];
}

interface Place {
  stage: number;
  after: string;
}

const BATCH = 250;
const LIVE = Perspective.PUBLISHED;
const NEVER_LIVE = [ContentState.DRAFT, ContentState.SCHEDULED];

const KINDS: readonly Pick<Stage, 'kind' | 'entity'>[] = [
  { kind: 'author', entity: () => Author },
  { kind: 'category', entity: () => Category },
  { kind: 'tag', entity: () => Tag },
  { kind: 'post', entity: () => Article },
  { kind: 'page', entity: () => Page },
];

/** How a site is exported. */
export function planSiteExport(
  ctx: Context,
  { format, locales, perspective }: SiteExport,
  facts: SiteFacts,
): ExportPlan<Place> {
  const writer = format === ExportFormat.WXR ? WXR : GHOST;
  const stages: Stage[] = KINDS.map(kind => ({ ...kind, perspective: LIVE }));
  if (perspective === Perspective.DRAFT) {
    stages.push(...KINDS.map(kind => ({ ...kind, perspective, states: NEVER_LIVE })));
  }
  const locale = locales?.[0] ?? null;
  const open = (run: Context, stage: Stage) =>
    contentsOf(run, definitionOf(stage.entity()), { perspective: stage.perspective, locale });

  return {
    name: format === ExportFormat.WXR ? 'wordpress' : 'ghost',
    tables: writer.tables.map(name => ({ name, columns: [] })),
    begin: { stage: 0, after: '' },
    unit: 'documents',
    total: async () => null,
    async step(run, { stage: index, after }): Promise<ExportStep<Place>> {
      const stage = stages[index];
      const contents = await open(run, stage);
      const selection = selectionOf(run, contents);
      const { states } = stage;
      const rows = await nextDocuments(run, contents, selection, {
        after,
        limit: BATCH,
        ...(states ? { states } : {}),
      });
      const documents = await withReferences(run, contents, rows);
      const texts = new Map<string, { text: string; rows: number }>();
      for (const document of documents) {
        const { publicUrl } = ctx.accounts;
        const { body } = document.row;
        if (body) document.row.body = withPublicImages(body as RichTextDocument, publicUrl);
        for (const [table, text] of Object.entries(writer.write(stage.kind, document, publicUrl))) {
          const known = texts.get(table) ?? { text: '', rows: 0 };
          texts.set(table, { text: known.text + text, rows: known.rows + (text === '' ? 0 : 1) });
        }
      }
      return {
        texts: [...texts].map(([name, part]) => ({ table: writer.tables.indexOf(name), ...part })),
        next: nextPlace(index, rows),
        done: rows.length,
      };
    },
    assemble: tables => ({
      extension: writer.extension,
      contentType: writer.contentType,
      source: writer.assemble(tables, facts),
    }),
  };

  function nextPlace(stage: number, rows: readonly ContentRow[]): Place | null {
    if (rows.length === BATCH) return { stage, after: rows[rows.length - 1].id };
    return stage + 1 < stages.length ? { stage: stage + 1, after: '' } : null;
  }
}

/** What the viewer may see of a type. */
function selectionOf({ viewer }: Context, { definition, view }: ListContents): Selection {
  const isHidden = (property: string) => {
    const field = definition.values.find(each => each.property === property);
    if (field?.options.private && !maySeePrivate(viewer, view.perspective, definition.name)) return true;
    return field?.options.optional === true && !showsField(view, definition.name, property);
  };
  return selectionWith(
    definition,
    [...definition.columns.keys()].filter(property => !isHidden(property)),
  );
}

async function withReferences(
  ctx: Context,
  { definition, view }: ListContents,
  rows: readonly ContentRow[],
): Promise<SiteDocument[]> {
  const documents = rows.map(row => ({
    row,
    one: {} as Record<string, ContentRow | null>,
    many: {} as Record<string, readonly ContentRow[]>,
  }));
  if (rows.length === 0) return documents;
  for (const field of definition.references) {
    if (field.via !== undefined || !showsField(view, definition.name, field.property)) continue;
    const target: ContentTypeDefinition = definitionOf(field.target());
    const reading = readingOf(selectionWith(target, nameProperties(target)), view);
    if (field.arity === 'MANY') {
      const found = await loadReferences(ctx, definition, field, reading, rows);
      for (const [index, document] of documents.entries()) document.many[field.property] = found[index];
      continue;
    }
    const wanted = rows.map(row => row[`${field.property}Id`] as string | null);
    const ids = [...new Set(wanted.filter(id => id !== null))];
    const found = new Map((await loadDocuments(ctx, reading, ids)).map((row, index) => [ids[index], row]));
    for (const [index, document] of documents.entries()) {
      document.one[field.property] = found.get(wanted[index] as string) ?? null;
    }
  }
  return documents;
}

function nameProperties({ columns }: ContentTypeDefinition): string[] {
  return ['slug', 'name'].filter(property => columns.has(property));
}
