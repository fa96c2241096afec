import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconArrowsSort, IconFilter2, IconLayoutGrid, IconList, IconX } from '@tabler/icons-react';
import type { Ref } from 'react';
import type { AssetSort } from '../../api/generated/graphql';
import { ASSET_KINDS } from '../../media/asset-fragment';
import { ASSET_SORTS, type MediaSearch, USUAL_SORT } from '../../media/asset-search';
import { SearchField } from '../../media/SearchField';
import { t } from '../../media/texts';
import classes from './library.module.css';

interface MediaToolsProps {
  ref: Ref<HTMLInputElement>;
  search: MediaSearch;
  onShow(search: MediaSearch): void;
}

/** How the library is looked at: kinds, search, filters, order, grid or list. */
export function MediaTools({ ref, search, onShow }: MediaToolsProps) {
  const { q, kind, private: hidden, alt, view } = search;
  const sort = ASSET_SORTS.find(known => known === search.sort) ?? USUAL_SORT;
  const listed = view === 'list';
  return (
    <>
      <div className={classes.tools}>
        <div className={classes.kinds} role="group" aria-label={t('kinds')}>
          {[undefined, ...ASSET_KINDS].map(each => (
            <button
              key={each ?? 'ALL'}
              type="button"
              aria-pressed={kind === each}
              onClick={() => onShow({ ...search, kind: each })}
            >
              {t(`kind.${each ?? 'ALL'}`)}
            </button>
          ))}
        </div>
        <div className="grow" />
        <SearchField ref={ref} value={q ?? ''} onChange={text => onShow({ ...search, q: text || undefined })} />
        <Menu position="bottom-end" width={220} closeOnItemClick={false}>
          <Menu.Target>
            <Button
              className={classes.iconButton}
              aria-label={t('filter')}
              leftSection={<IconFilter2 size={14} stroke={1.6} />}
            >
              {t('filter')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{t('visibility')}</Menu.Label>
            <Menu.RadioGroup
              value={hidden ?? ''}
              onChange={next => onShow({ ...search, private: next === 'yes' || next === 'no' ? next : undefined })}
            >
              <Menu.RadioItem value="">{t('anyVisibility')}</Menu.RadioItem>
              <Menu.RadioItem value="no">{t('public')}</Menu.RadioItem>
              <Menu.RadioItem value="yes">{t('private')}</Menu.RadioItem>
            </Menu.RadioGroup>
            <Menu.Divider />
            <Menu.CheckboxItem
              checked={alt === 'missing'}
              onChange={checked => onShow({ ...search, alt: checked ? 'missing' : undefined })}
            >
              {t('withoutAlt')}
            </Menu.CheckboxItem>
          </Menu.Dropdown>
        </Menu>
        <Menu position="bottom-end" width={180}>
          <Menu.Target>
            <Button
              className={classes.iconButton}
              aria-label={t('sort')}
              leftSection={<IconArrowsSort size={14} stroke={1.6} />}
            >
              {t(`sort.${sort}`)}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.RadioGroup
              value={sort}
              onChange={next => onShow({ ...search, sort: next === USUAL_SORT ? undefined : (next as AssetSort) })}
            >
              {ASSET_SORTS.map(each => (
                <Menu.RadioItem key={each} value={each} closeMenuOnClick>
                  {t(`sort.${each}`)}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Dropdown>
        </Menu>
        <div className={classes.views} role="group" aria-label={t('view')}>
          <Tooltip label={t('grid')}>
            <ActionIcon
              aria-label={t('grid')}
              aria-pressed={!listed}
              onClick={() => onShow({ ...search, view: undefined })}
            >
              <IconLayoutGrid size={16} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('list')}>
            <ActionIcon
              aria-label={t('list')}
              aria-pressed={listed}
              onClick={() => onShow({ ...search, view: 'list' })}
            >
              <IconList size={16} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        </div>
      </div>
      {(hidden || alt) && (
        <div className={classes.chips}>
          {hidden && (
            <Chip
              field={t('visibility')}
              value={t(hidden === 'yes' ? 'private' : 'public')}
              onRemove={() => onShow({ ...search, private: undefined })}
            />
          )}
          {alt && <Chip field={t('alt')} value={t('missing')} onRemove={() => onShow({ ...search, alt: undefined })} />}
          <button
            type="button"
            className="link"
            onClick={() => onShow({ ...search, private: undefined, alt: undefined })}
          >
            {t('clear')}
          </button>
        </div>
      )}
    </>
  );
}

function Chip({ field, value, onRemove }: { field: string; value: string; onRemove(): void }) {
  return (
    <span className={classes.chip}>
      <span>{field}</span>
      <b>{value}</b>
      <button type="button" aria-label={t('removeFilter', { field })} onClick={onRemove}>
        <IconX size={12} />
      </button>
    </span>
  );
}
