/** A name of a column or table in SQL. */
export function nameOf(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text in SQL; without `NUL`, which the engine takes for the end of the statement. */
export function textOf(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", "''")}'`;
}
