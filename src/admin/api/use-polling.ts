import { useEffect, useRef } from 'react';

/** Calls again and again while the page is looked at; `null` rests. For what no subscription tells. */
export function usePolling(ask: () => void, everyMs: number | null): void {
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  useEffect(() => {
    if (everyMs === null) return;
    const timer = setInterval(() => {
      if (!document.hidden) latest.current();
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}
