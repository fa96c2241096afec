import { parse, YAMLParseError } from 'yaml';
import { invalidFile } from '../../errors';

/** A text with what stands in front of it. */
export interface FrontMatter {
  /** By the names in lower case; empty when there is none. */
  values: Map<string, unknown>;
  text: string;
}

const FENCED = /^---[ \t]*\r?\n([\s\S]*?)(?:^|\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const MAX_CHARACTERS = 64 * 1024;

/** Splits a text and its YAML front matter between lines of `---`. Throws INVALID_FILE with the line when that is no YAML. */
export function readFrontMatter(source: string): FrontMatter {
  const whole = source.replace(/^\ufeff/, '');
  const found = FENCED.exec(whole);
  if (!found) return { values: new Map(), text: whole };
  const [fence, yaml] = found;
  if (yaml.length > MAX_CHARACTERS)
    throw invalidFile(`The front matter is longer than ${MAX_CHARACTERS} characters.`, { line: 1 });
  const value = parseYaml(yaml);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (value !== null && !isObject) throw invalidFile('The front matter is no list of names and values.', { line: 2 });
  const values = new Map(Object.entries((value ?? {}) as object).map(([key, each]) => [key.toLowerCase(), each]));
  return { values, text: whole.slice(fence.length) };
}

function parseYaml(yaml: string): unknown {
  try {
    return parse(yaml, { maxAliasCount: 20, logLevel: 'error' }) as unknown;
  } catch (error) {
    const line = (error instanceof YAMLParseError ? (error.linePos?.[0].line ?? 1) : 1) + 1;
    throw invalidFile(`Line ${line}: the front matter is not valid YAML.`, { line });
  }
}
