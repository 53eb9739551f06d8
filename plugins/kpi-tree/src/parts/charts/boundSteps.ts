import type { Bound } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { boundValues } from './boundValues';

/** What a period is judged by. */
export type Bounds = { target: Bound | null; threshold: Bound | null };

/** A run of periods with the same value of a bound. */
export type Step = { from: number; to: number; value: number };

/** A run of periods in which what lies between two values is at risk. */
export type Zone = { from: number; to: number; low: number; high: number };

/**
 * The stretches in which a target or threshold held, one after another; of a
 * range its lower or its upper end.
 */
export function stepsOf(
  periods: Bounds[],
  which: 'target' | 'threshold',
  end: 0 | 1,
): Step[] {
  const steps: Step[] = [];
  periods.forEach((bounds, index) => {
    const value = boundValues(bounds[which])[end];
    const last = steps[steps.length - 1];
    if (value === undefined) {
      return;
    }
    if (last && last.to === index && last.value === value) {
      last.to = index + 1;
    } else {
      steps.push({ from: index, to: index + 1, value });
    }
  });
  return steps;
}

/** Where values are neither on nor off target: the bands from target to threshold. */
export function zonesOf(periods: Bounds[]): Zone[] {
  return ([0, 1] as const).flatMap(end => {
    const zones: Zone[] = [];
    periods.forEach(({ target, threshold }, index) => {
      const [a, b] = [boundValues(target)[end], boundValues(threshold)[end]];
      if (a === undefined || b === undefined) {
        return;
      }
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const last = zones[zones.length - 1];
      if (last?.to === index && last.low === low && last.high === high) {
        last.to = index + 1;
      } else {
        zones.push({ from: index, to: index + 1, low, high });
      }
    });
    return zones;
  });
}

/** The line of a bound: level within a stretch, upright between two that meet. */
export function stepPath(
  steps: Step[],
  x: (border: number) => number,
  y: (value: number) => number,
): string {
  return steps
    .map((step, index) => {
      const joins = index > 0 && steps[index - 1].to === step.from;
      const start = `${joins ? 'L' : 'M'}${x(step.from)} ${y(step.value)}`;
      return `${start} H${x(step.to)}`;
    })
    .join(' ');
}
