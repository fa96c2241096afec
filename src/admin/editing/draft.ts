import type { DraftStore } from './draft-store';
import { valuesEqual } from './values-equal';

/*
 * One open document: what the server has, what was typed since, and the one request in flight. It knows nothing of React, which reads it
 * by useSyncExternalStore, and nothing of GraphQL, which its save function speaks.
 */

/** The values of a document's fields by name, in the form that widgets edit. */
export type Values = Readonly<Record<string, unknown>>;

/** What the server objects to; `path` leads from the field's value inwards. */
export interface Fault {
  /** The field's name; null when it is about the document as a whole. */
  field: string | null;
  path: readonly string[];
  code: string;
  message: string;
}

/** What is on the server after somebody else has saved. */
export interface Theirs {
  revision: number;
  values: Values;
  changedBy: string | null;
  changedAt: string | null;
}

/** Fields that two people have changed to different values. */
export interface DraftConflict extends Theirs {
  fields: readonly string[];
  /** What both of them started from. */
  base: Values;
}

/** What became of a save. A save that throws is tried again. */
export type SaveAnswer =
  /** `values`: what the server made of itself, such as a slug. */
  | { kind: 'saved'; revision: number; savedAt: string; values: Values }
  | { kind: 'refused'; faults: readonly Fault[] }
  | ({ kind: 'conflict' } & Theirs);

/** Sends the changed fields, with the revision that they were changed in. */
export type Save = (revision: number, patch: Values) => Promise<SaveAnswer>;

/** SAVED: nothing is open. EDITED: something waits for its save. REFUSED: the server objects to what is left. */
export type DraftState = 'SAVED' | 'EDITED' | 'SAVING' | 'RETRYING' | 'REFUSED' | 'CONFLICT';

/** What screens show of a draft; a new object for each change. */
export interface DraftSnapshot {
  values: Values;
  /** The names of fields that the server does not have yet. */
  dirty: ReadonlySet<string>;
  state: DraftState;
  revision: number;
  savedAt: string | null;
  faults: readonly Fault[];
  conflict: DraftConflict | null;
}

export interface DraftOptions {
  revision: number;
  values: Values;
  savedAt?: string | null;
  save: Save;
  /** Where unsaved text survives the page. */
  store?: DraftStore;
  /** Nothing is saved before this is true: a new document without a title. */
  mayBegin?: (values: Values, names: readonly string[]) => boolean;
  /** Milliseconds without typing after which it is saved. */
  quiet?: number;
  /** Milliseconds after which it is saved although somebody is typing. */
  most?: number;
  /** Milliseconds until a save that failed is tried again. */
  retry?: number;
}

/** An open document that saves itself. */
export class Draft {
  readonly #listeners = new Set<() => void>();
  readonly #options: Required<Pick<DraftOptions, 'quiet' | 'most' | 'retry' | 'mayBegin'>> & DraftOptions;
  #base: Values;
  #edits = new Map<string, unknown>();
  /** Fields that the server objects to: not sent again before they change or all is flushed. */
  #held = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #firstEdit: number | null = null;
  #flight: Promise<void> | null = null;
  #snapshot: DraftSnapshot;

  constructor(options: DraftOptions) {
    this.#options = { quiet: 800, most: 5000, retry: 4000, mayBegin: () => true, ...options };
    this.#base = options.values;
    this.#snapshot = {
      values: options.values,
      dirty: new Set(),
      state: 'SAVED',
      revision: options.revision,
      savedAt: options.savedAt ?? null,
      faults: [],
      conflict: null,
    };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get = (): DraftSnapshot => this.#snapshot;

  /** What the server has, as far as this page knows. */
  get base(): Values {
    return this.#base;
  }

  /** Changes a field, and saves it soon. A field that is again as the server has it is no longer changed. */
  set(name: string, value: unknown): void {
    this.#held.delete(name);
    if (valuesEqual(value, this.#base[name]) && !this.#flight) this.#edits.delete(name);
    else this.#edits.set(name, value);
    this.#put({
      faults: this.#snapshot.faults.filter(({ field }) => field !== name && field !== null),
      state: this.#stateNow(),
    });
    this.#options.store?.keep(this.#edits, this.#snapshot.revision);
    this.#soon();
  }

  /** Takes up what an earlier page could not save. */
  recover(values: Values): void {
    for (const [name, value] of Object.entries(values)) this.set(name, value);
  }

  /** Saves what is open now and waits for it, what the server objected to included; false when something stays unsaved. */
  async flush(): Promise<boolean> {
    this.#held.clear();
    while (this.#flight) await this.#flight;
    await this.#send();
    return this.#edits.size === 0;
  }

  /** Takes what the server now has, where nothing is being changed here. */
  adopt({ revision, values }: { revision: number; values: Values }, savedAt: string | null = null): void {
    if (revision < this.#snapshot.revision || this.#flight) return;
    this.#base = { ...this.#base, ...values };
    this.#put({ revision, savedAt: savedAt ?? this.#snapshot.savedAt });
  }

  /** Ends a conflict: each field as it is here or as it is there; what is kept is saved over theirs. */
  resolve(choices: Readonly<Record<string, 'MINE' | 'THEIRS'>>): void {
    const { conflict } = this.#snapshot;
    if (!conflict) return;
    this.#base = { ...this.#base, ...conflict.values };
    for (const field of conflict.fields) if (choices[field] === 'THEIRS') this.#edits.delete(field);
    this.#put({ revision: conflict.revision, conflict: null, state: this.#edits.size > 0 ? 'EDITED' : 'SAVED' });
    this.#options.store?.keep(this.#edits, conflict.revision);
    if (this.#edits.size > 0) this.#soon();
  }

  /** Forgets what is not saved. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#edits.clear();
    this.#held.clear();
    this.#options.store?.clear();
    this.#put({ state: 'SAVED', faults: [], conflict: null });
  }

  /** Shows what a mutation other than a save objected to. */
  object(faults: readonly Fault[]): void {
    this.#put({ faults });
  }

  /** Stops the clock; nothing is saved after this. */
  close(): void {
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #soon(): void {
    if (this.#snapshot.state === 'CONFLICT' || this.#sendable().length === 0) return;
    const now = Date.now();
    this.#firstEdit ??= now;
    clearTimeout(this.#timer);
    const wait = Math.min(this.#options.quiet, this.#firstEdit + this.#options.most - now);
    this.#timer = setTimeout(() => void this.#send(), Math.max(0, wait));
  }

  #sendable(): string[] {
    return [...this.#edits.keys()].filter(name => !this.#held.has(name));
  }

  async #send(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#flight) return this.#flight;
    const names = this.#sendable();
    if (names.length === 0 || this.#snapshot.conflict || !this.#options.mayBegin(this.#snapshot.values, names)) return;
    const patch = Object.fromEntries(names.map(name => [name, this.#edits.get(name)]));
    this.#firstEdit = null;
    this.#put({ state: 'SAVING' });
    this.#flight = this.#options
      .save(this.#snapshot.revision, patch)
      .then(
        answer => this.#answered(patch, answer),
        () => this.#failed(),
      )
      .finally(() => {
        this.#flight = null;
      });
    await this.#flight;
    // What was typed meanwhile, and what is left when the server objected to a part.
    if (['EDITED', 'REFUSED'].includes(this.#snapshot.state) && this.#sendable().length > 0) {
      if (this.#snapshot.state === 'REFUSED') await this.#send();
      else this.#soon();
    }
  }

  #answered(patch: Values, answer: SaveAnswer): void {
    if (answer.kind === 'saved') this.#saved(patch, answer);
    else if (answer.kind === 'refused') this.#refused(patch, answer.faults);
    else this.#met(answer);
  }

  #saved(patch: Values, { revision, savedAt, values }: SaveAnswer & { kind: 'saved' }): void {
    this.#base = { ...this.#base, ...patch, ...values };
    for (const [name, value] of Object.entries(patch)) {
      if (valuesEqual(this.#edits.get(name), value)) this.#edits.delete(name);
    }
    this.#put({
      revision,
      savedAt,
      faults: this.#snapshot.faults.filter(({ field }) => field !== null && this.#edits.has(field)),
      state: this.#stateNow(),
    });
    if (this.#edits.size === 0) this.#options.store?.clear();
    else this.#options.store?.keep(this.#edits, revision);
  }

  #refused(patch: Values, faults: readonly Fault[]): void {
    const named = faults.map(({ field }) => field).filter(field => field !== null && field in patch);
    // Without a field to blame, all of it waits for the next change.
    const blamed = named.length === faults.length ? (named as string[]) : Object.keys(patch);
    for (const name of blamed) this.#held.add(name);
    const others = this.#snapshot.faults.filter(
      ({ field }) => field !== null && this.#held.has(field) && !(field in patch),
    );
    this.#put({ faults: [...others, ...faults], state: 'REFUSED' });
  }

  #met(theirs: Theirs): void {
    const fields = [...this.#edits].filter(
      ([name, mine]) => !valuesEqual(theirs.values[name], this.#base[name]) && !valuesEqual(theirs.values[name], mine),
    );
    if (fields.length > 0) {
      const conflict = { ...theirs, fields: fields.map(([name]) => name), base: this.#base };
      this.#put({ state: 'CONFLICT', conflict });
      return;
    }
    // Different fields were changed: theirs are taken, and ours are saved upon them.
    this.#base = { ...this.#base, ...theirs.values };
    for (const [name, mine] of this.#edits) if (valuesEqual(theirs.values[name], mine)) this.#edits.delete(name);
    this.#put({ revision: theirs.revision, state: this.#edits.size > 0 ? 'EDITED' : 'SAVED' });
  }

  #failed(): void {
    this.#put({ state: 'RETRYING' });
    this.#timer = setTimeout(() => void this.#send(), this.#options.retry);
  }

  #stateNow(): DraftState {
    if (this.#snapshot.conflict) return 'CONFLICT';
    if (this.#edits.size === 0) return 'SAVED';
    if (this.#sendable().length === 0) return 'REFUSED';
    return this.#snapshot.state === 'RETRYING' ? 'RETRYING' : 'EDITED';
  }

  #put(change: Partial<DraftSnapshot>): void {
    this.#snapshot = {
      ...this.#snapshot,
      values: { ...this.#base, ...Object.fromEntries(this.#edits) },
      dirty: new Set(this.#edits.keys()),
      ...change,
    };
    for (const listener of this.#listeners) listener();
  }
}
