import type { ErrorDistribution } from './ErrorDistribution';

/** Less than this of a distribution says nothing about its shape. */
const LEAST_SHARE = 1e-6;

/**
 * How far off a model may be where the value is known to lie between two bounds: the part
 * of a distribution that is left of it, as a distribution of its own. Where a model
 * left next to nothing, the value is at the bound that it did not expect to be reached.
 */
export class BoundedErrors {
  private readonly under: number;
  private readonly share: number;

  /**
   * @param lowest - error that is possible, `-Infinity` without a bound
   * @param highest - error that is possible, not below the lowest
   */
  constructor(
    private readonly errors: ErrorDistribution,
    private readonly lowest: number,
    private readonly highest: number,
  ) {
    this.under = errors.below(lowest);
    this.share = errors.atMost(highest) - this.under;
  }

  /** The probability of an error of at most this much. */
  atMost(error: number): number {
    return this.part(error, limit => this.errors.atMost(limit), true);
  }

  /** The probability of an error of less than this much. */
  below(error: number): number {
    return this.part(error, limit => this.errors.below(limit), false);
  }

  /** The error that is not exceeded with a probability. */
  quantile(probability: number): number {
    if (this.share < LEAST_SHARE) {
      return this.only();
    }
    const quantile = this.errors.quantile(
      this.under + probability * this.share,
    );
    return Math.min(this.highest, Math.max(this.lowest, quantile));
  }

  private part(
    error: number,
    shareOf: (limit: number) => number,
    isAtIn: boolean,
  ): number {
    if (this.share < LEAST_SHARE) {
      const only = this.only();
      return error > only || (isAtIn && error === only) ? 1 : 0;
    }
    const found = (shareOf(error) - this.under) / this.share;
    return Math.min(1, Math.max(0, found));
  }

  private only(): number {
    return this.under < 0.5 && this.highest < Infinity
      ? this.highest
      : this.lowest;
  }
}
