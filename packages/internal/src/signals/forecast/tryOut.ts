import type { Candidate } from './candidates';
import type { Smoother } from './Smoother';

/** How many periods ahead a model is tried. */
export const TRIED_AHEAD = 3;

/** The first origin from which a model is tried: so many values it has to know. */
const FIRST_ORIGIN = 4;

/** Beyond so many usual changes an error says nothing more of the parameters. */
const OUTLYING = 3;

/** What a model forecast from an origin, and what came. */
export type Trial = {
  /** Of how many values it knew, with gaps: the index of the first it did not. */
  origin: number;
  ahead: number;
  error: number;
  /** The error in units of the noise; see {@link Smoother.variance}. */
  scaled: number;
};

export type TriedCandidate = {
  trials: Trial[];
  /** With the parameters that suit the whole series best, all of it taken in. */
  smoother: Smoother;
};

/** How much a series changes from value to value, so far. */
class Changes {
  private last?: number;
  private sum = 0;
  private count = 0;

  take(value: number): void {
    if (this.last !== undefined) {
      this.sum += Math.abs(value - this.last);
      this.count += 1;
    }
    this.last = value;
  }

  /** The mean change; infinite as long as there were too few. */
  get usual(): number {
    return this.count < FIRST_ORIGIN ? Infinity : this.sum / this.count;
  }
}

/**
 * Tries a model on the series itself, from each value on as if the later ones had not
 * come yet (time series cross-validation: Hyndman and Athanasopoulos, Forecasting:
 * Principles and Practice, 3rd edition, section 5.10).
 *
 * One pass: all parameters go through the series together. At each origin the model
 * has the parameters whose errors one step ahead, up to there, have the least sum of
 * squares, so that nothing of the future is in a forecast. An error beyond three usual
 * changes from value to value counts as three: else a single outlier would decide for
 * the parameters that happen to lie nearest to it (as in S. Gelper, R. Fried, C. Croux,
 * Robust Forecasting with Exponential and Holt-Winters Smoothing, Journal of Forecasting
 * 29, 2010). Neither a forecast from a gap counts nor one of a gap.
 *
 * @param values - `null` where nothing was measured
 */
export function tryOut(
  { smoothers }: Candidate,
  values: (number | null)[],
): TriedCandidate {
  const squares = new Array<number>(smoothers.length).fill(0);
  const trials: Trial[] = [];
  const changes = new Changes();
  let best = 0;
  for (let time = 0; time < values.length; time += 1) {
    const value = values[time];
    const most = OUTLYING * changes.usual;
    for (let index = 0; index < smoothers.length; index += 1) {
      const error = Math.abs(smoothers[index].take(value));
      squares[index] += Math.min(error, most) ** 2;
    }
    if (value !== null) {
      changes.take(value);
      best = least(squares);
      addTrials(trials, smoothers[best], values, time + 1);
    }
  }
  return { trials, smoother: smoothers[best] };
}

function addTrials(
  trials: Trial[],
  smoother: Smoother,
  values: (number | null)[],
  origin: number,
): void {
  const most = Math.min(TRIED_AHEAD, values.length - origin);
  if (origin < FIRST_ORIGIN || most < 1 || !smoother.ready) {
    return;
  }
  for (let ahead = 1; ahead <= most; ahead += 1) {
    const came = values[origin + ahead - 1];
    if (came !== null) {
      const error = came - smoother.forecast(ahead);
      const scaled = error / Math.sqrt(smoother.variance(ahead));
      trials.push({ origin, ahead, error, scaled });
    }
  }
}

/** The place of the least number; numbers that are none do not count. */
function least(numbers: number[]): number {
  let place = 0;
  for (let index = 1; index < numbers.length; index += 1) {
    if (numbers[index] < numbers[place] || Number.isNaN(numbers[place])) {
      place = index;
    }
  }
  return place;
}
