/** A record that runs: until when, and how much of its time is downtime. */
type Running = { end: number; share: number };

/** A span of time with the same share of downtime, its end excluded. */
export type Stretch = { from: number; to: number; share: number };

/**
 * Goes through records in the order of their start, and gives for each moment the
 * largest share of downtime among those that run.
 */
export class DowntimeSweep {
  private at = -Infinity;
  /**
   * By falling share and rising end: a record that ends before another with at
   * least its share never counts again. So there are never more than there are
   * different shares, however many records overlap.
   */
  private running: Running[] = [];

  /** The stretches up to an instant, to which the sweep goes. */
  *advance(to: number): Generator<Stretch> {
    while (this.running.length && this.at < to) {
      const [{ end, share }] = this.running;
      const next = Math.min(end, to);
      if (next > this.at) {
        yield { from: this.at, to: next, share };
        this.at = next;
      }
      this.running = this.running.filter(record => record.end > this.at);
    }
    this.at = to;
  }

  /** Takes a record that starts where the sweep is. */
  add(record: Running): void {
    const covers = (x: Running, y: Running) =>
      x.end >= y.end && x.share >= y.share;
    if (!this.running.some(other => covers(other, record))) {
      this.running = [
        ...this.running.filter(other => !covers(record, other)),
        record,
      ].sort((x, y) => y.share - x.share);
    }
  }
}
