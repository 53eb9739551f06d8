import { reference } from './__testUtils__/reference';
import {
  normalCdf,
  normalQuantile,
  studentCdf,
  studentQuantile,
} from './distributions';
import { poissonInterval, wilsonInterval } from './intervals';
import { mean, median, quantile, type QuantileType } from './statistics';

const expected = reference<{
  data: number[];
  probs: number[];
  quantiles: Record<string, number[]>;
  sd: number;
  t_ci: number[];
  wilson_8_of_10: number[];
  wilson_275_of_24918: number[];
  poisson_7: number[];
}>('base-stats.json');

/** The largest part by which they differ. */
function difference(actual: number | number[], right: number | number[]) {
  const [a, b] = [[actual].flat(), [right].flat()];
  return a.length === b.length
    ? Math.max(...a.map((value, i) => Math.abs(value / b[i] - 1)))
    : Infinity;
}

describe('statistics, as R has them', () => {
  it.each(Object.entries(expected.quantiles))(
    'has quantiles of %s',
    (name, quantiles) => {
      const type = Number(name.slice(-1)) as QuantileType;
      expect(
        difference(
          expected.probs.map(p => quantile(expected.data, p, type)),
          quantiles,
        ),
      ).toBeLessThan(1e-9);
    },
  );

  it('has exactly the value as the mean of equal values', () => {
    expect(mean([0.1, 0.1, 0.1])).toBe(0.1);
    expect(mean([1, 2, 6])).toBe(3);
  });

  it('has the median in the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });

  it('has intervals of shares and counts', () => {
    expect(
      difference(wilsonInterval(8, 10), expected.wilson_8_of_10),
    ).toBeLessThan(1e-9);
    expect(
      difference(wilsonInterval(275, 24918), expected.wilson_275_of_24918),
    ).toBeLessThan(1e-9);
    expect(difference(poissonInterval(7), expected.poisson_7)).toBeLessThan(
      1e-9,
    );
  });

  it('has the interval of no events', () => {
    expect(
      difference(poissonInterval(0).slice(1), -Math.log(0.025)),
    ).toBeLessThan(1e-9);
    expect(poissonInterval(0)[0]).toBe(0);
    expect(wilsonInterval(0, 5)[0]).toBeCloseTo(0, 15);
    expect(wilsonInterval(5, 5)[1]).toBeCloseTo(1, 15);
  });

  it("has Student's distribution", () => {
    const { data, sd, t_ci: interval } = expected;
    const reach = (studentQuantile(0.975, 9) * sd) / Math.sqrt(data.length);
    expect(
      difference([mean(data) - reach, mean(data) + reach], interval),
    ).toBeLessThan(1e-9);
    expect(
      difference(studentCdf(studentQuantile(0.1, 4), 4), 0.1),
    ).toBeLessThan(1e-9);
    // With one degree of freedom it is that of Cauchy.
    expect(
      difference(studentCdf(-2, 1), 0.5 + Math.atan(-2) / Math.PI),
    ).toBeLessThan(1e-9);
  });

  it('has the normal distribution', () => {
    // Of Python: math.erfc(-x / sqrt(2)) / 2 and statistics.NormalDist().inv_cdf(p).
    expect(
      difference(
        [-8, -1.96, 0.5, 3].map(normalCdf),
        [
          6.22096057427178e-16, 0.0249978951482204, 0.691462461274013,
          0.99865010196837,
        ],
      ),
    ).toBeLessThan(1e-9);
    expect(
      difference(
        [1e-20, 0.025, 0.4, 0.9, 0.975].map(normalQuantile),
        [
          -9.26234008979841, -1.95996398454005, -0.2533471031358,
          1.2815515655446, 1.95996398454005,
        ],
      ),
    ).toBeLessThan(1e-9);
    expect([0, 0.5, 1].map(normalQuantile)).toEqual([-Infinity, 0, Infinity]);
  });
});
