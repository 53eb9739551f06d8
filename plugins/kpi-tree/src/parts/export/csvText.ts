import { toCsv } from '@internal/kpi-tree';

/** `null` is an empty cell: what is missing is no zero. */
export type CsvCell = string | number | null;

/**
 * A CSV text (RFC 4180) of rows, the first of which is the header. Numbers have all
 * their digits and a point. A text that a spreadsheet would take for a formula gets
 * an apostrophe in front, so that a title from a catalog cannot run anything.
 *
 * Load it when somebody asks for a file: the CSV library comes with it.
 */
export function csvText(rows: CsvCell[][]): string {
  return toCsv(rows.map(row => row.map(cellText)));
}

function cellText(cell: CsvCell): string {
  if (typeof cell !== 'string') {
    return cell === null ? '' : String(cell);
  }
  // Spreadsheets skip blanks before they look
  return /^\s*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
