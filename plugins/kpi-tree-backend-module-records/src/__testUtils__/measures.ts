const duration = { duration: { from: 'opened', to: 'closed' } };
/** The same over time and over entities. */
export const both = (how: string, more: object = {}) => ({
  overTime: how,
  overEntities: how,
  ...more,
});

/** A KPI of each measure that can be broken down. */
export const measures: Record<string, { spec?: object; source: object }> = {
  count: { source: { measure: 'count' } },
  hours: { spec: { unit: 'h' }, source: { measure: 'sum', of: duration } },
  mttr: {
    spec: { unit: 'h', aggregate: both('mean') },
    source: { measure: 'mean', of: duration },
  },
  'in-time': {
    spec: {
      unit: '%',
      direction: 'higher',
      target: 95,
      threshold: 90,
      aggregate: both('mean'),
    },
    source: {
      measure: 'ratio',
      numerator: { duration: duration.duration, atMost: 4, unit: 'h' },
    },
  },
  worst: {
    spec: { unit: 'h', aggregate: both('max') },
    source: { measure: 'max', of: duration },
  },
  median: {
    spec: { unit: 'h', grain: 'month', aggregate: both('none') },
    source: { measure: 'median', of: duration },
  },
  p90: {
    spec: { unit: 'h', aggregate: both('quantile', { quantile: 0.9 }) },
    source: { measure: 'quantile', of: duration },
  },
  backlog: {
    spec: { aggregate: { overTime: 'last', overEntities: 'sum' } },
    source: { measure: 'open', to: 'closed' },
  },
  'mean-backlog': {
    spec: { aggregate: { overTime: 'mean', overEntities: 'sum' } },
    source: { measure: 'open', to: 'closed' },
  },
  age: {
    spec: { unit: 'd', aggregate: { overTime: 'last', overEntities: 'mean' } },
    source: { measure: 'openAge', to: 'closed' },
  },
};
