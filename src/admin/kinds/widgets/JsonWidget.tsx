import { Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { valuesEqual } from '../../editing/values-equal';
import { t } from './texts';
import classes from './widgets.module.css';
import { frameOf, type WidgetProps } from './widget';

const written = (value: unknown) => (value == null ? '' : JSON.stringify(value, null, 2));

/** JSON as text. What is no JSON yet stays here and is told; what does not match the schema, the server says. */
export function JsonWidget(props: WidgetProps) {
  const { field, value, onChange, readOnly } = props;
  const [text, setText] = useState(() => written(value));
  const [reason, setReason] = useState<string | null>(null);
  const emitted = useRef(value);

  useEffect(() => {
    if (valuesEqual(value, emitted.current)) return;
    emitted.current = value;
    setText(written(value));
    setReason(null);
  }, [value]);

  const type = (next: string) => {
    setText(next);
    try {
      emitted.current = next.trim() === '' ? null : (JSON.parse(next) as unknown);
      setReason(null);
      onChange(emitted.current);
    } catch (error) {
      setReason((error as SyntaxError).message);
    }
  };
  const frame = frameOf(props);
  return (
    <div>
      <Textarea
        {...frame}
        classNames={{ input: classes.code }}
        error={reason === null ? frame.error : t('badJson', { reason })}
        minRows={4}
        maxRows={24}
        spellCheck={false}
        value={text}
        onChange={event => type(event.currentTarget.value)}
        onBlur={() => reason === null && setText(written(emitted.current))}
        onKeyDown={event => {
          if (event.key !== 'Tab' || event.shiftKey || readOnly || event.ctrlKey || event.altKey) return;
          const { currentTarget: area } = event;
          // Tab leaves an empty area; within text it indents, and Escape then Tab leaves.
          if (text === '' || area.dataset.leaving !== undefined) return;
          event.preventDefault();
          area.setRangeText('  ', area.selectionStart, area.selectionEnd, 'end');
          type(area.value);
        }}
        onKeyUp={event => {
          if (event.key === 'Escape') event.currentTarget.dataset.leaving = '';
          else if (event.key !== 'Tab') delete event.currentTarget.dataset.leaving;
        }}
      />
      {field.schema != null && (
        <details className={classes.schema}>
          <summary>{t('schema')}</summary>
          <pre>{JSON.stringify(field.schema, null, 2)}</pre>
        </details>
      )}
    </div>
  );
}
