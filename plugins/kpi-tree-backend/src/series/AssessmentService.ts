import {
  Assessment,
  KpiEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { assessedRange } from '../evaluation/assessment';
import { assessOwn } from '../evaluation/assessOwn';
import { Evaluator } from '../evaluation/Evaluator';
import { readEventDays } from '../evaluation/eventDays';
import { CurrentSeries } from '../evaluation/SeriesEvaluation';
import { daysLate } from '../evaluation/staleness';
import { assessScope } from '../rollup/assessScope';
import { ScopeService } from '../scopes/ScopeService';
import { ScopeView } from '../scopes/ScopeView';
import { isOfData } from '../setAside/apart';
import { MeasurementStore } from '../store/MeasurementStore';
import { PeriodStore } from '../store/PeriodStore';

/**
 * Reports all that the history of one KPI says, of which a summary is stored: from the
 * same values, in the same way.
 */
export class AssessmentService {
  constructor(
    private readonly options: {
      measurements: MeasurementStore;
      periods: PeriodStore;
      evaluator: Evaluator;
      scopes: ScopeService;
      config: KpiTreeConfig;
    },
  ) {}

  /**
   * @param measured - the series of the entity or scope itself, by KPI; of a formula
   * with those that it is computed from
   * @returns nothing if nothing was measured, or it is beyond what a number holds
   */
  async assess(
    view: ScopeView,
    kpi: KpiEntity,
    measured: ReadonlyMap<string, CurrentSeries>,
  ): Promise<Assessment | undefined> {
    try {
      return await this.assessOf(view, kpi, measured);
    } catch (error) {
      // Then it is set aside with its reason, and its history is shown all the same
      if (!isOfData(error)) {
        throw error;
      }
      return undefined;
    }
  }

  private async assessOf(
    view: ScopeView,
    kpi: KpiEntity,
    measured: ReadonlyMap<string, CurrentSeries>,
  ): Promise<Assessment | undefined> {
    const { evaluator, scopes } = this.options;
    const { definitions, scope, isScope } = view;
    const own = measured.get(kpi.metadata.name);
    if (own) {
      return this.ofOwn(view, kpi, own, measured);
    }
    const values = isScope
      ? await scopes.history(view, kpi, this.rangeOf(view, kpi))
      : [];
    return values.length
      ? assessScope(evaluator.at(definitions), scope, kpi, values)
      : undefined;
  }

  private async ofOwn(
    view: ScopeView,
    kpi: KpiEntity,
    own: CurrentSeries,
    measured: ReadonlyMap<string, CurrentSeries>,
  ): Promise<Assessment> {
    const { measurements, periods, evaluator, config } = this.options;
    const { definitions, scope } = view;
    const { name } = kpi.metadata;
    const isFormula = definitions.formulas.get(name) !== undefined;
    const sources = isFormula
      ? definitions.formulas.measured(name).flatMap(n => measured.get(n) ?? [])
      : [own];
    const { from, to } = this.rangeOf(view, kpi);
    const found = await periods.read([own.id], from, to);
    const values = found.get(own.id) ?? [];
    const current = evaluator.currentPeriod(kpi);
    const complete = values.filter(({ period: start }) => start <= current);
    const eventDays = await readEventDays(
      isFormula ? [] : [{ series: own, kpi, values: complete }],
      measurements,
    );
    return assessOwn(evaluator.at(definitions), kpi, scope, values, {
      daysLate: daysLate(kpi, sources, config),
      eventDays: eventDays.get(own.id),
    });
  }

  private rangeOf({ definitions, scope }: ScopeView, kpi: KpiEntity) {
    const { evaluator } = this.options;
    return assessedRange(
      evaluator.currentPeriod(kpi),
      kpi.spec.period,
      evaluator.at(definitions).signalSettings(kpi, scope),
    );
  }
}
