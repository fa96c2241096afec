import { GraphQLEmailAddress, GraphQLHexColorCode } from 'graphql-scalars';
import { FieldFault, type FieldKind, PLAIN } from '../field-kinds';
import { StringFilter } from '../filter-inputs';
import { MAX_SLUG, slugFault } from '../slug-format';
import { acceptText } from './plain-text';
import { UrlScalar } from './url-scalar';

/** Texts up to this length, in characters, stand in the row and can be indexed. */
const LONGEST_IN_ROW = 500;

const DEFAULT_MAX = 200;

/** What a column of `mediumtext` holds at most (16 MiB), in characters of four bytes. */
const LONGEST = 4_194_303;

/** One line or a few of plain text, kept exactly as given. */
export const TEXT: FieldKind = {
  ...PLAIN,
  name: 'TEXT',
  max: DEFAULT_MAX,
  column: ({ max = DEFAULT_MAX }) => (max > LONGEST_IN_ROW ? { type: 'mediumtext' } : { type: 'varchar', length: max }),
  output: () => String,
  input: () => String,
  filter: () => StringFilter,
  sortable: ({ max = DEFAULT_MAX }) => max <= LONGEST_IN_ROW,
  accept: (value, { max = DEFAULT_MAX }) => acceptText(value, Math.min(max, LONGEST)),
  words: String,
};

/** A further name for addresses, in the form of a slug; capitals and accents count. */
export const SLUG: FieldKind = {
  ...PLAIN,
  name: 'SLUG',
  max: MAX_SLUG,
  column: () => ({ type: 'varchar', length: MAX_SLUG, collation: 'utf8mb4_bin' }),
  output: () => String,
  input: () => String,
  filter: () => StringFilter,
  sortable: () => true,
  accept(value) {
    const text = acceptText(value, MAX_SLUG);
    const fault = slugFault(text);
    if (fault) throw new FieldFault(fault);
    return text;
  },
  words: String,
};

/** An e-mail address (RFC 5321: 254 characters at most). */
export const EMAIL: FieldKind = {
  ...PLAIN,
  name: 'EMAIL',
  max: 254,
  column: () => ({ type: 'varchar', length: 254 }),
  output: () => GraphQLEmailAddress,
  input: () => String,
  filter: () => StringFilter,
  sortable: () => true,
  accept(value) {
    const text = acceptText(value, 254);
    try {
      GraphQLEmailAddress.parseValue(text);
    } catch {
      throw new FieldFault(`"${clip(text)}" is not an e-mail address.`);
    }
    return text;
  },
  words: String,
};

/** An absolute http or https URL, kept exactly as given, and apart from the row: it can be long. */
export const LINK: FieldKind = {
  ...PLAIN,
  name: 'LINK',
  max: 2000,
  column: () => ({ type: 'text' }),
  output: () => UrlScalar,
  input: () => String,
  filter: () => StringFilter,
  accept(value) {
    const text = acceptText(value, 2000);
    if (!/^https?:\/\//i.test(text)) throw new FieldFault('It must begin with http:// or https://.');
    if (/\s/.test(text) || !URL.canParse(text)) throw new FieldFault(`"${clip(text)}" is not a URL.`);
    return text;
  },
};

/** A colour as CSS writes it: #rrggbb, or #rrggbbaa with its opacity. */
export const COLOR: FieldKind = {
  ...PLAIN,
  name: 'COLOR',
  column: () => ({ type: 'varchar', length: 9, charset: 'ascii', collation: 'ascii_general_ci' }),
  output: () => GraphQLHexColorCode,
  input: () => String,
  filter: () => StringFilter,
  accept(value) {
    const text = acceptText(value, 100);
    if (!/^#([0-9a-f]{6}|[0-9a-f]{8})$/i.test(text))
      throw new FieldFault(`"${clip(text)}" is not a colour; write #rrggbb or #rrggbbaa.`);
    return text;
  },
};

function clip(text: string): string {
  return text.length > 60 ? `${[...text].slice(0, 60).join('')}…` : text;
}
