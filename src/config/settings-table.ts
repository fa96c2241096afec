import { allSettings } from './config';
import type { SettingDefinition } from './setting';

const startMarker = '<!-- settings:start -->';
const endMarker = '<!-- settings:end -->';

/** The table of all settings, in Markdown. */
export function settingsTable(): string {
  const rows = allSettings().map(
    setting => `| \`${setting.envName}\` | ${meaningOf(setting)} | ${setting.type} | ${defaultOf(setting)} |`,
  );
  return ['| Variable | What it decides | Type | Default |', '|---|---|---|---|', ...rows].join('\n');
}

/** The document with the table between its markers brought up to date; throws when the markers are missing. */
export function withSettingsTable(document: string): string {
  const start = document.indexOf(startMarker);
  const end = document.indexOf(endMarker);
  if (start < 0 || end < start) throw new Error(`The document has no ${startMarker} and ${endMarker}.`);
  return `${document.slice(0, start + startMarker.length)}\n${settingsTable()}\n${document.slice(end)}`;
}

function meaningOf(setting: SettingDefinition): string {
  const file = setting.fileEnvName ? ` Or \`${setting.fileEnvName}\`: a file that holds it.` : '';
  return `${setting.description}${file}`.replaceAll('|', '\\|');
}

function defaultOf(setting: SettingDefinition): string {
  if (setting.default !== undefined) return `\`${String(setting.default)}\``;
  return setting.optional ? 'none' : 'required';
}
