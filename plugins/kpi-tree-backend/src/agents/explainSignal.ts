import {
  Series,
  TrendAssessment,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

const REASONS: Record<NonNullable<TrendAssessment['reason']>, string> = {
  'few-points': 'There are too few periods with a value to tell a trend',
  'few-in-sample': 'The values are made of too few records to tell a trend',
  constant: 'All values are the same, which says nothing about a trend',
  'by-chance':
    'The newest point looks like a signal, but its own records explain it by chance',
};

/**
 * What the history of a KPI says of its trend, with the uncertainty of it.
 *
 * @param isCurrent - whether the last complete period is explained, of which it is known
 */
export function signalOf(
  { assessment, sentences = [] }: Series,
  isCurrent: boolean,
) {
  if (!assessment || !isCurrent) {
    return {
      trend: 'unknown' as const,
      since: null,
      rule: null,
      points: null,
      mean: null,
      lower: null,
      upper: null,
      limitsOf: null,
      expected: null,
      capability: 'unknown' as const,
      chance: null,
      sentences: [],
      whyUnknown: isCurrent
        ? 'Nothing was evaluated yet'
        : 'Trend and limits are known of the last complete period only, and not of the one that is explained',
    };
  }
  const { trend, capability, chance } = assessment;
  return {
    trend: trend.trend,
    since: trend.signal?.from ?? null,
    rule: trend.signal?.rule ?? null,
    points: trend.points,
    mean: trend.mean,
    lower: trend.lower,
    upper: trend.upper,
    limitsOf:
      trend.method === 'time-between'
        ? ('days-between-events' as const)
        : ('values' as const),
    expected: trend.expected ?? null,
    capability,
    chance: chance?.probability ?? null,
    sentences,
    whyUnknown: trend.trend === 'unknown' ? whyUnknown(trend.reason) : null,
  };
}

function whyUnknown(reason: TrendAssessment['reason']): string {
  return reason ? REASONS[reason] : 'It cannot be told from its values';
}
