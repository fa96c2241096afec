import 'reflect-metadata';

/** How the text of an environment variable becomes a value. */
export type SettingType = 'text' | 'number' | 'boolean' | 'url' | 'path';

/** What a class says about one of its fields. */
export interface SettingOptions {
  /** One sentence for the person who sets it: what it decides. */
  description: string;
  /** Used when the environment says nothing. Without it the setting is required, unless `optional`. */
  default?: string | number | boolean;
  /** The value is null when the environment says nothing. */
  optional?: boolean;
  /** Never printed, and may come from a file. */
  secret?: boolean;
  /** Derived from the field's type; `url` may come from a file and hides its password, `path` is resolved against the clone. */
  type?: SettingType;
}

/** One setting as the loader, the README's table and the error messages see it. */
export interface SettingDefinition extends SettingOptions {
  section: string;
  property: string;
  type: SettingType;
  /** KEELSON_<SECTION>_<NAME>. */
  envName: string;
  /** KEELSON_<SECTION>_<NAME>_FILE, the name of a file that holds the value; null where that makes no sense. */
  fileEnvName: string | null;
}

const declared = new Map<object, Map<string, SettingOptions & { type: SettingType }>>();

/** Declares a field of a section's class as a setting; class-validator's decorators beside it say which values are right. */
export function Setting(options: SettingOptions): PropertyDecorator {
  return (target, property) => {
    const designType: unknown = Reflect.getMetadata('design:type', target, property);
    const fields = declared.get(target.constructor) ?? new Map<string, SettingOptions & { type: SettingType }>();
    fields.set(String(property), { ...options, type: options.type ?? typeOf(designType) });
    declared.set(target.constructor, fields);
  };
}

/** The settings of one section, in the order in which its class declares them. */
export function settingsOf(section: string, sectionClass: new () => object): SettingDefinition[] {
  return [...(declared.get(sectionClass) ?? [])].map(([property, options]) => {
    const envName = `KEELSON_${screamingSnake(section)}_${screamingSnake(property)}`;
    const mayBeFile = options.secret === true || options.type === 'url';
    return { ...options, section, property, envName, fileEnvName: mayBeFile ? `${envName}_FILE` : null };
  });
}

function typeOf(designType: unknown): SettingType {
  if (designType === Number) return 'number';
  if (designType === Boolean) return 'boolean';
  return 'text';
}

function screamingSnake(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase();
}
