import type { Bound } from './bounds';

/**
 * Another target or threshold of a KPI that an entity or scope has by its annotation or
 * by a tree. Periods that began before it are judged by the one before.
 *
 * @public
 */
export type TargetChange = {
  /** `YYYY-MM-DD`, the day on which it was first seen. */
  date: string;
  bound: 'target' | 'threshold';
  /** In the unit of the KPI; `null` where there was none. */
  from: Bound | null;
  /** In the unit of the KPI; `null` where there is none any more. */
  to: Bound | null;
  effect: TargetEffect;
};

/**
 * What another target asks for: less, more, or neither.
 *
 * @public
 */
export type TargetEffect = 'loosened' | 'tightened' | 'changed';
