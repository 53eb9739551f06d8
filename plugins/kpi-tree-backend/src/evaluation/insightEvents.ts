import { InsightEvent, judge, seriesEvents } from '@internal/kpi-tree';
import { SignalSummary } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { InsightStore } from '../store/InsightStore';
import { AssessedBy, assessedHistory, HistoryValue } from './assessment';
import { Evaluated } from './Evaluation';
import { keyText } from './EvaluationKey';

/**
 * What moved in the history of a series or scope, from what it was assessed by.
 *
 * @param signals - to what the assessment came
 * @param staleSince - the day from which it is stale, if it is
 */
export function insightEvents(
  values: HistoryValue[],
  by: AssessedBy,
  signals: SignalSummary,
  staleSince?: string,
): InsightEvent[] {
  const { periods, options } = assessedHistory(values, by);
  return seriesEvents({
    values: periods,
    judge: (value, start) => judge(value, start, by.judgementIn(start)),
    options,
    trend: signals,
    chance: signals.chance,
    staleSince,
    targetChanges: by.targetChanges,
  });
}

/** Notes what moved in series, of those in which something may be otherwise. */
export async function noteInsights(
  tx: Knex.Transaction,
  insights: InsightStore,
  evaluated: Evaluated[],
): Promise<void> {
  await insights.writeSeries(
    tx,
    evaluated.filter(mayHaveMoved).map(({ series, moved }) => ({
      subject: {
        subject: series.entityRef,
        kpi: series.kpi,
        seriesId: series.id,
      },
      events: moved,
    })),
  );
}

/**
 * Whether complete periods have other values, or are judged or assessed otherwise. What
 * is written to the running period moves nothing.
 */
function mayHaveMoved({ before, key, changed }: Evaluated): boolean {
  return (
    before === undefined ||
    keyText(before.key) !== keyText(key) ||
    changed.values.some(start => start <= key.current)
  );
}
