import { CsvRecord, toCsv } from '@internal/kpi-tree';

/**
 * The rows that were not stored, as a CSV file to fix and to import again: the
 * columns of the file, and for each row its line and the reason. The browser keeps
 * what is finished outside of the memory of the page.
 */
export class RejectedRows {
  private readonly parts: Blob[];
  count = 0;

  constructor(header: string[], private readonly delimiter: string) {
    this.parts = [
      new Blob([toCsv([[...header, 'line', 'reason']], delimiter)]),
    ];
  }

  add(rows: { origin: CsvRecord; message: string }[]): void {
    this.count += rows.length;
    const lines = rows.map(({ origin: { cells, line }, message }) => [
      ...cells,
      String(line),
      message,
    ]);
    this.parts.push(new Blob([toCsv(lines, this.delimiter)]));
  }

  toBlob(): Blob {
    return new Blob(this.parts, { type: 'text/csv' });
  }
}
