import type {
  PeriodType,
  QualityIssue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { KnownValue } from './qualityGrades';
import { median } from './statistics';

/** In how many of the newest periods a change is news. */
const NEWS_PERIODS = 3;

/** With how many periods before it one is compared, at least and at most. */
const MIN_COMPARED = 12;
const MAX_COMPARED = 24;

/** What usually stands behind a value, below which a ratio says nothing. */
const MIN_WEIGHT = 10;

/** Less than doubled or halved is not worth a look. */
const MIN_LOG_RATIO = Math.LN2;

/** How many deviations are a change. */
const MIN_DEVIATIONS = 5;

/** Makes a median absolute deviation that of a normal distribution. */
const MAD_TO_SD = 1.4826;

/**
 * Sudden changes of what the values are based on, in the last 3 periods: the weight
 * is at least twice or at most half of the median of the 12 to 24 before it, and its
 * log ratio is more than 5 deviations. A deviation is the scaled median absolute
 * deviation of the logs, but no less than that of counts, 1 / sqrt(median). It has to
 * be as far from the period before as well, so that a lasting change is reported once.
 * Days are compared with the same day of the week.
 *
 * Source: B. Iglewicz and D. Hoaglin, How to Detect and Handle Outliers (1993), the
 * modified z-score; their limit of 3.5 is raised to 5 for the sake of small samples, by
 * the rate of false alarms that `docs/signals.md` states.
 *
 * @param known - the periods that have a value, oldest first
 */
export function volumeIssues(
  known: KnownValue[],
  periodType: PeriodType,
): QualityIssue[] {
  const stride = periodType === 'day' ? 7 : 1;
  return known
    .slice(-NEWS_PERIODS)
    .flatMap(({ period, weight, index }, i, { length }): QualityIssue[] => {
      const before = known
        .slice(0, known.length - length + i)
        .filter(other => (index - other.index) % stride === 0)
        .flatMap(other => (other.weight ? [Math.log(other.weight)] : []))
        .slice(-MAX_COMPARED);
      if (!weight || before.length < MIN_COMPARED) {
        return [];
      }
      const usual = median(before);
      const deviation = Math.max(
        MAD_TO_SD * median(before.map(x => Math.abs(x - usual))),
        Math.exp(-usual / 2),
      );
      const limit = Math.max(MIN_LOG_RATIO, MIN_DEVIATIONS * deviation);
      const log = Math.log(weight);
      const isSudden =
        usual >= Math.log(MIN_WEIGHT) &&
        Math.abs(log - usual) >= limit &&
        Math.abs(log - before[before.length - 1]) >= limit;
      return isSudden
        ? [
            {
              kind: 'volume',
              grade: 'B',
              period,
              count: 1,
              amount: Math.exp(log - usual),
            },
          ]
        : [];
    })
    .slice(-1);
}
