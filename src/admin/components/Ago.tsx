import { useEffect, useState } from 'react';
import { formatAgo, formatMoment } from '../i18n/formats';

const MINUTE_MS = 60_000;

/** "5 min ago", kept true while it is shown; the exact time is its title. */
export function Ago({ at }: { at: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at} title={formatMoment(at)}>
      {formatAgo(at, Math.max(now, Date.now()))}
    </time>
  );
}
