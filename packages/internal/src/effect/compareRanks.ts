import type { SignalValue } from '../signals';
import { ranksOf, worthOf } from '../signals/ranks';
import { mean, median } from '../signals/statistics';
import { CHANCE, type Comparison } from './comparison';
import { chanceOfSoLittle, chanceOfSoMuch, shiftOf } from './rankSum';
import { trendBefore } from './trendBefore';

/** A value, and the place of its period in the history. */
type Placed = { at: number; value: number };

/**
 * Compares values by their ranks, so that neither a single outlier nor skew has weight:
 * in random order of all of them, how often would those after be so high, or so low
 * together? Where neighbours are alike, values are worth as many independent ones as
 * `worthOf` says.
 *
 * What rose or fell before already has to differ from how it would have gone on, too:
 * from the steepest trend that the values before it allow.
 *
 * @param values - those of all periods without a gap
 * @param measure - by what they are compared, if not by themselves
 */
export function compareRanks(
  values: SignalValue[],
  before: SignalValue[],
  after: SignalValue[],
  measure: (value: number) => number = value => value,
): Comparison {
  const placesOf = (part: SignalValue[]): Placed[] =>
    part.flatMap(({ period, value }) =>
      value === null
        ? []
        : [{ at: values.findIndex(one => one.period === period), value }],
    );
  const [first, second] = [placesOf(before), placesOf(after)];
  const measured = (part: Placed[]) =>
    part.map(({ at, value }) => ({ at, value: measure(value) }));
  const { moved, isAsBefore, worth } = judge(measured(first), measured(second));
  const [old, young] = [first, second].map(valuesOf);
  return {
    method: 'ranks',
    before: median(old),
    after: median(young),
    difference: shiftOf(old, young, CHANCE ** (1 / worth)),
    ...(moved ? { moved } : {}),
    ...(isAsBefore ? { isAsBefore } : {}),
  };
}

function judge(
  before: Placed[],
  after: Placed[],
): Pick<Comparison, 'moved' | 'isAsBefore'> & { worth: number } {
  const way = wayOf(before, after);
  const trend = trendBefore(before, way === 'up' ? 1 : -1);
  if (trend === undefined) {
    const worth = worthBetween(before, after);
    return { worth, ...(isRare(before, after, worth) ? { moved: way } : {}) };
  }
  // What neighbours have in common beyond the trend: a slope that is too steep would add to it
  const worth = worthBetween(
    without(trend.typical, before),
    without(trend.typical, after),
  );
  const [old, young] = [before, after].map(part =>
    without(trend.steepest, part),
  );
  if (wayOf(old, young) === way && isRare(old, young, worth)) {
    return { worth, moved: way };
  }
  return { worth, isAsBefore: isRare(before, after, worth) };
}

/** Whether chance hardly explains that the values after are so much higher, or lower. */
function isRare(before: Placed[], after: Placed[], worth: number): boolean {
  const { old, young } = ranked(before, after);
  const chance =
    wayOf(before, after) === 'up'
      ? chanceOfSoMuch(old, young)
      : chanceOfSoLittle(old, young);
  return chance ** worth <= CHANCE;
}

function wayOf(before: Placed[], after: Placed[]): 'up' | 'down' {
  const { old, young } = ranked(before, after);
  return mean(young) > mean(old) ? 'up' : 'down';
}

function ranked(before: Placed[], after: Placed[]) {
  const ranks = ranksOf([...before, ...after].map(({ value }) => value));
  return {
    old: ranks.slice(0, before.length),
    young: ranks.slice(before.length),
  };
}

function worthBetween(before: Placed[], after: Placed[]): number {
  const all = [...before, ...after];
  return worthOf(
    valuesOf(all),
    all.map((_, index) => index >= before.length),
  );
}

function valuesOf(part: Placed[]): number[] {
  return part.map(({ value }) => value);
}

function without(slope: number, part: Placed[]): Placed[] {
  return part.map(({ at, value }) => ({ at, value: value - slope * at }));
}
