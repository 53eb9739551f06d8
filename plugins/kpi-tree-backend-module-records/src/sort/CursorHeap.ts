import { RunCursor } from './RunCursor';

/**
 * Keeps cursors so that the one with the least record is first.
 *
 * Source: J. Williams, Algorithm 232: Heapsort, CACM 7 (1964).
 */
export class CursorHeap {
  private readonly cursors: RunCursor[] = [];

  /** The cursor with the least record; `undefined` if there is none. */
  get first(): RunCursor | undefined {
    return this.cursors[0];
  }

  push(cursor: RunCursor): void {
    this.cursors.push(cursor);
    let index = this.cursors.length - 1;
    while (index > 0) {
      const parent = Math.floor((index - 1) / 2);
      if (!this.isBefore(index, parent)) {
        return;
      }
      this.swap(index, parent);
      index = parent;
    }
  }

  removeFirst(): void {
    const last = this.cursors.pop();
    if (last && this.cursors.length) {
      this.cursors[0] = last;
      this.restore();
    }
  }

  /** Puts things right after the first cursor went to its next record. */
  restore(): void {
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      let least = index;
      for (const child of [left, left + 1]) {
        if (child < this.cursors.length && this.isBefore(child, least)) {
          least = child;
        }
      }
      if (least === index) {
        return;
      }
      this.swap(index, least);
      index = least;
    }
  }

  private isBefore(x: number, y: number): boolean {
    const [cellX, orderX] = this.cursors[x].record;
    const [cellY, orderY] = this.cursors[y].record;
    return cellX < cellY || (cellX === cellY && orderX < orderY);
  }

  private swap(x: number, y: number): void {
    const { cursors } = this;
    [cursors[x], cursors[y]] = [cursors[y], cursors[x]];
  }
}
