/** The documents that were opened last in this browser, for the command palette. */
export interface RecentDocument {
  id: string;
  /** The type's `plural`, as addresses have it. */
  type: string;
  title: string;
}

const KEY = 'keelson-recent';
const MOST = 8;

/** The documents that were opened last, the latest first. */
export function recentDocuments(): RecentDocument[] {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]') as unknown;
    return Array.isArray(kept) ? (kept as RecentDocument[]) : [];
  } catch {
    return [];
  }
}

/** Notes that a document was opened. */
export function rememberDocument(document: RecentDocument): void {
  const others = recentDocuments().filter(({ id }) => id !== document.id);
  localStorage.setItem(KEY, JSON.stringify([document, ...others].slice(0, MOST)));
}

/** What somebody has opened is not for who comes next. */
export function forgetDocuments(): void {
  localStorage.removeItem(KEY);
}
