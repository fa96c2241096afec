/** The extension of a root field that people need who have not signed in yet: it stays open where nothing but trusted documents is. */
export const OPEN_TO_ALL = 'openToAll';

/** For such a field: `@Extensions(OPEN)`. */
export const OPEN: Readonly<Record<string, unknown>> = { [OPEN_TO_ALL]: true };
