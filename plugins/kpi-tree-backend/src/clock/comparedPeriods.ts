import { InputError } from '@backstage/errors';
import { currentPeriodOn } from '@internal/kpi-tree';
import {
  addPeriods,
  periodOf,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { assertDates } from './assertDates';

/**
 * The first days of the two periods that are compared: the last complete one with
 * the one before it, if nothing else is asked for.
 *
 * @param now - today, `YYYY-MM-DD`
 * @param names - what the caller calls the two dates
 * @throws `InputError` if a date is none, the later period still runs, or the periods
 * are not one after the other
 */
export function comparedPeriods(
  request: { from?: string; to?: string },
  type: PeriodType,
  now: string,
  names: { from: string; to: string } = { from: 'from', to: 'to' },
): { from: string; to: string } {
  assertDates({ [names.from]: request.from, [names.to]: request.to });
  const complete = currentPeriodOn(now, type);
  const to = periodOf(request.to ?? complete, type);
  if (to > complete) {
    throw new InputError(
      `${names.to} is ${
        request.to
      }, in a ${type} that is not over: use a date before ${addPeriods(
        complete,
        type,
        1,
      )}`,
    );
  }
  const from = request.from
    ? periodOf(request.from, type)
    : addPeriods(to, type, -1);
  if (from >= to) {
    throw new InputError(
      `${names.from} is ${request.from}, not in a ${type} before that of ${names.to}: use a date before ${to}`,
    );
  }
  return { from, to };
}
