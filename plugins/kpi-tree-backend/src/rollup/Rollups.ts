import { KpiEntity } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../definitions/Definitions';
import { KpiRollup, RollupOptions } from './KpiRollup';

/**
 * Rolls the values of members up into those of their scopes: what was marked since
 * the last time, and nothing else. What cannot be rolled up is set aside, with its
 * reason, until its members or its definition change; it keeps nothing else from it.
 */
export class Rollups {
  constructor(private readonly options: RollupOptions) {}

  /** Rolls everything up that is marked, of KPIs that are valid. */
  async refresh(definitions: Definitions, signal?: AbortSignal): Promise<void> {
    for (const name of await this.options.rollups.markedKpis()) {
      const kpi = definitions.kpis.get(name);
      if (kpi) {
        signal?.throwIfAborted();
        await this.of(definitions, kpi).refresh();
      }
    }
  }

  /** Rolls one KPI up, by some definitions. */
  of(definitions: Definitions, kpi: KpiEntity): KpiRollup {
    const at = this.options.evaluator.keys.by(definitions);
    return new KpiRollup({ ...this.options, at, kpi });
  }
}
