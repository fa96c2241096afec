/** What people call a kind of job: `imports.import-content` is "Import content". */
export function jobName(kind: string): string {
  const words = (kind.split('.').at(-1) ?? kind).replaceAll('-', ' ');
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`;
}
