import { AuthConfig } from './auth';
import { ContentConfig } from './content';
import { DatabaseConfig } from './database';
import { ExportsConfig } from './exports';
import { GraphqlConfig } from './graphql';
import { HttpConfig } from './http';
import { JobsConfig } from './jobs';
import { LimitsConfig } from './limits';
import { LogConfig } from './log';
import { MailConfig } from './mail';
import { MediaConfig } from './media';
import { OidcConfig } from './oidc';
import { RedisConfig } from './redis';
import { type SettingDefinition, settingsOf } from './setting';
import { StateConfig } from './state';
import { StorageConfig } from './storage';
import { SubscriptionsConfig } from './subscriptions';
import { UploadsConfig } from './uploads';

/** Every section, in the order of the README's table. */
export const sections = {
  http: HttpConfig,
  database: DatabaseConfig,
  redis: RedisConfig,
  auth: AuthConfig,
  oidc: OidcConfig,
  mail: MailConfig,
  content: ContentConfig,
  storage: StorageConfig,
  uploads: UploadsConfig,
  media: MediaConfig,
  exports: ExportsConfig,
  jobs: JobsConfig,
  log: LogConfig,
  graphql: GraphqlConfig,
  limits: LimitsConfig,
  subscriptions: SubscriptionsConfig,
  state: StateConfig,
} as const;

/** Everything that the environment decides, validated and frozen. */
export type Config = { readonly [Name in keyof typeof sections]: Readonly<InstanceType<(typeof sections)[Name]>> };

/** Every setting of every section. */
export function allSettings(): SettingDefinition[] {
  return Object.entries(sections).flatMap(([section, sectionClass]) => settingsOf(section, sectionClass));
}

/** Names that begin like a setting but belong to the command line client (by name) or to the tests (by prefix). */
export const foreignNames: readonly string[] = ['KEELSON_URL', 'KEELSON_API_TOKEN', 'KEELSON_SHARED_DATA'];
export const foreignPrefix = 'KEELSON_TEST_';
