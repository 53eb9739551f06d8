/**
 * The text of rows as RFC 4180 writes them, with a line break after each.
 */
export function toCsv(rows: string[][], delimiter = ','): string {
  const write = (cell: string) =>
    needsQuotes(cell, delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
  return rows
    .map(cells =>
      // An empty line would be no row
      cells.length === 1 && cells[0].trim() === ''
        ? `"${cells[0]}"\n`
        : `${cells.map(write).join(delimiter)}\n`,
    )
    .join('');
}

function needsQuotes(cell: string, delimiter: string): boolean {
  return (
    /["\r\n]|^\s|\s$/.test(cell) ||
    cell.includes(delimiter) ||
    // What begins a file with it is taken for a byte order mark
    cell.startsWith('\ufeff')
  );
}
