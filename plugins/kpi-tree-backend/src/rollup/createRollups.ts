import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Evaluator } from '../evaluation/Evaluator';
import { StoredArithmetic } from '../evaluation/StoredArithmetic';
import { Memberships } from '../memberships/Memberships';
import { SetAsides } from '../setAside/SetAsides';
import { SetAsideTelemetry } from '../setAside/SetAsideTelemetry';
import { Stores } from '../store/createStores';
import { NodeDistribution } from './NodeDistribution';
import { Refresher } from './Refresher';
import { Rollups } from './Rollups';

/** What rolls scopes up, and brings all that is derived in line. */
export function createRollups(options: {
  knex: Knex;
  stores: Stores;
  memberships: Memberships;
  arithmetic: StoredArithmetic;
  evaluator: Evaluator;
  setAsides: SetAsides;
  setAsideTelemetry: SetAsideTelemetry;
  /** Given where verdicts are told. */
  messaging?: unknown;
  config: KpiTreeConfig;
  logger: LoggerService;
}) {
  const { stores } = options;
  const rollups = new Rollups({
    ...stores,
    ...options,
    verdicts: options.messaging ? stores.verdicts : undefined,
    telemetry: options.setAsideTelemetry,
  });
  const distribution = new NodeDistribution({
    ...options,
    current: stores.current,
    store: stores.nodes,
  });
  return {
    rollups,
    distribution,
    refresher: new Refresher({ ...options, rollups, distribution }),
  };
}
