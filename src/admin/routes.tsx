import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { loadPerson } from './api/session';
import { readExportSearch } from './content/export-search';
import { readListSearch } from './content/list-query';
import { readHistorySearch } from './jobs/history-search';
import { readMediaSearch } from './media/asset-search';
import { readOverviewSearch } from './screens/overview/overview-search';
import { Crash } from './shell/Crash';
import { NotFound, NotFoundPage } from './shell/NotFound';
import { RootLayout } from './shell/RootLayout';

/*
 * Every address of the dashboard. A screen is a file of its own, loaded when somebody goes there or points at a link to it; what stands
 * in the address after the `?` is read by the `validateSearch` of its route.
 */

// Undefined, not left out: what is left out of a route's search stays as it stood in the address.
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const root = createRootRoute({ component: RootLayout, notFoundComponent: NotFoundPage, errorComponent: Crash });

/** Where somebody who is asked to sign in wanted to go. */
interface ReturnSearch {
  to?: string;
}

// Only addresses of this dashboard, or a link could send people on to anywhere after they have signed in.
const readReturn = ({ to }: Record<string, unknown>): ReturnSearch => ({
  to: typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : undefined,
});

/** The screens for people who are not signed in. */
const access = createRoute({
  getParentRoute: () => root,
  id: 'access',
  component: lazyRouteComponent(() => import('./screens/access/AccessLayout'), 'AccessLayout'),
});
const signIn = createRoute({
  getParentRoute: () => access,
  path: '/sign-in',
  validateSearch: readReturn,
  component: lazyRouteComponent(() => import('./screens/access/SignIn'), 'SignIn'),
});
const forgotPassword = createRoute({
  getParentRoute: () => access,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('./screens/access/ForgotPassword'), 'ForgotPassword'),
});
const resetPassword = createRoute({
  getParentRoute: () => access,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('./screens/access/ResetPassword'), 'ResetPassword'),
});
const invitation = createRoute({
  getParentRoute: () => access,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./screens/access/Invitation'), 'Invitation'),
});

/** Everything else: the shell, for people who are signed in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: lazyRouteComponent(() => import('./shell/Shell'), 'Shell'),
  notFoundComponent: NotFound,
  beforeLoad: async ({ location }) => {
    if ((await loadPerson()) !== null) return;
    throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href }, replace: true });
  },
});

const overview = createRoute({
  getParentRoute: () => inside,
  path: '/',
  validateSearch: readOverviewSearch,
  component: lazyRouteComponent(() => import('./screens/overview/Overview'), 'Overview'),
});
const contentList = createRoute({
  getParentRoute: () => inside,
  path: '/content/$type',
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import('./screens/content/ContentList'), 'ContentList'),
});
const editor = createRoute({
  getParentRoute: () => inside,
  path: '/content/$type/$id',
  validateSearch: ({ locale }: Record<string, unknown>): { locale?: string } =>
    typeof locale === 'string' ? { locale } : {},
  component: lazyRouteComponent(() => import('./screens/editor/Editor'), 'Editor'),
});
const settings = createRoute({
  getParentRoute: () => inside,
  path: '/settings',
  component: lazyRouteComponent(() => import('./screens/settings/SiteSettings'), 'SiteSettings'),
});
const media = createRoute({
  getParentRoute: () => inside,
  path: '/media',
  validateSearch: readMediaSearch,
  component: lazyRouteComponent(() => import('./screens/media/Media'), 'Media'),
});
const asset = createRoute({
  getParentRoute: () => inside,
  path: '/media/$id',
  component: lazyRouteComponent(() => import('./screens/media/AssetPage'), 'AssetPage'),
});
const trash = createRoute({
  getParentRoute: () => inside,
  path: '/trash',
  component: lazyRouteComponent(() => import('./screens/trash/Trash'), 'Trash'),
});
const imports = createRoute({
  getParentRoute: () => inside,
  path: '/imports',
  component: lazyRouteComponent(() => import('./screens/transfers/Imports'), 'Imports'),
});
const newImport = createRoute({
  getParentRoute: () => inside,
  path: '/imports/new',
  component: lazyRouteComponent(() => import('./screens/transfers/NewImport'), 'NewImport'),
});
const oneImport = createRoute({
  getParentRoute: () => inside,
  path: '/imports/$id',
  component: lazyRouteComponent(() => import('./screens/transfers/ImportPage'), 'ImportPage'),
});
const exports = createRoute({
  getParentRoute: () => inside,
  path: '/exports',
  component: lazyRouteComponent(() => import('./screens/transfers/Exports'), 'Exports'),
});
const newExport = createRoute({
  getParentRoute: () => inside,
  path: '/exports/new',
  validateSearch: readExportSearch,
  component: lazyRouteComponent(() => import('./screens/transfers/NewExport'), 'NewExport'),
});
const jobs = createRoute({
  getParentRoute: () => inside,
  path: '/jobs',
  component: lazyRouteComponent(() => import('./screens/jobs/Jobs'), 'Jobs'),
});
const jobHistory = createRoute({
  getParentRoute: () => inside,
  path: '/jobs/history',
  validateSearch: readHistorySearch,
  component: lazyRouteComponent(() => import('./screens/jobs/JobHistory'), 'JobHistory'),
});
const job = createRoute({
  getParentRoute: () => inside,
  path: '/jobs/$id',
  component: lazyRouteComponent(() => import('./screens/jobs/JobPage'), 'JobPage'),
});
const queues = createRoute({
  getParentRoute: () => inside,
  path: '/queues',
  component: lazyRouteComponent(() => import('./screens/jobs/Queues'), 'Queues'),
});
const schedules = createRoute({
  getParentRoute: () => inside,
  path: '/schedules',
  component: lazyRouteComponent(() => import('./screens/jobs/Schedules'), 'Schedules'),
});
const workers = createRoute({
  getParentRoute: () => inside,
  path: '/workers',
  component: lazyRouteComponent(() => import('./screens/jobs/Workers'), 'Workers'),
});
const explorer = createRoute({
  getParentRoute: () => inside,
  path: '/graphiql',
  component: lazyRouteComponent(() => import('./screens/explorer/Explorer'), 'Explorer'),
});
const account = createRoute({
  getParentRoute: () => inside,
  path: '/account',
  component: lazyRouteComponent(() => import('./screens/account/Account'), 'Account'),
});
const users = createRoute({
  getParentRoute: () => inside,
  path: '/people/users',
  validateSearch: ({ q, state }: Record<string, unknown>): { q?: string; state?: string } => ({
    q: textOf(q),
    state: textOf(state),
  }),
  component: lazyRouteComponent(() => import('./screens/people/Users'), 'Users'),
});
const roles = createRoute({
  getParentRoute: () => inside,
  path: '/people/roles',
  component: lazyRouteComponent(() => import('./screens/people/Roles'), 'Roles'),
});
const role = createRoute({
  getParentRoute: () => inside,
  path: '/people/roles/$id',
  component: lazyRouteComponent(() => import('./screens/people/RoleEditor'), 'RoleEditor'),
});
const tokens = createRoute({
  getParentRoute: () => inside,
  path: '/people/tokens',
  component: lazyRouteComponent(() => import('./screens/people/Tokens'), 'Tokens'),
});
const audit = createRoute({
  getParentRoute: () => inside,
  path: '/people/audit',
  validateSearch: ({ action, actor, subject }: Record<string, unknown>): AuditSearch => ({
    action: textOf(action),
    actor: textOf(actor),
    subject: textOf(subject),
  }),
  component: lazyRouteComponent(() => import('./screens/people/Audit'), 'Audit'),
});

/** What the audit log is filtered by. */
export interface AuditSearch {
  action?: string;
  actor?: string;
  subject?: string;
}

export const router = createRouter({
  routeTree: root.addChildren([
    access.addChildren([signIn, forgotPassword, resetPassword, invitation]),
    inside.addChildren([
      ...[media, asset],
      ...[overview, contentList, editor, settings, trash, jobs, jobHistory, job, queues, schedules, workers, explorer],
      ...[imports, newImport, oneImport, exports, newExport],
      ...[account, users, roles, role, tokens, audit],
    ]),
  ]),
  basepath: '/admin',
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
