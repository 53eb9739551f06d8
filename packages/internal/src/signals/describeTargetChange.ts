import type { TargetChange } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { type DescribeOptions, phrasesOf } from './describeWords';

/**
 * Which target or threshold another one replaced, without a full stop:
 * `Target loosened from 1.5 h to 3 h`.
 */
export function describeTargetChange(
  { bound, from, to, effect }: TargetChange,
  options: DescribeOptions,
): string {
  const phrases = phrasesOf(options);
  const { set, removed, ...replaced } = phrases.words.targetChanges[bound];
  if (to === null) {
    return removed(from === null ? '' : phrases.bound(from));
  }
  return from === null
    ? set(phrases.bound(to))
    : replaced[effect](phrases.bound(from), phrases.bound(to));
}
