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

  take(value: number | null): void {
    if (value !== null) {
      if (this.firstTime < 0) {
        this.first = value;
        this.firstTime = this.time;
      }
      this.last = value;
      this.lastTime = this.time;
    }
    this.time += 1;
  }

  forecast(ahead: number): number {
    const slope = (this.last - this.first) / (this.lastTime - this.firstTime);
    return this.last + slope * (this.time - 1 - this.lastTime + ahead);
  }

  variances(periods: number): number[] {
    const gap = this.time - 1 - this.lastTime;
    const steps = this.lastTime - this.firstTime;
    return Array.from({ length: periods }, (_, index) => {
      const ahead = gap + index + 1;
      return ahead + (ahead * ahead) / steps;
    });
  }
}
