/** As long as a note in a table. */
const MOST = 140;

/**
 * Who said what, in a line: `jane: Migration of the 14th`.
 *
 * @param by - entity reference
 * @param text - may be Markdown
 */
export function firstWords(by: string, text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const short =
    line.length > MOST ? `${line.slice(0, MOST - 1).trimEnd()}…` : line;
  return `${by.slice(by.lastIndexOf('/') + 1)}: ${short}`;
}
