import { FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CursorHeap } from './CursorHeap';
import { FIELDS, RunCursor, SortedRun, SortRecord } from './RunCursor';

/**
 * Sorts any number of records by cell and order in bounded memory: what does
 * not fit is written to a temporary file in sorted runs, which are merged.
 *
 * Source: D. Knuth, The Art of Computer Programming 3, 5.4 (merge sort with
 * external storage).
 */
export class ExternalSorter {
  private readonly chunk: Float64Array;
  private length = 0;
  private readonly runs: SortedRun[] = [];
  private directory?: string;
  private file?: FileHandle;
  private written = 0;

  /** @param capacity - how many records are in memory at once */
  constructor(private readonly capacity: number = 65_536) {
    this.chunk = new Float64Array(capacity * FIELDS);
  }

  /** Adds a record. Wait for it: it may have to write. */
  async add(record: SortRecord): Promise<void> {
    if (this.length === this.capacity) {
      await this.spill();
    }
    this.chunk.set(record, this.length * FIELDS);
    this.length++;
  }

  /** The records in order; once, after all were added. */
  async *sorted(): AsyncGenerator<SortRecord> {
    if (!this.runs.length) {
      for (const index of this.order()) {
        yield this.at(this.chunk, index);
      }
      return;
    }
    await this.spill();
    yield* this.merge();
  }

  /** Removes the temporary file. */
  async close(): Promise<void> {
    await this.file?.close();
    this.file = undefined;
    if (this.directory) {
      await rm(this.directory, { recursive: true, force: true });
      this.directory = undefined;
    }
  }

  private async *merge(): AsyncGenerator<SortRecord> {
    const heap = new CursorHeap();
    for (const run of this.runs) {
      const cursor = new RunCursor(this.file!, run);
      if (await cursor.next()) {
        heap.push(cursor);
      }
    }
    for (let first = heap.first; first; first = heap.first) {
      yield first.record;
      if (await first.next()) {
        heap.restore();
      } else {
        heap.removeFirst();
      }
    }
  }

  private async spill(): Promise<void> {
    if (!this.length) {
      return;
    }
    if (!this.file) {
      this.directory = await mkdtemp(join(tmpdir(), 'kpi-tree-sort-'));
      this.file = await open(join(this.directory, 'runs'), 'wx+', 0o600);
    }
    const sorted = new Float64Array(this.length * FIELDS);
    this.order().forEach((from, to) => {
      sorted.set(
        this.chunk.subarray(from * FIELDS, (from + 1) * FIELDS),
        to * FIELDS,
      );
    });
    const bytes = new Uint8Array(sorted.buffer);
    await this.file.write(bytes, 0, bytes.length, this.written);
    this.runs.push({ position: this.written, length: this.length });
    this.written += bytes.length;
    this.length = 0;
  }

  private order(): Uint32Array {
    const { chunk } = this;
    return Uint32Array.from({ length: this.length }, (_, i) => i).sort(
      (x, y) =>
        chunk[x * FIELDS] - chunk[y * FIELDS] ||
        chunk[x * FIELDS + 1] - chunk[y * FIELDS + 1],
    );
  }

  private at(array: Float64Array, index: number): SortRecord {
    const start = index * FIELDS;
    return [array[start], array[start + 1], array[start + 2], array[start + 3]];
  }
}
