import { basename, dirname } from 'node:path';
import { isJobDefinition, type JobDefinition } from './define-job';

/** Every kind of job that this program knows, by its name. */
export type JobKinds = ReadonlyMap<string, JobDefinition>;

/** A `.job.ts` file, as the discovery loaded it. */
export interface JobModule {
  /** Its path; the feature is one of its folders. */
  file: string;
  exports: Record<string, unknown>;
}

/**
 * Collects what the `.job` files define. This is the boot check: it throws, with every fault in one message, when a file
 * defines no job or several, when two define the same kind, when a kind is not `<feature>.<file-name>`, or when it reacts to an event
 * whose payload is of another class.
 */
export function collectJobKinds(modules: Iterable<JobModule>): JobKinds {
  const kinds = new Map<string, JobDefinition>();
  const definedIn = new Map<string, string>();
  const faults: string[] = [];
  for (const { file, exports } of modules) {
    const definitions = Object.values(exports).filter(isJobDefinition);
    if (definitions.length !== 1) {
      faults.push(`${file} defines ${definitions.length} jobs; a .job file defines exactly one.`);
      continue;
    }
    const [definition] = definitions;
    const { kind } = definition;
    if (!isNamedAfter(kind, file)) faults.push(`${file} defines the kind "${kind}"; a kind is <feature>.<file-name>.`);
    if (definedIn.has(kind)) faults.push(`${file} and ${definedIn.get(kind)} both define the kind "${kind}".`);
    faults.push(...eventFaults(definition));
    definedIn.set(kind, file);
    kinds.set(kind, definition);
  }
  if (faults.length) throw new Error(`The job kinds are not sound:\n- ${faults.join('\n- ')}`);
  return kinds;
}

/** The kinds in the given definitions, for a program that wires them by hand; throws when two share a name. */
export function jobKindsOf(...definitions: JobDefinition[]): JobKinds {
  const kinds = new Map(definitions.map(definition => [definition.kind, definition]));
  if (kinds.size !== definitions.length) throw new Error('Two job definitions share a kind.');
  const faults = definitions.flatMap(eventFaults);
  if (faults.length) throw new Error(`The job kinds are not sound:\n- ${faults.join('\n- ')}`);
  return kinds;
}

/** A job gets its event's payload as it is: classes that only look alike may have other rules. */
function eventFaults({ kind, payload, on = [] }: JobDefinition): string[] {
  return on
    .filter(event => event.payload !== payload)
    .map(
      event =>
        `The kind "${kind}" takes ${payload.name}, but its event "${event.name}" carries ${event.payload.name}; they must be one class.`,
    );
}

function isNamedAfter(kind: string, file: string): boolean {
  const [feature, name] = kind.split('.');
  const folders = dirname(file).split(/[\\/]/);
  return basename(file).replace(/\.job\.[jt]s$/, '') === name && folders.includes(feature);
}
