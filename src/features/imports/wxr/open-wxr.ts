import { readWxr } from '../../../platform/formats/wxr';
import type { WxrItem } from '../../../platform/formats/wxr-records';
import type { IdsOf, ImportSource, ImportStage, Skipped, SourceFile, SourceStep } from '../import-source';
import { plainText, shorten } from '../plain-text';
import type { SourceDocument } from '../source-document';
import { placeTrees } from './place-trees';
import { authorKey, categoryKey, type Survey, surveyWxr, tagKey } from './survey-wxr';
import { countOccurrence, hasHome, itemDocument, type KnownIds, subjectOf } from './wxr-items';
import { authorDocuments, categoryDocuments, tagDocuments } from './wxr-terms';

/**
 * Opens a WordPress export. The file is read as a stream: once to its end, writing nothing, so that a damaged file fails whole; then once
 * for its items. Authors, categories and tags come first, and last the trees, when every parent is there. What an attempt that was cut
 * off can't have counted is recognised by its external id.
 */
export async function openWxr(file: SourceFile): Promise<ImportSource> {
  const { job } = file;
  const survey = await surveyWxr(await file.open(), {
    onItem: items => {
      job.signal.throwIfAborted();
      if (items % 100 === 0) job.progress({ message: `${items} items found` });
    },
  });
  const { items, authors, categories, tags } = survey;
  return {
    summary: `${items} items, ${authors.size} authors, ${categories.size} categories, ${tags.size} tags`,
    stages: [
      termStage('authors', 'Authors', authorDocuments(survey)),
      termStage('categories', 'Categories', categoryDocuments(survey)),
      termStage('tags', 'Tags', tagDocuments(survey)),
      {
        name: 'items',
        label: 'Posts and pages',
        total: items,
        steps: (from, idsOf) => itemSteps(file, survey, from, idsOf),
      },
    ],
    finish: run => placeTrees(run, file, survey),
  };
}

function termStage(name: string, label: string, documents: SourceDocument[]): ImportStage {
  return { name, label, total: documents.length, steps: from => documents.slice(from).map(document => ({ document })) };
}

async function* itemSteps(file: SourceFile, survey: Survey, from: number, idsOf: IdsOf): AsyncGenerator<SourceStep> {
  const ids = await knownTerms(survey, idsOf);
  const occurrences = new Map<string, number>();
  for await (const record of readWxr(await file.open())) {
    if (record.kind !== 'item') continue;
    const occurrence = countOccurrence(occurrences, record);
    if (record.index >= from) yield stepOf(survey, record, occurrence, ids);
  }
}

function stepOf(survey: Survey, item: WxrItem, occurrence: number, ids: KnownIds): SourceStep {
  const { line, commentCount } = item;
  const subject = subjectOf(item);
  const skipped: Skipped[] = [];
  let document: SourceDocument | undefined;
  if (!hasHome(item)) {
    const kind = item.type ?? 'untyped item';
    skipped.push({ kind, n: 1, line, subject, message: `There is no content type for "${kind}" yet.` });
  } else if (item.status === 'trash') {
    const kind = item.type === 'page' ? 'Page' : 'Article';
    skipped.push({ kind, n: 1, line, subject, message: 'It was in the trash.' });
  } else {
    document = itemDocument(survey, item, occurrence, ids);
  }
  if (commentCount > 0) {
    skipped.push({
      kind: 'comment',
      n: commentCount,
      line,
      subject,
      message: `${commentCount === 1 ? 'Its comment was' : `Its ${commentCount} comments were`} left out: there is no content type for them yet.`,
    });
  }
  const { attachmentUrl: url } = item;
  const file = url === null ? undefined : { url, alt: shorten(plainText(item.title), 300), line, subject };
  return { document, skipped, file, characters: item.content.length };
}

/** The ids of the file's authors, categories and tags, which are in the database by now. */
async function knownTerms(survey: Survey, idsOf: IdsOf): Promise<KnownIds> {
  return idsOf([
    ...[...survey.authors.keys()].map(login => authorKey(survey, login)),
    ...[...survey.categories.keys()].map(slug => categoryKey(survey, slug)),
    ...[...survey.tags.keys()].map(slug => tagKey(survey, slug)),
  ]);
}
