import type { Aggregation } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * What follows from how values combine.
 */
export type AggregationTraits = {
  /** Whether several values make one at all. */
  combines: boolean;
  /**
   * Whether a single value comes to itself. What does not, such as a difference between
   * values, has no value in periods of the grain.
   */
  keepsSingleValue: boolean;
  /**
   * Whether the value of a whole is the sum of those of its parts. A target of a part is
   * then none of the whole.
   */
  addsUp: boolean;
  /** Whether it is what there is at an end: what was before it does not matter. */
  isStock: boolean;
  /**
   * Whether parts that were combined before combine into the same as all of their parts
   * at once: what is old may then be kept as one value a period.
   */
  foldable: boolean;
  /** Whether it is made of the distributions behind values. */
  needsDistribution: boolean;
  /**
   * Which way the value of a running period can still go; a sum only grows where nothing
   * is ever negative.
   */
  whileRunning: 'grows' | 'grows-from-zero' | 'falls' | 'both-ways';
  /** What a change of the whole is explained by; nothing where the parts have no shares. */
  decomposesInto?: 'values' | 'numerators-and-denominators';
};

const other = {
  combines: true,
  keepsSingleValue: true,
  addsUp: false,
  isStock: false,
  foldable: true,
  needsDistribution: false,
  whileRunning: 'both-ways',
} as const satisfies AggregationTraits;

/**
 * The traits of each aggregation: whatever depends on how values combine is asked here.
 * How they combine is in `arithmetic/aggregate.ts`, what it is called in the texts of the
 * frontend (`definition.aggregation-...`).
 */
export const aggregationTraits: Readonly<
  Record<Aggregation, AggregationTraits>
> = {
  sum: {
    ...other,
    addsUp: true,
    whileRunning: 'grows-from-zero',
    decomposesInto: 'values',
  },
  mean: { ...other, decomposesInto: 'numerators-and-denominators' },
  last: { ...other, isStock: true },
  min: { ...other, whileRunning: 'falls' },
  max: { ...other, whileRunning: 'grows' },
  quantile: { ...other, needsDistribution: true },
  none: { ...other, combines: false, foldable: false },
};
