import type {
  ProcessPoint,
  Signal,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { worthOf } from './ranks';
import { median } from './statistics';

/** Patterns that come about by chance more often than this mean nothing. */
const CHANCE = 0.0065;

/** From how many points on the first value that ever differs means something. */
const MANY_POINTS = 20;

/** So many points that belong to one outside the limits are long enough to be a run. */
const MOST_TOGETHER = 7;

/** How many steps of the measurement a single point has to lie apart. */
const FEW_STEPS = 2;

/** A point of the chart, by its distance from the mean on the side of the signal. */
type Placed = {
  value: number;
  distance: number;
  /** Whether it lies in the time of the pattern. */
  isIn: boolean;
  /** Whether it is one of the pattern's points. */
  isPart: boolean;
};

/**
 * The signals without those that the points of their own chart explain by chance. The
 * rules count as if values were normally distributed and knew nothing of each other;
 * durations are skewed, counts and shares are often nearly constant, and backlogs move
 * slowly. So a verdict asks the points themselves, whatever their distribution is:
 *
 * - **Several points** (runs and clusters) mean something if in random order of all
 *   points so many of the last places would hardly ever lie so far out:
 *   {@link chanceOfPattern}. Where neighbours are alike, they are worth as many
 *   independent ones as {@link worthOf} says.
 * - **A point outside** does so together with the points before it, up to
 *   {@link MOST_TOGETHER} in all, which need not be outside; or by itself. Then it would be
 *   the furthest of n in 1 of n charts, and how much further it lies than any other
 *   decides: {@link chanceOfPoint}.
 * - **A trend** of seven has by itself a chance of 1 in 5,040.
 *
 * @param signals - those that reach the newest point
 * @param points - the part of the chart in which they are
 * @param most - the chance up to which a pattern means something
 */
export function withoutChance(
  signals: Signal[],
  points: ProcessPoint[],
  most = CHANCE,
): Signal[] {
  return signals.filter(signal =>
    signal.rule === 'trend'
      ? 1 / factorial(signal.points) <= most
      : isSupported(signal, placePoints(signal, points), most),
  );
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}

function placePoints(
  { rule, side, from, to }: Signal,
  points: ProcessPoint[],
): Placed[] {
  return points.flatMap(({ period: start, rules, value, mean }) => {
    if (value === null || mean === null) {
      return [];
    }
    const distance = side === 'above' ? value - mean : mean - value;
    const isIn = start >= from && start <= to;
    return [
      {
        value,
        distance,
        isIn,
        isPart: isIn && rules.includes(rule),
      },
    ];
  });
}

function isSupported(
  { rule }: Signal,
  points: Placed[],
  most: number,
): boolean {
  const isRare = (pattern: Placed[]) => isRarePattern(pattern, most);
  return rule === 'outside'
    ? chanceOfPoint(points) <= most || lastPoints(points).some(isRare)
    : isRare(points);
}

/** The points with the last 2, the last 3 and so on as the pattern, to less than half. */
function lastPoints(points: Placed[]): Placed[][] {
  const most = Math.min(MOST_TOGETHER, Math.ceil(points.length / 2) - 1);
  return Array.from({ length: Math.max(0, most - 1) }, (_, index) => {
    const from = points.length - (index + 2);
    return points.map((point, at) => ({
      ...point,
      isIn: at >= from,
      isPart: at >= from,
    }));
  });
}

/**
 * Whether it is rarer than by a chance that some of the last places of a row are marked as
 * many as they are, given how many are marked in all: asked of the last 2, 3 and up to
 * {@link MOST_TOGETHER} places, all of which are marked.
 *
 * @param values - by which it is seen how alike neighbours are
 * @param run - how many of the last are marked
 */
export function isRareRun(
  marked: boolean[],
  values: number[],
  run: number,
  most: number,
): boolean {
  const points = marked.map(
    (is, index): Placed => ({
      value: values[index],
      distance: Number(is),
      isIn: false,
      isPart: false,
    }),
  );
  return lastPoints(points)
    .slice(0, Math.max(0, run - 1))
    .some(
      pattern =>
        chanceOfPattern(pattern) **
          worthOf(
            values,
            pattern.map(({ isIn }) => isIn),
          ) <=
        most,
    );
}

/**
 * The point before the pattern is left out: that it lies elsewhere is why the pattern
 * begins after it.
 */
function isRarePattern(points: Placed[], most: number): boolean {
  const before = points.findIndex(({ isIn }) => isIn) - 1;
  const others = points.filter((_, index) => index !== before);
  // Powers of a chance: n independent observations have the n-th power of that of one
  return chanceOfPattern(others) ** worthOfPoints(others) <= most;
}

function worthOfPoints(points: Placed[]): number {
  return worthOf(
    points.map(({ distance }) => distance),
    points.map(({ isIn }) => isIn),
  );
}

/**
 * That of the pattern's places, in random order of all points, at least so many lie as
 * far out as the pattern's points do: by the hypergeometric distribution.
 */
function chanceOfPattern(points: Placed[]): number {
  const pattern = points.filter(({ isPart }) => isPart);
  const nearest = Math.min(...pattern.map(({ distance }) => distance));
  return chanceOfSoMany(
    pattern.length,
    points.filter(({ isIn }) => isIn).length,
    points.filter(({ distance }) => distance >= nearest).length,
    points.length,
  );
}

/**
 * That the newest of n points differs from the usual, and lies f times as far from it as
 * the furthest of the m others that differ: (m + 1) / n · Π i / (i + f), i from 1 to m,
 * if distances are exponentially distributed. With 23 normal values that takes some 3.7
 * sigma, more where values are skewed, and far more where few ever differed. Usual is
 * the median, and nothing differs by less than two steps of the measurement: in counts
 * that are 5, now and then 4 or 6, neither is an event.
 *
 * Where no value ever differed there is nothing to compare with. That it happens to the
 * newest of so many is rare enough by itself: ((n - 1) / n)^(n - 1) / n at the most.
 */
function chanceOfPoint(points: Placed[]): number {
  const newest = points[points.length - 1];
  const others = points.slice(0, -1).map(({ distance }) => distance);
  const usual = median(others);
  const own = Math.abs(newest.distance - usual);
  const step = stepOf(points.map(({ value }) => value));
  // Apart from rounding
  if (own < FEW_STEPS * step * (1 - 1e-9)) {
    return 1;
  }
  const distances = others
    .map(distance => Math.abs(distance - usual))
    .filter(distance => distance > 1e-9 * own);
  if (distances.length === 0) {
    return points.length >= MANY_POINTS ? 0 : 1;
  }
  const times = own / Math.max(...distances);
  return distances.reduce(
    (chance, _, index) => (chance * (index + 1)) / (index + 1 + times),
    (distances.length + 1) / points.length,
  );
}

/** The decimal place in which values are measured, 1 to 0.000001; 0 if there is none. */
function stepOf(values: number[]): number {
  for (let digits = 0; digits <= 6; digits++) {
    const scale = 10 ** digits;
    const isWhole = (value: number) =>
      Math.abs(value * scale - Math.round(value * scale)) < 1e-6;
    if (values.every(isWhole)) {
      return 1 / scale;
    }
  }
  return 0;
}

/** That of the places, at least so many are among the marked of all. */
function chanceOfSoMany(
  many: number,
  places: number,
  marked: number,
  all: number,
): number {
  let ways = 0;
  for (let found = many; found <= Math.min(places, marked); found++) {
    ways += choose(marked, found) * choose(all - marked, places - found);
  }
  return ways / choose(all, places);
}

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i++) {
    ways *= (n - k + i) / i;
  }
  return ways;
}
