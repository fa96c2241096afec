import { Kbd } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { type Ref, useEffect, useRef, useState } from 'react';
import classes from './media.module.css';
import { t } from './texts';

const QUIET_MS = 180;

interface SearchFieldProps {
  ref?: Ref<HTMLInputElement>;
  value: string;
  onChange(text: string): void;
  autoFocus?: boolean;
}

/** What the library is searched for; told when nobody has typed for a moment. */
export function SearchField({ ref, value, onChange, autoFocus = false }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const tell = useRef(onChange);
  tell.current = onChange;
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => {
      told.current = text;
      tell.current(text);
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <label className={classes.find}>
      <IconSearch size={14} stroke={1.8} aria-hidden />
      <input
        ref={ref}
        type="text"
        aria-label={t('search')}
        placeholder={t('search')}
        maxLength={200}
        value={text}
        data-autofocus={autoFocus || undefined}
        onChange={event => setText(event.currentTarget.value)}
      />
      {text === '' ? (
        !autoFocus && <Kbd aria-hidden>/</Kbd>
      ) : (
        <button type="button" aria-label={t('clearSearch')} onClick={() => setText('')}>
          <IconX size={12} />
        </button>
      )}
    </label>
  );
}
