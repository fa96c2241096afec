import { useState } from 'react';

/** The pages of a list that have been asked for; another `list` begins anew. */
export function usePages(list: string): {
  after: readonly string[];
  pages: number;
  showMore: (cursor: string) => void;
} {
  const [shown, setShown] = useState<{ list: string; after: readonly string[] }>({ list, after: [] });
  const after = shown.list === list ? shown.after : [];
  return { after, pages: after.length, showMore: cursor => setShown({ list, after: [...after, cursor] }) };
}
