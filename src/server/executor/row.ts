/** The answer for one object: its fields by the names that the client gave them. */
export type Row = Record<string, unknown>;

/**
 * Makes rows that inherit nothing, so that a client may call a field `constructor` or `__proto__`. Those of `Object.create(null)` take
 * three times as long to fill and half as long again to write as JSON.
 */
export const newRow = (() => {
  function Row() {}
  Row.prototype = Object.freeze(Object.create(null));
  return () => new (Row as unknown as new () => Row)();
})();
