import type { Context } from '../../engine/context';
import { validationFailed } from '../../errors';
import { findJobNode, type Job } from '../jobs';
import { checkWords } from './asset-words';
import { fetchAsset } from './fetch-asset.job';

const LONGEST_URL = 2000;

/** Enqueues the job that fetches a file and makes it an asset. */
export async function uploadAssetFromUrl(
  ctx: Context,
  input: { url: string; alt?: string | null; private?: boolean | null },
): Promise<Job | null> {
  checkWords(input);
  const { protocol } = parse(input.url);
  if (protocol !== 'http:' && protocol !== 'https:')
    throw validationFailed('`url` must begin with http:// or https://.', ['input', 'url']);
  const { url, alt, private: isPrivate } = input;
  const { id } = await ctx.jobs.enqueue(
    fetchAsset,
    { url, alt: alt ?? '', private: isPrivate ?? false },
    { viewer: ctx.viewer },
  );
  return findJobNode(ctx, id);
}

function parse(url: string): URL {
  if (url.length > LONGEST_URL || !URL.canParse(url))
    throw validationFailed('`url` is not an address.', ['input', 'url']);
  return new URL(url);
}
