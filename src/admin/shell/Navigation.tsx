import { Kbd } from '@mantine/core';
import {
  IconAnchor,
  IconArticle,
  IconCalendarTime,
  IconCategory,
  IconCpu,
  IconFile,
  IconFileExport,
  IconFileImport,
  IconFileText,
  IconHistory,
  IconKey,
  IconLayoutDashboard,
  IconPencil,
  IconPhoto,
  IconSearch,
  IconSettings,
  IconShieldLock,
  IconStack2,
  IconLayoutList,
  IconTag,
  IconTerminal2,
  IconTrash,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../api/session';
import { Mark } from '../components/Mark';
import type { ContentType } from '../content/content-type';
import { useContentModel } from '../content/content-types';
import { formatNumber } from '../i18n/formats';
import { AccountMenu } from './AccountMenu';
import { modifier } from './modifier';
import classes from './Navigation.module.css';
import { t } from './texts';
import { useDocumentCounts } from './use-document-counts';
import { useMediaCount } from './use-media-count';
import { useRunningJobs } from './use-running-jobs';
import { useSiteTitle } from './use-site-title';

const NO_TYPES: readonly ContentType[] = [];

/** Types that are named like one of these get its icon; all others a sheet of paper. */
const ICONS: readonly [RegExp, Icon][] = [
  [/articl|post|news|stor/i, IconArticle],
  [/page/i, IconFile],
  [/author|person|people|member/i, IconPencil],
  [/categor|section|topic/i, IconCategory],
  [/tag|label/i, IconTag],
  [/port|place|location/i, IconAnchor],
];

export const iconOf = (type: Pick<ContentType, 'name'>): Icon =>
  ICONS.find(([pattern]) => pattern.test(type.name))?.[1] ?? IconFileText;

interface NavigationProps {
  /** Called when somebody follows a link: the drawer closes. */
  onGo?: () => void;
  onSearch: () => void;
}

/** Where one can go, as far as one may. */
export function Navigation({ onGo, onSearch }: NavigationProps) {
  const types = useContentModel()?.types ?? NO_TYPES;
  const counts = useDocumentCounts(types);
  const imports = useMay('imports.write');
  const exports = useMay('exports.write');
  const media = useMay('media.read');
  const operates = useMay('jobs.read');
  const managesPeople = useMay('users.manage');
  const audits = useMay('audit.read');
  const settings = useMay('settings.manage');
  const site = useSiteTitle();
  return (
    <nav className={classes.nav} aria-label={t('main')} onClick={event => isLink(event.target) && onGo?.()}>
      <Link to="/" className={classes.site}>
        <Mark />
        <span>
          <b>{site}</b>
          <small>{location.host}</small>
        </span>
      </Link>
      <button type="button" className={classes.jump} onClick={onSearch}>
        <IconSearch size={14} stroke={1.8} aria-hidden />
        <span>{t('jump')}</span>
        <Kbd>{modifier === '⌘' ? '⌘K' : 'Ctrl K'}</Kbd>
      </button>
      <div className={classes.scroll}>
        <section>
          <Item to="/" exact icon={IconLayoutDashboard} label={t('overview')} />
        </section>
        {(types.length > 0 || media) && (
          <section aria-label={t('content')}>
            <h2>{t('content')}</h2>
            {types.map(type => (
              <Item
                key={type.name}
                to="/content/$type"
                params={{ type: type.plural }}
                icon={iconOf(type)}
                label={type.pluralLabel}
                count={counts.get(type.name)}
              />
            ))}
            {media && <MediaItem />}
            <Item to="/trash" icon={IconTrash} label={t('trash')} />
          </section>
        )}
        <section aria-label={t('operate')}>
          <h2>{t('operate')}</h2>
          {imports && <Item to="/imports" icon={IconFileImport} label={t('imports')} />}
          {exports && <Item to="/exports" icon={IconFileExport} label={t('exports')} />}
          <JobsItem />
          {operates && (
            <>
              <Item to="/queues" icon={IconLayoutList} label={t('queues')} />
              <Item to="/schedules" icon={IconCalendarTime} label={t('schedules')} />
              <Item to="/workers" icon={IconCpu} label={t('workers')} />
            </>
          )}
        </section>
        <section aria-label={t('people')}>
          <h2>{t('people')}</h2>
          {managesPeople && (
            <>
              <Item to="/people/users" icon={IconUsers} label={t('users')} />
              <Item to="/people/roles" icon={IconShieldLock} label={t('roles')} />
            </>
          )}
          <Item to="/people/tokens" icon={IconKey} label={t('tokens')} />
          {audits && <Item to="/people/audit" icon={IconHistory} label={t('audit')} />}
          {settings && <Item to="/settings" icon={IconSettings} label={t('settings')} />}
        </section>
        <section aria-label={t('develop')}>
          <h2>{t('develop')}</h2>
          <Item to="/graphiql" icon={IconTerminal2} label={t('explorer')} />
        </section>
      </div>
      <AccountMenu />
    </nav>
  );
}

type ItemProps = Pick<LinkProps, 'to' | 'params'> & {
  icon: Icon;
  label: string;
  count?: number;
  note?: ReactNode;
  exact?: boolean;
};

function Item({ to, params, icon: ItemIcon, label, count, note, exact = false }: ItemProps) {
  return (
    <Link to={to} params={params as never} className={classes.item} activeOptions={{ exact, includeSearch: false }}>
      <ItemIcon size={16} stroke={1.6} aria-hidden />
      <span>{label}</span>
      {note ?? (count !== undefined && <em>{formatNumber(count)}</em>)}
    </Link>
  );
}

function MediaItem() {
  return <Item to="/media" icon={IconPhoto} label={t('media')} count={useMediaCount()} />;
}

function JobsItem() {
  const running = useRunningJobs();
  return (
    <Item
      to="/jobs"
      icon={IconStack2}
      label={t('jobs')}
      note={
        running ? (
          <em className={classes.live} aria-label={t('running', { count: running })}>
            <i aria-hidden />
            {formatNumber(running)}
          </em>
        ) : null
      }
    />
  );
}

const isLink = (target: EventTarget): boolean => target instanceof Element && target.closest('a') !== null;
