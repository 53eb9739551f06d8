import {
  addPeriods,
  type Bound,
  type Direction,
  type Forecast,
  type ForecastPoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { isRange } from '../../arithmetic';
import { incompleteBeta } from '../distributions';
import type { SignalValue } from '../types';
import type { ForecastOptions } from './forecast';

/** Fewer periods say nothing about the future. */
const FEWEST_VALUES = 8;

/** A rate is that of so many of the last periods, if it has not shifted since. */
const WINDOW = 24;

/** Less than this of a distribution says nothing about its shape. */
const LEAST_SHARE = 1e-6;

/** From how many periods on a rate is tried on the next. */
const FIRST_ORIGIN = 4;

/** The count of a period at a rate that is known by its past. */
class NextCount {
  /** The mean of the rate, and of the count. */
  readonly mean: number;
  private readonly shape: number;
  private readonly ratio: number;

  /** @param events - of so many periods together */
  constructor(events: number, periods: number) {
    // Jeffreys' prior of a Poisson rate: half an event in no time
    this.shape = events + 0.5;
    this.ratio = periods / (periods + 1);
    this.mean = this.shape / periods;
  }

  /**
   * The probability of a count of at most this many. Source: M. Abramowitz, I. A. Stegun,
   * Handbook of Mathematical Functions, 1964, 26.5.26.
   */
  atMost(most: number): number {
    // Beyond it whole numbers cannot be distinguished
    const count = Math.min(most, Number.MAX_SAFE_INTEGER - 1);
    return count < 0 ? 0 : incompleteBeta(this.shape, count + 1, this.ratio);
  }

  /**
   * The probability of a count of at most this many, where at least some are known. Where
   * next to none of the distribution is left, it is these.
   */
  atMostFrom(most: number, known: number): number {
    if (most < known) {
      return 0;
    }
    const under = this.atMost(known - 1);
    const left = 1 - under;
    return left < LEAST_SHARE ? 1 : (this.atMost(most) - under) / left;
  }

  /** The least count that is not exceeded with this probability, some being known. */
  quantileFrom(probability: number, known: number): number {
    const under = this.atMost(known - 1);
    return 1 - under < LEAST_SHARE
      ? known
      : this.quantile(under + probability * (1 - under));
  }

  /** The least count that is not exceeded with this probability. */
  quantile(probability: number): number {
    let above = 1;
    while (this.atMost(above - 1) < probability) {
      above *= 2;
    }
    let below = Math.floor(above / 2);
    while (below < above - 1) {
      const middle = Math.floor((below + above) / 2);
      if (this.atMost(middle - 1) < probability) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return above - 1;
  }
}

/**
 * Where a count of rare events goes if nothing is done. The last count says next to
 * nothing of the next: after 23 months without an incident, and one with, one a month is
 * not what to expect. So the model is always the `level`: the mean of the last 24
 * periods, or of those since the rate shifted.
 *
 * Of a rate that is not known exactly, and events by chance at that rate, the next count
 * has a negative binomial distribution: a Poisson distribution whose rate has the Gamma
 * distribution that the known counts leave of Jeffreys' prior. Source: A. Gelman, J. B.
 * Carlin, H. S. Stern, D. B. Dunson, A. Vehtari, D. B. Rubin, Bayesian Data Analysis, 3rd
 * edition, 2013, sections 2.6 and 2.8.
 *
 * Of the running period at least what is counted already is to come: its chances are those
 * of such counts.
 *
 * @param values - complete periods without a gap, in chronological order, the current one last
 * @param since - the first day of the first period of a rate that has shifted
 * @returns nothing if there are fewer than 8 values
 */
export function forecastRareCount(
  values: SignalValue[],
  options: ForecastOptions,
  since?: string,
): Forecast | undefined {
  const known = values.filter(isKnown);
  const silent =
    values.length - 1 - values.findLastIndex(value => isKnown(value));
  const periods = Math.floor(known.length / 2) - silent;
  if (known.length < FEWEST_VALUES || periods < 1) {
    return undefined;
  }
  const counts = known
    .slice(-WINDOW)
    .filter(({ period: start }) => !since || start >= since)
    .map(({ value }) => value);
  const next = new NextCount(sum(counts), counts.length);
  const counted = options.reachable?.min ?? 0;
  const current = values[values.length - 1].period;
  return {
    model: 'level',
    ...errorsOf(known.map(({ value }) => value)),
    points: Array.from({ length: periods }, (_, index): ForecastPoint => {
      const start = addPeriods(current, options.periodType, index + 1);
      const target = options.targetIn(start) ?? null;
      const least = index === 0 ? counted : 0;
      const [lower95, lower80, upper80, upper95] = [0.025, 0.1, 0.9, 0.975].map(
        p => next.quantileFrom(p, least),
      );
      const value = Math.max(next.mean, least);
      const chance = (from: number) =>
        target === null
          ? null
          : chanceOf(next, target, options.direction, from);
      const byHistory = chance(0);
      return {
        period: start,
        value,
        lower80: Math.min(lower80, value),
        upper80: Math.max(upper80, value),
        lower95: Math.min(lower95, value),
        upper95: Math.max(upper95, value),
        target,
        probability: chance(least),
        ...(least > 0 && byHistory !== null ? { byHistory } : {}),
      };
    }),
  };
}

/** @param known - how many there are at least */
function chanceOf(
  next: NextCount,
  target: Bound,
  direction: Direction,
  known: number,
) {
  const atMost = (most: number) => next.atMostFrom(most, known);
  if (isRange(target)) {
    return atMost(Math.floor(target.max)) - atMost(Math.ceil(target.min) - 1);
  }
  return direction === 'higher'
    ? 1 - atMost(Math.ceil(target) - 1)
    : atMost(Math.floor(target));
}

/** How far off the mean of what came before was from each count, and the last count. */
function errorsOf(
  counts: number[],
): Pick<Forecast, 'error' | 'naiveError' | 'origins'> {
  let [error, naiveError, origins] = [0, 0, 0];
  for (let at = FIRST_ORIGIN; at < counts.length; at += 1) {
    const before = counts.slice(Math.max(0, at - WINDOW), at);
    error += Math.abs(counts[at] - sum(before) / before.length);
    naiveError += Math.abs(counts[at] - counts[at - 1]);
    origins += 1;
  }
  return { error: error / origins, naiveError: naiveError / origins, origins };
}

function isKnown(value: SignalValue): value is SignalValue & { value: number } {
  return value.value !== null;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
