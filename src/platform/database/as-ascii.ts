/** What no ASCII column holds: the database refuses to compare such a text with one. */
const FOREIGN = /[^\x20-\x7e]/g;

/** A text that an ASCII column can be compared with; one that can't stand there becomes another that does not. */
export const asAscii = (text: string): string => text.replace(FOREIGN, '?');
