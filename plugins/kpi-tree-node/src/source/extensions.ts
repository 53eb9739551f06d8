import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { ConfigMistake } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { MisconfiguredSource } from './ConfigMistake';
import { KpiSource } from './KpiSource';

/**
 * Adds sources to the KPI tree backend. Nothing here throws: what is wrong with a source
 * is shown with it, and keeps no other from its work.
 *
 * @public
 */
export interface KpiTreeSourcesExtensionPoint {
  /**
   * Adds a source. Of two with the same id none is collected, as nobody can tell which
   * is meant.
   *
   * @param place - the key of its configuration, if it has one
   */
  addSource<TSettings>(
    source: KpiSource<TSettings>,
    place?: { key: string },
  ): void;

  /** Shows a source that is not collected, with what is wrong in its configuration. */
  addMisconfigured(source: MisconfiguredSource): void;

  /** Shows something in the configuration that may be wrong. */
  addWarning(warning: ConfigMistake): void;
}

/**
 * Adds sources to the KPI tree backend.
 *
 * @public
 */
export const kpiTreeSourcesExtensionPoint =
  createExtensionPoint<KpiTreeSourcesExtensionPoint>({
    id: 'kpi-tree.sources',
  });
