import {
  type Icon,
  IconCalendarTime,
  IconCpu,
  IconHistory,
  IconKey,
  IconLayoutDashboard,
  IconSettings,
  IconShieldLock,
  IconStack2,
  IconLayoutList,
  IconTrash,
  IconUser,
  IconUsers,
} from '@tabler/icons-react';
import { t } from './texts';

interface Place {
  to:
    | '/'
    | '/trash'
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
  { to: '/trash', label: t('trash'), icon: IconTrash, permission: null },
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
