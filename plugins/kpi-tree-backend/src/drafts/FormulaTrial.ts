import { PeriodValue } from '@internal/kpi-tree';
import {
  KpiEntity,
  periodsBetween,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RequestContext } from '../access/RequestContexts';
import { Evaluator } from '../evaluation/Evaluator';
import { ComputedFormulaHistory } from '../history/ComputedFormulaHistory';
import { ScopeService } from '../scopes/ScopeService';

/** Tries formulas that are being written, on what is stored of their operands. */
export class FormulaTrial {
  constructor(
    private readonly options: {
      evaluator: Evaluator;
      scopes: ScopeService;
      formulas: ComputedFormulaHistory;
    },
  ) {}

  /**
   * The values of a draft for an entity or scope, in the periods in which it is
   * judged, and up to when its operands are complete.
   *
   * @throws `InputError` if it takes too many measurements
   */
  async compute(
    draft: KpiEntity,
    entityRef: string,
    context: RequestContext,
  ): Promise<{ values: PeriodValue[]; coveredUntil: string | null }> {
    const { evaluator, scopes, formulas } = this.options;
    const { definitions } = context;
    const request = {
      definitions: definitions.with({
        kpis: new Map(definitions.kpis).set(draft.metadata.name, draft),
      }),
      view: await scopes.view(context, entityRef),
      kpi: draft.metadata.name,
      own: await evaluator.current(definitions, entityRef),
      isDraft: true,
    };
    const { from, coveredUntil } = await formulas.extent(request);
    const { period: periodType } = draft.spec;
    const periods = from ? periodsBetween(from, context.day, periodType) : [];
    return {
      values: await formulas.values(request, periodType, periods),
      coveredUntil,
    };
  }
}
