import { useEffect, useRef } from 'react';

/** How far below the screen the next page is asked for. */
const AHEAD = '800px';

/** The end of what is loaded: asks for more when it comes near. */
export function MoreBelow({ hasMore, onMore }: { hasMore: boolean; onMore(): void }) {
  const end = useRef<HTMLDivElement>(null);
  const latest = useRef(onMore);
  useEffect(() => {
    latest.current = onMore;
  });
  useEffect(() => {
    if (!hasMore || !end.current) return;
    let timer: ReturnType<typeof setInterval> | undefined;
    const observer = new IntersectionObserver(
      ([{ isIntersecting }]) => {
        clearInterval(timer);
        if (!isIntersecting) return;
        latest.current();
        // It tells changes only: a page that leaves the end in sight is no change.
        timer = setInterval(() => latest.current(), 300);
      },
      { root: end.current.closest('[data-scroller]'), rootMargin: AHEAD },
    );
    observer.observe(end.current);
    return () => {
      clearInterval(timer);
      observer.disconnect();
    };
  }, [hasMore]);
  return <div ref={end} aria-hidden />;
}
