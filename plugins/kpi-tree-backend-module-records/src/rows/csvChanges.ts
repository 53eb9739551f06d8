import {
  FileTrace,
  firstLines,
  hashOfBytes,
  Piece,
  PieceSplitter,
} from './csvPieces';

/** As much of a file may have changed; more is read as a whole. */
const MOST_BYTES = 64 << 20;

/** The pieces of a file do not show what changed. */
export class PiecesUnknownError extends Error {}

/** Lines that are not as they were, up to which all are, or are others as well. */
export type ChangedLines = {
  /** From 1, the last included, of the file as it was. */
  gone: { first: number; last: number };
  /** The header, and the lines that stand there now. */
  bytes: Buffer[];
  /** How many lines that are, without the header. */
  lines: number;
  /** By how much the number of a line is higher in the file than in these bytes. */
  offset: number;
  /** The pieces that they are. */
  pieces: { first: number; hashes: string[] };
};

/**
 * Which lines of a CSV file are not as they were, by its pieces. Lines count from the
 * beginning, so that all that follow one that came in between are others.
 *
 * @param pieceLines - how many lines a piece has
 * @returns each stretch of such lines, in their order
 * @throws `PiecesUnknownError` if it has to be read as a whole
 */
export async function* changedLines(
  bytes: AsyncIterable<Uint8Array>,
  before: FileTrace,
  pieceLines: number,
): AsyncGenerator<ChangedLines> {
  const { headerLines } = before;
  const inside = new Set(before.inside);
  let header = Buffer.alloc(0);
  let open: Piece[] = [];
  let hashes: string[] = [];
  let count = 0;
  const close = (last: number): ChangedLines => {
    const [{ bytes: firstBytes }] = open;
    const first = count - open.length;
    const parts = open.map(piece => piece.bytes);
    if (first === 0) {
      parts[0] = firstBytes.subarray(header.length);
    }
    const start = first === 0 ? headerLines : first * pieceLines;
    const changed: ChangedLines = {
      gone: { first: start + 1, last },
      bytes: [header, ...parts],
      lines:
        open.reduce((sum, { lines }) => sum + lines, 0) -
        (first === 0 ? headerLines : 0),
      offset: start - headerLines,
      pieces: { first, hashes },
    };
    open = [];
    hashes = [];
    return changed;
  };
  for await (const piece of piecesOf(bytes, pieceLines)) {
    if (count === 0) {
      const found = firstLines(piece.bytes, headerLines);
      if (!found || hashOfBytes(found) !== before.header) {
        throw new PiecesUnknownError();
      }
      header = Buffer.from(found);
    }
    const hash = hashOfBytes(piece.bytes);
    // A row that reaches into a piece is read together with it
    const isOpen = open.length > 0 && inside.has(count);
    if (hash === before.pieces[count] && !isOpen) {
      if (open.length) {
        yield close(count * pieceLines);
      }
    } else if (!open.length && inside.has(count)) {
      throw new PiecesUnknownError();
    } else {
      open.push(piece);
      hashes.push(hash);
      if (open.reduce((sum, one) => sum + one.bytes.length, 0) > MOST_BYTES) {
        throw new PiecesUnknownError();
      }
    }
    count++;
  }
  if (open.length) {
    yield close(Number.MAX_SAFE_INTEGER);
  } else if (inside.has(count) || count === 0) {
    throw new PiecesUnknownError();
  } else if (count < before.pieces.length) {
    yield {
      gone: { first: count * pieceLines + 1, last: Number.MAX_SAFE_INTEGER },
      bytes: [header],
      lines: 0,
      offset: 0,
      pieces: { first: count, hashes: [] },
    };
  }
}

async function* piecesOf(
  bytes: AsyncIterable<Uint8Array>,
  pieceLines: number,
): AsyncGenerator<Piece> {
  const splitter = new PieceSplitter(pieceLines);
  const known = (pieces: Piece[] | undefined) => {
    if (!pieces) {
      throw new PiecesUnknownError();
    }
    return pieces;
  };
  for await (const part of bytes) {
    yield* known(splitter.take(part));
  }
  yield* known(splitter.last());
}
