import { createHash } from 'node:crypto';
import type { WxrSite } from '../../../platform/formats/wxr-records';

const MAX_LENGTH = 250;

/** Stands for a blog: its address without the scheme, or its title where the file gives no address. */
export function siteKey({ baseBlogUrl, baseSiteUrl, link, title }: WxrSite): string {
  const address = baseBlogUrl ?? baseSiteUrl ?? link;
  const key = address ? address.replace(/^[a-z]+:\/\//i, '').replace(/\/+$/, '') : title.trim();
  return key.toLowerCase().replaceAll(':', '_').slice(0, 100) || 'unknown';
}

/** `wxr:<site>:<parts>`; what would be too long for the column is replaced by its hash. */
export function externalIdFor(site: string, ...parts: string[]): string {
  const id = ['wxr', site, ...parts].join(':');
  return id.length <= MAX_LENGTH ? id : `wxr:${site}:sha256-${createHash('sha256').update(id).digest('hex')}`;
}
