import { FileHandle } from 'node:fs/promises';

/**
 * A record to be sorted: what it belongs to, by what it is ordered, and
 * what else it carries.
 */
export type SortRecord = [cell: number, order: number, a: number, b: number];

export const FIELDS = 4;

/** How many records of each run are in memory while runs are merged. */
const MERGE_BUFFER = 1_024;

/** A sorted part on disk: where it begins and how many records it has. */
export type SortedRun = { position: number; length: number };

/** Reads a sorted run from its file, a buffer at a time. */
export class RunCursor {
  record: SortRecord = [0, 0, 0, 0];
  private buffer = new Float64Array(0);
  private index = 0;
  private taken = 0;

  constructor(
    private readonly file: FileHandle,
    private readonly run: SortedRun,
  ) {}

  /** Goes to the next record; false if there is none. */
  async next(): Promise<boolean> {
    if (this.index * FIELDS >= this.buffer.length) {
      const length = Math.min(MERGE_BUFFER, this.run.length - this.taken);
      if (!length) {
        return false;
      }
      this.buffer = new Float64Array(length * FIELDS);
      const bytes = new Uint8Array(this.buffer.buffer);
      await this.file.read(
        bytes,
        0,
        bytes.length,
        this.run.position + this.taken * FIELDS * 8,
      );
      this.taken += length;
      this.index = 0;
    }
    const start = this.index++ * FIELDS;
    this.record = [
      this.buffer[start],
      this.buffer[start + 1],
      this.buffer[start + 2],
      this.buffer[start + 3],
    ];
    return true;
  }
}
