import { ActionIcon, Drawer } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconMenu2, IconSearch } from '@tabler/icons-react';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { Mark } from '../components/Mark';
import { Navigation } from './Navigation';
import classes from './Shell.module.css';
import { t } from './texts';
import { useSiteTitle } from './use-site-title';

const CommandPalette = lazy(async () => ({ default: (await import('./CommandPalette')).CommandPalette }));

/** Around the screens of people who are signed in: the navigation, the sheet, the command palette. */
export function Shell() {
  const [menu, { open: openMenu, close: closeMenu }] = useDisclosure(false);
  // Counts how often it was asked for; the palette is loaded when that happens first.
  const [asked, setAsked] = useState(0);
  const openPalette = () => setAsked(times => times + 1);
  // Inside rich text the same keys make a link.
  useHotkeys([['mod+K', openPalette]], [], false);
  const site = useSiteTitle();
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        {t('skip')}
      </a>
      <aside className={classes.side}>
        <Navigation onSearch={openPalette} />
      </aside>
      <section className={classes.bar} aria-label={t('topBar')} data-app-bar>
        <ActionIcon aria-label={t('openMenu')} size={36} onClick={openMenu}>
          <IconMenu2 size={18} stroke={1.6} />
        </ActionIcon>
        <Mark size={20} />
        <b>{site}</b>
        <ActionIcon aria-label={t('search')} size={36} onClick={openPalette}>
          <IconSearch size={18} stroke={1.6} />
        </ActionIcon>
      </section>
      <Drawer
        opened={menu}
        onClose={closeMenu}
        size={280}
        padding={0}
        withCloseButton={false}
        attributes={{ content: { 'aria-label': t('menu') } }}
        classNames={{ content: classes.drawer, body: classes.drawerBody }}
      >
        <Navigation
          onGo={closeMenu}
          onSearch={() => {
            closeMenu();
            openPalette();
          }}
        />
      </Drawer>
      <main id="main" className={classes.main} tabIndex={-1}>
        <Outlet />
      </main>
      {asked > 0 && (
        <Suspense>
          <CommandPalette asked={asked} />
        </Suspense>
      )}
    </div>
  );
}
