import type {
  Assessment,
  Bound,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  describeCapability,
  describeChance,
  describeNextTarget,
} from './describeTarget';
import { describeTrend } from './describeTrend';
import type { DescribeOptions } from './describeWords';

/**
 * What a history says, a sentence each without a full stop: whether it improves,
 * whether the target will be met, and where it goes, as far as that is known.
 *
 * @param target - in force in the current period
 */
export function describeAssessment(
  { trend, capability, chance, nextTarget }: Assessment,
  target: Bound | undefined,
  options: DescribeOptions,
): string[] {
  return [
    describeTrend(trend, options),
    ...(capability === 'unknown'
      ? []
      : [describeCapability(capability, target, trend.expected, options)]),
    ...(chance ? [describeChance(chance, options)] : []),
    ...(nextTarget ? [describeNextTarget(nextTarget, options)] : []),
  ];
}
