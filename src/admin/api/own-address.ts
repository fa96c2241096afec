/**
 * An address that the API has given, at the origin that this page came from. The API names the site's public origin, which may be another
 * one than that at which somebody reaches the dashboard; the same server answers at both.
 */
export function ownAddress(url: string): string {
  const { pathname, search } = new URL(url, location.href);
  return `${pathname}${search}`;
}
