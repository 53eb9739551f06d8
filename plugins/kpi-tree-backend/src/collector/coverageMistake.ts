import {
  FIRST_DATE,
  isInstant,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * What is wrong with the instant up to which a source says that it is complete, if
 * anything. It knows nothing after the instant it was queried for: a date such as 9999-12-31
 * would keep its data from ever being stale.
 *
 * @param to - up to when it was asked
 */
export function coverageMistake(
  coveredUntil: Date,
  to: Date,
): string | undefined {
  const time = coveredUntil.getTime();
  return !isInstant(time) || time > to.getTime()
    ? `coveredUntil is ${
        Number.isNaN(time) ? coveredUntil : coveredUntil.toISOString()
      }: use an instant from ${FIRST_DATE} to ${to.toISOString()}, up to which the source was asked`
    : undefined;
}
