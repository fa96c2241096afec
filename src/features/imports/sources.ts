import { openMarkdown } from './articles/open-markdown';
import { openFeed } from './articles/open-feed';
import { openGhost } from './articles/open-ghost';
import { ImportFormat } from './import-result';
import type { OpenSource } from './import-source';
import { openCsv, openJsonLines } from './rows/open-rows';
import { openWxr } from './wxr/open-wxr';

/** How a file of each format is looked through. */
export const SOURCES: Record<ImportFormat, OpenSource> = {
  [ImportFormat.WXR]: openWxr,
  [ImportFormat.FEED]: openFeed,
  [ImportFormat.GHOST]: openGhost,
  [ImportFormat.CSV]: openCsv,
  [ImportFormat.JSON_LINES]: openJsonLines,
  [ImportFormat.MARKDOWN]: openMarkdown,
};
