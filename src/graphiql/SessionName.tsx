import { useEffect, useState } from 'react';
import { askForName } from './session';

/** Says as whom requests are sent, where the cookie decides that. */
export function SessionName({ refused }: { refused: boolean }) {
  const [name, setName] = useState<string | null>(null);
  useEffect(() => {
    askForName().then(setName, () => setName(null));
  }, [refused]);
  return (
    <span className="keelson-session" data-state={name === null ? 'anonymous' : 'signed-in'}>
      <span className="keelson-session-dot" aria-hidden="true" />
      <span className="keelson-session-label">{name ?? 'Anonymous'}</span>
    </span>
  );
}
