import { Kbd } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { type Ref, useEffect, useRef, useState } from 'react';
import classes from './list.module.css';
import { t } from './texts';

const QUIET_MS = 180;

interface SearchBoxProps {
  ref: Ref<HTMLInputElement>;
  label: string;
  value: string;
  onChange(text: string): void;
}

/** What is searched for; told when nobody has typed for a moment. */
export function SearchBox({ ref, label, value, onChange }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  const tell = useRef(onChange);
  tell.current = onChange;
  useEffect(() => {
    // The address has changed by something else: a view, the back button.
    if (value !== told.current) {
      told.current = value;
      setText(value);
    }
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
        aria-label={label}
        placeholder={label}
        maxLength={500}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
      />
      {text === '' ? (
        <Kbd aria-hidden>/</Kbd>
      ) : (
        <button type="button" aria-label={t('clearSearch')} onClick={() => setText('')}>
          <IconX size={12} />
        </button>
      )}
    </label>
  );
}
