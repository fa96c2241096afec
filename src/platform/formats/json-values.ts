import { Tokenizer, TokenParser, TokenType } from '@streamparser/json';
import { invalidFile } from '../../errors';

/** A value that stands at one of the wanted places of a JSON document. */
export interface JsonValue {
  value: unknown;
  /** The keys that lead to it; numbers in lists. */
  path: (string | number)[];
  /** Where it starts, from 1. */
  line: number;
}

const MAX_DEPTH = 100;

/**
 * Yields the values at the wanted places of a JSON document while it is read (`$.posts.*`, `$.db.*.data.tags.*`), in their order; nothing
 * else is kept. Throws INVALID_FILE with the line for what is no JSON, or nested too deep.
 */
export async function* jsonValues(chunks: AsyncIterable<string>, paths: readonly string[]): AsyncGenerator<JsonValue> {
  const tokenizer = new Tokenizer();
  const parser = new TokenParser({ paths: [...paths], keepStack: false });
  const found: JsonValue[] = [];
  const starts: number[] = [];
  let line = 1;
  let depth = 0;
  let begun = false;
  let ended = false;
  tokenizer.onToken = token => {
    if (ended) refuse(new Error('There is something behind the end.'));
    begun = true;
    if (token.token === TokenType.LEFT_BRACE || token.token === TokenType.LEFT_BRACKET) {
      starts[depth] = line;
      depth += 1;
      if (depth > MAX_DEPTH)
        throw invalidFile(`Line ${line}: values are nested more than ${MAX_DEPTH} deep.`, { line });
    } else if (token.token === TokenType.RIGHT_BRACE || token.token === TokenType.RIGHT_BRACKET) {
      depth -= 1;
      ended = depth === 0;
    }
    parser.write(token);
  };
  parser.onValue = ({ value, key, stack }) => {
    const keys = [...stack.map(each => each.key), key].filter(each => each !== undefined);
    const isNested = typeof value === 'object' && value !== null;
    found.push({ value, path: keys as (string | number)[], line: isNested ? (starts[depth] ?? line) : line });
  };
  const refuse = (error: unknown): never => {
    if (error instanceof Error && 'code' in error) throw error;
    throw invalidFile(`Line ${line}: this is not valid JSON.`, { line });
  };
  tokenizer.onError = refuse;
  parser.onError = refuse;
  for await (const chunk of chunks) {
    for (const piece of chunk.split(/(?<=\n)/)) {
      write(tokenizer, piece, refuse);
      if (piece.endsWith('\n')) line += 1;
      if (found.length > 0) yield* found.splice(0);
    }
  }
  if (!begun) throw invalidFile('The file is empty.', { line: 1 });
  if (!ended) throw invalidFile(`Line ${line}: the file ends in the middle: it is cut off.`, { line });
}

function write(tokenizer: Tokenizer, piece: string, refuse: (error: unknown) => never): void {
  if (tokenizer.isEnded) {
    if (piece.trim() !== '') refuse(new Error('There is something behind the end.'));
    return;
  }
  try {
    tokenizer.write(piece);
  } catch (error) {
    refuse(error);
  }
}
