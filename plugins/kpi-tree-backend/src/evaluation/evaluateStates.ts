import {
  addPeriods,
  evaluateSeries,
  periodOf,
  summarise,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { KpiTreeConfig } from '../config';
import { Definitions } from '../definitions/Definitions';
import { CurrentState } from '../store/CurrentStore';
import { MeasurementStore, SeriesRecord } from '../store/MeasurementStore';
import { PeriodStore } from '../store/PeriodStore';
import { StoredValue } from '../store/ranges';
import { firstAssessed } from './assessment';
import { assessOwn } from './assessOwn';
import { Evaluation } from './Evaluation';
import { EvaluationKeys } from './EvaluationKeys';
import { readEventDays } from './eventDays';
import { sparkPeriods } from './spark';
import { daysLate } from './staleness';

type Options = {
  keys: EvaluationKeys;
  measurements: MeasurementStore;
  periods: PeriodStore;
  config: KpiTreeConfig;
};

/**
 * Evaluates how series stand, and what their histories say, once their periods are in
 * line with what was written.
 *
 * @returns the states, by the ids of the series
 */
export async function evaluateStates(
  tx: Knex.Transaction,
  definitions: Definitions,
  evaluations: Evaluation[],
  options: Options,
): Promise<Map<number, CurrentState>> {
  const firsts = new Map(
    evaluations.map(({ series, kpi, key }) => [
      series.id,
      firstAssessed(
        key.current,
        kpi.spec.period,
        options.keys.signalSettings(definitions, kpi, series.entityRef),
      ),
    ]),
  );
  const recent = await readRecent(tx, evaluations, firsts, options.periods);
  const assessedOf = (id: number) =>
    (recent.get(id) ?? []).filter(({ period }) => period >= firsts.get(id)!);
  const eventDays = await readEventDays(
    evaluations.map(({ series, kpi, operands }) => ({
      series,
      kpi,
      values: operands ? [] : assessedOf(series.id),
    })),
    options.measurements,
    tx,
  );
  return new Map(
    evaluations.map(evaluation => {
      const { id } = evaluation.series;
      return [
        id,
        evaluateState(
          definitions,
          evaluation,
          recent.get(id) ?? [],
          eventDays.get(id),
          options,
        ),
      ];
    }),
  );
}

function evaluateState(
  definitions: Definitions,
  { series, kpi, key, operands }: Evaluation,
  values: StoredValue[],
  eventDays: number[] | undefined,
  { keys, config }: Options,
): CurrentState {
  const { period } = kpi.spec;
  const { current } = key;
  const running = addPeriods(current, period, 1);
  const byPeriod = new Map(values.map(v => [v.period, v]));
  const provisional = byPeriod.get(running);
  const late = daysLate(kpi, operands ?? [series], config);
  return {
    ...evaluateSeries(
      values,
      current,
      late > 0,
      keys.judgement(definitions, kpi, series.entityRef),
    ),
    spark: sparkPeriods(current, period).map(
      start => byPeriod.get(start)?.value ?? null,
    ),
    signals: summarise(
      assessOwn(definitions, kpi, series.entityRef, values, {
        keys,
        daysLate: late,
        eventDays,
      }),
    ),
    ...(provisional
      ? {
          provisional: {
            period: running,
            value: provisional.value,
            weight: provisional.weight,
          },
        }
      : {}),
  };
}

/**
 * The values from which state, sparkline, signals and last known value come: those
 * that are assessed and the running period, or from the last measurement where that
 * is older.
 */
async function readRecent(
  tx: Knex.Transaction,
  evaluations: Evaluation[],
  firsts: ReadonlyMap<number, string>,
  periods: PeriodStore,
): Promise<Map<number, StoredValue[]>> {
  return periods.readRanges(
    evaluations.map(({ series, kpi, key, operands = [series] }) => {
      const { period } = kpi.spec;
      const first = firsts.get(series.id)!;
      const lastMeasured = lastOf(operands);
      const last = lastMeasured && periodOf(lastMeasured, period);
      return {
        seriesId: series.id,
        from: toEpochDay(last && last < first ? last : first),
        to: toEpochDay(addPeriods(key.current, period, 1)),
      };
    }),
    tx,
  );
}

/** The first day of the last period that all of some series have. */
function lastOf(series: SeriesRecord[]): string | null {
  const last = series.map(({ lastPeriod }) => lastPeriod).sort();
  return last.includes(null) ? null : last[0];
}
