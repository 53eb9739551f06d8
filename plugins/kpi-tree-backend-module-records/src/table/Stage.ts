import { InputError } from '@backstage/errors';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MOST_LINE_BYTES } from '../engine/csv';
import { Disk } from '../engine/Disk';
import { Cell, cellOf, PlainRows, Row } from '../rows/RowReader';
import { VALUE_SEPARATOR } from './columns';
import { mostBytes, StagedLines, writeLines } from './stagedLines';
import { StageFiles } from './StageFiles';

/** A file of rows that all have the same columns, in the order of its cells. */
export type StagedFile = { path: string; columns: string[] };

/** Between the cells of a staged file: what texts hardly have. */
export const CELL_SEPARATOR = '\u001F';

/** What makes a cell be in quotes. */
const QUOTED = new RegExp(`["${CELL_SEPARATOR}\\r\\n\\0]`);

/** As many columns may rows have of which each is without some. */
const MOST_COLUMNS = 2_000;

/**
 * Writes rows into files that the engine reads without a guess: texts without blanks around
 * them, the number of the row and its place first, nothing for what is blank, and
 * {@link VALUE_SEPARATOR} between the values of a list. A column that a later row has begins
 * another file.
 */
export class Stage {
  readonly files: StagedFile[] = [];
  /** The columns that are a list in some row. */
  readonly lists = new Set<string>();
  private rows = 0;
  private columns: string[] = [];
  private readonly seen = new Set<string>();
  private readonly out: StageFiles;

  /**
   * @param directory - that of the engine
   * @param wanted - whether somebody reads a column; others are left out
   * @param disk - of which the files take
   */
  constructor(
    private readonly directory: string,
    private readonly wanted: (column: string) => boolean,
    private readonly disk: Disk,
  ) {
    this.out = new StageFiles(disk);
  }

  /** The columns that were there. */
  get known(): string[] {
    return [...this.seen];
  }

  /** Takes a row, which is at a place such as `incidents.csv line 7`. */
  async add(row: Row, place: string): Promise<void> {
    if (this.isWider(Object.keys(row))) {
      await this.nextFile();
    }
    let line = `${++this.rows}${CELL_SEPARATOR}${quoted(place)}`;
    for (const column of this.columns) {
      line += `${CELL_SEPARATOR}${quoted(
        this.textOf(column, cellOf(row, column)),
      )}`;
    }
    line += '\n';
    // The engine would fail, with what is in the row as its message
    if (
      line.length > MOST_LINE_BYTES / 3 &&
      Buffer.byteLength(line) >= MOST_LINE_BYTES
    ) {
      throw new InputError(
        `${place} has more than 16 MB of texts in the columns that are read: shorten them at the source, or name fewer columns`,
      );
    }
    await this.out.addText(line);
  }

  /** How many rows it took. */
  get count(): number {
    return this.rows;
  }

  /** Takes plain rows: what becomes of them is the same as if each was added. */
  async addPlain(rows: PlainRows): Promise<void> {
    if (this.isWider(rows.columns.filter(Boolean))) {
      await this.nextFile();
    }
    const before = quoted(rows.place);
    const isQuoted = before !== rows.place;
    const staged: StagedLines = {
      row: this.rows + 1,
      place: isQuoted
        ? [Buffer.from(before.slice(0, -1)), Buffer.from('"')]
        : [Buffer.from(before), Buffer.alloc(0)],
      cells: this.columns.map(column => rows.columns.indexOf(column)),
      separator: CELL_SEPARATOR.charCodeAt(0),
    };
    await this.out.add(mostBytes(rows, staged), (bytes, from) =>
      writeLines(rows, staged, bytes, from),
    );
    this.rows += rows.lines;
  }

  /** Writes what is left. */
  async end(): Promise<void> {
    if (!this.files.length) {
      await this.nextFile();
    }
    await this.out.end();
  }

  /** Removes the files, once nothing reads them any more. */
  async remove(): Promise<void> {
    for (const { path } of this.files) {
      await rm(path);
    }
    this.disk.give(this.out.written);
  }

  private textOf(column: string, cell: Cell): string {
    if (typeof cell === 'string') {
      return cell;
    }
    this.lists.add(column);
    return cell.join(VALUE_SEPARATOR);
  }

  private isWider(columns: string[]): boolean {
    let isWider = this.files.length === 0;
    for (const column of columns) {
      if (
        !this.seen.has(column) &&
        this.wanted(column) &&
        this.seen.size < MOST_COLUMNS
      ) {
        this.seen.add(column);
        isWider = true;
      }
    }
    return isWider;
  }

  private async nextFile(): Promise<void> {
    const path = join(this.directory, `rows-${this.files.length}.csv`);
    this.columns = [...this.seen];
    this.files.push({ path, columns: this.columns });
    await this.out.begin(path);
  }
}

/** A cell of CSV. Nothing is what is blank; the engine takes `NUL` for no text. */
function quoted(text: string): string {
  return QUOTED.test(text)
    ? `"${text.replaceAll('"', '""').replaceAll('\0', '')}"`
    : text;
}
