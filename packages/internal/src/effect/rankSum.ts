import { median } from '../signals/statistics';

/**
 * The chance that of all values in random order, those at the last places sum up to at
 * most what they do. Exact: all ways to choose them are counted, whatever the
 * distribution of the values is, also with equal ones.
 *
 * Of ranks it is the test of F. Wilcoxon, Individual Comparisons by Ranking Methods,
 * Biometrics Bulletin 1, 1945; of counts the permutation test of R. A. Fisher, The Design
 * of Experiments, 1935.
 *
 * @param before - multiples of a half
 * @param after - the same, at the last places
 */
export function chanceOfSoLittle(before: number[], after: number[]): number {
  const all = [...before, ...after];
  const scale = all.every(Number.isInteger) ? 1 : 2;
  const least = Math.min(...all);
  const whole = (value: number) => Math.round(scale * (value - least));
  const ways = waysToSum(all.map(whole), after.length, sumOf(after.map(whole)));
  return sumOf([...ways]) * leastChance(before.length, after.length);
}

/** As {@link chanceOfSoLittle}, that they sum up to at least what they do. */
export function chanceOfSoMuch(before: number[], after: number[]): number {
  const turned = (values: number[]) => values.map(value => -value);
  return chanceOfSoLittle(turned(before), turned(after));
}

/** The chance of one choice of those after: the smallest that there is. */
export function leastChance(before: number, after: number): number {
  let chance = 1;
  for (let place = 1; place <= after; place++) {
    chance *= place / (before + place);
  }
  return chance;
}

/**
 * By how much values are shifted, with the interval in which the shift lies: the median of
 * all differences, and those of them that the test by ranks does not reject. A bound is
 * `null` where there are too few values for one.
 *
 * Source: J. L. Hodges, E. L. Lehmann, Estimates of Location Based on Rank Tests, Annals
 * of Mathematical Statistics 34, 1963, with the exact distribution of H. B. Mann, D. R.
 * Whitney, 1947.
 *
 * @param tail - the chance that the shift lies beyond one of the bounds
 */
export function shiftOf(
  before: number[],
  after: number[],
  tail: number,
): { value: number; lower: number | null; upper: number | null } {
  const differences = after
    .flatMap(value => before.map(other => value - other))
    .sort((a, b) => a - b);
  const outside = outsideOf(before.length, after.length, tail);
  const at = (place: number) => (outside > 0 ? differences[place] : null);
  return {
    value: median(differences),
    lower: at(outside - 1),
    upper: at(differences.length - outside),
  };
}

/** How many of the differences lie outside on each side, with at most this chance. */
function outsideOf(before: number, after: number, tail: number): number {
  const ways = waysToRank(before, after);
  const first = (after * (after - 1)) / 2;
  const total = sumOf([...ways]);
  let outside = 0;
  let chance = ways[first] / total;
  while (chance <= tail) {
    outside++;
    chance += ways[first + outside] / total;
  }
  return outside;
}

const rankings = new Map<string, Float64Array>();

/** In how many ways those after can have each sum of places, which are from 0 on. */
function waysToRank(before: number, after: number): Float64Array {
  const key = `${before}/${after}`;
  let ways = rankings.get(key);
  if (!ways) {
    const places = Array.from({ length: before + after }, (_, index) => index);
    ways = waysToSum(places, after, sumOf(places));
    rankings.set(key, ways);
  }
  return ways;
}

/**
 * In how many ways so many of the values sum up to each number.
 *
 * @param values - whole numbers from 0 on
 * @param most - the largest sum that is asked for
 */
function waysToSum(
  values: number[],
  chosen: number,
  most: number,
): Float64Array {
  const ways = Array.from(
    { length: chosen + 1 },
    () => new Float64Array(most + 1),
  );
  ways[0][0] = 1;
  // The largest come last, so that what is reached stays small for long
  let reached = 0;
  [...values]
    .sort((a, b) => a - b)
    .forEach((value, index) => {
      reached = Math.min(most, reached + value);
      for (let k = Math.min(chosen, index + 1); k > 0; k--) {
        const [more, fewer] = [ways[k], ways[k - 1]];
        for (let sum = reached; sum >= value; sum--) {
          more[sum] += fewer[sum - value];
        }
      }
    });
  return ways[chosen];
}

function sumOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
