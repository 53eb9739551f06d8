import { PlainRows } from '../rows/RowReader';

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const ZERO = 0x30;

/** As many digits a number of rows has. */
const DIGITS = 16;

/** How plain rows are staged. */
export type StagedLines = {
  /** The number of the first row. */
  row: number;
  /** What is before and behind the number of its line. */
  place: [Uint8Array, Uint8Array];
  /** Which of the cells are written, in their order; -1 for one that they have not. */
  cells: number[];
  /** What is written between cells. */
  separator: number;
};

/** As many bytes {@link writeLines} writes at most. */
export function mostBytes(
  { bytes, lines }: PlainRows,
  { place: [before, behind], cells }: StagedLines,
): number {
  const around = 2 * DIGITS + before.length + behind.length + 3;
  return bytes.length + lines * (around + cells.length);
}

/**
 * Writes plain rows as they are staged, each cell without its quotes.
 *
 * @returns where they end
 */
export function writeLines(
  { bytes, line, lines, columns, delimiter }: PlainRows,
  { row, place: [before, behind], cells, separator }: StagedLines,
  to: Uint8Array,
  from: number,
): number {
  const divides = delimiter.charCodeAt(0);
  const starts = new Int32Array(columns.length);
  const ends = new Int32Array(columns.length);
  let at = 0;
  let out = from;
  for (let index = 0; index < lines; index++) {
    // Where the cells are: in plain rows what divides them is alone
    let cell = 0;
    let byte: number;
    do {
      byte = bytes[at];
      if (byte === QUOTE) {
        starts[cell] = at + 1;
        do {
          byte = bytes[++at];
        } while (byte !== QUOTE);
        ends[cell] = at;
        byte = bytes[++at];
      } else {
        starts[cell] = at;
        while (byte !== divides && byte !== LF && byte !== CR) {
          byte = bytes[++at];
        }
        ends[cell] = at;
      }
      at++;
      cell++;
    } while (byte === divides);
    if (byte === CR) {
      at++;
    }
    out = writeNumber(row + index, to, out);
    to[out++] = separator;
    for (let i = 0; i < before.length; i++) {
      to[out++] = before[i];
    }
    out = writeNumber(line + index, to, out);
    for (let i = 0; i < behind.length; i++) {
      to[out++] = behind[i];
    }
    for (const which of cells) {
      to[out++] = separator;
      if (which >= 0) {
        for (let i = starts[which]; i < ends[which]; i++) {
          to[out++] = bytes[i];
        }
      }
    }
    to[out++] = LF;
  }
  return out;
}

function writeNumber(number: number, to: Uint8Array, from: number): number {
  let end = from + 1;
  for (let rest = number; rest >= 10; rest = Math.floor(rest / 10)) {
    end++;
  }
  let rest = number;
  for (let at = end - 1; at >= from; at--) {
    const tenth = Math.floor(rest / 10);
    to[at] = ZERO + rest - 10 * tenth;
    rest = tenth;
  }
  return end;
}
