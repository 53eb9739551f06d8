import { LoggerService } from '@backstage/backend-plugin-api';
import {
  KpiSource,
  MisconfiguredSource,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { RequestContexts } from '../access/RequestContexts';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Evaluator } from '../evaluation/Evaluator';
import { ComputedFormulaHistory } from '../history/ComputedFormulaHistory';
import { ScopeService } from '../scopes/ScopeService';
import { DraftService } from './DraftService';
import { FormulaTrial } from './FormulaTrial';
import { TrialService } from './TrialService';

/** What checks and tries definitions that are being written. */
export function createDrafts(options: {
  contexts: RequestContexts;
  sources: ReadonlyMap<string, KpiSource>;
  misconfigured: ReadonlyMap<string, MisconfiguredSource>;
  evaluator: Evaluator;
  scopes: ScopeService;
  computedFormulaHistory: ComputedFormulaHistory;
  config: KpiTreeConfig;
  logger: LoggerService;
}) {
  const drafts = new DraftService(options);
  const formulas = new FormulaTrial({
    ...options,
    formulas: options.computedFormulaHistory,
  });
  return { drafts, trials: new TrialService({ ...options, drafts, formulas }) };
}
