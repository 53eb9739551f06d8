import {
  addPeriods,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { judge } from '../../arithmetic';
import { assessTrend } from '../assessTrend';
import { seriesEvents, SeriesFacts } from '../insights';
import { ToldVerdict, toldVerdicts } from '../toldVerdicts';
import type { TrendOptions } from '../trendOptions';
import type { Months } from './steady';

const FIRST = '2020-01-01';

/** The first month in which verdicts are looked at: the chart is whole then. */
export const WARM_UP = 24;

/**
 * The verdicts at the end of each month of a history after {@link WARM_UP}.
 *
 * @param target - of a KPI of which higher values are better; the threshold is the same
 */
export function* verdictsByMonth(
  { values, unit, weights, eventDays }: Months,
  target: number | undefined,
): Generator<ToldVerdict[]> {
  const series = values.map((value, index) => ({
    period: addPeriods(FIRST, 'month', index),
    value,
    weight: weights ? weights[index] : 1,
  }));
  for (let count = WARM_UP; count <= series.length; count++) {
    const seen = series.slice(0, count);
    const end = toEpochDay(addPeriods(FIRST, 'month', count));
    const options: TrendOptions = {
      periodType: 'month',
      direction: 'higher',
      unit,
      settings: {},
      targetIn: () => target,
      ...(eventDays
        ? { eventDays: eventDays.filter(({ day }) => day < end) }
        : {}),
    };
    const facts: SeriesFacts = {
      values: seen,
      judge: (value, start) =>
        judge(value, start, {
          direction: 'higher',
          target,
          threshold: target,
          tolerance: 0,
        }),
      options,
      trend: assessTrend(seen, options),
    };
    yield toldVerdicts(facts, seriesEvents(facts));
  }
}

/**
 * The messages that verdicts come to, month by month, as the backend sends them: when a
 * verdict begins, and when it is on target again after that was told to be off.
 */
export function* messagesOf(
  months: Iterable<ToldVerdict[]>,
): Generator<string[]> {
  const told = new Map<string, string>();
  for (const verdicts of months) {
    const messages: string[] = [];
    for (const { kind, state, isEnough } of verdicts) {
      const before = told.get(kind);
      if (
        state === 'on-target'
          ? before === 'off-target'
          : before !== state && isEnough
      ) {
        messages.push(state);
        told.set(kind, state);
      }
      if (state === 'on-target') {
        told.set(kind, state);
      }
    }
    if (!verdicts.some(({ kind }) => kind === 'signal')) {
      told.delete('signal');
    }
    yield messages;
  }
}
