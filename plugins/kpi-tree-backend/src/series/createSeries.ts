import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Evaluator } from '../evaluation/Evaluator';
import { ComputedFormulaHistory } from '../history/ComputedFormulaHistory';
import { ComputedScopeHistory } from '../history/ComputedScopeHistory';
import { RejectedRows } from '../scopes/RejectedRows';
import { ScopeService } from '../scopes/ScopeService';
import { SetAsides } from '../setAside/SetAsides';
import { Stores } from '../store/createStores';
import { AssessmentService } from './AssessmentService';
import { SeriesService } from './SeriesService';

/** What answers with the history of a KPI, and what it says. */
export function createSeries(options: {
  stores: Stores;
  evaluator: Evaluator;
  scopes: ScopeService;
  computedScopeHistory: ComputedScopeHistory;
  computedFormulaHistory: ComputedFormulaHistory;
  setAsides: SetAsides;
  rejected: RejectedRows;
  config: KpiTreeConfig;
}) {
  const { measurements, periods } = options.stores;
  const all = { ...options, measurements, periods };
  return {
    series: new SeriesService({
      ...all,
      members: options.computedScopeHistory,
      formulas: options.computedFormulaHistory,
      assessments: new AssessmentService(all),
    }),
  };
}
