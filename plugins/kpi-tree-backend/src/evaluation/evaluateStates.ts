import {
  asOfScope,
  assertFinite,
  EventDay,
  evaluateSeries,
  hasValue,
  summarise,
} from '@internal/kpi-tree';
import {
  addPeriods,
  periodOf,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { CurrentState } from '../store/CurrentStore';
import { MeasurementStore, SeriesRecord } from '../store/MeasurementStore';
import { PeriodStore } from '../store/PeriodStore';
import { StoredValue } from '../store/ranges';
import { assess, firstAssessed } from './assessment';
import { ownAssessedBy } from './assessOwn';
import { EvaluatedAt } from './EvaluatedAt';
import { Evaluated, Evaluation } from './Evaluation';
import { readEventDays } from './eventDays';
import { insightEvents, tellableVerdicts } from './insightEvents';
import { sparkValues } from './spark';
import { daysLate, staleSince } from './staleness';

type Options = {
  measurements: MeasurementStore;
  periods: PeriodStore;
  config: KpiTreeConfig;
  /** Given where verdicts are told. */
  verdicts?: unknown;
};

type EvaluatedState = Pick<Evaluated, 'state' | 'moved' | 'tellable'>;

/**
 * Evaluates how series stand, what their histories say, and what moved in them, once
 * their periods are in line with what was written.
 *
 * @returns the states, by the ids of the series
 */
export async function evaluateStates(
  tx: Knex,
  at: EvaluatedAt,
  evaluations: Evaluation[],
  options: Options,
): Promise<Map<number, EvaluatedState>> {
  const firsts = new Map(
    evaluations.map(({ series, kpi, key }) => [
      series.id,
      firstAssessed(
        key.current,
        kpi.spec.period,
        at.signalSettings(kpi, series.entityRef),
      ),
    ]),
  );
  const recent = await readRecent(tx, evaluations, firsts, options.periods);
  const eventDays = await readEventDays(
    evaluations.map(({ series, kpi, key, operands }) => ({
      series,
      kpi,
      values: operands
        ? []
        : (recent.get(series.id) ?? []).filter(
            ({ period: start }) =>
              firsts.get(series.id)! <= start && start <= key.current,
          ),
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
          at,
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
  at: EvaluatedAt,
  { series, kpi, key, operands }: Evaluation,
  values: StoredValue[],
  eventDays: EventDay[] | undefined,
  { config, verdicts }: Options,
): EvaluatedState {
  const { entityRef } = series;
  const { period: periodType } = kpi.spec;
  const { current } = key;
  const running = addPeriods(current, periodType, 1);
  const byPeriod = new Map(values.map(v => [v.period, v]));
  const soFar = byPeriod.get(running);
  const measured = operands ?? [series];
  const late = daysLate(kpi, measured, config);
  const by = ownAssessedBy(at, kpi, entityRef, {
    daysLate: late,
    eventDays,
  });
  const signals = summarise(assess(values, by));
  const judgement = at.judgement(kpi, entityRef);
  const state: CurrentState = {
    ...evaluateSeries(values, current, late > 0, judgement),
    spark: sparkValues(byPeriod, current, periodType, judgement),
    signals,
    ...(soFar && hasValue(soFar)
      ? {
          provisional: {
            period: running,
            value: soFar.value,
            weight: soFar.weight,
          },
        }
      : {}),
  };
  const moved = insightEvents(
    values,
    by,
    signals,
    staleSince(kpi, measured, config),
  );
  assertFinite([state, moved], 'state');
  return {
    state,
    moved: at.definitions.isScope(entityRef) ? asOfScope(moved) : moved,
    ...(verdicts
      ? { tellable: tellableVerdicts(values, by, signals, moved) }
      : {}),
  };
}

/**
 * The values from which state, sparkline, signals and last known value come: those
 * that are assessed and the running period, or from the last measurement where that
 * is older.
 */
async function readRecent(
  tx: Knex,
  evaluations: Evaluation[],
  firsts: ReadonlyMap<number, string>,
  periods: PeriodStore,
): Promise<Map<number, StoredValue[]>> {
  return periods.readRanges(
    evaluations.map(({ series, kpi, key, operands = [series] }) => {
      const { period: periodType } = kpi.spec;
      const first = firsts.get(series.id)!;
      const lastMeasured = lastOf(operands);
      const last = lastMeasured && periodOf(lastMeasured, periodType);
      return {
        seriesId: series.id,
        from: toEpochDay(last && last < first ? last : first),
        to: toEpochDay(addPeriods(key.current, periodType, 1)),
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
