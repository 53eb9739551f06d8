import type { TargetChange } from '../vocabulary';
import { tellerOf, type DescribeOptions } from './describeWords';

/**
 * Which target or threshold another one replaced, without a full stop:
 * `Target loosened from 1.5 h to 3 h`.
 *
 * @public
 */
export function describeTargetChange(
  { bound, from, to, effect }: TargetChange,
  options: DescribeOptions,
): string {
  const tell = tellerOf(options);
  const { set, removed, ...replaced } = tell.words.targetChanges[bound];
  if (to === null) {
    return removed(from === null ? '' : tell.bound(from));
  }
  return from === null
    ? set(tell.bound(to))
    : replaced[effect](tell.bound(from), tell.bound(to));
}
