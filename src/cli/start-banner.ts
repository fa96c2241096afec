import type { RunStatus } from './run-lock';
import { colorsOn } from './terminal-colors';

/** The address under which this machine reaches a server that listens on this host and port. */
export function localUrl(host: string, port: number): string {
  if (['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost', ''].includes(host)) return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Where everything is and how to sign in, once it runs. */
export function runningBanner(
  status: RunStatus,
  places: { data: string; logs: string; invitation: string | null },
): string {
  const { bold, dim, green } = colorsOn(process.stdout);
  return [
    '',
    `  ${green('●')} ${bold('Keelson is running')}`,
    '',
    ...addressRows(status),
    row('Data', places.data),
    row('Logs', places.logs),
    ...(places.invitation ? [row('First user', places.invitation)] : []),
    '',
    `  ${dim('The GraphiQL link signs you in as administrator. Ctrl-C stops everything.')}`,
    '',
    '',
  ].join('\n');
}

/** What a second start says instead of breaking the first one. */
export function alreadyRunning(status: RunStatus): string {
  const { bold, dim, yellow } = colorsOn(process.stdout);
  const what = { starting: 'is just starting', running: 'is running already', stopping: 'is just stopping' }[
    status.state
  ];
  return [
    '',
    `  ${yellow('●')} ${bold(`Keelson ${what} in this clone`)} ${dim(`(process ${status.pid})`)}`,
    '',
    ...addressRows(status),
    '',
    `  ${dim('The GraphiQL link signs you in as administrator. A clone of its own with KEELSON_HTTP_PORT=4001 can run beside it.')}`,
    '',
    '',
  ].join('\n');
}

function addressRows({ url, adminToken }: RunStatus): string[] {
  return [
    row('Dashboard', `${url}/admin`),
    row('GraphiQL', `${url}/graphiql#token=${adminToken}`),
    row('GraphQL', `${url}/graphql`),
    row('WebSocket', `${url.replace(/^http/, 'ws')}/graphql`),
    row('Health', `${url}/readyz`),
  ];
}

function row(label: string, value: string): string {
  const { cyan, dim } = colorsOn(process.stdout);
  return `    ${dim(label.padEnd(11))}${/^(http|ws):/.test(value) ? cyan(value) : value}`;
}
