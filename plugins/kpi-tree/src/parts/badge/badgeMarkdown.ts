const escapes: Record<string, string> = { '(': '%28', ')': '%29' };

/** The Markdown that shows a badge, with a text in its place where it cannot. */
export function badgeMarkdown(url: string, text: string): string {
  const name = text.replace(/[[\]\\]/g, '\\$&');
  return `![${name}](${url.replace(/[()]/g, bracket => escapes[bracket])})`;
}
