import type { ContentMatch } from 'prosemirror-model';
import { attributeFault, MAX_RICH_TEXT_DEPTH, richTextSchema } from './rich-text-schema';

/** The first thing in a JSON value that breaks the schema; `path` leads to it from the value's root, e.g. `['content', 0, 'attrs', 'level']`. */
export interface RichTextFault {
  path: (string | number)[];
  message: string;
}

type Json = Record<string, unknown>;
type Path = RichTextFault['path'];

const NODE_KEYS = new Set(['type', 'attrs', 'content', 'marks', 'text']);

/** Checks a value from outside against the schema of rich text; null means that it is sound. */
export function checkRichText(value: unknown): RichTextFault | null {
  if (!isObject(value) || value['type'] !== 'doc') {
    return { path: [], message: 'A rich text document is an object with the type "doc".' };
  }
  const waiting: { node: Json; path: Path; depth: number }[] = [{ node: value, path: [], depth: 1 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const fault = nodeFault(next.node, next.path) ?? contentFault(next.node, next.path);
    if (fault) {
      return fault;
    }
    if (next.depth > MAX_RICH_TEXT_DEPTH) {
      return { path: next.path, message: `The document is nested more than ${MAX_RICH_TEXT_DEPTH} deep.` };
    }
    const { path, depth } = next;
    const children = (next.node['content'] ?? []) as Json[];
    for (let at = children.length - 1; at >= 0; at -= 1) {
      waiting.push({ node: children[at] as Json, path: [...path, 'content', at], depth: depth + 1 });
    }
  }
  return null;
}

function nodeFault(node: Json, path: Path): RichTextFault | null {
  const type = String(node['type']);
  const unknownKey = Object.keys(node).find(key => !NODE_KEYS.has(key));
  if (unknownKey !== undefined) {
    return { path: [...path, unknownKey], message: `A node has no "${unknownKey}".` };
  }
  if (type === 'text' ? typeof node['text'] !== 'string' || node['text'] === '' : node['text'] !== undefined) {
    return { path: [...path, 'text'], message: 'A text node, and no other, has a "text" that is not empty.' };
  }
  if (node['attrs'] !== undefined && node['attrs'] !== null && !isObject(node['attrs'])) {
    return { path: [...path, 'attrs'], message: 'Attributes must be an object.' };
  }
  const fault = attributeFault('nodes', type, node['attrs']);
  if (fault) {
    return { path: [...path, 'attrs', fault.name], message: `"${fault.name}" ${fault.message}.` };
  }
  if (type === 'image' && !hasSource(node)) {
    return { path: [...path, 'attrs', 'src'], message: 'An image has a "src" or an "assetId".' };
  }
  return marksFault(node, path);
}

function hasSource({ attrs }: Json): boolean {
  return isObject(attrs) && (typeof attrs['src'] === 'string' || typeof attrs['assetId'] === 'string');
}

function marksFault(node: Json, path: Path): RichTextFault | null {
  const { marks = [] } = node as { marks?: unknown };
  if (!Array.isArray(marks)) {
    return { path: [...path, 'marks'], message: 'Marks must be a list.' };
  }
  if (marks.length > 0 && !richTextSchema.nodes[String(node['type'])]?.isInline) {
    return { path: [...path, 'marks'], message: `"${String(node['type'])}" takes no marks.` };
  }
  const seen = new Set<string>();
  for (const [at, mark] of marks.entries()) {
    const type = isObject(mark) && typeof mark['type'] === 'string' ? mark['type'] : '';
    if (!Object.hasOwn(richTextSchema.marks, type)) {
      return { path: [...path, 'marks', at], message: `There is no mark "${type}".` };
    }
    if (seen.has(type)) {
      return { path: [...path, 'marks', at], message: `The mark "${type}" is given twice.` };
    }
    seen.add(type);
    const fault = attributeFault('marks', type, (mark as Json)['attrs']);
    if (fault) {
      return { path: [...path, 'marks', at, 'attrs', fault.name], message: `"${fault.name}" ${fault.message}.` };
    }
  }
  return null;
}

function contentFault(node: Json, path: Path): RichTextFault | null {
  const type = String(node['type']);
  const { content = [] } = node as { content?: unknown };
  if (!Array.isArray(content)) {
    return { path: [...path, 'content'], message: 'Content must be a list.' };
  }
  const nodeType = richTextSchema.nodes[type];
  let match: ContentMatch | null | undefined = nodeType?.contentMatch;
  for (const [at, child] of content.entries()) {
    const childType = isObject(child) && typeof child['type'] === 'string' ? child['type'] : '';
    const known = Object.hasOwn(richTextSchema.nodes, childType) ? richTextSchema.nodes[childType] : undefined;
    if (!known) {
      return { path: [...path, 'content', at], message: `There is no node "${childType}".` };
    }
    match = match?.matchType(known);
    if (!match) {
      return { path: [...path, 'content', at], message: `"${childType}" cannot stand here in "${type}".` };
    }
    if (
      type === 'codeBlock' &&
      Array.isArray((child as Json)['marks']) &&
      ((child as Json)['marks'] as unknown[]).length > 0
    ) {
      return { path: [...path, 'content', at, 'marks'], message: 'Text in a code block takes no marks.' };
    }
  }
  return match?.validEnd ? null : { path: [...path, 'content'], message: `The content of "${type}" is not complete.` };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
