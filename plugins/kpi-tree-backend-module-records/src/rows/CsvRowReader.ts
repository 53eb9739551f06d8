import { InputError, NotFoundError } from '@backstage/errors';
import { CsvTable, readCsv } from '@internal/kpi-tree';
import { DateOrder, toIso } from '../writtenDates';
import { FileLocation, filesAt, FoundFile, isSeveral } from './files';
import { changedLines, PiecesUnknownError } from './csvChanges';
import { FileTrace, PIECE_LINES } from './csvPieces';
import { CsvTracer } from './CsvTracer';
import {
  EarlierReading,
  PlainRows,
  ReadChange,
  ReadOptions,
  ReadRow,
  RowReader,
} from './RowReader';
import { columnsOf, readTables, toRow } from './table';

/** The files as they were read, and how. */
type Trace = { read: string; files: FileTrace[] };

/** How files of zip (as those of Excel are), older ones of Excel, Parquet and gzip in gzip begin. */
const PACKED = [
  'PK\u0003\u0004',
  '\u00d0\u00cf\u0011\u00e0',
  'PAR1',
  '\u001f\u2039',
];

/**
 * Reads CSV with a header line, of files or URLs, as RFC 4180 says. Columns that have the
 * same name, as Jira exports those that are lists, are one. A row that cannot be read is one
 * with an error.
 */
export class CsvRowReader implements RowReader {
  readonly headerAfter = 'lines';
  header?: readonly string[];
  readonly leavesTrace = true;
  /** Those of the last reading, in their order; nothing of one that is to be read again. */
  private traces: (FileTrace | undefined)[] = [];

  constructor(
    private readonly options: FileLocation & {
      /** Without it, that of a comma, semicolon, tab or bar which the first rows agree on. */
      delimiter?: string;
      /** In which encoding it is; found if not given. */
      encoding?: string;
      /** How many lines are before the header. */
      skip?: number;
      dates: DateOrder;
      /** How many lines are compared at once with those that were read before. */
      pieceLines?: number;
    },
  ) {}

  get isUneven(): boolean {
    return isSeveral(this.options);
  }

  get trace(): string | undefined {
    const files = this.traces.flatMap(file => file ?? []);
    const names = new Set(files.map(({ name }) => name));
    const headers = new Set(files.map(({ header }) => header));
    const isWhole = files.length && files.length === this.traces.length;
    if (!isWhole || names.size < files.length || headers.size > 1) {
      return undefined;
    }
    const trace: Trace = { read: this.howItReads, files };
    return JSON.stringify(trace);
  }

  async *read({ signal }: ReadOptions): AsyncIterable<ReadRow> {
    this.traces = [];
    const files = await filesAt(this.options, signal);
    for await (const read of readTables(files, file =>
      this.readFile(file, signal),
    )) {
      yield read as ReadRow;
    }
  }

  async *readPlain({
    signal,
  }: ReadOptions): AsyncIterable<ReadRow | { plain: PlainRows }> {
    this.traces = [];
    const files = await filesAt(this.options, signal);
    yield* readTables(files, file => this.readFile(file, signal, true));
  }

  async *readChanges(
    { trace }: EarlierReading,
    { signal }: ReadOptions,
  ): AsyncIterable<ReadChange> {
    this.traces = [];
    const { read, files: earlier }: Trace = JSON.parse(trace!);
    const before = new Map(earlier.map(file => [file.name, file]));
    const files = await filesAt(this.options, signal);
    try {
      if (read !== this.howItReads) {
        throw new PiecesUnknownError();
      }
      for (const file of files) {
        const known = before.get(file.name);
        before.delete(file.name);
        if (known) {
          yield* this.readChangedFile(file, known, signal);
        } else {
          yield* this.readFile(file, signal, true);
          if (this.traces.at(-1)?.header !== earlier[0].header) {
            throw new PiecesUnknownError();
          }
        }
      }
    } catch (error) {
      if (!(error instanceof PiecesUnknownError)) {
        throw error;
      }
      yield { where: this.options.path, error: 'It is to be read as a whole' };
    }
    const lines = { first: 1, last: Number.MAX_SAFE_INTEGER };
    for (const name of before.keys()) {
      yield { gone: { place: placeIn(name), lines } };
    }
  }

  /** What makes rows of files, besides what is in them. */
  private get howItReads(): string {
    const { path, delimiter, encoding, skip, dates } = this.options;
    return JSON.stringify([
      ...[path, delimiter, encoding, skip, dates],
      this.pieceLines,
    ]);
  }

  private get pieceLines(): number {
    return this.options.pieceLines ?? PIECE_LINES;
  }

  /** @returns the columns of the file */
  private async *readFile(
    file: FoundFile,
    signal: AbortSignal,
    withPlain = false,
  ): AsyncGenerator<ReadRow | { plain: PlainRows }, string[]> {
    const { name, open } = file;
    const input = await open();
    try {
      const tracer = new CsvTracer(this.pieceLines);
      const { delimiter, encoding, skip } = this.options;
      const bytes = tracer.through(input);
      const table = await readCsv(bytes, { delimiter, encoding, skip });
      const headerLines = linesOf(table);
      if (PACKED.some(start => table.header[0].startsWith(start))) {
        throw new InputError(
          'It is a file of Excel or packed otherwise: name it by excel, or unpack it; what gzip packed is read',
        );
      }
      const columns = [...columnsOf(table.header).keys()];
      this.header = columns;
      yield* this.rowsOf(table, { name, tracer, withPlain, signal });
      this.traces.push(
        // Of other encodings is not known where lines end in bytes
        encoding === undefined
          ? tracer.trace(
              { name, headerLines, delimiter: table.delimiter },
              { lines: table.lines, isGuessed: delimiter === undefined },
            )
          : undefined,
      );
      return columns;
    } catch (error) {
      throw this.mistake(file, error, signal);
    } finally {
      input.destroy();
    }
  }

  /** @throws `PiecesUnknownError` if it has to be read as a whole */
  private async *readChangedFile(
    file: FoundFile,
    before: FileTrace,
    signal: AbortSignal,
  ): AsyncGenerator<ReadChange> {
    const { name, open } = file;
    const input = await open();
    const now: FileTrace = {
      ...before,
      pieces: [...before.pieces],
      inside: [...before.inside],
    };
    try {
      for await (const changed of changedLines(
        input,
        before,
        this.pieceLines,
      )) {
        signal.throwIfAborted();
        const { gone, bytes, lines, offset, pieces } = changed;
        yield { gone: { place: placeIn(name), lines: gone } };
        const tracer = new CsvTracer(this.pieceLines);
        const isGuessed =
          pieces.first === 0 && this.options.delimiter === undefined;
        const table = await readCsv(toParts(bytes), {
          delimiter: isGuessed ? undefined : before.delimiter,
          skip: this.options.skip,
        });
        for await (const read of this.rowsOf(table, {
          name,
          tracer,
          withPlain: true,
          signal,
          offset,
        })) {
          if ('error' in read) {
            throw new PiecesUnknownError();
          }
          yield read;
        }
        const { first, hashes } = pieces;
        const after = first + hashes.length;
        const isLast = gone.last === Number.MAX_SAFE_INTEGER;
        if (
          linesOf(table) !== lines + before.headerLines ||
          table.delimiter !== before.delimiter ||
          (isGuessed && !isLast && !tracer.showsDelimiter)
        ) {
          throw new PiecesUnknownError();
        }
        now.pieces.splice(first, isLast ? Infinity : hashes.length, ...hashes);
        now.inside = [
          ...now.inside.filter(
            piece => piece < first || (piece >= after && !isLast),
          ),
          ...tracer.inside(first + 1, after),
        ];
      }
      this.traces.push(now);
    } catch (error) {
      throw error instanceof PiecesUnknownError
        ? error
        : this.mistake(file, error, signal);
    } finally {
      input.destroy();
    }
  }

  private async *rowsOf(
    table: CsvTable,
    {
      name,
      tracer,
      withPlain,
      signal,
      offset = 0,
    }: {
      name: string;
      tracer: CsvTracer;
      withPlain: boolean;
      signal: AbortSignal;
      /** How many lines there are before those of the table. */
      offset?: number;
    },
  ): AsyncGenerator<ReadRow | { plain: PlainRows }> {
    const { dates } = this.options;
    const { header } = table;
    const columns = columnsOf(header);
    const named = header.filter(Boolean);
    const place = placeIn(name);
    // Dates are rewritten, and columns of one name put together, row by row
    const isPlain =
      withPlain && dates === 'iso' && named.length === columns.size;
    const parts = isPlain ? table.recordsOrLines() : table.records();
    for await (const part of parts) {
      signal.throwIfAborted();
      if (!Array.isArray(part)) {
        const { delimiter } = table;
        const line = part.line + offset;
        tracer.rows(line, part.lines);
        yield { plain: { ...part, line, columns: header, delimiter, place } };
        continue;
      }
      for (const { line, cells, mistake } of part) {
        signal.throwIfAborted();
        tracer.rows(line + offset);
        const where = `${place}${line + offset}`;
        yield mistake === undefined
          ? { where, row: toRow(columns, index => toIso(cells[index], dates)) }
          : { where, error: mistake };
      }
    }
  }

  /** What went wrong with a file. */
  private mistake(
    { name }: FoundFile,
    error: unknown,
    signal: AbortSignal,
  ): Error {
    signal.throwIfAborted();
    const { path, key } = this.options;
    const which = path.endsWith(name) ? '' : ` in ${name}`;
    return error instanceof InputError
      ? new InputError(
          `${key} is ${path}, which is not a CSV file${which}`,
          error,
        )
      : new NotFoundError(
          `${key} is ${path}, which cannot be read${which}`,
          error,
        );
  }
}

/** What is before the number of a line in the place of a row. */
function placeIn(name: string): string {
  return `${name} line `;
}

/** How many lines were read so far. */
function linesOf({ lines }: CsvTable): number {
  const { header, good, rejected, blank } = lines;
  return header + good + rejected + blank;
}

async function* toParts(bytes: Buffer[]): AsyncGenerator<Uint8Array> {
  yield* bytes;
}
