import { InputError } from '@backstage/errors';
import {
  dateMistake,
  dateOf,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { DayStretch } from '../store/dayStretch';

/** The first and the last day on which whoever sends measurements has looked. */
export type Covered = { coveredFrom?: string; coveredUntil?: string };

/**
 * Reads on which days somebody says to have looked.
 *
 * @returns `undefined` if they do not say
 * @throws `InputError` if one is given without the other, is not a date, or is not over
 */
export function readCovered(
  { coveredFrom: from, coveredUntil: until }: Covered,
  { now, timeZone }: Pick<KpiTreeConfig, 'now' | 'timeZone'>,
): DayStretch | undefined {
  if (from === undefined && until === undefined) {
    return undefined;
  }
  if (from === undefined || until === undefined) {
    const missing = from === undefined ? 'coveredFrom' : 'coveredUntil';
    throw new InputError(
      `${missing} is missing: give the first and the last day, or neither`,
    );
  }
  const mistake =
    dateMistake('coveredFrom', from) ?? dateMistake('coveredUntil', until);
  if (mistake) {
    throw new InputError(mistake);
  }
  const today = dateOf(now().getTime(), timeZone);
  if (until > today) {
    throw new InputError(
      `coveredUntil is ${until}, which is not over yet: use ${today} or an earlier day`,
    );
  }
  if (from > until) {
    throw new InputError(
      `coveredFrom is ${from}, which is after coveredUntil ${until}: use an earlier day`,
    );
  }
  return { from: toEpochDay(from), until: toEpochDay(until) + 1 };
}
