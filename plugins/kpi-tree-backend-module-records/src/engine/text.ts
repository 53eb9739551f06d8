/** A name of a column or table in SQL. */
export function nameOf(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text in SQL. */
export function textOf(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
