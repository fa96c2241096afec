import type { SimpleMark } from './active-marks';

/** Elements that become a mark. */
export const MARK_ELEMENTS: ReadonlyMap<string, SimpleMark> = new Map([
  ['b', 'bold'],
  ['strong', 'bold'],
  ['i', 'italic'],
  ['em', 'italic'],
  ['cite', 'italic'],
  ['dfn', 'italic'],
  ['var', 'italic'],
  ['s', 'strike'],
  ['strike', 'strike'],
  ['del', 'strike'],
  ['u', 'underline'],
  ['ins', 'underline'],
  ['sub', 'subscript'],
  ['sup', 'superscript'],
  ['code', 'code'],
  ['kbd', 'code'],
  ['samp', 'code'],
  ['tt', 'code'],
]);

/** Elements that only begin and end paragraphs; what they mean beyond that has no place in rich text. */
export const BOUNDARY_ELEMENTS: ReadonlySet<string> = new Set(
  (
    'address article aside body center dd details div dl dt fieldset footer form frameset header hgroup html legend ' +
    'main nav noscript option search section summary'
  ).split(' '),
);

/** Elements that go with everything in them: nothing there is written for a reader, or it would run. */
export const DROPPED_ELEMENTS: ReadonlySet<string> = new Set(
  (
    'applet area audio canvas embed frame iframe math noembed noframes object script select style svg template ' +
    'textarea title video'
  ).split(' '),
);

/** Elements that have no end tag. */
export const VOID_ELEMENTS: ReadonlySet<string> = new Set(
  'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr'.split(' '),
);

/** Elements whose going changes nothing for a reader. */
export const SILENT_ELEMENTS: ReadonlySet<string> = new Set(
  (
    'article aside body col colgroup div footer head header hgroup html main meta nav picture section source span ' +
    'tbody tfoot thead wbr'
  ).split(' '),
);

const KEPT_ATTRIBUTES: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['a', new Set(['href', 'title'])],
  ['img', new Set(['src', 'alt', 'title'])],
  ['ol', new Set(['start'])],
  ['td', new Set(['colspan', 'rowspan'])],
  ['th', new Set(['colspan', 'rowspan'])],
  ['iframe', new Set(['src'])],
  ['audio', new Set(['src', 'controls', 'preload'])],
  ['video', new Set(['src', 'controls', 'preload'])],
  ['source', new Set(['src', 'srcset', 'type', 'media', 'sizes'])],
  ['figure', new Set(['data-embed'])],
]);

/** True when rich text holds what the attribute says. */
export function keepsAttribute(element: string, attribute: string): boolean {
  return KEPT_ATTRIBUTES.get(element)?.has(attribute) ?? false;
}
