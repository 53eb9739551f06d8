/** @public */
export const KPI_TREE_API_VERSION = 'kpi-tree.io/v1alpha1';

/** @public */
export const lifecycles = ['experimental', 'production', 'deprecated'] as const;

/** @public */
export const directions = ['lower', 'higher', 'range'] as const;

/**
 * Which way is good: `lower` (a duration), `higher` (an availability), or
 * `range` (a utilisation that is to stay between two values).
 *
 * @public
 */
export type Direction = (typeof directions)[number];
