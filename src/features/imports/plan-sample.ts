import type { Outcome } from './import-tally';
import type { DocumentOutcome } from './store-documents';

/** A document that a plan shows, so that people see what would be made of their file. */
export interface PlanSample {
  line: number;
  kind: string;
  outcome: Outcome;
  subject: string;
  slug: string;
  /** The values, long texts cut. */
  values: Record<string, unknown>;
}

const SAMPLES_PER_KIND = 5;
const MAX_SAMPLES = 20;
const MAX_VALUE = 300;

/** The samples with the first of each kind that would be written. */
export function sampleOf(samples: readonly PlanSample[], outcomes: readonly DocumentOutcome[]): PlanSample[] {
  const found = [...samples];
  for (const { document, outcome, slug, values } of outcomes) {
    if (values === null || found.length >= MAX_SAMPLES) continue;
    const kind = document.definition.name;
    if (found.filter(sample => sample.kind === kind).length >= SAMPLES_PER_KIND) continue;
    const { line, subject } = document;
    const shown = Object.fromEntries(
      Object.entries(values).flatMap(([property, value]) => (value == null ? [] : [[property, short(value)]])),
    );
    found.push({ line, kind, outcome, subject, slug: slug ?? document.slug, values: shown });
  }
  return found;
}

function short(value: unknown): unknown {
  if (value instanceof Date || typeof value === 'number' || typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value : wordsOf(value) || JSON.stringify(value);
  return text.length > MAX_VALUE ? `${[...text.slice(0, MAX_VALUE)].join('')}…` : text;
}

/** The words of a structured text. */
function wordsOf(value: unknown): string {
  const words: string[] = [];
  const collect = (part: unknown) => {
    if (words.length > MAX_VALUE || typeof part !== 'object' || part === null) return;
    const { text } = part as { text?: unknown };
    if (typeof text === 'string') words.push(text);
    for (const inner of Object.values(part)) collect(inner);
  };
  collect(value);
  return words.join(' ').replace(/\s+/g, ' ').trim();
}
