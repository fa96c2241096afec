import { useEffect, useRef } from 'react';

interface Keys {
  save(): void;
  publish(): void;
}

/** Ctrl+S saves and Ctrl+Enter publishes, wherever the focus is; on Apple's keyboards it is the command key. */
export function useEditorKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const run = { s: latest.current.save, Enter: latest.current.publish }[event.key];
      if (!run || document.querySelector('[role="dialog"]')) return;
      event.preventDefault();
      event.stopPropagation();
      run();
    };
    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, []);
}
