import { InputError } from '@backstage/errors';

/** What is read of a text at once. */
export type ScannedRow = {
  /** The line that it begins in, from 1. */
  line: number;
  /** How many lines it takes. */
  lines: number;
  /** Of a row with a mistake what is between its delimiters, as it is written. */
  cells: string[];
  isBlank: boolean;
  mistake?: string;
};

/** Where a line ends, and where the next one begins. */
type LineEnd = { end: number; next: number };

/** A row that was understood, or how far one had to look to see that there is none. */
type Attempt =
  | { cells: string[]; end: LineEnd; isLong: boolean }
  | { mistake: string; reach: number };

const DELIMITERS = [',', ';', '\t', '|'];

/** As many rows behind the header say which of them divides it. */
const COMPARED = 5;
const QUOTE = '"';

/** As much of a line that is too long as is kept to show it. */
const SHOWN = 1_000;

/**
 * Rows may be looked through in vain for so many times the characters that are read: so
 * the time that a text takes is in proportion to its length, whatever is in it.
 */
const LOOK_AHEAD = 4;

/** Finds a character, and remembers where: most lines have the same next one. */
class Finder {
  private from = 0;
  private found = -1;

  constructor(private readonly char: string) {}

  reset(): void {
    this.found = -1;
  }

  /** @returns the first place from a place on, else `Infinity` */
  in(text: string, from: number): number {
    if (from < this.from || from > this.found) {
      const found = text.indexOf(this.char, from);
      this.found = found < 0 ? Infinity : found;
      this.from = from;
    }
    return this.found;
  }
}

/**
 * Finds the rows of a CSV text (RFC 4180) that comes in parts. A line ends with CRLF, LF
 * or CR.
 *
 * What the RFC allows is read as it says. What it does not is decided so that it costs no
 * other row:
 *
 * - A row is a mistake if a quote in it is not closed, if something other than spaces
 *   stands between a closing quote and the end of its cell, if it has another number of
 *   cells than the header, or if it is longer than the longest row.
 * - Then its **first line** is the mistake, and reading goes on with the line after that:
 *   what was read beyond it, in search of the closing quote, is read again as rows.
 * - In columns of which the reader of the table knows that they have no line breaks, a
 *   quote has to be closed in its line.
 * - A quote within a cell that does not begin with one is a character like any other.
 *
 * A first line `sep=;`, as Excel writes it, is none of the table.
 *
 * Two quotes, each of them forgotten in another row, may make a cell that the RFC allows;
 * only where line breaks are excluded is that found.
 *
 * No library does this: csv-parse 7.0.3 (with `skip_records_with_error`, with and without
 * `relax_quotes`) and papaparse 5.7.1 go on behind the place where they noticed the
 * mistake, so that of 3,001 rows with an open quote in the sixth they yield 6.
 */
export class CsvScanner {
  /** The cells of the first row that is not blank. */
  header?: string[];
  delimiter?: string;
  /** Whether there is no more text than what was taken. */
  hasEnded = false;
  /** Columns whose cells have no line breaks. */
  singleLine: ReadonlySet<number> = new Set();
  private text = '';
  private at = 0;
  private currentLine = 1;
  /** The start of a line that is too long, while its end is looked for. */
  private tooLong?: string;
  /** How far may be looked ahead in vain at the moment. */
  private credit: number;
  private readonly lf = new Finder('\n');
  private readonly cr = new Finder('\r');
  private readonly quote = new Finder(QUOTE);

  constructor(
    private readonly options: {
      longestRow: number;
      delimiter?: string;
      /** How many lines are before the header. */
      skip?: number;
    },
  ) {
    this.delimiter = options.delimiter;
    this.credit = options.longestRow;
  }

  /** The line that the next row begins in, from 1. */
  get line(): number {
    return this.currentLine;
  }

  /** Takes more of the text. */
  take(text: string): void {
    this.text = this.text.slice(this.at) + text;
    this.at = 0;
    [this.lf, this.cr, this.quote].forEach(finder => finder.reset());
  }

  /** Whether it has found all rows of what it took, the first one among them. */
  get isAtRest(): boolean {
    return (
      this.header !== undefined &&
      this.tooLong === undefined &&
      this.at === this.text.length
    );
  }

  /** Notes rows of a line each that somebody else has read while it was at rest. */
  skip(lines: number, chars: number): void {
    this.currentLine += lines;
    this.look(chars);
  }

  /** Notes that there is no more text. */
  end(): void {
    this.hasEnded = true;
    [this.lf, this.cr, this.quote].forEach(finder => finder.reset());
  }

  /**
   * The next row; nothing if it takes more text to know it, or at the end of the text.
   *
   * @throws `InputError` if the first row cannot be read
   */
  next(): ScannedRow | undefined {
    const { longestRow } = this.options;
    if (this.tooLong !== undefined) {
      return this.afterTooLong();
    }
    const first = this.lineEnd(this.at);
    const length = (first?.end ?? this.knownLength) - this.at;
    if (length > longestRow) {
      const shown = Math.min(length, SHOWN);
      this.tooLong = this.text.slice(this.at, this.at + shown);
      return this.afterTooLong();
    }
    if (!first || (this.hasEnded && this.at === this.text.length)) {
      return undefined;
    }
    const hasQuote = this.quote.in(this.text, this.at) < first.end;
    if (!hasQuote) {
      const line = this.text.slice(this.at, first.end);
      // A line of tabs is a row of empty cells where tabs divide cells
      if (line.trim() === '' && !line.includes(this.delimiter ?? '\n')) {
        return this.row([], first, 1, { isBlank: true });
      }
    }
    if (!this.header) {
      return (
        this.delimiterHint(first) ??
        (this.line <= (this.options.skip ?? 0)
          ? this.row([], first, 1, { isBlank: true })
          : this.scanHeader(first))
      );
    }
    if (!hasQuote) {
      const cells = this.text.slice(this.at, first.end).split(this.delimiter!);
      return this.row(cells, first, 1, { mistake: this.widthMistake(cells) });
    }
    const attempt = this.scanQuoted(first, this.delimiter!);
    if (!attempt) {
      return undefined;
    }
    if ('mistake' in attempt) {
      this.credit -= Math.max(0, attempt.reach - first.end);
      return this.mistaken(first, attempt.mistake);
    }
    const { cells, end, isLong } = attempt;
    return this.row(cells, end, isLong ? this.linesUntil(end) : 1, {
      mistake: this.widthMistake(cells),
    });
  }

  /** A first line such as `sep=;`, by which Excel knows what divides cells. */
  private delimiterHint(first: LineEnd): ScannedRow | undefined {
    const line = this.text.slice(this.at, first.end);
    const hint =
      this.line === 1 ? /^(["']?)sep=(.)\1[;,\t ]*$/i.exec(line) : null;
    if (!hint) {
      return undefined;
    }
    this.delimiter ??= hint[2];
    return this.row([], first, 1, { isBlank: true });
  }

  /** The first row, which says how wide the others are. */
  private scanHeader(first: LineEnd): ScannedRow | undefined {
    const delimiter = this.delimiter ?? this.guessDelimiter();
    const attempt = delimiter && this.scanQuoted(first, delimiter);
    if (!attempt) {
      return undefined;
    }
    if ('mistake' in attempt) {
      throw new InputError(
        `Line ${this.line} names no columns: ${attempt.mistake}`,
      );
    }
    this.delimiter = delimiter;
    this.header = attempt.cells;
    return this.row(attempt.cells, attempt.end, this.linesUntil(attempt.end));
  }

  /**
   * What divides the first row into as many cells as most of the next ones, and into the most
   * if there are several: a name of a column may have a comma where semicolons divide cells.
   * Nothing if these rows are not there yet.
   */
  private guessDelimiter(): string | undefined {
    const rows = this.countDelimiters();
    if (!rows) {
      return undefined;
    }
    const [header, ...others] = rows;
    const likeness = DELIMITERS.map((_, which) =>
      header[which] > 0
        ? others.filter(counts => counts[which] === header[which]).length
        : -1,
    );
    const most = Math.max(...likeness);
    const best = header.map((count, which) =>
      likeness[which] === most ? count : -1,
    );
    return DELIMITERS[best.indexOf(Math.max(...best))];
  }

  /** How often each delimiter is in the first rows, other than in quotes. */
  private countDelimiters(): number[][] | undefined {
    const { text, at: start, hasEnded } = this;
    const { longestRow } = this.options;
    const rows: number[][] = [];
    let counts = DELIMITERS.map(() => 0);
    let isQuoted = false;
    let isBlank = true;
    let at = start;
    for (; at < text.length && at - start <= longestRow; at++) {
      const char = text[at];
      if (char === QUOTE) {
        isQuoted = !isQuoted;
        isBlank = false;
      } else if (!isQuoted && (char === '\n' || char === '\r')) {
        if (!isBlank) {
          rows.push(counts);
          counts = DELIMITERS.map(() => 0);
          isBlank = true;
        }
        if (rows.length > COMPARED) {
          return rows;
        }
      } else if (!isQuoted) {
        isBlank = false;
        const which = DELIMITERS.indexOf(char);
        if (which >= 0) {
          counts[which]++;
        }
      }
    }
    if (at === text.length && !hasEnded) {
      return undefined;
    }
    return isBlank && rows.length ? rows : [...rows, counts];
  }

  /** Reads a row, over several lines if it has to; nothing if it takes more text. */
  private scanQuoted(first: LineEnd, delimiter: string): Attempt | undefined {
    const { text, at: start } = this;
    const { longestRow } = this.options;
    const width = this.header?.length ?? Infinity;
    const limit = Math.max(
      first.end,
      start + Math.min(longestRow, Math.max(0, this.credit)),
    );
    const cells: string[] = [];
    let end = first;
    let at = start;
    for (;;) {
      if (text[at] !== QUOTE) {
        const index = text.slice(at, end.end).indexOf(delimiter);
        if (index < 0) {
          cells.push(text.slice(at, end.end));
          break;
        }
        cells.push(text.slice(at, at + index));
        at += index + 1;
      } else {
        const last = this.singleLine.has(cells.length) ? end.end : limit;
        const open: Attempt = {
          mistake: `a quote is opened in column ${
            cells.length + 1
          } and not closed: close it, and double the quotes within the cell`,
          reach: Math.min(last, text.length),
        };
        const close = this.closingQuote(at, last);
        if (close === undefined) {
          const isOver = this.hasEnded || text.length - 1 > last;
          return isOver ? open : undefined;
        }
        if (close > last) {
          return open;
        }
        cells.push(text.slice(at + 1, close).replaceAll('""', QUOTE));
        if (close > end.end) {
          const later = this.lineEnd(close);
          if (!later || later.end > limit) {
            return later || text.length - 1 > limit ? open : undefined;
          }
          end = later;
        }
        at = this.afterSpaces(close + 1, end.end, delimiter);
        if (at === end.end) {
          break;
        }
        if (text[at] !== delimiter) {
          return {
            mistake: `a quote in column ${cells.length} is not at the end of the cell: double the quotes within the cell`,
            reach: at,
          };
        }
        at++;
      }
      if (end !== first && cells.length >= width) {
        return this.noRow(end);
      }
    }
    const isLong = end !== first;
    return isLong && this.header && cells.length !== width
      ? this.noRow(end)
      : { cells, end, isLong };
  }

  private noRow({ end }: LineEnd): Attempt {
    return {
      mistake: `a quote is opened and not closed in this line, and with the lines up to the next quote it is not a row of ${
        this.header!.length
      } columns: close it, and double the quotes within the cell`,
      reach: end,
    };
  }

  /**
   * Where the cell ends that a quote opens, or a place beyond the last that may be; nothing
   * if that is not there yet.
   */
  private closingQuote(open: number, last: number): number | undefined {
    let from = open + 1;
    while (from <= last) {
      const at = this.text.indexOf(QUOTE, from);
      if (at < 0 || (at + 1 === this.text.length && !this.hasEnded)) {
        return undefined;
      }
      if (this.text[at + 1] !== QUOTE) {
        return at;
      }
      from = at + 2;
    }
    return from;
  }

  /** How much of the text will not be looked at otherwise when more comes. */
  private get knownLength(): number {
    return this.text.length - (this.text.endsWith('\r') ? 1 : 0);
  }

  private afterSpaces(from: number, end: number, delimiter: string): number {
    let at = from;
    while (
      at < end &&
      (this.text[at] === ' ' || this.text[at] === '\t') &&
      this.text[at] !== delimiter
    ) {
      at++;
    }
    return at;
  }

  /** Goes on behind a line that is too long, once its end is there. */
  private afterTooLong(): ScannedRow | undefined {
    const end = this.lineEnd(this.at);
    if (!end) {
      this.at = this.knownLength;
      return undefined;
    }
    const shown = this.tooLong!;
    this.tooLong = undefined;
    const mistake = `the row is longer than ${this.options.longestRow} characters: check its line breaks`;
    if (!this.header) {
      throw new InputError(`Line ${this.line} names no columns: ${mistake}`);
    }
    return this.row(shown.split(this.delimiter!), end, 1, { mistake });
  }

  private mistaken(first: LineEnd, mistake: string): ScannedRow {
    const cells = this.text.slice(this.at, first.end).split(this.delimiter!);
    return this.row(cells, first, 1, { mistake });
  }

  private widthMistake({ length }: string[]): string | undefined {
    const width = this.header!.length;
    return length === width
      ? undefined
      : `the row has ${length} columns, the first line ${width}: check its quotes and its number of columns`;
  }

  /** A row, behind which reading goes on. */
  private row(
    cells: string[],
    { next }: LineEnd,
    lines: number,
    {
      isBlank = false,
      mistake,
    }: { isBlank?: boolean; mistake?: string | undefined } = {},
  ): ScannedRow {
    const { line } = this;
    this.look(next - this.at);
    this.at = next;
    this.currentLine += lines;
    return { line, lines, cells, isBlank, ...(mistake ? { mistake } : {}) };
  }

  /** Notes that so many characters are read: so many more may be looked at in vain. */
  private look(chars: number): void {
    this.credit = Math.min(
      this.options.longestRow,
      this.credit + LOOK_AHEAD * chars,
    );
  }

  private linesUntil({ end }: LineEnd): number {
    const breaks = this.text.slice(this.at, end).match(/\r\n|\n|\r/g);
    return 1 + (breaks?.length ?? 0);
  }

  /** Where the line ends that a place is in; nothing if that is not there yet. */
  private lineEnd(at: number): LineEnd | undefined {
    const { text } = this;
    const lf = this.lf.in(text, at);
    const cr = this.cr.in(text, at);
    const end = Math.min(lf, cr);
    if (end === Infinity) {
      return this.hasEnded
        ? { end: text.length, next: text.length }
        : undefined;
    }
    if (cr < lf && cr + 1 === text.length && !this.hasEnded) {
      return undefined;
    }
    return { end, next: cr + 1 === lf ? lf + 1 : end + 1 };
  }
}
