import type {
  ActionEffect,
  EffectPart,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { aggregationTraits, isRange } from '../arithmetic';
import { MIN_POINTS, type SignalValue } from '../signals';
import { isOfFew } from '../signals/proportion';
import { seasonOf } from '../signals/seasonal';
import { median } from '../signals/statistics';
import { areRare } from '../signals/timeBetween';
import { compareRanks } from './compareRanks';
import { compareRates } from './compareRates';
import { compareShares } from './compareShares';
import { CHANCE, type Comparison } from './comparison';
import { expectationOf } from './expectation';
import { leastChance } from './rankSum';
import type { EffectOptions } from './types';
import { countOf, windowsOf } from './windows';

/** Fewer periods after an action may be anything, however clear they are. */
const LEAST_AFTER = 3;

/**
 * Whether an action changed its KPI for the better or the worse: the periods after it
 * against those before it ({@link windowsOf}), with season taken out where there is one.
 *
 * - Values are compared by their ranks: `compareRanks`. What neighbours have in common is
 *   heeded, and a KPI that got better before in the same way has to do better than that.
 * - Rare events are compared by their numbers: `compareRates`.
 * - Shares of few cases are compared by all of them together: `compareShares`.
 *
 * A difference counts if chance explains it in at most 0.5 % of cases on its side, which is
 * where the 99 % interval of the difference excludes 0, or ends there if many values are
 * equal. How often that is wrong is in
 * docs/signals.md.
 *
 * @param values - complete periods without a gap, in chronological order, up to the current
 * one; `null` where a period has no value or is incomplete
 */
export function effectOf(
  values: SignalValue[],
  options: EffectOptions,
): ActionEffect {
  const { before, after, together } = windowsOf(values, options);
  const isTogether = together.actions.length + together.changes.length > 0;
  const { comparison, adjusted } = compare(values, before, after, options);
  const judged: ActionEffect = {
    ...verdictOf(before, after, comparison, options),
    ...(comparison
      ? { method: comparison.method, difference: comparison.difference }
      : {}),
    ...(before.length
      ? { before: partOf(before, comparison?.before ?? typical(before)) }
      : {}),
    ...(after.length
      ? { after: partOf(after, comparison?.after ?? typical(after)) }
      : {}),
    ...(adjusted ? { adjusted } : {}),
    ...(isTogether ? { together } : {}),
  };
  const expectation = expectationOf(judged, options);
  return expectation ? { ...judged, expectation } : judged;
}

function compare(
  values: SignalValue[],
  before: SignalValue[],
  after: SignalValue[],
  options: EffectOptions,
): { comparison?: Comparison; adjusted?: ActionEffect['adjusted'] } {
  if (countOf(before) < MIN_POINTS || countOf(after) === 0) {
    return {};
  }
  const { unit, periodType, overTime, direction, settings } = options;
  const both = [...before, ...after];
  const isCount = unit === '1' && aggregationTraits[overTime].addsUp;
  const hasGoodSide = direction !== 'range';
  if (hasGoodSide && isCount && areRare(both, periodType)) {
    return { comparison: compareRates(before, after) };
  }
  if (hasGoodSide && isOfFew(both, unit)) {
    return { comparison: compareShares(before, after) };
  }
  const season =
    settings.seasonal === 'none' ? undefined : seasonOf(values, periodType);
  const offsets = new Map(
    values.map(({ period }, index) => [period, season?.offsets[index] ?? 0]),
  );
  const adjusted = (part: SignalValue[]) =>
    part.map(one => ({
      ...one,
      value:
        one.value === null ? null : one.value - (offsets.get(one.period) ?? 0),
    }));
  const range = direction === 'range' ? rangeOf(after, options) : undefined;
  return {
    comparison: compareRanks(
      values,
      adjusted(before),
      adjusted(after),
      range && (value => Math.max(0, range.min - value, value - range.max)),
    ),
    ...(season ? { adjusted: season.kind } : {}),
  };
}

function verdictOf(
  before: SignalValue[],
  after: SignalValue[],
  comparison: Comparison | undefined,
  options: EffectOptions,
): Pick<ActionEffect, 'verdict' | 'reason' | 'missing'> {
  const old = countOf(before);
  if (old < MIN_POINTS) {
    return { verdict: 'unknown', reason: 'few-before' };
  }
  const missing = missingAfter(old) - countOf(after);
  if (missing > 0) {
    const reason = after.length === 0 ? 'not-begun' : 'few-after';
    return { verdict: 'too-early', reason, missing };
  }
  if (options.direction === 'range' && !rangeOf(after, options)) {
    return { verdict: 'unknown', reason: 'no-range' };
  }
  if (!comparison?.moved) {
    return comparison?.isAsBefore
      ? { verdict: 'no-effect-seen', reason: 'as-before' }
      : { verdict: 'no-effect-seen' };
  }
  // Of a range the distance from it is compared, of which less is better
  const good = options.direction === 'higher' ? 'up' : 'down';
  return { verdict: comparison.moved === good ? 'worked' : 'got-worse' };
}

/** How many values after an action it takes until the clearest change is none by chance. */
function missingAfter(before: number): number {
  let after = LEAST_AFTER;
  while (leastChance(before, after) > CHANCE) {
    after++;
  }
  return after;
}

function rangeOf(after: SignalValue[], { targetIn }: EffectOptions) {
  const last = after[after.length - 1];
  const target = last && targetIn(last.period);
  return isRange(target) ? target : undefined;
}

/** From the first to the last period that has a value, if any has. */
function partOf(part: SignalValue[], value: number | null): EffectPart {
  const known = part.filter(one => one.value !== null);
  const [shown, points] = [known.length ? known : part, known.length];
  return {
    from: shown[0].period,
    to: shown[shown.length - 1].period,
    points,
    value,
  };
}

/** Of a part that is not compared. */
function typical(part: SignalValue[]): number | null {
  const known = part.flatMap(({ value }) => value ?? []);
  return known.length ? median(known) : null;
}
