import {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  MetricsService,
  TracingService,
} from '@backstage/backend-plugin-api/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  KpiSource,
  MisconfiguredSource,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Knex } from 'knex';
import { ConfigReport } from '../configuration/ConfigReport';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { ArithmeticOptions } from '../evaluation/StoredArithmetic';
import { Messaging } from '../messages/createMessages';

/** What the services need of the portal. */
export type ServiceDependencies = {
  knex: Knex;
  catalog: CatalogService;
  auth: AuthService;
  auditor: AuditorService;
  permissions: PermissionsService;
  logger: LoggerService;
  metrics: MetricsService;
  tracing: TracingService;
  /** Those that are collected, by id. */
  sources: ReadonlyMap<string, KpiSource>;
  /** Those that are not, as their configuration is wrong. */
  misconfigured: ReadonlyMap<string, MisconfiguredSource>;
  report: ConfigReport;
  config: KpiTreeConfig;
  /** How messages leave the portal; not given where it sends none. */
  messaging?: Messaging;
  /** How long a change in the catalog may stay unseen by a page. */
  definitionsMaxAgeMs: number;
  /** The pause between attempts to collect; for tests. */
  retryPauseMs?: number;
  /** The version of the arithmetic and the clock of its leases; for tests. */
  arithmetic?: ArithmeticOptions;
};
