import { type ContentTypeDefinition, definitionOf } from '../../../engine/content/content-type';
import { type Misplacement, placeInTree } from '../../../engine/content/tree';
import { writePlacements } from '../../../engine/content/writing/tree-paths';
import type { JobRun } from '../../../engine/jobs/job-run';
import { inLists } from '../../../engine/jobs/sql-lists';
import type { Transaction } from '../../../platform/database/database';
import { readWxr } from '../../../platform/formats/wxr';
import { Category } from '../../content/category/category.entity';
import { Page } from '../../content/page/page.entity';
import type { Finish, SourceFile } from '../import-source';
import type { Remark } from '../source-document';
import { findImported } from '../store-documents';
import { categoryKey, type Survey } from './survey-wxr';
import { countOccurrence, itemKey, subjectOf } from './wxr-items';

/** Where a document wants to stand, by external ids. */
interface Wish {
  key: string;
  parent: string | null;
  line: number;
  subject: string;
}

/** What is left to do at the end: puts categories and pages under their parents, now that all of them are there, and says what could not be placed. */
export async function placeTrees(job: JobRun, file: SourceFile, survey: Survey): Promise<Finish> {
  const categories = await placeAll(job, definitionOf(Category), categoryWishes(survey));
  const pages = await placeAll(job, definitionOf(Page), await pageWishes(job, file, survey));
  const notices = survey.notices.map(({ line, code, message }) =>
    remark('NOTICE', code, { line, subject: 'the file' }, message),
  );
  return {
    writes: [...categories.writes, ...pages.writes],
    remarks: [...categories.remarks, ...pages.remarks, ...notices],
    skipped: [...survey.otherTerms].map(([taxonomy, n]) => ({ kind: `term of ${taxonomy}`, n })),
  };
}

function categoryWishes(survey: Survey): Wish[] {
  return [...survey.categories.values()].map(({ slug, parentSlug, line, name }) => ({
    key: categoryKey(survey, slug),
    parent: parentSlug ? categoryKey(survey, parentSlug) : null,
    line,
    subject: `category "${name}"`,
  }));
}

async function pageWishes(job: JobRun, file: SourceFile, survey: Survey): Promise<Wish[]> {
  const wishes: Wish[] = [];
  if (survey.pages === 0) return wishes;
  const occurrences = new Map<string, number>();
  for await (const item of job.each(readWxr(await file.open()))) {
    if (item.kind !== 'item') continue;
    const occurrence = countOccurrence(occurrences, item);
    if (item.type !== 'page') continue;
    const parent = item.parentId ? itemKey(survey, { ...item, id: item.parentId }, 1) : null;
    wishes.push({ key: itemKey(survey, item, occurrence), parent, line: item.line, subject: subjectOf(item) });
  }
  return wishes;
}

async function placeAll(
  { db }: JobRun,
  definition: ContentTypeDefinition,
  wishes: Wish[],
): Promise<Pick<Finish, 'writes' | 'remarks'>> {
  const keys = wishes.flatMap(({ key, parent }) => (parent ? [key, parent] : [key]));
  const ids = await findImported(db, [...new Set(keys)]);
  const present = wishes.filter(({ key }) => ids.has(key));
  const isLost = ({ parent }: Wish) => parent !== null && !ids.has(parent);
  const idOf = (key: string) => ids.get(key) as string;
  const wanted = new Map(present.map(({ key, parent }) => [idOf(key), (parent && ids.get(parent)) ?? null]));
  const byId = new Map(present.map(wish => [idOf(wish.key), wish]));

  const { placements, misplaced } = await placeInTree(db, definition, wanted);
  const lost = present.filter(isLost);
  return {
    writes: [...inLists(placements)].map(batch => (tx: Transaction) => writePlacements(tx, definition, batch)),
    remarks: [
      ...lost.map(wish =>
        remark('WARNING', 'UNKNOWN_PARENT', wish, 'Its parent is not in the file: it was put at the top.'),
      ),
      ...misplaced.flatMap(({ id, reason }) => {
        const wish = byId.get(id);
        return wish ? [remark('WARNING', reason, wish, `${REASONS[reason]}: it was put at the top.`)] : [];
      }),
    ],
  };
}

const REASONS: Record<Misplacement['reason'], string> = {
  CYCLE: 'Its ancestors lead back to itself',
  PATH_TOO_LONG: 'Its path would be too long',
};

function remark(
  severity: Remark['severity'],
  code: string,
  { line, subject }: { line: number; subject: string },
  message: string,
): Finish['remarks'][number] {
  return { severity, code, line, subject, message };
}
