import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Evaluator } from '../evaluation/Evaluator';
import { StoredHistory } from '../history/StoredHistory';
import { EntityStates } from '../scopes/EntityStates';
import { RejectedRows } from '../scopes/RejectedRows';
import { ScopeService } from '../scopes/ScopeService';
import { SetAsides } from '../setAside/SetAsides';
import { Stores } from '../store/createStores';
import { ScopeStatesOnDay } from './ScopeStatesOnDay';
import { ScorecardService } from './ScorecardService';
import { ScoreHistoryService } from './ScoreHistoryService';
import { ScoreService } from './ScoreService';

/** What evaluates the trees of entities and scopes. */
export function createScorecards(options: {
  stores: Stores;
  evaluator: Evaluator;
  scopes: ScopeService;
  states: EntityStates;
  storedHistory: StoredHistory;
  setAsides: SetAsides;
  rejected: RejectedRows;
  config: KpiTreeConfig;
}) {
  const { takeovers, measurements } = options.stores;
  const scorecards = new ScorecardService({
    ...options,
    statesOnDay: new ScopeStatesOnDay({ ...options, measurements }),
    takeovers,
  });
  return {
    scorecards,
    scoreHistories: new ScoreHistoryService({ ...options, scorecards }),
    scores: new ScoreService({ ...options, scorecards }),
  };
}
