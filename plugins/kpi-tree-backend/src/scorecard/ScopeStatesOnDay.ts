import { evaluateSeries, summarise } from '@internal/kpi-tree';
import { KpiEntity } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { assess, firstAssessed } from '../evaluation/assessment';
import { EvaluatedAt } from '../evaluation/EvaluatedAt';
import { readEventDays } from '../evaluation/eventDays';
import { sparkPeriods, sparkValues } from '../evaluation/spark';
import { StoredHistory } from '../history/StoredHistory';
import { scopeState } from '../rollup/scopeState';
import { ScopeView } from '../scopes/ScopeView';
import { CurrentState } from '../store/CurrentStore';
import { MeasurementStore } from '../store/MeasurementStore';
import { StoredValue } from '../store/ranges';
import { ScopeState } from '../store/RollupStore';
import { ScopeStates } from './buildNode';

/** A history that was measured of an entity or scope itself. */
type Own = { kpi: KpiEntity; seriesId: number; values: StoredValue[] };

/**
 * Returns the state of an entity or scope at the end of a day, by its history, judged and
 * assessed as it would have been. What is only known now, as whether a source was silent
 * then or the state of each member, is not reported.
 */
export class ScopeStatesOnDay {
  constructor(
    private readonly options: {
      storedHistory: StoredHistory;
      measurements: MeasurementStore;
    },
  ) {}

  /** @param at - the end of the day */
  async states(
    view: ScopeView,
    kpis: KpiEntity[],
    at: EvaluatedAt,
  ): Promise<ScopeStates> {
    const { scope, isScope } = view;
    const found = await this.options.storedHistory.read(view, kpis, kpi =>
      rangeOf(view, kpi, at),
    );
    const measured: Own[] = [];
    const members = new Map<string, ScopeState>();
    for (const kpi of kpis) {
      const { name } = kpi.metadata;
      const history = found.get(name);
      const { to } = rangeOf(view, kpi, at);
      const values = [...(history?.byPeriod.values() ?? [])].filter(
        ({ period: start }) => start <= to,
      );
      if (history?.seriesId !== undefined) {
        measured.push({
          kpi,
          seriesId: history.seriesId,
          // A series has no period without a value
          values: values as StoredValue[],
        });
      } else if (values.length) {
        const state = scopeState(
          { at, scope, kpi },
          values.map(value => ({ ...value, counted: 0 })),
          [],
          { stale: false, updatedAt: null },
        );
        if (state) {
          members.set(name, state);
        }
      }
    }
    return { scope, isScope, own: await this.own(view, measured, at), members };
  }

  private async own(
    { scope }: ScopeView,
    measured: Own[],
    at: EvaluatedAt,
  ): Promise<ScopeStates['own']> {
    const { measurements } = this.options;
    const series = new Map(
      (
        await measurements.findSeries({
          entityRefs: measured.length ? [scope] : [],
          kpis: measured.map(({ kpi }) => kpi.metadata.name),
        })
      ).map(one => [one.id, one]),
    );
    const eventDays = await readEventDays(
      measured.flatMap(({ kpi, seriesId, values }) => {
        const one = series.get(seriesId);
        const isFormula = kpi.spec.formula !== undefined;
        return one && !isFormula ? [{ series: one, kpi, values }] : [];
      }),
      measurements,
    );
    return new Map(
      measured.map(({ kpi, seriesId, values }) => {
        const current = at.currentPeriod(kpi);
        const by = at.judgement(kpi, scope);
        const assessment = assess(values, {
          kpi,
          current,
          settings: at.signalSettings(kpi, scope),
          judgementIn: () => by,
          daysLate: 0,
          eventDays: eventDays.get(seriesId),
        });
        const state: CurrentState = {
          ...evaluateSeries(values, current, false, by),
          spark: sparkValues(
            new Map(values.map(value => [value.period, value])),
            current,
            kpi.spec.period,
            by,
          ),
          ...(values.length ? { signals: summarise(assessment) } : {}),
        };
        return [kpi.metadata.name, { state, updatedAt: null }];
      }),
    );
  }
}

/** The periods that are shown and assessed. */
function rangeOf(
  { scope }: ScopeView,
  kpi: KpiEntity,
  at: EvaluatedAt,
): { from: string; to: string } {
  const { period: periodType } = kpi.spec;
  const to = at.currentPeriod(kpi);
  const [spark] = sparkPeriods(to, periodType);
  const first = firstAssessed(to, periodType, at.signalSettings(kpi, scope));
  return { from: first < spark ? first : spark, to };
}
