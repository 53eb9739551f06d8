import {
  type PeriodType,
  toEpochDay,
  type TrendAssessment,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { gammaQuantile } from './distributions';
import { median } from './statistics';
import type { SignalValue } from './types';

/**
 * A season found in a series, to be taken out of it.
 */
export type Season = {
  kind: NonNullable<TrendAssessment['adjusted']>;
  /** Of how many periods it is. */
  length: number;
  /** By how much each value is higher for the season it is in; 0 in the mean. */
  offsets: number[];
};

type Calendar = {
  kind: Season['kind'];
  length: number;
  /** How often each part has to be known, so that it is no accident. */
  times: number;
  /** 0..length-1 */
  partOf: (start: string) => number;
};

/** Weeks have no season: that of the year would take many years to know. */
const calendars: Partial<Record<PeriodType, Calendar>> = {
  day: {
    kind: 'day-of-week',
    length: 7,
    times: 8,
    partOf: start => (((toEpochDay(start) + 3) % 7) + 7) % 7,
  },
  month: {
    kind: 'month-of-year',
    length: 12,
    times: 3,
    partOf: start => Number(start.slice(5, 7)) - 1,
  },
  quarter: {
    kind: 'quarter-of-year',
    length: 4,
    times: 4,
    partOf: start => Math.floor((Number(start.slice(5, 7)) - 1) / 3),
  },
};

/** How rarely what is no season is taken for one. */
const CHANCE = 0.01;

/**
 * The season of a series, if there is one: day of the week of days, month of months,
 * quarter of quarters. Enough history is 8 weeks, 3 years of months or 4 years of
 * quarters: each part of the season that is measured at all at least so many times.
 *
 * The level is taken out first, so that neither a trend nor a shift passes for a season:
 * from each value the mean of the cycle around it, moved to its place along the slope,
 * which is the median of the changes from one cycle to the next. There is a season if
 * the parts then differ by the Kruskal-Wallis test at 1 %. Its offsets are the medians of
 * the parts, less their mean: single outliers have no part in any of this.
 *
 * Sources: W. H. Kruskal, W. A. Wallis, Use of Ranks in One-Criterion Variance Analysis,
 * Journal of the American Statistical Association 47, 1952, as a test of stable
 * seasonality as in X-11 (J. Lothian, M. Morry, Statistics Canada, 1978); the slope
 * after R. M. Hirsch, J. R. Slack, R. A. Smith, Techniques of Trend Analysis for Monthly
 * Water Quality Data, Water Resources Research 18, 1982.
 *
 * @param values - periods without a gap, in chronological order
 * @returns `undefined` where nothing is to be taken out
 */
export function seasonOf(
  values: SignalValue[],
  periodType: PeriodType,
): Season | undefined {
  const calendar = calendars[periodType];
  if (!calendar || values.length < calendar.length * calendar.times) {
    return undefined;
  }
  const { kind, length, times, partOf } = calendar;
  const first = partOf(values[0].period);
  const parts: number[][] = Array.from({ length }, () => []);
  const rests = withoutLevel(
    values.map(({ value }) => value),
    length,
  );
  rests.forEach((rest, index) => {
    if (rest !== undefined) {
      parts[(first + index) % length].push(rest);
    }
  });
  const measured = parts.filter(part => part.length > 0);
  if (
    measured.length < 2 ||
    measured.some(part => part.length < times) ||
    !differ(measured)
  ) {
    return undefined;
  }
  const medians = parts.map(part => (part.length ? median(part) : 0));
  const centre = medians.reduce((sum, one) => sum + one, 0) / measured.length;
  return {
    kind,
    length,
    offsets: values.map((_, index) => {
      const part = (first + index) % length;
      return parts[part].length ? medians[part] - centre : 0;
    }),
  };
}

/** The values less the level around them; `undefined` where there is no value. */
function withoutLevel(
  values: (number | null)[],
  length: number,
): (number | undefined)[] {
  const changes: number[] = [];
  for (let index = length; index < values.length; index++) {
    const [before, after] = [values[index - length], values[index]];
    if (before !== null && after !== null) {
      changes.push((after - before) / length);
    }
  }
  const slope = changes.length ? median(changes) : 0;
  // Of what is known up to an index: sum of the values, their places and their number.
  const sums = [0];
  const places = [0];
  const counts = [0];
  values.forEach((value, index) => {
    sums.push(sums[index] + (value ?? 0));
    places.push(places[index] + (value === null ? 0 : index));
    counts.push(counts[index] + (value === null ? 0 : 1));
  });
  return values.map((value, index) => {
    const from = Math.max(
      0,
      Math.min(index - Math.floor(length / 2), values.length - length),
    );
    const count = counts[from + length] - counts[from];
    if (value === null) {
      return undefined;
    }
    const level = (sums[from + length] - sums[from]) / count;
    const place = (places[from + length] - places[from]) / count;
    return value - level - slope * (index - place);
  });
}

/** The Kruskal-Wallis test, with its correction for ties. */
function differ(parts: number[][]): boolean {
  const all = parts
    .flatMap((part, index) => part.map(value => ({ value, index })))
    .sort((a, b) => a.value - b.value);
  const n = all.length;
  const rankSums = new Array<number>(parts.length).fill(0);
  let ties = 0;
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && all[to].value === all[from].value) {
      to++;
    }
    const rank = (from + 1 + to) / 2;
    for (let place = from; place < to; place++) {
      rankSums[all[place].index] += rank;
    }
    ties += (to - from) ** 3 - (to - from);
    from = to;
  }
  const between = rankSums.reduce(
    (sum, ranks, index) => sum + ranks ** 2 / parts[index].length,
    0,
  );
  const statistic =
    ((12 / (n * (n + 1))) * between - 3 * (n + 1)) / (1 - ties / (n ** 3 - n));
  return statistic > criticalValue(parts.length - 1);
}

const criticalValues = new Map<number, number>();

/** The quantile of the chi-squared distribution. */
function criticalValue(freedom: number): number {
  let value = criticalValues.get(freedom);
  if (value === undefined) {
    value = 2 * gammaQuantile(1 - CHANCE, freedom / 2);
    criticalValues.set(freedom, value);
  }
  return value;
}
