import { LoggerService } from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { Knex } from 'knex';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Stores } from '../store/createStores';
import { BadDates } from './BadDates';
import { SetAsides } from './SetAsides';
import { SetAsideTelemetry } from './SetAsideTelemetry';
import { StartUp } from './StartUp';

/** What keeps what cannot be evaluated from harming anything else. */
export function createSetAside(options: {
  knex: Knex;
  stores: Stores;
  metrics: MetricsService;
  /** How long what is set aside may stay unseen by a page. */
  definitionsMaxAgeMs: number;
  config: KpiTreeConfig;
  logger: LoggerService;
}) {
  const { stores, definitionsMaxAgeMs } = options;
  const telemetry = new SetAsideTelemetry(options.metrics);
  const setAsides = new SetAsides({
    store: stores.setAside,
    rows: stores.setAsideRows,
    telemetry,
    maxAgeMs: definitionsMaxAgeMs,
  });
  const badDates = new BadDates({
    ...options,
    store: stores.badDates,
    rows: stores.setAsideRows,
  });
  return {
    setAsideTelemetry: telemetry,
    setAsides,
    startUp: new StartUp({
      ...options,
      badDates,
      setAsides,
      store: stores.setAside,
      rollups: stores.rollups,
    }),
  };
}
