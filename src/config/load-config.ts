import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { validateSync } from 'class-validator';
import { cloneDirectory } from './clone-directory';
import { allSettings, type Config, foreignNames, foreignPrefix, sections } from './config';
import { nearestName } from './nearest-name';
import { type SettingDefinition, settingsOf } from './setting';

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment is not usable; `faults` holds one sentence for each thing that is wrong with it. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigError';
  }
}

type SettingValue = string | number | boolean | null;

/** Reads the whole configuration from the environment, or throws a `ConfigError` with everything that is wrong with it. */
export function loadConfig(env: Environment): Config {
  const faults: string[] = [];
  const config: Record<string, object> = {};
  for (const [section, sectionClass] of Object.entries(sections)) {
    const definitions = settingsOf(section, sectionClass);
    const instance = new sectionClass() as object as Record<string, SettingValue>;
    const unusable = new Set<string>();
    for (const definition of definitions) {
      try {
        instance[definition.property] = valueOf(definition, env);
      } catch (fault) {
        faults.push(String((fault as Error).message));
        unusable.add(definition.property);
      }
    }
    faults.push(...brokenRules(instance, definitions, unusable));
    config[section] = Object.freeze(instance);
  }
  faults.push(...unknownNames(env));
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze(config) as unknown as Config;
}

/** Says whether the environment gives the setting a value, directly or by a file. */
export function isSet(env: Environment, section: string, property: string): boolean {
  return allSettings().some(
    setting =>
      setting.section === section &&
      setting.property === property &&
      (present(env, setting.envName) || (setting.fileEnvName !== null && present(env, setting.fileEnvName))),
  );
}

/** Throws the sentence that says why there is no value. */
function valueOf(setting: SettingDefinition, env: Environment): SettingValue {
  const text = textOf(setting, env);
  if (text === null) {
    if (setting.optional) return null;
    if (setting.default === undefined) throw new Error(`${setting.envName} is not set, and there is no default.`);
    return setting.type === 'path' ? resolve(cloneDirectory(), String(setting.default)) : setting.default;
  }
  switch (setting.type) {
    case 'number':
      if (!/^-?\d+(\.\d+)?$/.test(text)) throw new Error(`${setting.envName} must be a number${shown(setting, text)}.`);
      return Number(text);
    case 'boolean':
      if (text !== 'true' && text !== 'false')
        throw new Error(`${setting.envName} must be true or false${shown(setting, text)}.`);
      return text === 'true';
    case 'path':
      return resolve(cloneDirectory(), text);
    default:
      return text;
  }
}

/** An empty variable counts as one that is not set: compose files and shells write `NAME=` for that. */
function textOf(setting: SettingDefinition, env: Environment): string | null {
  const { envName, fileEnvName } = setting;
  if (fileEnvName === null || !present(env, fileEnvName))
    return present(env, envName) ? String(env[envName]).trim() : null;
  if (present(env, envName)) throw new Error(`${envName} and ${fileEnvName} are both set; remove one of them.`);
  const file = String(env[fileEnvName]);
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new Error(
      `${fileEnvName} names "${file}", which can't be read (${String((error as NodeJS.ErrnoException).code)}).`,
    );
  }
  if (text === '') throw new Error(`${fileEnvName} names "${file}", which is empty.`);
  return text;
}

function present(env: Environment, name: string): boolean {
  return (env[name] ?? '').trim() !== '';
}

/** One sentence for each setting whose value breaks a rule of its class. */
function brokenRules(
  instance: Record<string, SettingValue>,
  definitions: SettingDefinition[],
  unusable: Set<string>,
): string[] {
  return validateSync(instance, { stopAtFirstError: true }).flatMap(({ property, constraints, value }) => {
    const setting = definitions.find(definition => definition.property === property);
    if (!setting || unusable.has(property)) return [];
    const rule = Object.values(constraints ?? {})[0] ?? 'is not valid';
    return [`${setting.envName} ${rule}${shown(setting, String(value))}.`];
  });
}

/** The value for a message: never a secret, and a URL without its password. */
function shown(setting: SettingDefinition, value: string): string {
  if (setting.secret) return '';
  const text = setting.type === 'url' ? withoutPassword(value) : value;
  return `; it is ${JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}...` : text)}`;
}

/** A URL that may be shown: the password gives way to three stars. */
export function withoutPassword(url: string): string {
  return url.replace(/^([^:/?#]*:\/\/)?([^@/]*):(.*)@/, '$1$2:***@');
}

function unknownNames(env: Environment): string[] {
  const known = new Set([
    ...allSettings().flatMap(({ envName, fileEnvName }) => (fileEnvName ? [envName, fileEnvName] : [envName])),
    ...foreignNames,
  ]);
  return Object.keys(env)
    .filter(name => name.startsWith('KEELSON_') && !name.startsWith(foreignPrefix) && !known.has(name))
    .sort()
    .map(name => {
      const near = nearestName(name, known);
      return near ? `${name} is not a setting; did you mean ${near}?` : `${name} is not a setting.`;
    });
}
