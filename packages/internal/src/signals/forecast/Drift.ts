import type { Smoother } from './Smoother';

/**
 * The line through the first and the last value, from the last on: a random walk with
 * drift.
 *
 * Variance: `h + h² / (n - 1)`, the noise of `h` steps and the doubt about the slope
 * (`rwf(drift = TRUE)` of the R package forecast).
 */
export class Drift implements Smoother {
  private time = 0;
  private first = 0;
  private firstTime = -1;
  private last = 0;
  private lastTime = -1;

  get ready(): boolean {
    return this.lastTime > this.firstTime;
  }

  take(value: number | null): number {
    let error = 0;
    if (value !== null) {
      error = this.ready ? value - this.forecast(1) : 0;
      if (this.firstTime < 0) {
        this.first = value;
        this.firstTime = this.time;
      }
      this.last = value;
      this.lastTime = this.time;
    }
    this.time += 1;
    return error;
  }

  forecast(ahead: number): number {
    const slope = (this.last - this.first) / (this.lastTime - this.firstTime);
    return this.last + slope * this.sinceLast(ahead);
  }

  variance(ahead: number): number {
    const steps = this.sinceLast(ahead);
    return steps + (steps * steps) / (this.lastTime - this.firstTime);
  }

  private sinceLast(ahead: number): number {
    return this.time - 1 - this.lastTime + ahead;
  }
}
