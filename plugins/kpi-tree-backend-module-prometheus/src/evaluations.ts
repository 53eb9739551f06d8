import {
  addPeriods,
  dateOf,
  instantOf,
  periodsBetween,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * A question for several periods of one length: a range query at their ends, with
 * that length as `$period`. Times are in seconds.
 */
export type Evaluation = {
  start: number;
  end: number;
  step: number;
  /** First days by the second at which the period is evaluated. */
  periods: Map<number, string>;
};

/**
 * How the periods of a stretch of time are asked for, in as few questions as they
 * have different lengths: days are one question but for those on which clocks are
 * changed and the running one.
 *
 * @param from - begins a period
 * @throws `InputError` if they are more periods than are ever walked through
 */
export function evaluationsOf(
  from: Date,
  to: Date,
  grain: PeriodType,
  timeZone: string,
): Evaluation[] {
  const found: Evaluation[] = [];
  for (const period of periodsBetween(
    dateOf(from.getTime(), timeZone),
    dateOf(to.getTime(), timeZone),
    grain,
  )) {
    const start = instantOf(period, timeZone) / 1_000;
    if (start * 1_000 >= to.getTime()) {
      break;
    }
    const next = addPeriods(period, grain, 1);
    const end = Math.min(
      instantOf(next, timeZone) / 1_000,
      Math.floor(to.getTime() / 1_000),
    );
    const last = found[found.length - 1];
    if (last && last.step === end - start && last.end + last.step === end) {
      last.end = end;
      last.periods.set(end, period);
    } else if (end > start) {
      found.push({
        start: end,
        end,
        step: end - start,
        periods: new Map([[end, period]]),
      });
    }
  }
  return found;
}
