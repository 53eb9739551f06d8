import { open, FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Cell, cellOf, Row } from '../rows/RowReader';
import { VALUE_SEPARATOR } from './columns';

/** A file of rows that all have the same columns, in the order of its cells. */
export type StagedFile = { path: string; columns: string[] };

const WRITE_AT = 1 << 20;

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
  private handle: FileHandle | undefined;
  private text = '';
  private rows = 0;
  private columns: string[] = [];
  private readonly seen = new Set<string>();

  /**
   * @param directory - that of the engine
   * @param wanted - whether somebody reads a column; others are left out
   */
  constructor(
    private readonly directory: string,
    private readonly wanted: (column: string) => boolean,
  ) {}

  /** The columns that were there. */
  get known(): string[] {
    return [...this.seen];
  }

  /** Takes a row, which is at a place such as `incidents.csv line 7`. */
  async add(row: Row, place: string): Promise<void> {
    if (this.isWider(row)) {
      await this.nextFile();
    }
    let line = `${++this.rows},${quoted(place)}`;
    for (const column of this.columns) {
      line += `,${quoted(this.textOf(column, cellOf(row, column)))}`;
    }
    this.text += `${line}\n`;
    if (this.text.length > WRITE_AT) {
      await this.write();
    }
  }

  /** Writes what is left. */
  async end(): Promise<void> {
    if (!this.files.length) {
      await this.nextFile();
    }
    await this.write();
    await this.handle?.close();
    this.handle = undefined;
  }

  private textOf(column: string, cell: Cell): string {
    if (typeof cell === 'string') {
      return cell;
    }
    this.lists.add(column);
    return cell.join(VALUE_SEPARATOR);
  }

  private isWider(row: Row): boolean {
    let isWider = this.files.length === 0;
    for (const column in row) {
      if (
        !this.seen.has(column) &&
        this.wanted(column) &&
        Object.hasOwn(row, column) &&
        this.seen.size < MOST_COLUMNS
      ) {
        this.seen.add(column);
        isWider = true;
      }
    }
    return isWider;
  }

  private async nextFile(): Promise<void> {
    if (this.handle) {
      await this.write();
      await this.handle.close();
    }
    const path = join(this.directory, `rows-${this.files.length}.csv`);
    this.columns = [...this.seen];
    this.files.push({ path, columns: this.columns });
    this.handle = await open(path, 'w');
  }

  private async write(): Promise<void> {
    await this.handle!.write(this.text);
    this.text = '';
  }
}

/** A cell of CSV. Nothing is what is blank; the engine takes `NUL` for no text. */
function quoted(text: string): string {
  return /[",\r\n\0]/.test(text)
    ? `"${text.replaceAll('"', '""').replaceAll('\0', '')}"`
    : text;
}
