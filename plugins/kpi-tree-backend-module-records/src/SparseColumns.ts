import { BatchBuilder } from './BatchBuilder';
import { EntityMapping } from './entities';
import { Row } from './rows/RowReader';

/** As many columns as a message lists. */
const LISTED = 40;

/**
 * The columns that rows have of which each may be without some: only when all were
 * read is known that a column is in none.
 */
export class SparseColumns {
  private readonly seen = new Set<string>();
  private rows = 0;

  see(row: Row): void {
    this.rows++;
    for (const column in row) {
      if (Object.hasOwn(row, column)) {
        this.seen.add(column);
      }
    }
  }

  /** Reports which KPIs read a column that no row has. */
  check(
    gauges: { kpi: string; columns: string[]; whereColumns: string[] }[],
    mapping: EntityMapping,
    batch: BatchBuilder,
  ): void {
    if (!this.rows) {
      return;
    }
    const listed = [...this.seen].slice(0, LISTED).join(', ');
    const more = this.seen.size > LISTED ? ', ...' : '';
    const missing = (columns: string[]) =>
      columns.filter(column => !this.seen.has(column)).join(', ');
    const names = missing(mapping.columns);
    if (names) {
      batch.error(
        `No row has the column ${names}, which should name entities; the rows have ${listed}${more}`,
      );
    }
    for (const { kpi, columns, whereColumns } of gauges) {
      if (missing(columns)) {
        batch.error(
          `The Kpi ${kpi} has no values: no row has the column ${missing(
            columns,
          )}; the rows have ${listed}${more}`,
        );
      }
      if (missing(whereColumns)) {
        batch.error(
          `The Kpi ${kpi} filters by missing columns: no row has the column ${missing(
            whereColumns,
          )}; the rows have ${listed}${more}`,
        );
      }
    }
  }
}
