import { createHash } from 'node:crypto';
import { insertRows } from '../../../engine/content/writing/insert-rows';
import type { Transaction } from '../../../platform/database/database';
import type { RichTextDocument, RichTextNode } from '../../../platform/formats/rich-text/rich-text-schema';
import type { DocumentOutcome } from '../store-documents';

/** A file that a record refers to. */
export interface AttachmentDraft {
  /** The position of the record's row. */
  position: number;
  /** Within the position; counted when left out. */
  number?: number;
  documentId: string | null;
  place: 'HERO' | 'BODY' | 'FILE';
  url: string;
  alt: string;
}

const MAX_PER_DOCUMENT = 500;
const LANES = 2;

/** What a document that is written shows: its picture, and those in its texts. */
export function attachmentsOf({ document, id, values, outcome }: DocumentOutcome, position: number): AttachmentDraft[] {
  if (values === null || id === null || (outcome !== 'created' && outcome !== 'updated')) return [];
  const found: AttachmentDraft[] = [];
  if (document.image && document.definition.columns.has('heroId'))
    found.push({ position, documentId: id, place: 'HERO', url: document.image, alt: '' });
  for (const { property, kind } of document.definition.values) {
    if (kind.name !== 'RICH_TEXT' || !values[property]) continue;
    eachImage(values[property] as RichTextDocument, ({ attrs }) => {
      const alt = typeof attrs?.alt === 'string' ? attrs.alt : '';
      found.push({ position, documentId: id, place: 'BODY', url: String(attrs?.src ?? ''), alt });
    });
  }
  return found.filter(({ url }) => /^https?:\/\//i.test(url) && url.length <= 2000).slice(0, MAX_PER_DOCUMENT);
}

/** Calls back for each image of a text, which may be changed. */
export function eachImage(document: RichTextDocument, see: (image: RichTextNode) => void): void {
  const waiting = [...document.content].reverse();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type === 'image') see(node);
    for (const child of [...(node.content ?? [])].reverse()) waiting.push(child);
  }
}

/** Notes what is to be fetched. The same address is always fetched by the same lane. */
export async function writeAttachments(
  tx: Transaction,
  importId: string,
  attachments: readonly AttachmentDraft[],
): Promise<void> {
  const numbers = new Map<number, number>();
  await insertRows(
    tx,
    `INSERT INTO import_attachments
       (import_id, position, number, document_id, place, url, alt, host, lane, outcome)`,
    attachments.map(({ position, number: given, documentId, place, url, alt }) => {
      const number = given ?? numbers.get(position) ?? 0;
      if (given === undefined) numbers.set(position, number + 1);
      const lane = createHash('sha256').update(url).digest()[0] % LANES;
      return [
        importId,
        position,
        number,
        documentId,
        place,
        url,
        [...alt].slice(0, 300).join(''),
        hostOf(url),
        lane,
        'open',
      ];
    }),
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host.slice(0, 255) : '';
}
