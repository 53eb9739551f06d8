import type {
  Bound,
  Direction,
  Target,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { isRange } from '../arithmetic';

/** Between which values a target or threshold is met. */
export function limitsOf(
  bound: Bound,
  direction: Direction,
): { min: number; max: number } {
  if (isRange(bound)) {
    return bound;
  }
  return direction === 'higher'
    ? { min: bound, max: Infinity }
    : { min: -Infinity, max: bound };
}

/** Whether a target or threshold has the shape that a direction needs. */
export function fitsDirection(
  target: Target | undefined,
  direction: Direction,
): boolean {
  const bounds = Array.isArray(target) ? target.map(t => t.value) : [target];
  return bounds.every(
    bound =>
      bound === undefined ||
      (isRange(bound)
        ? direction === 'range' && bound.min <= bound.max
        : direction !== 'range'),
  );
}
