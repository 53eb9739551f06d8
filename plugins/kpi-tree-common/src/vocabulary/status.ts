/**
 * - `on-target`: the target is met
 * - `at-risk`: between target and threshold
 * - `off-target`: beyond the threshold
 * - `no-target`: there is a value, but nothing to judge it by
 * - `incomplete`: there is a value, but too little of the period is known to judge it
 * - `no-data`: nothing was measured in the period
 * - `stale`: the source has not reported for longer than the KPI allows
 *
 * @public
 */
export type Status =
  | 'on-target'
  | 'at-risk'
  | 'off-target'
  | 'no-target'
  | 'incomplete'
  | 'no-data'
  | 'stale';

/**
 * Whether a KPI improves; a statistical signal, not last minus previous.
 *
 * @public
 */
export type Trend = 'improving' | 'worsening' | 'stable' | 'unknown';
