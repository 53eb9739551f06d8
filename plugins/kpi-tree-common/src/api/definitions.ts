import type { KpiSpec, KpiTreeSpec } from '../definitions';

/**
 * A valid `Kpi` as the API tells it.
 *
 * @public
 */
export type KpiDefinition = {
  name: string;
  entityRef: string;
  title: string;
  description: string;
  tags: string[];
  spec: KpiSpec;
};

/**
 * A valid `KpiTree` as the API tells it.
 *
 * @public
 */
export type KpiTreeDefinition = {
  name: string;
  entityRef: string;
  title: string;
  description?: string;
  spec: KpiTreeSpec;
};
