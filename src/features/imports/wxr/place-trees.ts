import { type ContentTypeDefinition, definitionOf } from '../../../engine/content/content-type';
import { type Misplacement, type Placement, placeInTree } from '../../../engine/content/tree';
import { writePlacements } from '../../../engine/content/writing/tree-paths';
import type { StepWarning } from '../../../engine/jobs/job-run';
import { readWxr } from '../../../platform/formats/wxr';
import { Category } from '../../content/category/category.entity';
import { Page } from '../../content/page/page.entity';
import { addAll } from '../import-tally';
import { findImported } from '../store-documents';
import { advance, type ImportRun } from './import-run';
import { categoryKey } from './survey-wxr';
import { countOccurrence, itemKey, subjectOf } from './wxr-items';

/** Where a document wants to stand, by external ids. */
interface Wish {
  key: string;
  parent: string | null;
  line: number;
  subject: string;
}

const PLACEMENTS_PER_TRANSACTION = 200;

/** The last stage: puts categories and pages under their parents, now that all of them are there, and says what could not be placed. */
export async function placeTrees(run: ImportRun): Promise<void> {
  if (run.at.stage !== 'trees') return;
  run.job.progress({ stage: 'Trees', completed: run.total });
  const warnings = [
    ...(await placeAll(run, definitionOf(Category), categoryWishes(run))),
    ...(await placeAll(run, definitionOf(Page), await pageWishes(run))),
    ...run.survey.notices.map(({ line, code, message }) =>
      warning('NOTICE', code, { line, subject: 'the file' }, message),
    ),
  ];
  const skippedTerms = [...run.survey.otherTerms].map(([taxonomy, n]) => ({
    kind: `term of ${taxonomy}`,
    n,
    outcome: 'skipped' as const,
  }));
  const tally = addAll(run.at.tally, skippedTerms);
  const end = { stage: 'end', done: 0, tally } as const;
  await run.job.commit(end, async (_tx, report) => {
    for (const each of warnings) report.warn(each);
  });
  advance(run, end);
}

function categoryWishes({ survey }: ImportRun): Wish[] {
  return [...survey.categories.values()].map(({ slug, parentSlug, line, name }) => ({
    key: categoryKey(survey, slug),
    parent: parentSlug ? categoryKey(survey, parentSlug) : null,
    line,
    subject: `category "${name}"`,
  }));
}

async function pageWishes({ open, options, survey, job }: ImportRun): Promise<Wish[]> {
  const wishes: Wish[] = [];
  if (survey.pages === 0) return wishes;
  const occurrences = new Map<string, number>();
  for await (const item of job.each(readWxr(await open(), options))) {
    if (item.kind !== 'item') continue;
    const occurrence = countOccurrence(occurrences, item);
    if (item.type !== 'page') continue;
    const parent = item.parentId ? itemKey(survey, { ...item, id: item.parentId }, 1) : null;
    wishes.push({ key: itemKey(survey, item, occurrence), parent, line: item.line, subject: subjectOf(item) });
  }
  return wishes;
}

async function placeAll(run: ImportRun, definition: ContentTypeDefinition, wishes: Wish[]): Promise<StepWarning[]> {
  const keys = wishes.flatMap(({ key, parent }) => (parent ? [key, parent] : [key]));
  const ids = await findImported(run.job.db, [...new Set(keys)]);
  const present = wishes.filter(({ key }) => ids.has(key));
  const isLost = ({ parent }: Wish) => parent !== null && !ids.has(parent);
  const idOf = (key: string) => ids.get(key) as string;
  const wanted = new Map(present.map(({ key, parent }) => [idOf(key), (parent && ids.get(parent)) ?? null]));
  const byId = new Map(present.map(wish => [idOf(wish.key), wish]));

  const { placements, misplaced } = await placeInTree(run.job.db, definition, wanted);
  await savePlacements(run, definition, placements);
  const lost = present.filter(isLost);
  return [
    ...lost.map(wish =>
      warning('WARNING', 'UNKNOWN_PARENT', wish, 'Its parent is not in the file: it was put at the top.'),
    ),
    ...misplaced.flatMap(({ id, reason }) => {
      const wish = byId.get(id);
      return wish ? [warning('WARNING', reason, wish, `${REASONS[reason]}: it was put at the top.`)] : [];
    }),
  ];
}

const REASONS: Record<Misplacement['reason'], string> = {
  CYCLE: 'Its ancestors lead back to itself',
  PATH_TOO_LONG: 'Its path would be too long',
};

async function savePlacements(
  run: ImportRun,
  definition: ContentTypeDefinition,
  placements: Placement[],
): Promise<void> {
  for (let start = 0; start < placements.length; start += PLACEMENTS_PER_TRANSACTION) {
    const batch = placements.slice(start, start + PLACEMENTS_PER_TRANSACTION);
    await run.job.commit(run.at, tx => writePlacements(tx, definition, batch));
  }
}

function warning(
  severity: StepWarning['severity'],
  code: string,
  { line, subject }: { line: number; subject: string },
  message: string,
): StepWarning {
  return { severity, code, line, subject, message };
}
