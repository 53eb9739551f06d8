import type {
  Direction,
  ProcessPoint,
  RuleSet,
  Signal,
  SignalRule,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * A value with the limits that hold for it; where one of them is `null` it is not a point.
 */
export type LimitedValue = Pick<
  ProcessPoint,
  'period' | 'value' | 'mean' | 'lower' | 'upper'
>;

/** Points that make a signal: `members` are their places in the list. */
export type Pattern = { rule: SignalRule; side: 1 | -1; members: number[] };

type Point = {
  /** Its place in the list with the gaps. */
  place: number;
  /** 1 above the mean, -1 below, 0 on it. */
  side: number;
  /** 1 higher than the point before, -1 lower, 0 the same or the first. */
  step: number;
  /** From the mean, in thirds of the way to the limit: "sigma". */
  sigmas: number;
  outside: boolean;
};

type Rule = (points: Point[]) => Pattern[];

const shift =
  (length: number): Rule =>
  points =>
    runs(points, (before, point) => before.side === point.side)
      .filter(run => run.length >= length && run[0].side !== 0)
      .map(run => pattern('shift', run[0].side, run));

const trend =
  (length: number): Rule =>
  points =>
    ([1, -1] as const)
      .flatMap(side =>
        runs(points, (_, point) => point.step === side)
          .filter(run => run.length >= length)
          .map(run => pattern('trend', side, run)),
      )
      // A point where one ends and the next begins belongs to the next first.
      .sort((a, b) => b.members[0] - a.members[0]);

const outside: Rule = points =>
  points
    .filter(point => point.outside)
    .map(point => pattern('outside', point.side, [point]));

/**
 * At least so many of so many in a row on one side and further out than `sigmas`;
 * those that are make the signal. Of overlapping ones there is one signal.
 */
const cluster =
  (
    rule: SignalRule,
    [many, among]: [number, number],
    isFar: (point: Point) => boolean,
    allOnOneSide = false,
  ): Rule =>
  points =>
    ([1, -1] as const).flatMap(side => {
      const groups: Point[][] = [];
      for (let from = 0; from + among <= points.length; from++) {
        const stretch = points.slice(from, from + among);
        const far = stretch.filter(one => one.side === side && isFar(one));
        if (
          far.length < many ||
          (allOnOneSide && stretch.some(one => one.side !== side))
        ) {
          continue;
        }
        const last = groups.at(-1);
        if (last?.includes(far[0])) {
          last.push(...far.filter(one => !last.includes(one)));
        } else {
          groups.push(far);
        }
      }
      return groups.map(group => pattern(rule, side, group));
    });

/** The patterns of each rule set, see {@link findSignals}. */
const patternsOf: Record<RuleSet, Rule[]> = {
  nhs: [
    outside,
    trend(7),
    cluster(
      'two-of-three',
      [2, 3],
      point => point.sigmas > 2 && !point.outside,
      true,
    ),
    shift(7),
  ],
  wheeler: [
    outside,
    cluster('three-of-four', [3, 4], point => point.sigmas > 1.5),
    shift(8),
  ],
  'western-electric': [
    outside,
    cluster('two-of-three', [2, 3], point => point.sigmas > 2),
    cluster('four-of-five', [4, 5], point => point.sigmas > 1),
    shift(8),
  ],
};

/**
 * Finds the signals in values with limits. Values without them, or missing, are left
 * out: their neighbours then follow each other. A value on the mean is on no side.
 *
 * - `nhs`: a point outside the limits; 7 or more in a row on one side of the mean; 7
 *   or more each higher (or each lower) than the one before; 2 of 3 in the outer third
 *   between mean and limit, all 3 on one side of the mean. Source: NHS England, Making
 *   Data Count; as the R package NHSRplotthedots 0.2 computes it.
 * - `wheeler`: a point outside the limits; 8 or more in a row on one side of the mean;
 *   3 of 4 in a row nearer to a limit, the same one, than to the mean. Source: D. J.
 *   Wheeler, Understanding Variation, 1993.
 * - `western-electric`: with a sigma as a third of the way from mean to limit: a point
 *   outside the limits (3 sigma); 2 of 3 beyond 2 sigma on one side; 4 of 5 beyond 1
 *   sigma on one side; 8 or more in a row on one side. Source: Western Electric,
 *   Statistical Quality Control Handbook, 1956; NIST/SEMATECH e-Handbook of
 *   Statistical Methods, 6.3.2.
 *
 * A run is one signal, as long as it lasts. Where clusters overlap they are one signal,
 * of those points only that lie far out.
 *
 * @param points - in chronological order, of one process: of one part of a chart
 * @returns in the order in which they end
 */
export function findSignals(
  points: LimitedValue[],
  rules: RuleSet,
  direction: Direction,
): Signal[] {
  return toSignals(findPatterns(points, rules), points, direction);
}

/**
 * The patterns of points, by rule: a point outside first, then trends, clusters and
 * shifts. This is the order in which NHSRplotthedots labels a point of several.
 */
export function findPatterns(
  points: LimitedValue[],
  rules: RuleSet,
): Pattern[] {
  const placed = placePoints(points);
  return patternsOf[rules].flatMap(rule => rule(placed));
}

/** What the patterns in the points mean, in the order in which they end. */
export function toSignals(
  patterns: Pattern[],
  points: LimitedValue[],
  direction: Direction,
): Signal[] {
  const last = (found: Pattern) => found.members[found.members.length - 1];
  return [...patterns]
    .sort((a, b) => last(a) - last(b) || a.members[0] - b.members[0])
    .map(found => ({
      rule: found.rule,
      side: found.side > 0 ? 'above' : 'below',
      from: points[found.members[0]].period,
      to: points[last(found)].period,
      points: found.members.length,
      meaning: meaningOf(found.side, direction),
    }));
}

/** Which way is good decides what a side means. */
export function meaningOf(
  side: 1 | -1,
  direction: Direction,
): Signal['meaning'] {
  if (direction === 'range') {
    return 'change';
  }
  return (direction === 'higher') === side > 0 ? 'improving' : 'worsening';
}

/**
 * Where the points lie. What differs by no more than rounding is equal: means of equal
 * numbers may differ in the last digit, which is not a signal.
 */
function placePoints(values: LimitedValue[]): Point[] {
  let largest = 0;
  for (const { value } of values) {
    largest = Math.max(largest, Math.abs(value ?? 0));
  }
  const compare = (a: number, b: number) =>
    Math.abs(a - b) <= 1e-12 * largest ? 0 : Math.sign(a - b);

  const points: Point[] = [];
  let before: number | undefined;
  values.forEach(({ value, mean, lower, upper }, place) => {
    if (value === null || mean === null || lower === null || upper === null) {
      return;
    }
    const side = compare(value, mean);
    const limit = side > 0 ? upper : lower;
    points.push({
      place,
      side,
      step: before === undefined ? 0 : compare(value, before),
      sigmas: side === 0 ? 0 : 3 * Math.abs((value - mean) / (limit - mean)),
      outside: side !== 0 && compare(value, limit) === side,
    });
    before = value;
  });
  return points;
}

/** The list cut where a point does not continue the one before. */
function runs(
  points: Point[],
  continues: (before: Point, point: Point) => boolean,
): Point[][] {
  const found: Point[][] = [];
  points.forEach((point, index) => {
    if (index > 0 && continues(points[index - 1], point)) {
      found[found.length - 1].push(point);
    } else {
      found.push([point]);
    }
  });
  return found;
}

function pattern(rule: SignalRule, side: number, points: Point[]): Pattern {
  return {
    rule,
    side: side > 0 ? 1 : -1,
    members: points.map(point => point.place),
  };
}
