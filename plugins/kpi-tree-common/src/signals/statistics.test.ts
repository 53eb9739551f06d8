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

function expectEqual(actual: number | number[], right: number | number[]) {
  const [a, b] = [[actual].flat(), [right].flat()];
  expect(a).toHaveLength(b.length);
  expect(
    Math.max(...a.map((value, i) => Math.abs(value / b[i] - 1))),
  ).toBeLessThan(1e-9);
}

describe('statistics, as R has them', () => {
  it.each(Object.entries(expected.quantiles))(
    'has quantiles of %s',
    (name, quantiles) => {
      const type = Number(name.slice(-1)) as QuantileType;
      expectEqual(
        expected.probs.map(p => quantile(expected.data, p, type)),
        quantiles,
      );
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
    expectEqual(wilsonInterval(8, 10), expected.wilson_8_of_10);
    expectEqual(wilsonInterval(275, 24918), expected.wilson_275_of_24918);
    expectEqual(poissonInterval(7), expected.poisson_7);
  });

  it('has the interval of no events', () => {
    expectEqual(poissonInterval(0).slice(1), -Math.log(0.025));
    expect(poissonInterval(0)[0]).toBe(0);
    expect(wilsonInterval(0, 5)[0]).toBeCloseTo(0, 15);
    expect(wilsonInterval(5, 5)[1]).toBeCloseTo(1, 15);
  });

  it("has Student's distribution", () => {
    const { data, sd, t_ci: interval } = expected;
    const reach = (studentQuantile(0.975, 9) * sd) / Math.sqrt(data.length);
    expectEqual([mean(data) - reach, mean(data) + reach], interval);
    expectEqual(studentCdf(studentQuantile(0.1, 4), 4), 0.1);
    // With one degree of freedom it is that of Cauchy.
    expectEqual(studentCdf(-2, 1), 0.5 + Math.atan(-2) / Math.PI);
  });

  it('has the normal distribution', () => {
    // Of Python: math.erfc(-x / sqrt(2)) / 2 and statistics.NormalDist().inv_cdf(p).
    expectEqual(
      [-8, -1.96, 0.5, 3].map(normalCdf),
      [
        6.22096057427178e-16, 0.0249978951482204, 0.691462461274013,
        0.99865010196837,
      ],
    );
    expectEqual(
      [1e-20, 0.025, 0.4, 0.9, 0.975].map(normalQuantile),
      [
        -9.26234008979841, -1.95996398454005, -0.2533471031358, 1.2815515655446,
        1.95996398454005,
      ],
    );
    expect([0, 0.5, 1].map(normalQuantile)).toEqual([-Infinity, 0, Infinity]);
  });
});
