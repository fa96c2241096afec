import {
  type Icon,
  IconCalendarTime,
  IconCpu,
  IconFileExport,
  IconFileImport,
  IconHistory,
  IconKey,
  IconLayoutDashboard,
  IconSettings,
  IconShieldLock,
  IconStack2,
  IconLayoutList,
  IconPhoto,
  IconTrash,
  IconUser,
  IconUsers,
} from '@tabler/icons-react';
import { t } from './texts';

interface Place {
  to:
    | '/'
    | '/media'
    | '/trash'
    | '/imports'
    | '/exports'
    | '/jobs'
    | '/queues'
    | '/schedules'
    | '/workers'
    | '/people/users'
    | '/people/roles'
    | '/people/tokens'
    | '/people/audit'
    | '/settings'
    | '/account';
  label: string;
  icon: Icon;
  /** What one needs to see it; null for everybody. */
  permission: string | null;
}

/** The screens that are there whatever the content is. */
export const PLACES: readonly Place[] = [
  { to: '/', label: t('overview'), icon: IconLayoutDashboard, permission: null },
  { to: '/media', label: t('media'), icon: IconPhoto, permission: 'media.read' },
  { to: '/trash', label: t('trash'), icon: IconTrash, permission: null },
  { to: '/imports', label: t('imports'), icon: IconFileImport, permission: 'imports.write' },
  { to: '/exports', label: t('exports'), icon: IconFileExport, permission: 'exports.write' },
  { to: '/jobs', label: t('jobs'), icon: IconStack2, permission: null },
  { to: '/queues', label: t('queues'), icon: IconLayoutList, permission: 'jobs.read' },
  { to: '/schedules', label: t('schedules'), icon: IconCalendarTime, permission: 'jobs.read' },
  { to: '/workers', label: t('workers'), icon: IconCpu, permission: 'jobs.read' },
  { to: '/people/users', label: t('users'), icon: IconUsers, permission: 'users.manage' },
  { to: '/people/roles', label: t('roles'), icon: IconShieldLock, permission: 'users.manage' },
  { to: '/people/tokens', label: t('tokens'), icon: IconKey, permission: null },
  { to: '/people/audit', label: t('audit'), icon: IconHistory, permission: 'audit.read' },
  { to: '/settings', label: t('settings'), icon: IconSettings, permission: 'settings.manage' },
  { to: '/account', label: t('account'), icon: IconUser, permission: null },
];
