/** As many digits has the least whole number that no number of JavaScript may hold. */
const LARGE = /\d{16}/;

/** What JavaScript says of a value besides its key. */
type Context = { source?: string };

/**
 * Parses JSON. A whole number that JavaScript would change, such as the id 12345678901234567,
 * is its text: two records must not become one. One that is larger than any number of
 * JavaScript is its text as well, and not infinity.
 *
 * @public
 * @throws `SyntaxError` if it is none
 */
export function parseExactJson(text: string): unknown {
  return LARGE.test(text) || /\de\+?\d{3}/i.test(text)
    ? JSON.parse(text, exact as (key: string, value: unknown) => unknown)
    : JSON.parse(text);
}

function exact(_key: string, value: unknown, { source }: Context): unknown {
  if (typeof value !== 'number' || source === undefined) {
    return value;
  }
  const isChanged = /^-?\d+$/.test(source) && !Number.isSafeInteger(value);
  return isChanged || !Number.isFinite(value) ? source : value;
}
