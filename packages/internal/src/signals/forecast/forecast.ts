import {
  addPeriods,
  type Bound,
  type Direction,
  type Forecast,
  type ForecastPoint,
  type PeriodType,
  type Plausible,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { limitsOf } from '../../definitions/targets';
import type { SignalValue } from '../types';
import { BoundedErrors } from './BoundedErrors';
import { candidates } from './candidates';
import { chooseModel, countOrigins } from './choose';
import { ErrorDistribution } from './ErrorDistribution';

/** Fewer values say nothing about the future. */
const FEWEST_VALUES = 8;

/**
 * With what a forecast is made.
 */
export type ForecastOptions = {
  periodType: PeriodType;
  direction: Direction;
  /** The target that is in force in a period. */
  targetIn: (start: string) => Bound | undefined;
  /** Beyond which no value can be, as 0 and 100 of a percentage. */
  bounds?: Plausible;
  /** Values to which the running period can still come; see `reachableFrom`. */
  reachable?: Plausible;
};

/**
 * Where a series goes if nothing is done: from the running period on, for half as
 * many periods as there are values.
 *
 * The model is the one with the least error on the series itself, if that is at least
 * 5 % less than the error of `naive`; see {@link ForecastModel}. Intervals and
 * probabilities are from the errors that the model made when it was tried, scaled to
 * each horizon.
 *
 * A period without a value is not zero and not made up: what the model knows is
 * carried on, and the horizon of what follows is longer.
 *
 * What is measured of the running period already is what its value is known to reach: its
 * interval and probability are those of the values that are left. Later periods are
 * forecast from the complete ones alone.
 *
 * @param values - complete periods without a gap, in chronological order, the current one
 * last
 * @returns nothing if there are fewer than 8 values, or none in so long a time that
 * the running period is beyond half of the history
 */
export function forecast(
  values: SignalValue[],
  options: ForecastOptions,
): Forecast | undefined {
  const numbers = values.map(({ value }) => value);
  const known = numbers.filter((value): value is number => value !== null);
  if (known.length < FEWEST_VALUES) {
    return undefined;
  }
  const last = lastKnown(numbers);
  const periods = Math.floor(known.length / 2) - (numbers.length - 1 - last);
  const chosen =
    periods > 0
      ? chooseModel(candidates(values, options.periodType), numbers)
      : undefined;
  if (!chosen) {
    return undefined;
  }
  const origins = countOrigins(chosen.trials);
  const errors = new ErrorDistribution(
    chosen.trials.map(({ scaled }) => scaled),
    origins,
  );
  const chances: Chances & { errors: ErrorDistribution } = {
    errors,
    origins,
    direction: options.direction,
    bounds: options.bounds ?? {},
    whole: known.every(Number.isInteger),
  };
  const levels = [0.025, 0.1, 0.9, 0.975];
  const quantiles = levels.map(p => errors.quantile(p));
  const current = values[values.length - 1].period;
  const points = Array.from({ length: periods }, (_, index): ForecastPoint => {
    const start = addPeriods(current, options.periodType, index + 1);
    const value = chosen.smoother.forecast(index + 1);
    const scale = Math.sqrt(chosen.smoother.variance(index + 1));
    const target = options.targetIn(start) ?? null;
    const byHistory =
      target === null ? null : probability(value, scale, target, chances);
    const left =
      index === 0
        ? leftOf(value, scale, options.reachable, chances)
        : undefined;
    const { bounds } = left ?? chances;
    const [lower95, lower80, upper80, upper95] = (
      left ? levels.map(p => left.errors.quantile(p)) : quantiles
    ).map(quantile => clip(value + scale * quantile, bounds));
    const clipped = clip(value, bounds);
    return {
      period: start,
      value: clipped,
      // Of very skewed errors the mean may lie beyond the middle 80 %.
      lower80: Math.min(lower80, clipped),
      upper80: Math.max(upper80, clipped),
      lower95: Math.min(lower95, clipped),
      upper95: Math.max(upper95, clipped),
      target,
      probability:
        left && target !== null
          ? probability(value, scale, target, left)
          : byHistory,
      ...(left && byHistory !== null ? { byHistory } : {}),
    };
  });
  return {
    model: chosen.model,
    error: chosen.error,
    naiveError: chosen.naiveError,
    origins: chosen.origins,
    points,
  };
}

type Chances = {
  errors: ErrorDistribution | BoundedErrors;
  origins: number;
  direction: Direction;
  bounds: Plausible;
  /** Whether only whole numbers come. */
  whole: boolean;
};

/** The chances of what is left of a period of which something is measured already. */
function leftOf(
  value: number,
  scale: number,
  { min = -Infinity, max = Infinity }: Plausible = {},
  { errors, ...chances }: Chances & { errors: ErrorDistribution },
): Chances | undefined {
  if (min === -Infinity && max === Infinity) {
    return undefined;
  }
  const half = chances.whole ? 0.5 : 0;
  return {
    ...chances,
    errors: new BoundedErrors(
      errors,
      (min - half - value) / scale,
      (max + half - value) / scale,
    ),
    bounds: {
      min: Math.max(min, chances.bounds.min ?? -Infinity),
      max: Math.min(max, chances.bounds.max ?? Infinity),
    },
  };
}

/**
 * Of meeting a target; certain only if there is no value that does not, and impossible
 * only if there is none that does.
 */
function probability(
  value: number,
  scale: number,
  target: Bound,
  { errors, origins, direction, bounds, whole }: Chances,
): number {
  const { min, max } = limitsOf(target, direction);
  const { min: least = -Infinity, max: most = Infinity } = bounds;
  if (min <= least && max >= most) {
    return 1;
  }
  if (least > max || most < min) {
    return 0;
  }
  // A whole number stands for all that would be rounded to it.
  const highest = whole ? Math.floor(max) + 0.5 : max;
  const lowest = whole ? Math.ceil(min) - 0.5 : min;
  const met =
    errors.atMost((highest - value) / scale) -
    errors.below((lowest - value) / scale);
  // What was tried so few times cannot be shown to be rarer.
  const rarest = 1 / (origins + 2);
  return Math.min(1 - rarest, Math.max(rarest, met));
}

function lastKnown(numbers: (number | null)[]): number {
  let index = numbers.length - 1;
  while (numbers[index] === null) {
    index -= 1;
  }
  return index;
}

function clip(
  value: number,
  { min = -Infinity, max = Infinity }: { min?: number; max?: number },
): number {
  return Math.min(max, Math.max(min, value));
}
