import { CsvScanner } from './CsvScanner';
import { TextPart } from './decodeText';
import { findPlain, mayBePlain, PlainLines } from './plainLines';

const LF = 0x0a;

/** Gives the text of a file to a scanner, all or only the lines that are not plain. */
export class CsvFeed {
  private part: TextPart | undefined;
  /** How far the bytes of the part are given or taken. */
  private at = 0;
  /** As many lines it gives at once: more, the more that are not plain follow each other. */
  private step = 1;
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  constructor(
    private readonly parts: AsyncGenerator<TextPart>,
    private readonly scanner: CsvScanner,
    private readonly longestRow: number,
  ) {}

  /**
   * Gives the scanner more of the text.
   *
   * @param byLines - only the next lines, so that the ones behind them may be plain
   * @returns whether there may be more rows
   */
  async more(byLines = false): Promise<boolean> {
    const { scanner } = this;
    if (scanner.hasEnded) {
      return false;
    }
    if (!(await this.hasPart())) {
      scanner.end();
      return true;
    }
    const { text, bytes } = this.part!;
    if (!bytes || (!byLines && this.at === 0)) {
      this.part = undefined;
      scanner.take(text);
      return true;
    }
    const from = this.at;
    this.at = byLines ? this.afterLines(bytes) : bytes.length;
    if (this.at === bytes.length) {
      this.part = undefined;
    }
    scanner.take(this.decoder.decode(bytes.subarray(from, this.at)));
    return true;
  }

  /** The next lines, if they are plain and the scanner has nothing left to look at. */
  async plain(): Promise<PlainLines | undefined> {
    const { scanner } = this;
    if (!scanner.isAtRest || !mayBePlain(scanner.delimiter!)) {
      return undefined;
    }
    const bytes = (await this.hasPart()) ? this.part!.bytes : undefined;
    if (!bytes) {
      return undefined;
    }
    const { end, lines, chars } = findPlain(
      bytes,
      this.at,
      scanner.header!.length,
      scanner.delimiter!.charCodeAt(0),
      this.longestRow,
    );
    if (!lines) {
      return undefined;
    }
    const { line } = scanner;
    scanner.skip(lines, chars);
    const plain = { bytes: bytes.subarray(this.at, end), line, lines };
    this.at = end;
    this.step = 1;
    return plain;
  }

  /** Whoever stops reading needs the file no longer. */
  async end(): Promise<void> {
    await this.parts.return(undefined);
  }

  /** Whether there is something left to give. */
  private async hasPart(): Promise<boolean> {
    while (!this.part || this.at === this.part.bytes?.length) {
      const { done, value } = await this.parts.next();
      if (done) {
        this.part = undefined;
        return false;
      }
      this.part = value;
      this.at = 0;
    }
    return true;
  }

  private afterLines(bytes: Uint8Array): number {
    let { at } = this;
    for (let i = 0; i < this.step && at < bytes.length; i++) {
      const end = bytes.indexOf(LF, at);
      at = end < 0 ? bytes.length : end + 1;
    }
    this.step *= 2;
    return at;
  }
}
