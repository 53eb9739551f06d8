import { CsvLines } from '@internal/kpi-tree';
import {
  FileTrace,
  firstLines,
  hashOfBytes,
  Piece,
  PieceSplitter,
} from './csvPieces';

/** As many rows behind the header may say what divides cells. */
const COMPARED = 5;

/** Notes what a CSV file is while it is read. */
export class CsvTracer {
  private readonly splitter: PieceSplitter;
  private readonly pieces: string[] = [];
  private first: Buffer | undefined;
  private lines = 0;
  private isTraceable = true;
  /** How many rows begin in the first piece. */
  private inFirst = 0;
  private readonly begun = new Set<number>();

  /** @param pieceLines - how many lines a piece has */
  constructor(private readonly pieceLines: number) {
    this.splitter = new PieceSplitter(pieceLines);
  }

  /** The bytes of the file, which it looks at. */
  async *through(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const part of bytes) {
      if (this.isTraceable) {
        this.take(this.splitter.take(part));
      }
      yield part;
    }
    if (this.isTraceable) {
      this.take(this.splitter.last());
    }
  }

  /** Rows of a line each begin in a line and those after it. */
  rows(line: number, lines = 1): void {
    const first = Math.ceil((line - 1) / this.pieceLines);
    const last = Math.floor((line + lines - 2) / this.pieceLines);
    for (let piece = first; piece <= last; piece++) {
      this.begun.add(piece);
    }
    this.inFirst += Math.max(0, Math.min(lines, this.pieceLines - line + 1));
  }

  /** Whether all rows that are compared to find the delimiter are in the first piece. */
  get showsDelimiter(): boolean {
    return this.inFirst > COMPARED;
  }

  /**
   * What the file is, once all of it was read.
   *
   * @param options - `lines`: what became of all; `isGuessed`: whether the delimiter was found
   * by the first rows
   * @returns nothing if its pieces cannot show later what changed
   */
  trace(
    file: Pick<FileTrace, 'name' | 'headerLines' | 'delimiter'>,
    {
      lines: { header, good, rejected, blank },
      isGuessed,
    }: { lines: Readonly<CsvLines>; isGuessed: boolean },
  ): FileTrace | undefined {
    const before = this.first && firstLines(this.first, file.headerLines);
    const isKnown =
      !isGuessed || this.showsDelimiter || this.pieces.length === 1;
    // Otherwise lines end in another way as well, and are counted differently
    const isByLf = header + good + rejected + blank === this.lines;
    if (!this.isTraceable || !isKnown || rejected || !before || !isByLf) {
      return undefined;
    }
    return {
      ...file,
      header: hashOfBytes(before),
      pieces: this.pieces,
      inside: this.inside(1, this.pieces.length),
    };
  }

  /** Those of some pieces, the last not included, that do not begin with a row. */
  inside(first: number, last: number): number[] {
    const found: number[] = [];
    for (let piece = first; piece < last; piece++) {
      if (!this.begun.has(piece)) {
        found.push(piece);
      }
    }
    return found;
  }

  private take(pieces: Piece[] | undefined): void {
    if (!pieces) {
      this.isTraceable = false;
      return;
    }
    for (const { bytes, lines } of pieces) {
      this.first ??= bytes;
      this.pieces.push(hashOfBytes(bytes));
      this.lines += lines;
    }
  }
}
