import type { ClassConstructor } from 'class-transformer';

/** What `defineEvent` takes. */
export interface EventOptions<Payload extends object> {
  /** `feature.noun-past-participle`, e.g. `content.article-published`. */
  name: string;
  /** A class-validator class: ids, never objects. The jobs that react take the same class. */
  payload: ClassConstructor<Payload>;
}

/** Something that happens, which jobs may react to with `on`. */
export interface EventDefinition<Payload extends object = object> extends Readonly<EventOptions<Payload>> {
  readonly isEventDefinition: true;
}

const NAME = /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/;

/** Declares an event; `publish` tells that it has happened. */
export function defineEvent<Payload extends object>(options: EventOptions<Payload>): EventDefinition<Payload> {
  if (!NAME.test(options.name) || options.name.length > 100)
    throw new Error(`"${options.name}" is not an event's name; it should look like "content.article-published".`);
  return Object.freeze({ ...options, isEventDefinition: true as const });
}
