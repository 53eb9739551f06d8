import {
  addPeriods,
  dateOf,
  instantOf,
  periodsBetween,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** A period, and the instant at which it is evaluated: its end. Times are in seconds. */
export type Evaluation = {
  /** Its first day, `YYYY-MM-DD`. */
  start: string;
  at: number;
  /** How long it is, or how long it has lasted: `$period`. */
  length: number;
};

/**
 * The periods of a span of time, each as it is asked for.
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
  for (const start of periodsBetween(
    dateOf(from.getTime(), timeZone),
    dateOf(to.getTime(), timeZone),
    grain,
  )) {
    const startsAt = instantOf(start, timeZone) / 1_000;
    if (startsAt * 1_000 >= to.getTime()) {
      break;
    }
    const next = addPeriods(start, grain, 1);
    const end = Math.min(
      instantOf(next, timeZone) / 1_000,
      Math.floor(to.getTime() / 1_000),
    );
    if (end > startsAt) {
      found.push({ start, at: end, length: end - startsAt });
    }
  }
  return found;
}

/** A query as it is asked: with the length of the period in place of `$period`. */
export function queryText(
  query: string,
  { length }: Pick<Evaluation, 'length'>,
): string {
  return query.replaceAll('$period', `${length}s`);
}
