import { Checkbox, Input, MultiSelect, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { t } from './texts';
import classes from './widgets.module.css';
import { faultsAt, faultText, frameOf, type WidgetProps } from './widget';

/** As many choices are shown at once. */
const MOST_BOXES = 6;

/** A number, in the reader's way of writing it. */
export function NumberWidget(props: WidgetProps) {
  const { field, value, onChange } = props;
  return (
    <NumberInput
      {...frameOf(props)}
      hideControls
      size="sm"
      allowDecimal={field.decimals !== 0}
      {...(field.decimals == null ? {} : { decimalScale: field.decimals })}
      {...(field.min != null && field.min >= 0 ? { allowNegative: false } : {})}
      value={typeof value === 'number' ? value : ''}
      onChange={next => onChange(typeof next === 'number' ? next : next === '' ? null : Number(next))}
    />
  );
}

/** A switch; three answers where there may be none. */
export function BooleanWidget(props: WidgetProps) {
  const { field, value, onChange, readOnly, faults } = props;
  if (!field.required && field.defaultValue == null) {
    return (
      <Select
        {...frameOf(props)}
        data={[
          { value: 'null', label: t('notSet') },
          { value: 'true', label: t('yes') },
          { value: 'false', label: t('no') },
        ]}
        allowDeselect={false}
        value={String(value ?? null)}
        onChange={next => onChange(JSON.parse(next ?? 'null'))}
      />
    );
  }
  return (
    <div className={classes.flag}>
      <Switch
        withThumbIndicator={false}
        label={field.label}
        labelPosition="left"
        error={faultText(faults)}
        disabled={readOnly}
        checked={value === true}
        onChange={event => onChange(event.currentTarget.checked)}
      />
    </div>
  );
}

/** One of the values on offer. */
export function ChoiceWidget(props: WidgetProps) {
  const { field, value, onChange } = props;
  return (
    <Select
      {...frameOf(props)}
      data={(field.choices ?? []).map(choice => ({ value: choice.value, label: choice.label }))}
      renderOption={({ option }) => {
        const description = field.choices?.find(choice => choice.value === option.value)?.description;
        return (
          <span className={classes.option}>
            <span>{option.label}</span>
            {description && <small className="dim">{description}</small>}
          </span>
        );
      }}
      allowDeselect={false}
      clearable={!field.required}
      clearButtonProps={{ 'aria-label': t('clear') }}
      value={typeof value === 'string' ? value : null}
      onChange={onChange}
    />
  );
}

/** Several of the values on offer. */
export function ChoicesWidget(props: WidgetProps) {
  const { field, value, onChange, readOnly } = props;
  const chosen = (value as string[] | null) ?? [];
  const choices = field.choices ?? [];
  const frame = frameOf(props);
  const inOrder = (next: readonly string[]) =>
    onChange(choices.map(choice => choice.value).filter(known => next.includes(known)));
  if (choices.length > MOST_BOXES) {
    return (
      <MultiSelect
        {...frame}
        data={choices.map(choice => ({ value: choice.value, label: choice.label }))}
        searchable
        value={chosen}
        onChange={inOrder}
      />
    );
  }
  return (
    <Checkbox.Group {...frame} value={chosen} onChange={inOrder}>
      <div className={classes.boxes}>
        {choices.map(choice => (
          <Checkbox key={choice.value} value={choice.value} label={choice.label} disabled={readOnly} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

const pad = (value: number) => String(value).padStart(2, '0');

/** 2026-03-29T01:30:00.123Z as the reader's clock shows it: 2026-03-29T03:30. */
function localMoment(value: unknown): string {
  if (typeof value !== 'string') return '';
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return '';
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day}T${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** A point in time, in the reader's time zone. */
export function MomentWidget(props: WidgetProps) {
  const { value, onChange } = props;
  const frame = frameOf(props);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <TextInput
      {...frame}
      description={`${frame.description} ${t('zone', { zone })}.`}
      type="datetime-local"
      value={localMoment(value)}
      onChange={event => {
        const next = event.currentTarget.value;
        onChange(next === '' ? null : new Date(next).toISOString());
      }}
    />
  );
}

/** A day of the calendar. */
export function DayWidget(props: WidgetProps) {
  const { value, onChange } = props;
  return (
    <TextInput
      {...frameOf(props)}
      type="date"
      value={typeof value === 'string' ? value.slice(0, 10) : ''}
      onChange={event => onChange(event.currentTarget.value || null)}
    />
  );
}

interface Place {
  latitude: number | null;
  longitude: number | null;
}

/** A place on Earth; "53.54, 9.97" pasted into either half fills both. */
export function GeoPointWidget(props: WidgetProps) {
  const { field, value, onChange, readOnly, faults } = props;
  const { latitude, longitude } = (value as Place | null) ?? { latitude: null, longitude: null };
  const put = (change: Partial<Place>) => {
    const next = { latitude, longitude, ...change };
    onChange(next.latitude === null && next.longitude === null ? null : next);
  };
  const paste = (event: { clipboardData: { getData(type: string): string }; preventDefault(): void }) => {
    const found = /^\s*(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(event.clipboardData.getData('text'));
    if (!found || readOnly) return;
    event.preventDefault();
    onChange({ latitude: Number(found[1]), longitude: Number(found[2]) });
  };
  const half = (name: 'latitude' | 'longitude', most: number) => (
    <NumberInput
      label={t(name)}
      aria-label={`${field.label}: ${t(name)}`}
      hideControls
      min={-most}
      max={most}
      decimalScale={7}
      readOnly={readOnly}
      value={(name === 'latitude' ? latitude : longitude) ?? ''}
      error={faultText(faultsAt(faults, name))}
      onPaste={paste}
      onChange={next => put({ [name]: typeof next === 'number' ? next : null })}
    />
  );
  const { label, description, inputWrapperOrder } = frameOf(props);
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      description={description}
      error={faultText(faults.filter(({ path }) => path.length === 0))}
      inputWrapperOrder={inputWrapperOrder}
    >
      <div className={classes.halves} role="group" aria-label={field.label}>
        {half('latitude', 90)}
        {half('longitude', 180)}
      </div>
    </Input.Wrapper>
  );
}
