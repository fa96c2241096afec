import { ActionIcon, Button, Checkbox, Popover, SegmentedControl } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { possibleColumns, usualColumns } from '../../content/columns';
import type { ContentType } from '../../content/content-type';
import { labelOfColumn } from './list-cells';
import classes from './list.module.css';
import { t } from './texts';

interface DisplayMenuProps {
  type: ContentType;
  languages: number;
  columns: readonly string[];
  compact: boolean;
  onColumns(columns: readonly string[]): void;
  onCompact(compact: boolean): void;
}

/** How the list looks: the height of its rows, its columns and their order. */
export function DisplayMenu({ type, languages, columns, compact, onColumns, onCompact }: DisplayMenuProps) {
  const others = possibleColumns(type, languages).filter(name => !columns.includes(name));
  const move = (name: string, by: 1 | -1) => {
    const next = [...columns];
    const place = next.indexOf(name);
    next.splice(place, 1);
    next.splice(place + by, 0, name);
    onColumns(next);
  };
  return (
    <Popover position="bottom-end" width={280} trapFocus returnFocus>
      <Popover.Target>
        <Button className={classes.wide} leftSection={<IconAdjustmentsHorizontal size={14} stroke={1.6} />}>
          {t('display')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.filters} aria-label={t('display')}>
        <p className={classes.filterHead}>{t('density')}</p>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('density')}
          value={compact ? 'compact' : 'regular'}
          onChange={next => onCompact(next === 'compact')}
          data={[
            { value: 'regular', label: t('regular') },
            { value: 'compact', label: t('compact') },
          ]}
        />
        <p className={classes.filterHead}>{t('columns')}</p>
        <ul className={classes.columnList}>
          {[...columns, ...others].map(name => {
            const place = columns.indexOf(name);
            const label = labelOfColumn(type, name);
            return (
              <li key={name}>
                <Checkbox
                  label={label}
                  checked={place >= 0}
                  disabled={place >= 0 && columns.length === 1}
                  onChange={() => onColumns(place >= 0 ? columns.filter(one => one !== name) : [...columns, name])}
                />
                {place >= 0 && (
                  <span>
                    <ActionIcon
                      size={22}
                      aria-label={t('earlier', { column: label })}
                      disabled={place === 0}
                      onClick={() => move(name, -1)}
                    >
                      <IconChevronUp size={14} />
                    </ActionIcon>
                    <ActionIcon
                      size={22}
                      aria-label={t('later', { column: label })}
                      disabled={place === columns.length - 1}
                      onClick={() => move(name, 1)}
                    >
                      <IconChevronDown size={14} />
                    </ActionIcon>
                  </span>
                )}
              </li>
            );
          })}
        </ul>
        <Button fullWidth mt={8} onClick={() => onColumns(usualColumns(type, languages))}>
          {t('usualColumns')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
