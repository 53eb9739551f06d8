/** A text as JQL takes it literally. */
export function quoteJql(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

/** What is in quotes, in which `\` escapes. */
const QUOTED = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/g;

/**
 * Whether JQL can stand in parentheses without meaning something else: its own and its
 * quotes are closed, and it says no order.
 */
export function isClosedJql(jql: string): boolean {
  const bare = jql.replace(QUOTED, '""');
  let depth = 0;
  for (const char of bare) {
    depth += char === '(' ? 1 : 0;
    depth -= char === ')' ? 1 : 0;
    if (depth < 0) {
      return false;
    }
  }
  return (
    depth === 0 &&
    !/["'\\]/.test(bare.replaceAll('""', '')) &&
    !/\border\s+by\b/i.test(bare)
  );
}
