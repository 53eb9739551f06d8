import { reference } from './__testUtils__/reference';
import { normalCdf, normalQuantile } from './distributions';
import {
  binomialInterval,
  meanInterval,
  poissonInterval,
  wilsonInterval,
} from './intervals';
import {
  kendallTau,
  leastSquares,
  mean,
  medianAbsoluteDeviation,
  quantile,
  type QuantileType,
  standardDeviation,
  variance,
} from './statistics';

const expected = reference<{
  data: number[];
  probs: number[];
  quantiles: Record<string, number[]>;
  sd: number;
  var: number;
  mad: number;
  mad_raw: number;
  nile_ols: {
    intercept: number;
    slope: number;
    slope_p: number;
    slope_ci: number[];
  };
  nile_kendall_tau: number;
  wilson_8_of_10: number[];
  wilson_275_of_24918: number[];
  exact_8_of_10: number[];
  poisson_7: number[];
  t_ci: number[];
}>('base-stats.json');

const { nile } = reference<{ nile: { data: number[] } }>('xmr-qcc.json');
const years = nile.data.map((_, index) => index + 1);

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

  it('has spread', () => {
    expectEqual(standardDeviation(expected.data), expected.sd);
    expectEqual(variance(expected.data), expected.var);
    expectEqual(medianAbsoluteDeviation(expected.data), expected.mad);
    expectEqual(medianAbsoluteDeviation(expected.data, 1), expected.mad_raw);
  });

  it('has least squares', () => {
    const { intercept, slope, slopeP, slopeInterval } = leastSquares(
      years,
      nile.data,
    );
    expectEqual(intercept, expected.nile_ols.intercept);
    expectEqual(slope, expected.nile_ols.slope);
    expectEqual(slopeP, expected.nile_ols.slope_p);
    expectEqual(slopeInterval, expected.nile_ols.slope_ci);
  });

  it("has Kendall's rank correlation", () => {
    expectEqual(kendallTau(years, nile.data), expected.nile_kendall_tau);
  });

  it('has intervals of shares, counts and means', () => {
    expectEqual(wilsonInterval(8, 10), expected.wilson_8_of_10);
    expectEqual(wilsonInterval(275, 24918), expected.wilson_275_of_24918);
    expectEqual(binomialInterval(8, 10), expected.exact_8_of_10);
    expectEqual(poissonInterval(7), expected.poisson_7);
    expectEqual(meanInterval(expected.data), expected.t_ci);
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
