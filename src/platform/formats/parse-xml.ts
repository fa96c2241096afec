/**
 * Streaming XML for files from strangers. saxes checks well-formedness and never opens anything; on top of it:
 * a DOCTYPE is refused at once (so no entity is ever declared, let alone expanded), depth, attributes and the size of any
 * one token are capped, and every fault is INVALID_FILE with its line. A byte order mark and blank lines before the XML
 * declaration, which damaged plugins write, are skipped. Control characters that XML forbids are taken out and reported
 * to the visitor, because they are common in real exports (pasted from word processors) and mean nothing.
 */
import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes';
import { invalidFile } from '../../errors';

/** What an XML document consists of, in document order. `line` counts from 1. */
export interface XmlVisitor {
  open(
    tag: { uri: string; local: string; name: string; attributes: Record<string, SaxesAttributeNS> },
    line: number,
  ): void;
  close(): void;
  /** Text and CDATA alike; one text may come in several pieces. */
  text(text: string, line: number): void;
  /** Forbidden control characters were taken out of this line. */
  removed(character: string, line: number): void;
}

/** Limits that no sound file meets. */
export interface XmlLimits {
  /** Elements inside one another. */
  maxDepth?: number;
  /** Attributes of one element. */
  maxAttributes?: number;
  /** UTF-16 code units of one text, CDATA section, comment or tag. */
  maxTokenLength?: number;
}

const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;
/** Before the root element stand only comments and declarations; a long one is a DOCTYPE that is a bomb. */
const MAX_PROLOG_TOKEN_LENGTH = 256 * 1024;
/** A long text in a script that its program did not trust the file with has some 100,000. */
const MAX_REFERENCES = 250_000;
const BEYOND_BLANKS = /[^\s\ufeff]/;
/** What saxes says, and what a person needs to know. */
const PLAIN_WORDS: [RegExp, string | ((found: RegExpExecArray) => string)][] = [
  [
    /^unclosed tag: (.+)$/,
    found => `The file ends before the element <${found[1]}> is closed: it is cut off or damaged.`,
  ],
  [/^document must contain a root element/, 'The file holds no XML element.'],
  [/^unexpected end/, 'The file ends in the middle of a tag, comment or CDATA section: it is cut off or damaged.'],
  [/^unmatched closing tag: (.+)\.$/, found => `The closing tag </${found[1]}> has no opening tag.`],
  [/^unexpected close tag/, 'A closing tag does not fit the element that is open.'],
  [/^unbound namespace prefix: (.+)\.$/, found => `The namespace prefix ${found[1]} is not declared.`],
  [
    /^undefined entity/,
    'It uses an entity that XML does not know (XML has only &amp; &lt; &gt; &quot; &apos; and numbers).',
  ],
  [/^the string "\]\]>"/, 'Text holds "]]>": a CDATA section was closed too early.'],
  [/^text data outside of root node/, 'There is text outside the root element.'],
  [/^documents may contain only one root/, 'There is more than one root element.'],
];

/** Feeds the text to the visitor and yields after each chunk, so that the caller sets the pace. Throws INVALID_FILE. */
export async function* parseXml(
  chunks: AsyncIterable<string>,
  visitor: XmlVisitor,
  limits: XmlLimits = {},
): AsyncGenerator<void> {
  const document = new XmlDocument(visitor, limits);
  for await (const chunk of chunks) {
    document.write(chunk);
    yield;
  }
  document.end();
  yield;
}

class XmlDocument {
  private readonly parser = new SaxesParser({ xmlns: true, position: true });
  private readonly maxDepth: number;
  private readonly maxAttributes: number;
  private readonly maxTokenLength: number;
  private skippedLines = 0;
  private begun = false;
  private rootSeen = false;
  private depth = 0;
  private attributes = 0;
  private tagLine = 1;
  private tokenStart = 0;
  /** Character references since the last token began. */
  private references = 0;
  private countedFrom = 0;

  constructor(
    private readonly visitor: XmlVisitor,
    limits: XmlLimits,
  ) {
    this.maxDepth = limits.maxDepth ?? 100;
    this.maxAttributes = limits.maxAttributes ?? 200;
    this.maxTokenLength = limits.maxTokenLength ?? 32 * 1024 * 1024;
    this.listen();
  }

  write(chunk: string): void {
    const text = this.withoutForbidden(this.begun ? chunk : this.skipBlanks(chunk));
    if (text === '') {
      return;
    }
    this.countReferences(text);
    this.parser.write(text);
    this.checkTokenLength();
  }

  end(): void {
    if (!this.begun) {
      throw invalidFile('The file is empty.', { line: 1 });
    }
    this.parser.close();
  }

  private listen(): void {
    const { parser, visitor } = this;
    parser.on('error', fault => this.refuse(fault.message));
    parser.on('doctype', doctype => this.refuseDoctype(doctype));
    parser.on('opentagstart', () => {
      this.tagLine = this.line;
      this.attributes = 0;
    });
    parser.on('attribute', () => this.countAttribute());
    parser.on('opentag', tag => this.open(tag));
    parser.on('closetag', () => {
      this.depth -= 1;
      this.tokenStart = parser.position;
      visitor.close();
    });
    const text = (content: string) => {
      this.checkTokenLength();
      this.tokenStart = parser.position;
      visitor.text(content, this.line);
    };
    parser.on('text', text);
    parser.on('cdata', text);
    const skip = () => {
      this.tokenStart = parser.position;
    };
    parser.on('comment', skip);
    parser.on('processinginstruction', skip);
    parser.on('xmldecl', skip);
  }

  private open(tag: SaxesTagNS): void {
    this.checkTokenLength();
    this.tokenStart = this.parser.position;
    this.rootSeen = true;
    this.depth += 1;
    if (this.depth > this.maxDepth) {
      throw invalidFile(`Line ${this.tagLine}: elements are nested more than ${this.maxDepth} deep.`, {
        line: this.tagLine,
      });
    }
    this.visitor.open(tag, this.tagLine);
  }

  private countAttribute(): void {
    this.attributes += 1;
    if (this.attributes > this.maxAttributes) {
      throw invalidFile(`Line ${this.line}: an element has more than ${this.maxAttributes} attributes.`, {
        line: this.line,
      });
    }
  }

  private checkTokenLength(): void {
    const most = this.rootSeen ? this.maxTokenLength : Math.min(MAX_PROLOG_TOKEN_LENGTH, this.maxTokenLength);
    if (this.parser.position - this.tokenStart > most) {
      throw invalidFile(`Line ${this.line}: one text, tag or declaration is longer than ${most} characters.`, {
        line: this.line,
      });
    }
  }

  /** Each of them is work; so many in one text were written to make work. */
  private countReferences(text: string): void {
    if (this.countedFrom !== this.tokenStart) this.references = 0;
    this.countedFrom = this.tokenStart;
    for (let at = text.indexOf('&#'); at !== -1; at = text.indexOf('&#', at + 2)) this.references += 1;
    if (this.references <= MAX_REFERENCES) return;
    const { line } = this;
    throw invalidFile(`Line ${line}: one text holds more than ${MAX_REFERENCES} character references.`, { line });
  }

  private refuseDoctype(doctype: string): never {
    const { line } = this;
    if (/^\s*html/i.test(doctype)) {
      throw invalidFile('This is an HTML page.', { line });
    }
    throw invalidFile(
      `Line ${line}: the file has a document type declaration (DOCTYPE). It is refused, because the entities declared there could make it harmful.`,
      { line },
    );
  }

  private refuse(message: string): never {
    const { line } = this;
    const said = message.replace(/^\d+:\d+: /, '');
    for (const [pattern, words] of PLAIN_WORDS) {
      const found = pattern.exec(said);
      if (found) {
        throw invalidFile(`Line ${line}: ${typeof words === 'string' ? words : words(found)}`, { line });
      }
    }
    throw invalidFile(`Line ${line}: this is not well-formed XML (${said.replace(/\.$/, '')}).`, { line });
  }

  private skipBlanks(chunk: string): string {
    const start = chunk.search(BEYOND_BLANKS);
    const blanks = start === -1 ? chunk : chunk.slice(0, start);
    this.skippedLines += blanks.split('\n').length - 1;
    if (start === -1) {
      return '';
    }
    this.begun = true;
    const text = chunk.slice(start);
    refuseOtherFormats(text, this.skippedLines + 1);
    return text;
  }

  private withoutForbidden(text: string): string {
    if (text.search(FORBIDDEN) === -1) {
      return text;
    }
    let line = this.line;
    let counted = 0;
    return text.replace(FORBIDDEN, (character, at: number) => {
      line += text.slice(counted, at).split('\n').length - 1;
      counted = at;
      this.visitor.removed(character, line);
      return '';
    });
  }

  private get line(): number {
    return this.parser.line + this.skippedLines;
  }
}

function refuseOtherFormats(text: string, line: number): void {
  if (text.startsWith('<')) {
    if (/^<html[\s>]/i.test(text)) {
      throw invalidFile('This is an HTML page.', { line });
    }
    return;
  }
  if (/^[{[]/.test(text)) {
    throw invalidFile('This looks like JSON, not XML.', { line });
  }
  throw invalidFile('This is not XML: it does not begin with "<".', { line });
}
