import type {
  Bound,
  Capability,
  TargetChance,
  TrendAssessment,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { type DescribeOptions, type Phrases, phrasesOf } from './describeWords';

/**
 * Whether the target will be met, in one sentence without a full stop, such as
 * `At its current performance the KPI will meet the target of 4 h only some of the time`.
 *
 * @param expected - between which values periods lie, by which it was assessed
 */
export function describeCapability(
  capability: Capability,
  target: Bound | undefined,
  expected: TrendAssessment['expected'],
  options: DescribeOptions,
): string {
  const phrases = phrasesOf(options);
  const { words } = phrases;
  if (target === undefined) {
    return words.noTarget;
  }
  const aim = phrases.bound(target);
  if (capability === 'unknown' || !expected) {
    return words.capabilityUnknown(aim);
  }
  const { lower, upper } = expected;
  return words.capability({
    capability,
    target: aim,
    type: options.periodType,
    ...(lower === upper
      ? { all: phrases.value(lower) }
      : { range: phrases.range(lower, upper) }),
  });
}

/**
 * How likely it is that the target will be met:
 * `71% likely to be on target in May 2026`, or that it is certain or impossible.
 */
export function describeChance(
  { probability, period: start }: TargetChance,
  options: Pick<DescribeOptions, 'periodType' | 'words'>,
): string {
  const phrases = phrasesOf({ unit: '1', ...options });
  const inPeriod = phrases.inPeriod(start);
  if (probability === 0 || probability === 1) {
    return phrases.words.certain(probability === 1, inPeriod);
  }
  return phrases.words.chance(likely(probability, phrases), inPeriod);
}

/**
 * How likely it is that a target will be met from which another is to hold:
 * `38% likely to meet the target of 2 h that holds from January 2027`.
 */
export function describeNextTarget(
  { probability, period: start, target }: TargetChance,
  options: DescribeOptions,
): string {
  const phrases = phrasesOf(options);
  return phrases.words.nextTarget(
    likely(probability, phrases),
    phrases.bound(target),
    phrases.from(start),
  );
}

/** What is not certain is not said to be, however it rounds. */
function likely(probability: number, { words, percent }: Phrases): string {
  const rounded = Math.round(probability * 100);
  if (rounded < 1) {
    return words.likely(percent(1), 'less');
  }
  return rounded > 99
    ? words.likely(percent(99), 'more')
    : words.likely(percent(rounded), undefined);
}
