/** In characters, not bytes (OWASP ASVS 5, 6.2.1 and 6.2.9). */
export const SHORTEST_PASSWORD = 8;

/** More than this is no better, and would be a way to keep the server busy. */
export const LONGEST_PASSWORD = 128;
