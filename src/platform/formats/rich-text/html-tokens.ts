/**
 * HTML as a flat run of tags, texts and comments. Built on htmlparser2's tokenizer alone: its tree-building parser (and
 * every DOM built on it) looks through all open elements at each end tag, which takes minutes on a megabyte of unclosed tags.
 */
import { Tokenizer } from 'htmlparser2';

/** An element's attributes by name, in lower case. */
export type HtmlAttributes = ReadonlyMap<string, string>;

/** What a document's tokens are handed to. Names are in lower case; an attribute given twice keeps its first value. */
export interface HtmlTokens {
  open(name: string, attributes: HtmlAttributes, selfClosing: boolean): void;
  close(name: string): void;
  /** All text between two tags or comments, with its character references decoded. */
  text(text: string): void;
  comment(text: string): void;
}

/** Hands over the tokens of an HTML text in order. */
export function tokenizeHtml(html: string, tokens: HtmlTokens): void {
  let name = '';
  let attributes = new Map<string, string>();
  let attribute = '';
  let value = '';
  let text = '';
  const flush = () => {
    if (text !== '') {
      tokens.text(text);
      text = '';
    }
  };
  const opened = (selfClosing: boolean) => {
    tokens.open(name, attributes, selfClosing);
  };
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      ontext(start, end) {
        text += html.slice(start, end);
      },
      ontextentity(codePoint) {
        text += String.fromCodePoint(codePoint);
      },
      onopentagname(start, end) {
        flush();
        name = html.slice(start, end).toLowerCase();
        attributes = new Map();
      },
      onattribname(start, end) {
        attribute = html.slice(start, end).toLowerCase();
        value = '';
      },
      onattribdata(start, end) {
        value += html.slice(start, end);
      },
      onattribentity(codePoint) {
        value += String.fromCodePoint(codePoint);
      },
      onattribend() {
        if (!attributes.has(attribute)) {
          attributes.set(attribute, value);
        }
      },
      onopentagend: () => opened(false),
      onselfclosingtag: () => opened(true),
      onclosetag(start, end) {
        flush();
        tokens.close(html.slice(start, end).toLowerCase());
      },
      oncomment(start, end, offset) {
        flush();
        tokens.comment(html.slice(start, end - offset));
      },
      oncdata(start, end, offset) {
        flush();
        tokens.comment(html.slice(start, end - offset));
      },
      ondeclaration: flush,
      onprocessinginstruction: flush,
      onend: flush,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
}
