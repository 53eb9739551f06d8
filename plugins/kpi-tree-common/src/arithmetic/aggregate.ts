import type { Aggregation } from '../definitions/kpi';
import { finite } from './finite';
import { fitsInto, PeriodType, periodOf } from './period';

/** Scales by it are exact, and make room for sums of more than there can be values. */
const SMALL = 2 ** -64;

/**
 * A measured value and what stands behind it: the number of incidents behind a
 * mean duration, the minutes behind an availability, 1 where there is nothing.
 *
 * @public
 */
export type WeightedValue = { value: number; weight: number };

/**
 * A value of one period, named by the period's first day.
 *
 * @public
 */
export type PeriodValue = WeightedValue & { period: string };

/**
 * Combines values, in order of time or of members.
 *
 * `mean` is the mean weighted by the weights, sum(v*w) / sum(w), so that means
 * and ratios aggregate exactly: never an average of averages. The others take
 * no notice of the weights. The weight of the result is the sum of the weights,
 * for `last` the weight of the last.
 *
 * @param where - of what it is, such as `the month 2026-04-01`, to name it in an error
 * @returns `undefined` if there is nothing to combine, if a mean has no weight,
 * or if the values cannot be combined (`none` or `quantile` with more than one
 * value).
 * @throws `InputError` if the result is beyond what a number holds
 * @public
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
  const weight = finite(
    sum(values.map(v => v.weight)),
    named('sum of the weights'),
  );
  switch (how) {
    case 'sum':
      return {
        value: finite(sum(values.map(v => v.value)), named('sum')),
        weight,
      };
    case 'mean':
      return weight > 0 ? { value: mean(values, weight), weight } : undefined;
    case 'min':
      return {
        value: values.reduce((m, v) => Math.min(m, v.value), Infinity),
        weight,
      };
    case 'max':
      return {
        value: values.reduce((m, v) => Math.max(m, v.value), -Infinity),
        weight,
      };
    case 'last':
      return pick(values[values.length - 1]);
    case 'quantile': // Takes the distributions, of which nothing is known here
    case 'none':
      return values.length === 1 ? pick(values[0]) : undefined;
    default:
      throw new TypeError(`unknown aggregation ${how}`);
  }
}

/**
 * Combines measurements of a grain into periods.
 *
 * @param measurements - in order of time
 * @returns the periods that have a value, in order of time; none if the grain
 * does not fit into the period.
 * @throws `InputError` if the value of a period is beyond what a number holds
 * @public
 */
export function aggregateOverTime(
  measurements: PeriodValue[],
  grain: PeriodType,
  period: PeriodType,
  how: Aggregation,
): PeriodValue[] {
  if (!fitsInto(grain, period)) {
    return [];
  }
  const groups = new Map<string, PeriodValue[]>();
  for (const measurement of measurements) {
    const start = periodOf(measurement.period, period);
    const group = groups.get(start);
    if (group) {
      group.push(measurement);
    } else {
      groups.set(start, [measurement]);
    }
  }
  return [...groups].flatMap(([start, group]) => {
    const result = aggregate(group, how, `the ${period} ${start}`);
    return result ? [{ period: start, ...result }] : [];
  });
}

/**
 * Combines the periods of several members into periods of their scope.
 *
 * @param members - for each member its periods
 * @returns the periods that have a value, in order of time.
 * @throws `InputError` if the value of a period is beyond what a number holds
 * @public
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
    .flatMap(([period, group]) => {
      const result = aggregate(group, how, `the period ${period}`);
      return result ? [{ period, ...result }] : [];
    });
}

/** It lies between the values, so that it can be told whatever its parts come to. */
function mean(values: WeightedValue[], weight: number): number {
  const direct = sum(values.map(v => v.value * v.weight)) / weight;
  if (Number.isFinite(direct)) {
    return direct;
  }
  const largest = values.reduce((m, v) => Math.max(m, v.weight), 0);
  const shares = values.map(v => v.weight / largest);
  return (
    sum(values.map((v, i) => v.value * SMALL * shares[i])) / sum(shares) / SMALL
  );
}

function pick({ value, weight }: WeightedValue): WeightedValue {
  return { value, weight };
}

/**
 * Sum with Neumaier's compensation, so that the order and the number of the
 * values do not show in the result.
 *
 * Source: A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation
 * endlicher Summen, ZAMM 54 (1974).
 *
 * @returns no finite number if the sum is beyond what a number holds
 * @public
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
