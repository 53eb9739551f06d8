import reference from '../../__testData__/stats-reference/forecast-reference.json';
import { DampedTrend } from './DampedTrend';
import { Drift } from './Drift';
import { HoltWinters } from './HoltWinters';
import { Level } from './Level';
import { SeasonalNaive } from './SeasonalNaive';
import { seasonalStart, type SeasonKind } from './seasonalStart';
import type { Smoother } from './Smoother';
import { studentT } from './studentT';

/**
 * Forecasts of R 4.2.2 and its package forecast 8.20, for the airline passengers and
 * the Nile. Not applicable, as there are no such models here: `ets_MAM`, `auto_arima`
 * and `stl_ap`.
 */
const { airpassengers, nile } = reference;

const NORMAL = { 80: 1.2815515655446004, 95: 1.959963984540054 };

/** The errors one step ahead, each divided by its own standard deviation. */
function run(smoother: Smoother, values: number[]): number[] {
  const errors: number[] = [];
  for (const value of values) {
    if (smoother.ready) {
      const scale = Math.sqrt(smoother.variance(1));
      errors.push(smoother.take(value) / scale);
    } else {
      smoother.take(value);
    }
  }
  return errors;
}

function sumOfSquares(errors: number[]): number {
  return errors.reduce((sum, error) => sum + error * error, 0);
}

function forecasts(smoother: Smoother, periods: number): number[] {
  return Array.from({ length: periods }, (_, i) => smoother.forecast(i + 1));
}

function expectClose(actual: number[], expected: number[], tolerance = 1e-6) {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, index) => {
    expect(Math.abs(value - expected[index])).toBeLessThan(tolerance);
  });
}

function variance(errors: number[]): number {
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  return sumOfSquares(errors.map(e => e - mean)) / (errors.length - 1);
}

function studentQuantile(probability: number, freedom: number): number {
  let [low, high] = [-10, 10];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    [low, high] =
      studentT(middle, freedom) < probability ? [middle, high] : [low, middle];
  }
  return high;
}

/** Checks the four rows of intervals of the R package forecast. */
function expectIntervals(
  smoother: Smoother,
  noise: number,
  row: {
    mean: number[];
    lo80: number[];
    hi80: number[];
    lo95: number[];
    hi95: number[];
  },
  { quantiles = NORMAL, tolerance = 1e-6 } = {},
) {
  const periods = row.mean.length;
  const scales = Array.from({ length: periods }, (_, i) =>
    Math.sqrt(noise * smoother.variance(i + 1)),
  );
  const bound = (quantile: number) =>
    forecasts(smoother, periods).map((v, i) => v + quantile * scales[i]);
  expectClose(forecasts(smoother, periods), row.mean, tolerance);
  expectClose(bound(-quantiles[80]), row.lo80, tolerance);
  expectClose(bound(quantiles[80]), row.hi80, tolerance);
  expectClose(bound(-quantiles[95]), row.lo95, tolerance);
  expectClose(bound(quantiles[95]), row.hi95, tolerance);
}

type HoltWintersRow = {
  alpha: number;
  beta: number;
  gamma: number;
  SSE: number;
  coef: Record<string, number>;
  forecast: number[];
  upr95: number[];
  lwr95: number[];
};

/** From the second season on, as R's `HoltWinters`. */
function holtWinters(kind: SeasonKind, row: HoltWintersRow) {
  const { alpha, beta, gamma } = row;
  const parameters = { season: 12, kind, alpha, beta, gamma };
  const start = seasonalStart(airpassengers.slice(0, 24), 12, kind);
  const model = new HoltWinters(parameters, start);
  const errors = run(model, airpassengers.slice(12));
  return { model, errors, parameters };
}

describe('Holt-Winters, as R has it', () => {
  it.each([
    ['additive', 'hw_additive_fixed_0.3_0.1_0.2'],
    ['additive', 'hw_additive'],
    ['multiplicative', 'hw_mult_fixed_0.3_0.1_0.2'],
    ['multiplicative', 'hw_multiplicative'],
  ] as const)('is the same, %s, of %s', (kind, name) => {
    const row: HoltWintersRow = reference[name];
    const { model, errors, parameters } = holtWinters(kind, row);
    const { a, b, ...figures } = row.coef;
    expectClose([model.state.level, model.state.trend], [a, b]);
    expectClose(model.state.figures, Object.values(figures));
    expectClose(forecasts(model, 12), row.forecast);
    expectClose([sumOfSquares(errors) / row.SSE], [1], 1e-9);

    const taken = new HoltWinters(parameters);
    run(taken, airpassengers);
    expect(taken.state).toEqual(model.state);
  });

  it.each(['hw_additive_fixed_0.3_0.1_0.2', 'hw_additive'] as const)(
    'has the same intervals, additive, of %s',
    name => {
      const row: HoltWintersRow = reference[name];
      const { model, errors } = holtWinters('additive', row);
      const bound = (quantile: number) =>
        forecasts(model, 12).map(
          (v, i) =>
            v + quantile * Math.sqrt(variance(errors) * model.variance(i + 1)),
        );
      expectClose(bound(NORMAL[95]), row.upr95);
      expectClose(bound(-NORMAL[95]), row.lwr95);
    },
  );

  it.each(['hw_mult_fixed_0.3_0.1_0.2', 'hw_multiplicative'] as const)(
    'knows by how much the intervals of R are too narrow, multiplicative, of %s',
    name => {
      const row: HoltWintersRow = reference[name];
      const { model, errors, parameters } = holtWinters('multiplicative', row);
      // R's variance has psi(0)² in place of 1: the noise of the period itself.
      const { alpha, gamma } = parameters;
      const short = 1 - (alpha + gamma * (1 - alpha)) ** 2;
      const width = Math.sqrt(variance(errors) * (model.variance(1) - short));
      expectClose([row.forecast[0] + NORMAL[95] * width], [row.upr95[0]]);
      expectClose([row.forecast[0] - NORMAL[95] * width], [row.lwr95[0]]);
    },
  );
});

describe('the simple models, as the R package forecast has them', () => {
  it('is the same: naive', () => {
    const model = new SeasonalNaive(1);
    const errors = run(model, airpassengers);
    const noise = sumOfSquares(errors) / errors.length;
    expectIntervals(model, noise, reference.naive);
  });

  it('is the same: seasonal naive', () => {
    const model = new SeasonalNaive(12);
    const errors = run(model, airpassengers);
    const noise = sumOfSquares(errors) / errors.length;
    expectIntervals(model, noise, reference.snaive);
  });

  it('is the same: drift', () => {
    const model = new Drift();
    run(model, airpassengers);
    const steps = airpassengers.slice(1).map((v, i) => v - airpassengers[i]);
    expectIntervals(model, variance(steps), reference.drift);
  });

  it('is the same: the mean, a level that does not move', () => {
    const model = new Level(0);
    const errors = run(model, airpassengers);
    const quantiles = {
      80: studentQuantile(0.9, 143),
      95: studentQuantile(0.975, 143),
    };
    const noise = sumOfSquares(errors) / (airpassengers.length - 1);
    expectIntervals(model, noise, reference.meanf, { quantiles });
  });

  it('is the same: the error of seasonal naive over the last two years', () => {
    const model = new SeasonalNaive(12);
    const errors = run(model, airpassengers.slice(0, -24));
    const misses = airpassengers
      .slice(-24)
      .map((value, i) => value - model.forecast(i + 1));
    const absolute = (list: number[]) =>
      list.reduce((sum, e) => sum + Math.abs(e), 0) / list.length;
    const row = reference.accuracy_snaive_last24;
    expectClose(
      [
        absolute(misses),
        Math.sqrt(sumOfSquares(misses) / 24),
        absolute(misses) / absolute(errors),
      ],
      [row.MAE, row.RMSE, row.MASE],
    );
  });
});

describe('a level, as the R package forecast has it', () => {
  it.each([
    [0.2, reference['ses_oil_0.2'].f],
    [0.6, reference['ses_oil_0.6'].f],
  ])('is the same, alpha %d, from the first value on', (alpha, expected) => {
    const { data } = reference['ses_oil_0.2'];
    const model = new Level(alpha, data[0]);
    run(model, data);
    expectClose([model.forecast(1)], [expected]);
  });

  it('is the same with the best start', () => {
    const model = new Level(reference.nile_ses_alpha);
    const errors = run(model, nile);
    expectClose(forecasts(model, 5), reference.nile_ses.mean);
    // R searches for the start, this has it exactly: its error is not larger.
    const noise = sumOfSquares(errors) / (nile.length - 2);
    expectIntervals(model, noise, reference.nile_ses, { tolerance: 0.01 });
    const wide = reference.nile_ses.hi95[0] - reference.nile_ses.mean[0];
    expect(NORMAL[95] * Math.sqrt(noise)).toBeLessThanOrEqual(wide + 1e-6);
  });
});

describe('a trend, as the R package forecast has it', () => {
  it('errs as little as with the parameters of R, and forecasts the same', () => {
    // R's parameters are not in its row: the best in steps of 1 %.
    const fits = Array.from({ length: 40 }, (_, i) => {
      const alpha = (i + 1) / 100;
      const model = new DampedTrend({ alpha, beta: 0.001, phi: 1 });
      return { model, squares: sumOfSquares(run(model, nile)) };
    });
    const best = fits.reduce((a, b) => (b.squares < a.squares ? b : a));
    const row = reference.nile_holt;
    // Two parameters and two starts are estimated.
    const noise = ((row.hi95[0] - row.mean[0]) / NORMAL[95]) ** 2;
    expect(best.squares / (nile.length - 4) / noise).toBeLessThan(1.001);
    expectClose(forecasts(best.model, 5), row.mean, 0.5);
  });
});
