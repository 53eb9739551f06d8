import { finite } from '../../arithmetic/finite';
import { studentT } from './studentT';

/**
 * How many observations Student's t counts for beside the errors that were seen. With
 * few errors it decides, with many they do.
 */
const PRIOR = 20;

/**
 * A model was chosen for its small errors, and so errs more from now on: as if there
 * had been three more squares among those of the origins.
 */
const FLATTERY = 3;

/** Beyond this many degrees of freedom nothing changes that anybody would see. */
const MOST_FREEDOM = 120;

/**
 * How far off a model may be, from how far off it was: a mixture of the errors that
 * were seen (skewed as they are) and of Student's t with their spread (which knows of
 * what was not seen yet). It is the predictive distribution of a Dirichlet process
 * with t as its base (Ferguson 1973). Both constants are what makes intervals and
 * probabilities hold on simulated series; see `calibration.test.ts`.
 *
 * Errors are in units: scaled to the variance of the noise, so that those of several
 * horizons can be taken together.
 */
export class ErrorDistribution {
  private readonly errors: Float64Array;
  private readonly spread: number;
  private readonly freedom: number;

  /**
   * @param errors - in units, at least one
   * @param origins - of how many origins; errors of the same origin are not
   * independent
   * @throws `InputError` if their squares are beyond what a number holds
   */
  constructor(errors: number[], private readonly origins: number) {
    this.errors = Float64Array.from(errors).sort();
    const squares = errors.reduce((sum, error) => sum + error * error, 0);
    const variance = squares / errors.length;
    this.spread = finite(
      Math.sqrt((variance * (origins + FLATTERY)) / origins),
      'The spread of the errors of its forecast',
    );
    this.freedom = Math.min(MOST_FREEDOM, Math.max(1, origins - 1));
  }

  /** The probability of an error of at most this much. */
  atMost(error: number): number {
    return this.mixed(error, count(this.errors, error, true));
  }

  /** The probability of an error of less than this much. */
  below(error: number): number {
    return this.mixed(error, count(this.errors, error, false));
  }

  /** The error that is not exceeded with a probability. */
  quantile(probability: number): number {
    if (this.spread === 0) {
      return 0;
    }
    let high = this.spread;
    while (this.atMost(high) < probability) {
      high *= 2;
    }
    let low = -this.spread;
    while (this.atMost(low) > probability) {
      low *= 2;
    }
    const exact = this.spread * 1e-6;
    while (high - low > exact) {
      const middle = (low + high) / 2;
      if (middle <= low || middle >= high) {
        // There is no number between them
        break;
      }
      if (this.atMost(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private mixed(error: number, seen: number): number {
    const share = seen / this.errors.length;
    // Without any spread all errors are zero.
    const base =
      this.spread === 0 ? share : studentT(error / this.spread, this.freedom);
    return (this.origins * share + PRIOR * base) / (this.origins + PRIOR);
  }
}

/** How many of the sorted errors are below a limit, or at it if that counts. */
function count(sorted: Float64Array, limit: number, orAt: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const isIn = orAt ? sorted[middle] <= limit : sorted[middle] < limit;
    if (isIn) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
