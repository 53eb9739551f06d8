import { FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A record to be sorted: what it belongs to, by what it is ordered, and
 * what else it carries.
 */
export type SortRecord = [cell: number, order: number, a: number, b: number];

const FIELDS = 4;

/** How many records of each run are in memory while runs are merged. */
const MERGE_BUFFER = 1_024;

/** A sorted part on disk: where it begins and how many records it has. */
type SortedRun = { position: number; length: number };

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
    const cursors = this.runs.map(run => new RunCursor(this.file!, run));
    const heap: RunCursor[] = [];
    for (const cursor of cursors) {
      if (await cursor.next()) {
        push(heap, cursor);
      }
    }
    while (heap.length) {
      const first = heap[0];
      yield first.record;
      if (!(await first.next())) {
        heap[0] = heap[heap.length - 1];
        heap.pop();
      }
      sink(heap);
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

/** Reads a sorted run from its file, a buffer at a time. */
class RunCursor {
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

function before(x: RunCursor, y: RunCursor): boolean {
  return (
    x.record[0] < y.record[0] ||
    (x.record[0] === y.record[0] && x.record[1] < y.record[1])
  );
}

function push(heap: RunCursor[], cursor: RunCursor): void {
  heap.push(cursor);
  let index = heap.length - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (!before(heap[index], heap[parent])) {
      return;
    }
    [heap[index], heap[parent]] = [heap[parent], heap[index]];
    index = parent;
  }
}

/** Restores the order of a heap whose first element changed. */
function sink(heap: RunCursor[]): void {
  let index = 0;
  for (;;) {
    const left = 2 * index + 1;
    const right = left + 1;
    let least = index;
    if (left < heap.length && before(heap[left], heap[least])) {
      least = left;
    }
    if (right < heap.length && before(heap[right], heap[least])) {
      least = right;
    }
    if (least === index) {
      return;
    }
    [heap[index], heap[least]] = [heap[least], heap[index]];
    index = least;
  }
}
