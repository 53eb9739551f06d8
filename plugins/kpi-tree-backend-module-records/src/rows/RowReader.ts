/** A row of work records: its values by column, as the source writes them. */
export type Row = Readonly<Record<string, string>>;

/**
 * A row that was read, or one that could not be.
 *
 * @public
 */
export type ReadRow =
  | {
      /** Where the row is, such as `incidents.csv line 17`. */
      where: string;
      row: Row;
    }
  | {
      where: string;
      /** What is wrong with the row and what would be right. */
      error: string;
    };

/** What a reading is to do. */
export type ReadOptions = {
  signal: AbortSignal;
  /** An admin asked to read again what happened from this instant on. */
  from?: Date;
};

/** From when, and until when (not included), rows are complete. */
export type Covered = { from?: Date; until?: Date };

/**
 * Reads the rows of a source, one after the other.
 *
 * @public
 */
export interface RowReader {
  /** Whether a row may be without columns that others have: they are blank. */
  readonly sparse?: boolean;
  /** What it knows, after the first row, of how complete the rows are. */
  readonly covered?: Covered;
  /**
   * @throws a Backstage error if there is nothing to read, or nothing more
   */
  read(options: ReadOptions): AsyncIterable<ReadRow>;
}

/** The text of a cell; a row may be without a column that others have. */
export function cell(row: Row, column: string): string {
  return Object.hasOwn(row, column) ? row[column].trim() : '';
}
