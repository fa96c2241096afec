import '@mantine/spotlight/styles.css';
import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { type Icon, IconClock, IconPlus, IconSearch, IconSunMoon } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { may } from '../api/session';
import type { ContentType } from '../content/content-type';
import { useContentModel } from '../content/content-types';
import classes from './CommandPalette.module.css';
import { iconOf } from './Navigation';
import { PLACES } from './places';
import { recentDocuments } from './recent-documents';
import { t } from './texts';
import { useFoundDocuments } from './use-found-documents';

const NO_TYPES: readonly ContentType[] = [];
const SEARCH_AFTER_MS = 180;

interface Command {
  id: string;
  label: string;
  note?: string;
  icon: Icon;
  run: () => unknown;
}

/** Goes anywhere and finds anything by typing. `asked` counts the times that it was called for. */
export function CommandPalette({ asked }: { asked: number }) {
  const [query, setQuery] = useState('');
  const groups = useCommands(query);
  useEffect(() => {
    if (asked > 0) spotlight.open();
  }, [asked]);
  // Spotlight marks the first action at the keystroke, and answers that come later may replace it; Enter is to mean something always.
  useEffect(() => {
    if (query === '' || document.querySelector('[data-action][data-selected]')) return;
    document.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
  }, [groups, query]);
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      radius="lg"
      size={600}
      scrollable
      maxHeight={460}
      overlayProps={{ blur: 0, backgroundOpacity: 0.22 }}
      classNames={{
        content: classes.content,
        search: classes.search,
        action: classes.action,
        actionsGroup: classes.group,
        actionSection: classes.icon,
      }}
      {...{ attributes: { content: { 'aria-label': t('commands') } } }}
    >
      <Spotlight.Search placeholder={t('placeholder')} leftSection={<IconSearch size={16} stroke={1.6} />} />
      <Spotlight.ActionsList>
        {groups.map(({ label, commands }) => (
          <Spotlight.ActionsGroup key={label} label={label}>
            {commands.map(command => (
              <Spotlight.Action
                key={command.id}
                leftSection={<command.icon size={16} stroke={1.6} aria-hidden />}
                rightSection={command.note && <small className="dim">{command.note}</small>}
                label={command.label}
                onClick={() => void command.run()}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 && <Spotlight.Empty>{t('nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function useCommands(query: string): { label: string; commands: Command[] }[] {
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const types = useContentModel()?.types ?? NO_TYPES;
  const [wanted] = useDebouncedValue(query.trim(), SEARCH_AFTER_MS);
  const found = useFoundDocuments(types, wanted === query.trim() ? wanted : '');
  return useMemo(() => {
    const open = (type: string, id: string) => navigate({ to: '/content/$type/$id', params: { type, id } });
    const typeOf = (plural: string) => types.find(type => type.plural === plural);
    const documents = (query.trim() === '' ? recentDocuments() : found).flatMap(({ id, type, title }): Command[] => {
      const known = typeOf(type);
      if (!known) return [];
      const icon = query.trim() === '' ? IconClock : iconOf(known);
      return [{ id: `document-${id}`, label: title, note: known.label, icon, run: () => open(type, id) }];
    });
    const places: Command[] = [
      ...types.map(type => ({
        id: `list-${type.name}`,
        label: type.pluralLabel,
        icon: iconOf(type),
        run: () => navigate({ to: '/content/$type', params: { type: type.plural } }),
      })),
      ...PLACES.filter(({ permission }) => permission === null || may(permission)).map(({ to, label, icon }) => ({
        id: to,
        label,
        icon,
        run: () => navigate({ to }),
      })),
    ];
    const actions: Command[] = [
      ...types
        .filter(({ rights }) => (rights as readonly string[]).includes('WRITE'))
        .map(type => ({
          id: `new-${type.name}`,
          label: t('newDocument', { type: type.label.toLowerCase() }),
          icon: IconPlus,
          run: () => open(type.plural, 'new'),
        })),
      ...(['light', 'dark', 'auto'] as const)
        .filter(scheme => scheme !== colorScheme)
        .map(scheme => ({
          id: `theme-${scheme}`,
          label: `${t('theme')}: ${t(scheme === 'auto' ? 'system' : scheme)}`,
          icon: IconSunMoon,
          run: () => setColorScheme(scheme),
        })),
    ];
    const matching = (commands: Command[]) =>
      commands.filter(({ label }) => label.toLowerCase().includes(query.trim().toLowerCase()));
    return [
      { label: query.trim() === '' ? t('recent') : t('found'), commands: documents },
      { label: t('goTo'), commands: matching(places) },
      { label: t('actions'), commands: matching(actions) },
    ].filter(({ commands }) => commands.length > 0);
  }, [types, found, query, navigate, colorScheme, setColorScheme]);
}
