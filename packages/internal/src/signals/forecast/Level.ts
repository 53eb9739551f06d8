import type { Smoother } from './Smoother';

/**
 * Simple exponential smoothing: a level that moves by the share `alpha` of each error.
 * `alpha` 0 is the mean of all values, 1 the last value.
 *
 * The level at the start is not known. Its doubt is carried along as in a Kalman
 * filter, so that at each time the level is the one that the least squares start
 * would have led to (Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential
 * Smoothing, 2008, chapter 12). A gap adds to the doubt.
 *
 * Variance: `1 + doubt + (h - 1) alpha²`, which is ETS(A,N,N).
 */
export class Level implements Smoother {
  private level: number;
  /** Variance of the level, in units of the noise. */
  private doubt: number;

  /** @param start - the level before the first value, if it is known */
  constructor(private readonly alpha: number, start?: number) {
    this.level = start ?? 0;
    this.doubt = start === undefined ? Infinity : 0;
  }

  get ready(): boolean {
    return this.doubt < Infinity;
  }

  take(value: number | null): number {
    if (value === null) {
      this.doubt += this.alpha * this.alpha;
      return 0;
    }
    const still = (1 - this.alpha) ** 2;
    if (!this.ready) {
      this.level = value;
      this.doubt = still;
      return 0;
    }
    const error = value - this.level;
    this.level += (error * (this.alpha + this.doubt)) / (1 + this.doubt);
    this.doubt *= still / (1 + this.doubt);
    return error;
  }

  forecast(_ahead: number): number {
    return this.level;
  }

  variance(ahead: number): number {
    return 1 + this.doubt + (ahead - 1) * this.alpha * this.alpha;
  }
}
