/** Host, port, user, password, database and socket of `mysql://user:password@host:port/database?socketPath=/path`. */
export function connectionOptions(url: string) {
  const parsed = new URL(url);
  const socketPath = parsed.searchParams.get('socketPath');
  return {
    host: parsed.hostname || 'localhost',
    port: Number(parsed.port || 3306),
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    database: decodeURIComponent(parsed.pathname.slice(1)) || undefined,
    ...(socketPath ? { socketPath } : {}),
  };
}
