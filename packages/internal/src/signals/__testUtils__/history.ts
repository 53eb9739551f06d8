import {
  addPeriods,
  type PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { SignalValue } from '../types';

/** Values of consecutive periods, each of weight 1 if not said otherwise. */
export function history(
  values: (number | null)[],
  {
    type = 'month',
    from = '2024-01-01',
    weights = [],
  }: { type?: PeriodType; from?: string; weights?: number[] } = {},
): SignalValue[] {
  return values.map((value, index) => ({
    period: addPeriods(from, type, index),
    value,
    weight: value === null ? null : weights[index] ?? 1,
  }));
}

/** Numbers from 0 to 1 that look random and are the same each time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** One of a standard normal distribution (Box and Muller). */
export function normal(random: () => number): number {
  return (
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  );
}
