import {
  type Aggregation,
  type Known,
  periodOf,
  PeriodType,
  ratioOf,
  type WeightedValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { finite } from './finite';
import { fitsInto } from './periods';

/** Scales by it are exact, and make room for sums of more than there can be values. */
const SMALL = 2 ** -64;

/**
 * What a measurement puts above the line where it is divided by weights.
 *
 * @returns no finite number if that is beyond what a number holds
 */
export function numeratorOf({
  value,
  weight,
  numerator,
}: WeightedValue): number {
  return numerator ?? (value ?? 0) * weight;
}

/**
 * Whether there is a value, and not a numerator alone.
 */
export function hasValue<T extends { value: number | null }>(
  one: T,
): one is T & { value: number } {
  return one.value !== null;
}

/**
 * A value of one period, named by the period's first day.
 */
export type PeriodValue = WeightedValue & {
  period: string;
  /** How much of the period is known, where that is not all. */
  known?: Known;
};

/**
 * Combines values, in chronological order or of members.
 *
 * `mean` is the sum of the numerators over the sum of the denominators, so that means
 * and ratios aggregate exactly: never an average of averages. A part without a value
 * counts in it. `last` is the last, also where that has no value. The others are made
 * of the values that there are and take no notice of what they are based on. The
 * weight of the result is the sum of the weights, for `last` the weight of the last.
 * Where something was measured and no value comes of it, the result has none, which is
 * not the same as nothing.
 *
 * @param where - of what it is, such as `the month 2026-04-01`, to name it in an error
 * @returns `undefined` if there is nothing to combine, or if the values cannot be
 * combined (`none` or `quantile` with more than one value).
 * @throws `InputError` if the result is beyond what a number holds
 */
export function aggregate(
  values: WeightedValue[],
  how: Aggregation,
  where?: string,
): WeightedValue | undefined {
  if (!values.length) {
    return undefined;
  }
  const named = (what: string) =>
    `The ${what} of ${values.length} values${where ? ` of ${where}` : ''}`;
  switch (how) {
    case 'mean':
      return ratioOfSums(values, named);
    case 'sum':
    case 'min':
    case 'max':
      return ofValues(values.filter(hasValue), how, named);
    case 'last':
      return pick(values[values.length - 1]);
    case 'quantile': // Takes the distributions, of which nothing is known here
    case 'none':
      return values.length === 1 ? pick(values[0]) : undefined;
    default: {
      const unknown: never = how;
      throw new TypeError(`unknown aggregation ${unknown}`);
    }
  }
}

/**
 * Combines measurements of a grain into periods.
 *
 * @param measurements - in chronological order
 * @returns the periods of which something was measured, in chronological order; none if the
 * grain does not fit into the period.
 * @throws `InputError` if the value of a period is beyond what a number holds
 */
export function aggregateOverTime(
  measurements: PeriodValue[],
  grain: PeriodType,
  periodType: PeriodType,
  how: Aggregation,
): PeriodValue[] {
  if (!fitsInto(grain, periodType)) {
    return [];
  }
  const groups = new Map<string, PeriodValue[]>();
  for (const measurement of measurements) {
    const start = periodOf(measurement.period, periodType);
    const group = groups.get(start);
    if (group) {
      group.push(measurement);
    } else {
      groups.set(start, [measurement]);
    }
  }
  return [...groups].flatMap(([start, group]) => {
    const result = aggregate(group, how, `the ${periodType} ${start}`);
    return result ? [{ period: start, ...result }] : [];
  });
}

/**
 * Combines the periods of several members into periods of their scope.
 *
 * @param members - for each member its periods
 * @returns the periods of which something was measured, in chronological order.
 * @throws `InputError` if the value of a period is beyond what a number holds
 */
export function aggregateOverEntities(
  members: PeriodValue[][],
  how: Aggregation,
): PeriodValue[] {
  const groups = new Map<string, PeriodValue[]>();
  for (const value of members.flat()) {
    const group = groups.get(value.period);
    if (group) {
      group.push(value);
    } else {
      groups.set(value.period, [value]);
    }
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([start, group]) => {
      const result = aggregate(group, how, `the period ${start}`);
      return result ? [{ period: start, ...result }] : [];
    });
}

function ofValues(
  known: (WeightedValue & { value: number })[],
  how: 'sum' | 'min' | 'max',
  named: (what: string) => string,
): WeightedValue {
  if (!known.length) {
    return { value: null, weight: 0 };
  }
  const values = known.map(one => one.value);
  const combine = {
    sum: () => finite(sum(values), named('sum')),
    min: () => values.reduce((m, v) => Math.min(m, v), Infinity),
    max: () => values.reduce((m, v) => Math.max(m, v), -Infinity),
  };
  return { value: combine[how](), weight: sumOfWeights(known, named) };
}

function ratioOfSums(
  values: WeightedValue[],
  named: (what: string) => string,
): WeightedValue {
  const weight = sumOfWeights(values, named);
  const numerator = sum(values.map(numeratorOf));
  if (weight === 0 && numerator === 0) {
    return { value: null, weight: 0 };
  }
  if (values.length === 1) {
    return pick(values[0]);
  }
  if (weight <= 0) {
    return ratioOf(finite(numerator, named('sum of the numerators')), weight);
  }
  const result = ratioOf(numerator, weight);
  return Number.isFinite(numerator) && Number.isFinite(result.value)
    ? result
    : { value: finite(scaledMean(values, weight), named('mean')), weight };
}

function sumOfWeights(
  values: WeightedValue[],
  named: (what: string) => string,
): number {
  return finite(sum(values.map(v => v.weight)), named('sum of the weights'));
}

/** A mean lies between its values, and can be a number where its numerator cannot. */
function scaledMean(values: WeightedValue[], weight: number): number {
  const largest = values.reduce((m, v) => Math.max(m, Math.abs(v.weight)), 0);
  return (
    sum(
      values.map(({ value, weight: own, numerator }) =>
        numerator === undefined
          ? (value ?? 0) * SMALL * (own / largest)
          : (numerator * SMALL) / largest,
      ),
    ) /
    (weight / largest) /
    SMALL
  );
}

function pick({ value, weight, numerator }: WeightedValue): WeightedValue {
  return {
    value,
    weight,
    ...(numerator === undefined ? {} : { numerator }),
  };
}

/**
 * Sum with Neumaier's compensation, so that the order and the number of the
 * values do not show in the result.
 *
 * Source: A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation
 * endlicher Summen, ZAMM 54 (1974).
 *
 * @returns no finite number if the sum is beyond what a number holds
 */
export function sum(values: number[]): number {
  const direct = compensated(values);
  // On the way there may be more than at the end
  return Number.isFinite(direct)
    ? direct
    : compensated(values.map(value => value * SMALL)) / SMALL;
}

function compensated(values: number[]): number {
  let total = 0;
  let compensation = 0;
  for (const value of values) {
    const next = total + value;
    compensation +=
      Math.abs(total) >= Math.abs(value)
        ? total - next + value
        : value - next + total;
    total = next;
  }
  return total + compensation;
}
