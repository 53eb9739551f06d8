/** @public */
export const aggregations = [
  'sum',
  'mean',
  'last',
  'min',
  'max',
  'quantile',
  'none',
] as const;

/**
 * How measurements combine. `mean` is the mean weighted by the measurements'
 * weights; `quantile` combines the distributions behind them, of which their source
 * keeps a sketch; `none` says that they cannot be combined.
 *
 * @public
 */
export type Aggregation = (typeof aggregations)[number];
