import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Memberships } from '../memberships/Memberships';
import { SetAsideTelemetry } from '../setAside/SetAsideTelemetry';
import { Stores } from '../store/createStores';
import { Evaluator } from './Evaluator';
import { ArithmeticOptions, StoredArithmetic } from './StoredArithmetic';

/** What evaluates series, and says which version of the arithmetic is in charge. */
export function createEvaluation(options: {
  knex: Knex;
  stores: Stores;
  memberships: Memberships;
  setAsideTelemetry: SetAsideTelemetry;
  arithmetic?: ArithmeticOptions;
  /** Given where verdicts are told. */
  messaging?: unknown;
  config: KpiTreeConfig;
  logger: LoggerService;
}) {
  const { knex, stores, memberships, config, logger } = options;
  const arithmetic = new StoredArithmetic(
    { knex, rollups: stores.rollups },
    options.arithmetic,
  );
  return {
    arithmetic,
    evaluator: new Evaluator({
      ...stores,
      verdicts: options.messaging ? stores.verdicts : undefined,
      knex,
      memberships,
      telemetry: options.setAsideTelemetry,
      arithmetic,
      config,
      logger,
    }),
  };
}
