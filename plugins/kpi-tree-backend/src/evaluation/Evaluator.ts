import { KpiEntity } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../definitions/Definitions';
import { EvaluatedAt } from './EvaluatedAt';
import { EvaluationKeys } from './EvaluationKeys';
import { FormulaSeries } from './FormulaSeries';
import {
  CurrentSeries,
  EvaluatorOptions,
  SeenSeries,
  SeriesEvaluation,
} from './SeriesEvaluation';
import { SeriesSetAside } from './SeriesSetAside';

/**
 * Evaluates series: once for each write, change of definition and turn of the
 * period; in between the stored states answer. Notes what of the scopes above is
 * to be rolled up again. Formulas come after what they are computed from.
 *
 * A series that cannot be evaluated is set aside, with its reason, until it is written
 * to or evaluated with something else; it keeps no other one from being evaluated.
 */
export class Evaluator {
  readonly keys: EvaluationKeys;
  private readonly formulaSeries: FormulaSeries;
  private readonly seriesSetAside: SeriesSetAside;

  constructor(private readonly options: EvaluatorOptions) {
    const { config, arithmetic } = options;
    this.keys = new EvaluationKeys(config, arithmetic.version);
    this.formulaSeries = new FormulaSeries({
      measurements: options.measurements,
      store: options.formulas,
    });
    this.seriesSetAside = new SeriesSetAside({
      ...options,
      store: options.setAside,
      formulaSeries: this.formulaSeries,
    });
  }

  /**
   * The states of the series of an entity, by KPI. Those that were written since,
   * or evaluated with other definitions or periods, are evaluated now.
   *
   * @param only - the only KPI, with what it is computed from; all if not given
   * @returns one for each series of a valid KPI, in the KPI's grain, that is not set
   * aside
   */
  async current(
    definitions: Definitions,
    entityRef: string,
    only?: string,
  ): Promise<Map<string, CurrentSeries>> {
    const { whole, kpis } = definitions;
    const all = await this.by(whole).evaluated(entityRef, only);
    if (definitions === whole) {
      return all;
    }
    const seen = new Map([...all].filter(([kpi]) => kpis.has(kpi)));
    for (const series of await this.judgedOtherwise(
      definitions,
      [...seen.keys()],
      [entityRef],
    )) {
      seen.set(series.kpi, series);
    }
    return seen;
  }

  /**
   * How series stand for somebody who may not read all definitions, where they are
   * judged by other targets for her. Nothing of it is stored.
   */
  async judgedOtherwise(
    definitions: Definitions,
    kpis: string[],
    entityRefs: string[],
  ): Promise<SeenSeries[]> {
    return this.by(definitions).judgedOtherwise(kpis, entityRefs);
  }

  /**
   * Evaluates every series that has to be: those that were written, and all where
   * the definitions or the day are others than the last time.
   */
  async refresh(definitions: Definitions, signal?: AbortSignal): Promise<void> {
    await this.by(definitions).refresh(signal);
  }

  /** The first day of the current period of a KPI. */
  currentPeriod(kpi: KpiEntity): string {
    return this.keys.currentPeriod(kpi.spec.period);
  }

  /** What is current now, and how it is judged and assessed by some definitions. */
  at(definitions: Definitions): EvaluatedAt {
    return this.keys.by(definitions);
  }

  private by(definitions: Definitions): SeriesEvaluation {
    const { formulaSeries, seriesSetAside } = this;
    const keys = this.keys.by(definitions);
    return new SeriesEvaluation({
      ...this.options,
      keys,
      formulaSeries,
      seriesSetAside,
    });
  }
}
