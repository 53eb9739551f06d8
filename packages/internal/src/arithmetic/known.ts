import type { Known } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * The share of a period that has to be known for its value to be judged.
 */
export const DEFAULT_COMPLETENESS_FLOOR = 0.9;

/**
 * Whether too little of a period is known to judge its value, and to take it for one of
 * the history.
 *
 * @param floor - the share that has to be known, 0..1
 */
export function isIncomplete(
  known: Known | undefined,
  floor: number = DEFAULT_COMPLETENESS_FLOOR,
): boolean {
  // A hair of tolerance, so that 27 of 30 days are 90 %
  return known !== undefined && known.days < known.of * (floor - 1e-9);
}

/**
 * How much is known of what several parts come to, such as the members of a scope: the
 * days of all of them.
 *
 * @param parts - `undefined` where all is known
 * @param days - how many days the period has
 * @returns `undefined` where all is known of each
 */
export function knownOfAll(
  parts: (Known | undefined)[],
  days: number,
): Known | undefined {
  const partial = parts.flatMap(part => part ?? []);
  if (!partial.length) {
    return undefined;
  }
  // Of a running period as many have passed of one as of the others
  const of = Math.min(days, Math.max(...partial.map(part => part.of)));
  const whole = (parts.length - partial.length) * of;
  return {
    days: partial.reduce((sum, part) => sum + part.days, whole),
    of: partial.reduce((sum, part) => sum + part.of, whole),
  };
}

/**
 * How much is known of what is computed from several parts, such as the operands of a
 * formula: as much as of that of which the smallest share is known.
 *
 * @param parts - `undefined` where all is known
 */
export function knownOfEach(parts: (Known | undefined)[]): Known | undefined {
  const partial = parts.flatMap(part => part ?? []);
  return partial.length
    ? partial.reduce((least, part) =>
        part.days * least.of < least.days * part.of ? part : least,
      )
    : undefined;
}
