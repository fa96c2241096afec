/** The language that the dashboard speaks. */
export const language = 'en';

/** Numbers and dates as the reader's own English has them, British when they read another language. */
export const region = globalThis.navigator?.languages.find(tag => tag.startsWith(`${language}-`)) ?? 'en-GB';

const numbers = new Intl.NumberFormat(region);

/** 1,284 */
export const formatNumber = (value: number): string => numbers.format(value);
