import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ClassType, NonEmptyArray } from 'type-graphql';
import { getMetadataArgsStorage } from 'typeorm';
import { completeContentTypes } from './content/complete-content-types';
import { contentTypes } from './content/content-type';
import { collectJobKinds, type JobKinds, type JobModule } from './jobs/job-kinds';

/*
 * A suffix means that a machine picks the file up: `.entity`, `.resolver` and `.job` files register themselves by being loaded.
 */

const SOURCE = join(__dirname, '..');

/** Every entity class: those of `.entity` files, the content types, and the entities that these generate. */
export function discoverEntities(): (new () => object)[] {
  const declared = loadAll('entity').flatMap(exportedClasses);
  completeContentTypes();
  const content = contentTypes().flatMap(({ entity, generatedEntities }) => [entity, ...generatedEntities]);
  return withTablesOfTheirOwn([...new Set([...declared, ...content])]);
}

/** TypeORM would quietly make one table of two that have the same name. */
function withTablesOfTheirOwn(entities: (new () => object)[]): (new () => object)[] {
  const owners = new Map<string, string>();
  for (const entity of entities) {
    const table = getMetadataArgsStorage().tables.find(({ target }) => target === entity);
    const name = table?.name ?? entity.name;
    const owner = owners.get(name);
    if (owner)
      throw new Error(
        `${entity.name} and ${owner} would share the table "${name}"; give one of them another \`table\`.`,
      );
    owners.set(name, entity.name);
  }
  return entities;
}

/** Every hand-written resolver class. */
export function discoverResolvers(): NonEmptyArray<ClassType> {
  return loadAll('resolver').flatMap(exportedClasses) as unknown as NonEmptyArray<ClassType>;
}

/** Every kind of job: each `.job` file defines one. Throws when a file doesn't, or two define the same. */
export function discoverJobs(): JobKinds {
  return collectJobKinds(loadAll('job'));
}

function loadAll(suffix: string): JobModule[] {
  const pattern = new RegExp(`\\.${suffix}\\.(js|ts)$`);
  return readdirSync(SOURCE, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && pattern.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
    .map(file => ({ file, exports: require(file) as Record<string, unknown> }));
}

function exportedClasses({ exports }: JobModule): (new () => object)[] {
  return Object.values(exports).filter(
    (value): value is new () => object => typeof value === 'function' && /^class\b/.test(String(value)),
  );
}
