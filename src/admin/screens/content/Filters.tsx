import { Button, Popover } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconFilter2, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { nameOfState } from '../../components/Status';
import { type Condition, takesNoValue } from '../../content/conditions';
import { fieldOf, titleOf } from '../../content/content-type';
import { entriesDocumentFor } from '../../content/document-for';
import { withCondition } from '../../content/list-query';
import { formatDay } from '../../i18n/formats';
import { ConditionEditor, type FilterWorld } from './ConditionEditor';
import { labelOfColumn } from './list-cells';
import classes from './list.module.css';
import { t } from './texts';

interface FiltersProps {
  /** The list as it is without the condition on a field. */
  worldWithout(field: string | null): FilterWorld;
  conditions: readonly Condition[];
  onChange(conditions: readonly Condition[]): void;
}

/** The button behind which fields are chosen to filter by. */
export function FilterButton({ worldWithout, conditions, onChange }: FiltersProps) {
  const [opened, setOpened] = useState(false);
  const [field, setField] = useState<string | null>(null);
  const { type, forms } = worldWithout(null);
  const fields = ['state', ...[...forms.keys()].filter(name => name !== 'state')].filter(name => forms.has(name));
  const open = (next: boolean) => {
    setOpened(next);
    if (next) setField(null);
  };
  return (
    <Popover opened={opened} onChange={open} position="bottom-end" width={264} trapFocus returnFocus>
      <Popover.Target>
        <Button
          className={classes.filterButton}
          aria-label={t('filter')}
          aria-expanded={opened}
          leftSection={<IconFilter2 size={14} stroke={1.6} />}
          onClick={() => open(!opened)}
        >
          {t('filter')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.filters} aria-label={t('filterBy')}>
        {field === null ? (
          <>
            <p className={classes.filterHead}>{t('filterBy')}</p>
            <div className={classes.fieldList}>
              {fields.map(name => (
                <button key={name} type="button" onClick={() => setField(name)}>
                  {labelOfColumn(type, name)}
                  <IconChevronRight size={14} aria-hidden />
                </button>
              ))}
            </div>
          </>
        ) : (
          <>
            <button type="button" className={classes.filterBack} onClick={() => setField(null)}>
              <IconChevronLeft size={14} aria-label={t('back')} role="img" />
              {labelOfColumn(type, field)}
            </button>
            <ConditionEditor
              world={worldWithout(field)}
              field={field}
              condition={conditions.find(condition => condition.field === field)}
              onChange={next => onChange(withCondition(conditions, field, next))}
            />
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

/** The conditions that hold, each with what changes it and what takes it away. */
export function FilterChips({ worldWithout, conditions, onChange }: FiltersProps) {
  return conditions.map(condition => (
    <Chip
      key={condition.field}
      world={worldWithout(condition.field)}
      condition={condition}
      onChange={next => onChange(withCondition(conditions, condition.field, next))}
    />
  ));
}

interface ChipProps {
  world: FilterWorld;
  condition: Condition;
  onChange(condition: Condition | null): void;
}

function Chip({ world, condition, onChange }: ChipProps) {
  const [opened, setOpened] = useState(false);
  const field = labelOfColumn(world.type, condition.field);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={264} trapFocus returnFocus>
      <span className={classes.chip}>
        <Popover.Target>
          <button
            type="button"
            className={classes.chipText}
            aria-label={t('changeFilter', { field })}
            aria-expanded={opened}
            onClick={() => setOpened(!opened)}
          >
            <span>{field}</span>
            {condition.operator !== 'in' && condition.operator !== 'past' && (
              <span>{t(`operator.${condition.operator}`)}</span>
            )}
            <ConditionText world={world} condition={condition} />
          </button>
        </Popover.Target>
        <button
          type="button"
          className={classes.chipClose}
          aria-label={t('removeFilter', { field })}
          onClick={() => onChange(null)}
        >
          <IconX size={12} />
        </button>
      </span>
      <Popover.Dropdown className={classes.filters} aria-label={t('changeFilter', { field })}>
        <ConditionEditor world={world} field={condition.field} condition={condition} onChange={onChange} />
      </Popover.Dropdown>
    </Popover>
  );
}

function ConditionText({ world, condition }: Omit<ChipProps, 'onChange'>) {
  const { field, operator, values } = condition;
  const form = world.forms.get(field);
  if (takesNoValue(operator)) return null;
  if (form === 'reference' || form === 'references') return <LinkedTitles world={world} condition={condition} />;
  if (operator === 'past') {
    return (
      <b>
        {t('operator.past')} {t('days', { count: Number.parseInt(values[0], 10) })}
      </b>
    );
  }
  const isTime = form === 'moment' || form === 'day';
  const choices = fieldOf(world.type, field)?.choices;
  const shown = values.map(value =>
    form === 'state'
      ? nameOfState(value)
      : form === 'boolean'
        ? t(value === 'true' ? 'yes' : 'no')
        : isTime
          ? formatDay(`${value}T00:00:00`)
          : (choices?.find(choice => choice.value === value)?.label ?? value),
  );
  return <b>{operator === 'between' ? t('range', { from: shown[0], to: shown[1] ?? '' }) : shown.join(', ')}</b>;
}

/** The titles of the documents that are filtered by; the address has their ids. */
function LinkedTitles({ world, condition }: Omit<ChipProps, 'onChange'>) {
  const target = world.types.get(fieldOf(world.type, condition.field)?.targetType ?? '');
  const [{ data }] = useQuery<{ nodes: ({ [property: string]: unknown } | null)[] }>({
    query: entriesDocumentFor(target ?? world.type, [], ({ name }) => name),
    variables: { ids: condition.values, locale: world.variables.locale },
    pause: !target,
  });
  const titles = data?.nodes.map(node => (node && target ? titleOf(node, target.titleField) : '?'));
  return <b>{titles?.join(', ') ?? '…'}</b>;
}
