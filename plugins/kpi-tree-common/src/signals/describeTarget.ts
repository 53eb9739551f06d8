import { isRange } from '../arithmetic';
import type { Bound } from '../definitions';
import { formatValue } from '../format';
import type { DescribeOptions } from './describeTrend';
import { inPeriod, periodInWords, rangeInWords } from './describeWords';
import type { Capability, TargetChance, TrendAssessment } from './types';

/**
 * Whether the target will be met, in one sentence without a full stop, such as
 * `As it now runs it will meet the target of 4 h sometimes`.
 *
 * @param expected - between which values periods lie, by which it was assessed
 * @public
 */
export function describeCapability(
  capability: Capability,
  target: Bound | undefined,
  expected: TrendAssessment['expected'],
  { unit, periodType }: DescribeOptions,
): string {
  if (target === undefined) {
    return 'There is no target that it could meet';
  }
  const aim = boundInWords(target, unit);
  if (capability === 'unknown' || !expected) {
    return `Whether it will meet the target of ${aim} is not known yet`;
  }
  const { lower, upper } = expected;
  const will =
    capability === 'never'
      ? `will not meet the target of ${aim}`
      : `will meet the target of ${aim} ${capability}`;
  const vary =
    lower === upper
      ? `are all ${formatValue(lower, unit)}`
      : `vary between ${rangeInWords(lower, upper, unit)}`;
  return `As it now runs it ${will}: ${periodType}s ${vary}`;
}

/**
 * How likely it is that the target will be met:
 * `71% likely to be on target in May 2026`.
 *
 * @public
 */
export function describeChance(
  { probability, period }: TargetChance,
  { periodType }: Pick<DescribeOptions, 'periodType'>,
): string {
  return `${likely(probability)} to be on target ${inPeriod(
    period,
    periodType,
  )}`;
}

/**
 * How likely it is that a target will be met from which another is to hold:
 * `38% likely to meet the target of 2 h that holds from January 2027`.
 *
 * @public
 */
export function describeNextTarget(
  { probability, period, target }: TargetChance,
  { unit, periodType }: DescribeOptions,
): string {
  return `${likely(probability)} to meet the target of ${boundInWords(
    target,
    unit,
  )} that holds from ${periodInWords(period, periodType)}`;
}

/** A forecast is never certain, however it rounds. */
function likely(probability: number): string {
  const percent = Math.round(probability * 100);
  if (percent < 1) {
    return 'Less than 1% likely';
  }
  return percent > 99 ? 'More than 99% likely' : `${percent}% likely`;
}

function boundInWords(bound: Bound, unit: string): string {
  return isRange(bound)
    ? rangeInWords(bound.min, bound.max, unit).replace(' and ', ' to ')
    : formatValue(bound, unit);
}
