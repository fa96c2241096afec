import { ActionIcon, Textarea, TextInput, Tooltip } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { formatNumber } from '../../i18n/language';
import { slugFault } from '../../../engine/content/slug-format';
import { t } from './texts';
import classes from './widgets.module.css';
import { frameOf, type WidgetProps } from './widget';

/** Longer texts get a box that grows. */
const LONGEST_LINE = 300;

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** A line of text, or a box for more, with a counter as soon as the limit matters. */
export function TextWidget(props: WidgetProps) {
  const { field, value, onChange } = props;
  const text = textOf(value);
  const emit = (next: string) => onChange(next === '' && !field.required ? null : next);
  if ((field.max ?? 0) <= LONGEST_LINE) {
    return <TextInput {...counted(props)} value={text} onChange={event => emit(event.currentTarget.value)} />;
  }
  return (
    <Textarea
      {...counted(props)}
      minRows={3}
      maxRows={14}
      value={text}
      onChange={event => emit(event.currentTarget.value)}
    />
  );
}

/** What stands around a text, its length behind the sentence below it. */
function counted(props: WidgetProps) {
  const { field, value } = props;
  const frame = frameOf(props);
  const { length } = [...textOf(value)];
  const over = field.max != null && length > field.max;
  const near = field.max != null && (length > field.max * 0.8 || field.max > LONGEST_LINE);
  return {
    ...frame,
    description: (
      <span className={classes.help}>
        <span>{frame.description}</span>
        {near && (
          <span className="num" data-over={over || undefined}>
            {over ? `${formatNumber(length)} / ${formatNumber(field.max ?? 0)}` : formatNumber(length)}
          </span>
        )}
      </span>
    ),
  };
}

/** A name in addresses; what it may be made of is known before anything is sent. */
export function SlugWidget(props: WidgetProps) {
  const { field, value, onChange } = props;
  const frame = frameOf(props);
  const text = textOf(value);
  return (
    <TextInput
      {...frame}
      error={frame.error ?? (text === '' ? null : slugFault(text))}
      classNames={{ input: classes.mono }}
      leftSection={<span className="dim">/</span>}
      leftSectionWidth={22}
      spellCheck={false}
      value={text}
      onChange={event => {
        const next = event.currentTarget.value.trim();
        onChange(next === '' && !field.required ? null : next);
      }}
    />
  );
}

/** An address of the web, with a way to look at it. */
export function LinkWidget(props: WidgetProps) {
  const { value, onChange } = props;
  const text = textOf(value);
  const sound = /^https?:\/\//i.test(text) && URL.canParse(text);
  return (
    <TextInput
      {...frameOf(props)}
      type="url"
      placeholder="https://"
      value={text}
      onChange={event => onChange(event.currentTarget.value.trim() || null)}
      rightSection={
        sound && (
          <Tooltip label={t('open')}>
            <ActionIcon
              component="a"
              href={text}
              target="_blank"
              rel="noopener noreferrer"
              size={24}
              aria-label={t('open')}
            >
              <IconExternalLink size={14} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        )
      }
    />
  );
}

/** An e-mail address. */
export function EmailWidget(props: WidgetProps) {
  const { value, onChange } = props;
  return (
    <TextInput
      {...frameOf(props)}
      type="email"
      autoComplete="off"
      value={textOf(value)}
      onChange={event => onChange(event.currentTarget.value.trim() || null)}
    />
  );
}

/** A colour, picked or written. */
export function ColorWidget(props: WidgetProps) {
  const { field, value, onChange, readOnly } = props;
  const text = textOf(value);
  const picked = /^#[0-9a-f]{6}/i.exec(text)?.[0] ?? '#000000';
  return (
    <TextInput
      {...frameOf(props)}
      classNames={{ input: classes.mono }}
      placeholder="#0a6a84"
      value={text}
      onChange={event => onChange(event.currentTarget.value.trim() || null)}
      leftSectionWidth={38}
      leftSection={
        <input
          type="color"
          className={classes.swatch}
          data-empty={text === '' || undefined}
          aria-label={`${field.label}: ${t('pickColor')}`}
          disabled={readOnly}
          value={picked.toLowerCase()}
          // What is behind the colour is its opacity.
          onChange={event => onChange(`${event.currentTarget.value}${text.slice(7, 9)}`)}
        />
      }
    />
  );
}
