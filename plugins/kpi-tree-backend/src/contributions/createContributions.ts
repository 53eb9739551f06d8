import { KpiSource } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Knex } from 'knex';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Evaluator } from '../evaluation/Evaluator';
import { Memberships } from '../memberships/Memberships';
import { RejectedRows } from '../scopes/RejectedRows';
import { ScopeService } from '../scopes/ScopeService';
import { ScoreHistoryService } from '../scorecard/ScoreHistoryService';
import { Stores } from '../store/createStores';
import { ContributionService } from './ContributionService';
import { ScoreContributionService } from './ScoreContributionService';

/** What explains the changes of KPIs and of scores. */
export function createContributions(options: {
  knex: Knex;
  stores: Stores;
  memberships: Memberships;
  evaluator: Evaluator;
  scopes: ScopeService;
  rejected: RejectedRows;
  scoreHistories: ScoreHistoryService;
  config: KpiTreeConfig;
  sources: ReadonlyMap<string, KpiSource>;
}) {
  const { periods, current } = options.stores;
  return {
    contributions: new ContributionService({ ...options, periods, current }),
    scoreContributions: new ScoreContributionService(options),
  };
}
