import { eachRun, encodeToken, pairsOf, type Token } from './tokens';

/** Words of a query that count; what comes after them is ignored. */
const MOST_WORDS = 16;

/** UTF-16 units of a query that are read: sixteen words need far fewer. */
const LONGEST_QUERY = 2_000;

/** The fewest characters of a last word that also find words beginning with it. */
const SHORTEST_BEGINNING = 3;

/**
 * What people typed as a boolean-mode query, or null when there is nothing in it to search for. Every word must be in the document;
 * of the last one, which may be half typed, the beginning is enough; words in the title make a document rank higher. Only letters,
 * digits and `_ + * ` come out, whatever went in, so that no input is an operator or a syntax error.
 */
export function encodeQuery(text: string): string | null {
  const tokens = tokensOf(text.slice(0, LONGEST_QUERY));
  if (tokens.length === 0) return null;
  const distinct = [...new Map(tokens.map(token => [token.text, token])).values()];
  const last = tokens[tokens.length - 1];
  return distinct
    .slice(0, MOST_WORDS)
    .map(token => encodeTerm(token, token === last))
    .join(' ');
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  eachRun(text, (run, kind) => {
    if (kind !== 'PAIRED') {
      tokens.push({ kind, text: run });
      return;
    }
    const { pairs, last } = pairsOf(run);
    if (pairs.length === 0) tokens.push({ kind: 'CHARACTER', text: last });
    for (const pair of pairs) tokens.push({ kind: 'PAIR', text: pair });
  });
  return tokens;
}

function encodeTerm({ kind, text }: Token, isLast: boolean): string {
  const encoded = encodeToken(text);
  // In a document every character of a run begins a pair or stands last, alone. A beginning finds words of the title by itself.
  if (kind === 'CHARACTER') return `+${encoded}*`;
  if (kind === 'WORD' && isLast && Array.from(text).length >= SHORTEST_BEGINNING) {
    return `+${encoded}* ${encoded}__ ${encoded}__t`;
  }
  return `+${encoded}__ ${encoded}__t`;
}
