import { addPeriods } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { QualityOptions } from '../quality';
import type { SignalValue } from '../types';
import { seeded } from './history';

const random = seeded(20261126);

/** Box and Muller. */
const normal = () =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** By inversion. */
function poisson(mean: number): number {
  let count = 0;
  let chance = Math.exp(-mean);
  let reached = chance;
  for (const u = random(); u > reached && chance > 0; reached += chance) {
    count++;
    chance *= mean / count;
  }
  return count;
}

/** The first days of months; 2021-01 is the first. */
export const months = (count: number) =>
  Array.from({ length: count }, (_, i) => addPeriods('2021-01-01', 'month', i));

type Process = {
  options: Partial<QualityOptions>;
  /** How many of them have a false alarm at most; 1.5 in 100 if not given. */
  rate?: number;
  make: (count: number) => Omit<SignalValue, 'period'>[];
};

/** A mean of so many events, of which there may be none. */
const meanOf = (events: () => number): Process => ({
  options: { unit: 'h', overTime: 'mean' },
  make: count =>
    Array.from({ length: count }, () => {
      const weight = events();
      return weight
        ? { value: Math.exp(normal()), weight }
        : { value: null, weight: null };
    }),
});

const countOf = (mean: number): Process => ({
  options: { unit: '1', overTime: 'sum' },
  make: count =>
    Array.from({ length: count }, () => ({ value: poisson(mean), weight: 1 })),
});

const stockThatMoves = (share: number): Process => ({
  options: { unit: '1', overTime: 'last' },
  make: count => {
    let value = 12;
    return Array.from({ length: count }, () => {
      if (random() < share) {
        value = Math.max(1, value + (random() < 0.5 ? -1 : 1));
      }
      return { value, weight: 1 };
    });
  },
});

/** Series with which nothing is wrong: what is found in them is a false alarm. */
export const healthyProcesses: Record<string, Process> = {
  'a mean of 100 events': meanOf(() => poisson(100)),
  'a mean of 12 events': meanOf(() => poisson(12)),
  'a mean of 1 event': meanOf(() => poisson(1)),
  'a mean of 1 event in three periods': meanOf(() => poisson(1 / 3)),
  'a mean of 1,000 that vary by half': meanOf(() =>
    Math.round(1_000 * Math.exp(0.5 * normal())),
  ),
  'a mean of clusters, 12 events of which 3 come at once': {
    ...meanOf(() => 3 * poisson(4)),
    rate: 0.04,
  },
  'a count of 1': countOf(1),
  'a count of 10': countOf(10),
  'a stock that seldom moves': stockThatMoves(0.2),
  'a stock that often moves': stockThatMoves(0.8),
  'an availability rounded to a tenth': {
    options: { unit: '%', overTime: 'mean' },
    make: count =>
      Array.from({ length: count }, () => ({
        value: Math.min(Math.round(10 * (99.7 + 0.15 * normal())) / 10, 100),
        weight: 43_200,
      })),
  },
};
