/**
 * Builds a rich text tree from a run of openings, closings, texts and marks in any order, however ill-nested, such that the
 * result always fits the schema. It never looks at more than the open nodes, whose number is capped, so the time is linear.
 *
 * What stands where the schema does not allow it gets what it needs around it: text in a table opens a row and a cell, a
 * list item outside a list opens a list. Nodes that stay empty are taken out again, or filled where the schema wants content.
 * White space is collapsed as browsers do, but for code blocks.
 */
import { ActiveMarks, sameMarks } from './active-marks';
import { beginWithParagraph, finishedFigure, type ParentNode, trimEdges } from './finish-node';
import {
  emptyRichText,
  MAX_RICH_TEXT_DEPTH,
  type RichTextDocument,
  type RichTextMark,
  type RichTextNode,
} from './rich-text-schema';

interface OpenNode {
  node: ParentNode;
  /** The content that it stands in. */
  siblings: RichTextNode[];
  /** The name of the element that opened it; null when it was opened to hold something. */
  tag: string | null;
}

const TEXTBLOCKS = new Set(['paragraph', 'heading', 'codeBlock', 'figcaption']);
const LISTS = new Set(['bulletList', 'orderedList']);
const CELLS = new Set(['tableCell', 'tableHeader']);
const TABLE_TAGS = new Set(['table', 'tr', 'td', 'th']);
const ITEM_BOUNDARIES = new Set(['tableCell', 'tableHeader', 'blockquote', 'figure']);
/** A table needs four nodes down to its text, and text needs a paragraph. */
const DEEPEST_CONTAINER = MAX_RICH_TEXT_DEPTH - 8;

/** Builds one document. */
export class TreeBuilder {
  private readonly stack: OpenNode[] = [{ node: { type: 'doc', content: [] }, siblings: [], tag: null }];
  private readonly refused = new Map<string, number>();
  readonly marks = new ActiveMarks();
  /** Remembered, for looking at the end of a text that grows piece by piece would copy it each time. */
  private endsInSpace = false;

  /** `onParagraph` may turn a finished paragraph that is a child of the document, a quote or a figure into another block. */
  constructor(private readonly onParagraph: (paragraph: RichTextNode) => RichTextNode = paragraph => paragraph) {}

  /** The open text block's type, or null between blocks. */
  get textblock(): string | null {
    const { type } = this.top.node;
    return TEXTBLOCKS.has(type) ? type : null;
  }

  /** True while text goes to a paragraph that no element opened, or to none. */
  get isLoose(): boolean {
    return this.textblock === null || (this.textblock === 'paragraph' && this.top.tag === null);
  }

  /** Names the language of the code block that was just opened. */
  setCodeLanguage(language: string): void {
    if (this.textblock === 'codeBlock' && this.top.node.content.length === 0) {
      this.top.node.attrs = { language };
    }
  }

  /** The open text block's last inline node. */
  get lastInline(): RichTextNode | null {
    return this.textblock === null ? null : (this.top.node.content.at(-1) ?? null);
  }

  openTextblock(type: string, tag: string | null, attrs?: Record<string, unknown>): void {
    this.prepareBlock();
    this.push(type, tag, attrs);
  }

  /** Opens the caption of the figure that is open; outside a figure, a paragraph. */
  openCaption(tag: string): void {
    this.prepareBlock();
    this.push(this.top.node.type === 'figure' ? 'figcaption' : 'paragraph', tag);
  }

  /** Opens a blockquote, list or figure. Gives false when it would be too deep: then its content goes where it stands. */
  openContainer(type: string, tag: string, attrs?: Record<string, unknown>): boolean {
    this.closeTextblock();
    if (this.isTooDeep(tag)) {
      return false;
    }
    const last = this.top.node.content.at(-1);
    if (LISTS.has(this.top.node.type) && last) {
      this.stack.push({ node: last as ParentNode, siblings: this.top.node.content, tag: null });
    }
    this.prepareBlock();
    this.push(type, tag, attrs);
    return true;
  }

  openListItem(): void {
    this.closeTextblock();
    const list = this.indexOf(
      open => LISTS.has(open.node.type),
      open => ITEM_BOUNDARIES.has(open.node.type),
    );
    if (list !== -1) {
      this.popTo(list);
    } else {
      this.prepareBlock();
      this.push('bulletList', null);
    }
    this.push('listItem', 'li');
  }

  /** Opens a row of the innermost table; without a table it does nothing. */
  openRow(): void {
    const table = this.indexOf(open => open.node.type === 'table');
    if (table !== -1) {
      this.popTo(table);
      this.push('tableRow', 'tr');
    }
  }

  /** Opens a cell of the innermost table; without a table it does nothing. */
  openCell(type: 'tableCell' | 'tableHeader', tag: string, attrs?: Record<string, unknown>): void {
    const table = this.indexOf(open => open.node.type === 'table');
    if (table === -1) {
      return;
    }
    this.popTo(this.stack[table + 1]?.node.type === 'tableRow' ? table + 1 : table);
    if (this.top.node.type === 'table') {
      this.push('tableRow', null);
    }
    this.push(type, tag, attrs);
  }

  /** Opens a paragraph before the open table; without one, an ordinary paragraph. */
  openTableCaption(): void {
    this.closeTextblock();
    if (this.top.node.type !== 'table') {
      this.openTextblock('paragraph', 'caption');
      return;
    }
    const node = { type: 'paragraph', content: [] };
    const { siblings } = this.top;
    siblings.splice(-1, 0, node);
    this.stack.push({ node, siblings, tag: 'caption' });
  }

  /** Closes the innermost node that the element opened, with all in it; never reaches out of a table cell for what began outside. */
  close(tag: string): void {
    const refused = this.refused.get(tag) ?? 0;
    if (refused > 0) {
      this.refused.set(tag, refused - 1);
      this.closeTextblock();
      return;
    }
    const at = this.indexOf(
      open => open.tag === tag,
      open => CELLS.has(open.node.type) && !TABLE_TAGS.has(tag),
    );
    if (at !== -1) {
      this.popTo(at);
      this.pop();
    }
  }

  closeTextblock(): void {
    if (this.textblock !== null) {
      this.pop();
    }
  }

  /** Adds a block without content of its own, such as a rule. */
  addBlock(node: RichTextNode): void {
    this.prepareBlock();
    this.top.node.content.push(node);
  }

  /** Adds an image or a line break; line breaks at the edges of a text block vanish when it ends. */
  addInline(node: RichTextNode): void {
    if (this.textblock === 'codeBlock') {
      if (node.type === 'hardBreak') {
        this.appendText('\n', []);
        return;
      }
      this.closeTextblock();
    }
    this.prepareText();
    const marks = this.marks.current();
    this.top.node.content.push(marks.length > 0 && node.type !== 'hardBreak' ? { ...node, marks } : node);
  }

  addText(text: string): void {
    if (this.textblock === 'codeBlock') {
      this.appendText(text, []);
      return;
    }
    const collapsed = text.replace(/[ \t\n\r\f]+/g, ' ');
    const last = this.lastInline;
    const atEdge = last === null || last.type === 'hardBreak' || (last.type === 'text' && this.endsInSpace);
    const kept = atEdge && collapsed.startsWith(' ') ? collapsed.slice(1) : collapsed;
    if (kept !== '') {
      this.prepareText();
      this.appendText(kept, this.marks.current());
    }
  }

  finish(): RichTextDocument {
    this.popTo(0);
    const { content } = this.top.node;
    return content.length > 0 ? { type: 'doc', content } : emptyRichText();
  }

  private get top(): OpenNode {
    return this.stack[this.stack.length - 1] as OpenNode;
  }

  private isTooDeep(tag: string): boolean {
    if (this.stack.length < DEEPEST_CONTAINER) {
      return false;
    }
    this.refused.set(tag, (this.refused.get(tag) ?? 0) + 1);
    return true;
  }

  /** Makes the innermost open node one that may hold blocks. */
  private prepareBlock(): void {
    this.closeTextblock();
    if (LISTS.has(this.top.node.type)) {
      this.push('listItem', null);
    }
    if (this.top.node.type === 'table') {
      this.push('tableRow', null);
    }
    if (this.top.node.type === 'tableRow') {
      this.push('tableCell', null, { colspan: 1, rowspan: 1 });
    }
  }

  private prepareText(): void {
    if (this.textblock === null) {
      this.openTextblock('paragraph', null);
    }
  }

  private appendText(text: string, marks: RichTextMark[]): void {
    if (text === '') {
      return;
    }
    this.endsInSpace = text.endsWith(' ');
    const { content } = this.top.node;
    const last = content.at(-1);
    if (last?.text !== undefined && sameMarks(last.marks ?? [], marks)) {
      last.text += text;
    } else {
      content.push(marks.length > 0 ? { type: 'text', marks, text } : { type: 'text', text });
    }
  }

  private push(type: string, tag: string | null, attrs?: Record<string, unknown>): void {
    const node = attrs ? { type, attrs, content: [] } : { type, content: [] };
    const siblings = this.top.node.content;
    siblings.push(node);
    this.stack.push({ node, siblings, tag });
  }

  private indexOf(wanted: (open: OpenNode) => boolean, boundary?: (open: OpenNode) => boolean): number {
    for (let at = this.stack.length - 1; at > 0; at -= 1) {
      const open = this.stack[at] as OpenNode;
      if (wanted(open)) return at;
      if (boundary?.(open)) return -1;
    }
    return -1;
  }

  private popTo(index: number): void {
    while (this.stack.length - 1 > index) {
      this.pop();
    }
  }

  private pop(): void {
    const { node, siblings } = this.stack.pop() as OpenNode;
    // It is the last or, as a table's caption, the last but one.
    const at = siblings.lastIndexOf(node);
    const left = this.finished(node);
    if (left.length !== 1 || left[0] !== node) {
      siblings.splice(at, 1);
      for (const [offset, child] of left.entries()) {
        siblings.splice(at + offset, 0, child);
      }
    }
  }

  /** What a closed node leaves behind: itself, nothing when it is empty, or its content. */
  private finished(node: ParentNode): RichTextNode[] {
    if (TEXTBLOCKS.has(node.type)) {
      return this.finishedTextblock(node);
    }
    if (CELLS.has(node.type) && node.content.length === 0) {
      node.content.push({ type: 'paragraph' });
    }
    if (node.type === 'listItem') {
      beginWithParagraph(node.content);
    }
    if (node.type === 'figure') {
      return finishedFigure(node);
    }
    return node.content.length > 0 ? [node] : [];
  }

  private finishedTextblock(node: ParentNode): RichTextNode[] {
    if (node.type !== 'codeBlock') {
      trimEdges(node.content);
    }
    if (node.content.length === 0) {
      return [];
    }
    const mayChange = node.type === 'paragraph' && ['doc', 'blockquote', 'figure'].includes(this.top.node.type);
    return [mayChange ? this.onParagraph(node) : node];
  }
}
