import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { KpiSource } from './KpiSource';

/**
 * Adds sources to the KPI tree backend.
 *
 * @public
 */
export interface KpiTreeSourcesExtensionPoint {
  /**
   * @throws `ConflictError` if another source has the same id.
   */
  addSource<TSettings>(source: KpiSource<TSettings>): void;
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
