import { isRange } from '../arithmetic';
import { Target } from './bounds';
import type { Direction } from './kpi';

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
