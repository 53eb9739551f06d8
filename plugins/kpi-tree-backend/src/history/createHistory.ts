import { Evaluator } from '../evaluation/Evaluator';
import { Memberships } from '../memberships/Memberships';
import { ScopeService } from '../scopes/ScopeService';
import { Stores } from '../store/createStores';
import { ComputedFormulaHistory } from './ComputedFormulaHistory';
import { ComputedScopeHistory } from './ComputedScopeHistory';
import { StoredHistory } from './StoredHistory';

/** The histories that are stored, and those that are computed. */
export function createHistory(options: {
  stores: Stores;
  memberships: Memberships;
  evaluator: Evaluator;
  scopes: ScopeService;
}) {
  const { measurements, periods } = options.stores;
  const computedScopeHistory = new ComputedScopeHistory({
    ...options,
    measurements,
  });
  return {
    storedHistory: new StoredHistory({ ...options, periods }),
    computedScopeHistory,
    computedFormulaHistory: new ComputedFormulaHistory({
      measurements,
      members: computedScopeHistory,
    }),
  };
}
