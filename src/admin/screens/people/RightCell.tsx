import { Button, Checkbox, MultiSelect, Popover, SegmentedControl } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ContentRight } from '../../api/generated/graphql';
import classes from './RightsTable.module.css';
import { isFull, type Way } from './role-draft';
import { t } from './texts';

interface RightCellProps {
  label: string;
  right: ContentRight;
  ways: readonly Way[];
  /** What the row of all types allows anyway. */
  inherited: readonly Way[];
  fields: readonly string[];
  locales: readonly string[];
  readOnly: boolean;
  liveOnly: boolean;
  onChange: (ways: readonly Way[]) => void;
}

/** One right on one type: no, yes, or under conditions; a click opens what can be chosen. */
export function RightCell({ label, ways, inherited, readOnly, ...rest }: RightCellProps) {
  const state = stateOf(ways, inherited);
  const text = state === 'limited' ? capital(ways.map(summaryOf).join(' + ')) : t(state);
  const face = (
    <>
      {(state === 'full' || state === 'inherited') && <IconCheck size={14} stroke={2.2} aria-hidden />}
      <span>{text}</span>
    </>
  );
  if (readOnly) {
    return (
      <span className={classes.cell} data-state={state}>
        {face}
      </span>
    );
  }
  return (
    <Popover width={300} position="bottom-start" trapFocus withinPortal>
      <Popover.Target>
        <button type="button" className={classes.cell} data-state={state} aria-label={`${label}: ${text}`}>
          {face}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <RightChoice ways={ways} {...rest} />
      </Popover.Dropdown>
    </Popover>
  );
}

type RightChoiceProps = Pick<RightCellProps, 'right' | 'ways' | 'fields' | 'locales' | 'liveOnly' | 'onChange'>;

function RightChoice({ right, ways, fields, locales, liveOnly, onChange }: RightChoiceProps) {
  const state = stateOf(ways, []);
  const firstCondition: Way = right === 'READ' && liveOnly ? { live: true } : { own: true };
  const change = (index: number, way: Way) => onChange(ways.map((old, place) => (place === index ? way : old)));
  return (
    <div className={classes.choice}>
      <SegmentedControl
        fullWidth
        size="xs"
        value={state}
        onChange={value => onChange(value === 'none' ? [] : value === 'full' ? [{}] : [firstCondition])}
        data={[
          { value: 'none', label: t('none') },
          ...(liveOnly ? [] : [{ value: 'full', label: t('full') }]),
          { value: 'limited', label: t('limited') },
        ]}
      />
      {state === 'limited' &&
        ways.map((way, index) => (
          <fieldset key={index} className={classes.way}>
            <legend className="visually-hidden">{t('only')}</legend>
            <Conditions
              way={way}
              {...{ right, fields, locales, liveOnly }}
              onChange={changed => change(index, changed)}
            />
            {ways.length > 1 && (
              <button type="button" className="link" onClick={() => onChange(ways.toSpliced(index, 1))}>
                {t('remove')}
              </button>
            )}
          </fieldset>
        ))}
      {state === 'limited' && !liveOnly && (
        <Button variant="subtle" onClick={() => onChange([...ways, firstCondition])}>
          {t('another')}
        </Button>
      )}
    </div>
  );
}

interface ConditionsProps extends Omit<RightChoiceProps, 'ways' | 'onChange'> {
  way: Way;
  onChange: (way: Way) => void;
}

function Conditions({ way, right, fields, locales, liveOnly, onChange }: ConditionsProps) {
  const box = (name: 'own' | 'live' | 'ownLocales', label: string, fixed = false) => (
    <Checkbox
      label={label}
      checked={way[name] ?? false}
      disabled={fixed}
      onChange={event => {
        const { [name]: _before, ...others } = way;
        onChange(event.currentTarget.checked ? { ...others, [name]: true } : others);
      }}
    />
  );
  const list = (name: 'fields' | 'locales', label: string, all: string, known: readonly string[]) => (
    <MultiSelect
      label={label}
      placeholder={way[name] ? undefined : all}
      comboboxProps={{ withinPortal: false }}
      data={[...known]}
      value={[...(way[name] ?? [])]}
      onChange={chosen => {
        const { [name]: _before, ...others } = way;
        onChange(chosen.length === 0 ? others : { ...others, [name]: chosen });
      }}
    />
  );
  return (
    <>
      {!liveOnly && box('own', t('ownLabel'))}
      {right === 'READ' && box('live', t('liveLabel'), liveOnly)}
      {right === 'WRITE' && box('ownLocales', t('ownLocalesLabel'))}
      {(right === 'READ' || right === 'WRITE') &&
        fields.length > 0 &&
        list('fields', t('fieldsLabel'), t('allFields'), fields)}
      {right === 'WRITE' && !way.ownLocales && list('locales', t('localesLabel'), t('allLanguages'), locales)}
    </>
  );
}

function stateOf(ways: readonly Way[], inherited: readonly Way[]): 'none' | 'full' | 'limited' | 'inherited' {
  if (ways.some(isFull)) return 'full';
  if (inherited.some(isFull)) return 'inherited';
  if (ways.length > 0) return 'limited';
  return inherited.length > 0 ? 'inherited' : 'none';
}

const capital = (text: string) => text.slice(0, 1).toLocaleUpperCase() + text.slice(1);

/** "own documents, 3 fields" */
function summaryOf(way: Way): string {
  return [
    ...(way.own ? [t('own')] : []),
    ...(way.live ? [t('live')] : []),
    ...(way.ownLocales ? [t('ownLocales')] : []),
    ...(way.fields ? [t('fields', { count: way.fields.length })] : []),
    ...(way.locales ? [t('languages', { count: way.locales.length })] : []),
  ].join(', ');
}
