import { FileHandle, open } from 'node:fs/promises';
import { Disk } from '../engine/Disk';

const WRITE_AT = 1 << 20;

/** As many bytes a code unit has in UTF-8, at most. */
const UNIT_BYTES = 3;

/** Writes files, one after the other, in large pieces. */
export class StageFiles {
  private handle: FileHandle | undefined;
  private bytes = Buffer.allocUnsafe(2 * WRITE_AT);
  private used = 0;
  /** How many bytes they have. */
  written = 0;

  /** @param disk - on which they are */
  constructor(private readonly disk: Disk) {}

  /** Ends the file that is written, and begins another one. */
  async begin(path: string): Promise<void> {
    await this.end();
    this.handle = await open(path, 'w');
  }

  /** Adds a text. */
  async addText(text: string): Promise<void> {
    await this.add(
      text.length * UNIT_BYTES,
      (bytes, from) => from + bytes.write(text, from),
    );
  }

  /**
   * Adds what is written into bytes.
   *
   * @param most - as many bytes it has at most
   * @param write - writes it from a place on, and returns where it ends
   * @throws `InputError` if there is no room for it
   */
  async add(
    most: number,
    write: (bytes: Buffer, from: number) => number,
  ): Promise<void> {
    if (this.used + most > this.bytes.length) {
      await this.flush();
      if (most > this.bytes.length) {
        this.bytes = Buffer.allocUnsafe(most);
      }
    }
    this.used = write(this.bytes, this.used);
    if (this.used > WRITE_AT) {
      await this.flush();
    }
  }

  /** Ends the file that is written. */
  async end(): Promise<void> {
    try {
      await this.flush();
    } finally {
      await this.handle?.close();
      this.handle = undefined;
    }
  }

  private async flush(): Promise<void> {
    const { used } = this;
    if (!used) {
      return;
    }
    this.used = 0;
    this.disk.take(used);
    this.written += used;
    let from = 0;
    while (from < used) {
      const { bytesWritten } = await this.handle!.write(
        this.bytes,
        from,
        used - from,
      );
      from += bytesWritten;
    }
  }
}
