import { Knex } from 'knex';
import { Evaluator } from '../evaluation/Evaluator';
import { Memberships } from '../memberships/Memberships';
import { NodeDistribution } from '../rollup/NodeDistribution';
import { Rollups } from '../rollup/Rollups';
import { Stores } from '../store/createStores';
import { EntityStates } from './EntityStates';
import { RejectedRows } from './RejectedRows';
import { ScopeService } from './ScopeService';
import { SeenScopes } from './SeenScopes';

/** What says how entities and scopes stand, to those who may see them. */
export function createScopes(options: {
  knex: Knex;
  stores: Stores;
  memberships: Memberships;
  evaluator: Evaluator;
  rollups: Rollups;
  distribution: NodeDistribution;
}) {
  const { stores, evaluator } = options;
  const states = new EntityStates({
    ...options,
    store: stores.entityStates,
    current: stores.current,
  });
  const seen = new SeenScopes({
    ...options,
    keys: evaluator.keys,
    store: stores.rollups,
  });
  return {
    states,
    scopes: new ScopeService({
      ...options,
      seen,
      store: stores.rollups,
      states,
    }),
    rejected: new RejectedRows({
      ...options,
      store: stores.incomplete,
      measurements: stores.measurements,
    }),
  };
}
