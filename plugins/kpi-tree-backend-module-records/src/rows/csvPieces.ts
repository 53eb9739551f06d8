import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';

const LF = 0x0a;

/** As many lines a piece of a file usually has; the last has fewer. */
export const PIECE_LINES = 4_096;

/** A longer piece is none. */
const LONGEST = 16 << 20;

/** What a CSV file was when it was read: by it a later reading knows which of its pieces are others. */
export type FileTrace = {
  name: string;
  /** What divides its cells. */
  delimiter: string;
  /** How many lines there are before the first row, and their hash. */
  headerLines: number;
  header: string;
  /** The hash of each piece. */
  pieces: string[];
  /** The pieces, by number, that do not begin with a row. */
  inside: number[];
};

/** Some lines of a file. */
export type Piece = { bytes: Buffer; lines: number };

/** The hash of some bytes. */
export function hashOfBytes(bytes: Uint8Array): string {
  // Half of it is more than enough
  return createHash('sha256')
    .update(bytes)
    .digest()
    .subarray(0, 16)
    .toString('base64url');
}

/** Divides a file into pieces of whole lines. */
export class PieceSplitter {
  private parts: Uint8Array[] = [];
  private size = 0;
  private lines = 0;
  private isDivisible = true;

  /** @param pieceLines - how many lines a piece has */
  constructor(private readonly pieceLines: number) {}

  /**
   * The pieces that end in some bytes.
   *
   * @returns nothing if one is too long, or is not in UTF-8
   */
  take(bytes: Uint8Array): Piece[] | undefined {
    const pieces: (Piece | undefined)[] = [];
    let from = 0;
    for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
      this.lines++;
      if (this.lines === this.pieceLines) {
        this.add(bytes.subarray(from, at + 1));
        pieces.push(this.end());
        from = at + 1;
      }
    }
    if (from < bytes.length) {
      this.add(bytes.subarray(from));
    }
    return this.whole(pieces);
  }

  /** What is left at the end of the file. */
  last(): Piece[] | undefined {
    return this.size || !this.isDivisible ? this.whole([this.end()]) : [];
  }

  private add(bytes: Uint8Array): void {
    this.size += bytes.length;
    if (this.size > LONGEST) {
      this.isDivisible = false;
      this.parts = [];
    }
    if (this.isDivisible) {
      this.parts.push(bytes);
    }
  }

  private end(): Piece | undefined {
    const bytes = Buffer.concat(this.parts);
    const isUnfinished = bytes.length > 0 && bytes.at(-1) !== LF;
    const lines = this.lines + (isUnfinished ? 1 : 0);
    this.parts = [];
    this.size = 0;
    this.lines = 0;
    // A NUL is in UTF-16 that does not say so
    return this.isDivisible && isUtf8(bytes) && !bytes.includes(0)
      ? { bytes, lines }
      : undefined;
  }

  private whole(pieces: (Piece | undefined)[]): Piece[] | undefined {
    const found = pieces.flatMap(piece => piece ?? []);
    return this.isDivisible && found.length === pieces.length
      ? found
      : undefined;
  }
}

/** The first lines of some bytes; nothing if there are fewer. */
export function firstLines(bytes: Buffer, lines: number): Buffer | undefined {
  let end = 0;
  for (let line = 0; line < lines; line++) {
    const at = bytes.indexOf(LF, end);
    if (at < 0) {
      return undefined;
    }
    end = at + 1;
  }
  return bytes.subarray(0, end);
}
