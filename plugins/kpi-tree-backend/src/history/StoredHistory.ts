import { KpiEntity } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { ALL } from '../definitions/Scope';
import { Evaluator } from '../evaluation/Evaluator';
import { ScopeService } from '../scopes/ScopeService';
import { ScopeView } from '../scopes/ScopeView';
import { PeriodStore } from '../store/PeriodStore';
import { ScopeValue } from '../store/RollupStore';

/** What an entity or scope had in the periods in which a KPI is judged. */
export type HistoryOfKpi = {
  origin: 'own' | 'members';
  /** The series that was measured; of members there is none. */
  seriesId?: number;
  /** By first day, in chronological order; those that there are. */
  byPeriod: ReadonlyMap<
    string,
    Pick<ScopeValue, 'period' | 'value' | 'weight' | 'known' | 'bounds'>
  >;
};

/** The same of several KPIs, by name; those that have any. */
export type HistoryOfKpis = ReadonlyMap<string, HistoryOfKpi>;

/**
 * Reads what an entity or scope had: measured for itself, else rolled up from its
 * members of then.
 */
export class StoredHistory {
  constructor(
    private readonly options: {
      periods: PeriodStore;
      evaluator: Evaluator;
      scopes: ScopeService;
    },
  ) {}

  /** @param rangeOf - the first days of the first and the last period of a KPI */
  async read(
    view: ScopeView,
    kpis: KpiEntity[],
    rangeOf: (kpi: KpiEntity) => { from: string; to: string },
  ): Promise<HistoryOfKpis> {
    const { definitions, scope, isScope } = view;
    const { evaluator, periods, scopes } = this.options;
    const found = new Map<string, HistoryOfKpi>();
    if (!kpis.length) {
      return found;
    }
    const own =
      scope === ALL ? undefined : await evaluator.current(definitions, scope);
    const measured = kpis.flatMap(kpi => {
      const series = own?.get(kpi.metadata.name);
      return series ? [{ kpi, seriesId: series.id }] : [];
    });
    const read = await periods.readDates(
      measured.map(({ kpi, seriesId }) => ({ seriesId, ...rangeOf(kpi) })),
    );
    for (const { kpi, seriesId } of measured) {
      const values = read.get(seriesId) ?? [];
      found.set(kpi.metadata.name, {
        origin: 'own',
        seriesId,
        byPeriod: new Map(values.map(value => [value.period, value])),
      });
    }
    const others = isScope
      ? kpis.filter(kpi => !found.has(kpi.metadata.name))
      : [];
    const histories = await scopes.histories(view, others, rangeOf);
    for (const [name, values] of histories) {
      found.set(name, {
        origin: 'members',
        byPeriod: new Map(values.map(value => [value.period, value])),
      });
    }
    return found;
  }
}
