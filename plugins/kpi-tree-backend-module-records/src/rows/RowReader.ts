import { PlainLines } from '@internal/kpi-tree';

/** What a column has in a row, as the source writes it: a text, or a list of them. */
export type Cell = string | readonly string[];

/** A row of work records: its cells by column. */
export type Row = Readonly<Record<string, Cell>>;

/** Rows of a file that are lines of it, which need no more than to be divided. */
export type PlainRows = PlainLines & {
  /** The names of the cells, each once; empty for one without a name. */
  columns: readonly string[];
  delimiter: string;
  /** Where they are, without the number of the line: `incidents.csv line `. */
  place: string;
};

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

/**
 * That records of an earlier reading are gone, or are others and are read again: those of a
 * place, or of some lines, of which the place is what stands before their number.
 */
export type Gone = { place: string; lines?: { first: number; last: number } };

/** What is known of an earlier reading. */
export type EarlierReading = {
  /** When it began. */
  readAt: Date;
  /** Its {@link RowReader.trace}, if it left one. */
  trace: string | undefined;
};

/** What a reading is to do. */
export type ReadOptions = {
  signal: AbortSignal;
  /** An admin asked to read again what happened from this instant on. */
  from?: Date;
};

/** From when, and until when (not included), rows are complete. */
export type Covered = { from?: Date; until?: Date };

/** What is read of what changed. */
export type ReadChange = ReadRow | { plain: PlainRows } | { gone: Gone };

/**
 * Reads the rows of a source, one after the other.
 *
 * @public
 */
export interface RowReader {
  /** Whether a row may be without columns that others have: they are blank. */
  readonly sparse?: boolean;
  /** Whether the rows of one file may have other columns than those of another. */
  readonly isUneven?: boolean;
  /** Of tables that begin with a header: what may be before it, by which `skip` counts. */
  readonly headerAfter?: 'lines' | 'rows';
  /** The columns that the header of a table has, once it is read, be there rows or not. */
  readonly header?: readonly string[];
  /** What it knows, after the first row, of how complete the rows are. */
  readonly covered?: Covered;
  /**
   * @throws a Backstage error if there is nothing to read, or nothing more
   */
  read(options: ReadOptions): AsyncIterable<ReadRow>;
  /**
   * By which it knows, after it has read, what changed since; nothing if it would have to read
   * everything.
   */
  readonly trace?: string;
  /** Whether it can say what changed only since a reading that left a trace. */
  readonly leavesTrace?: boolean;
  /**
   * As `read`, but only what changed since an earlier reading. Without a trace rows stand in
   * place of those of their record, and those that are gone it does not see; with one it says
   * what is gone, and each of its rows is a record of its own. A row that cannot be read stands
   * for all that has to be read as a whole.
   */
  readChanges?(
    earlier: EarlierReading,
    options: ReadOptions,
  ): AsyncIterable<ReadChange>;
  /** As `read`, but with the plain rows of files as they are. */
  readPlain?(
    options: ReadOptions,
  ): AsyncIterable<ReadRow | { plain: PlainRows }>;
}

/**
 * What is in a cell, without blanks around it: a text, or the texts of a list that are not
 * blank. A row may be without a column that others have.
 */
export function cellOf(row: Row, column: string): Cell {
  const cell = Object.hasOwn(row, column) ? row[column] : '';
  return typeof cell === 'string'
    ? cell.trim()
    : cell.map(one => one.trim()).filter(Boolean);
}

/** The text of a cell that is no list; the empty text if it is one. */
export function textAt(row: Row, column: string): string {
  const cell = cellOf(row, column);
  return typeof cell === 'string' ? cell : '';
}
