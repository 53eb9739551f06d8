import { LoggerService } from '@backstage/backend-plugin-api';
import {
  MetricsService,
  TracingService,
} from '@backstage/backend-plugin-api/alpha';
import {
  KpiSource,
  MisconfiguredSource,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { DefinitionsService } from '../catalog/DefinitionsService';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Refresher } from '../rollup/Refresher';
import { Stores } from '../store/createStores';
import { Collector } from './Collector';
import { SourceList } from './SourceList';
import { Telemetry } from './Telemetry';

/** What collects from the sources, and lists them. */
export function createCollector(options: {
  stores: Stores;
  sources: ReadonlyMap<string, KpiSource>;
  misconfigured: ReadonlyMap<string, MisconfiguredSource>;
  definitions: DefinitionsService;
  refresher: Refresher;
  metrics: MetricsService;
  tracing: TracingService;
  config: KpiTreeConfig;
  logger: LoggerService;
  /** The pause between attempts to collect; for tests. */
  retryPauseMs?: number;
}) {
  const all = { ...options.stores, ...options };
  return {
    collector: new Collector({ ...all, telemetry: new Telemetry(options) }),
    sourceList: new SourceList(all),
  };
}
