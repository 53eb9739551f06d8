import {
  InsightEvent,
  judge,
  seriesEvents,
  SeriesFacts,
  ToldVerdict,
  toldVerdicts,
} from '@internal/kpi-tree';
import { SignalSummary } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { InsightStore } from '../store/InsightStore';
import { VerdictStore } from '../store/VerdictStore';
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
  return seriesEvents(factsOf(values, by, signals, staleSince));
}

/** Verdicts of which somebody may be told. */
export type TellableVerdicts = {
  verdicts: ToldVerdict[];
  /** The first day of the last complete period with a value, or of the current one. */
  newest: string;
};

/**
 * The verdicts in the same history of which somebody may be told.
 *
 * @param events - what moved in it
 */
export function tellableVerdicts(
  values: HistoryValue[],
  by: AssessedBy,
  signals: SignalSummary,
  events: InsightEvent[],
): TellableVerdicts {
  const facts = factsOf(values, by, signals);
  return {
    verdicts: toldVerdicts(facts, events),
    newest:
      facts.values.findLast(({ value }) => value !== null)?.period ??
      by.current,
  };
}

function factsOf(
  values: HistoryValue[],
  by: AssessedBy,
  signals: SignalSummary,
  staleSince?: string,
): SeriesFacts {
  const { periods, options } = assessedHistory(values, by);
  return {
    values: periods,
    judge: (value, start) => judge(value, start, by.judgementIn(start)),
    options,
    trend: signals,
    chance: signals.chance,
    staleSince,
    targetChanges: by.targetChanges,
  };
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

/** Periods before the current one that are written together where history is loaded. */
export const HISTORY_PERIODS = 6;

/** Notes the verdicts of series of which somebody may be told, of the same series. */
export async function noteVerdicts(
  tx: Knex.Transaction,
  store: VerdictStore,
  evaluated: Evaluated[],
  today: number,
): Promise<void> {
  await store.write(
    tx,
    evaluated.filter(mayHaveMoved).flatMap(one => {
      const { series, key, changed, tellable } = one;
      const past = changed.values.filter(start => start < key.current);
      return tellable
        ? [
            {
              subject: {
                subject: series.entityRef,
                kpi: series.kpi,
                seriesId: series.id,
              },
              ...tellable,
              definition: definitionOf(key),
              isRewritten: past.length >= HISTORY_PERIODS,
            },
          ]
        : [];
    }),
    today,
  );
}

/** By what a series is judged and assessed, whatever the day and however late it is. */
function definitionOf({ values, state }: Evaluated['key']): string {
  return `${values}.${state.slice(0, state.lastIndexOf('.'))}`;
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
