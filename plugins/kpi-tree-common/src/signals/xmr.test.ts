import { reference } from './__testUtils__/reference';
import type { ProcessPoint, Signal, SignalRule } from './types';
import { processChart, processLimits } from './xmr';

type NhsChart = {
  screen_outliers: boolean;
  fix_after_n_points: number | null;
  improvement_direction: 1 | -1;
  mean: number;
  lpl: number;
  upl: number;
  points: {
    x: string;
    y: number;
    outside_limits: boolean;
    relative_to_mean: number;
    close_to_limits: boolean;
    special_cause_type: string;
    point_type: string;
  }[];
};

const nhsCharts = [
  'xmr-nhs-test-series.json',
  'xmr-nhs-edge-series.json',
  'xmr-nhs-ae-attendances.json',
].flatMap(name =>
  Object.entries(reference<Record<string, NhsChart | string>>(name)).filter(
    (entry): entry is [string, NhsChart] => typeof entry[1] === 'object',
  ),
);

/** The words of NHSRplotthedots for a point of a chart. */
function nhsLabel(point: ProcessPoint, signals: Signal[]): string {
  const side = point.value! > point.mean! ? 'Above' : 'Below';
  const trends = signals.filter(
    signal =>
      signal.rule === 'trend' &&
      signal.from <= point.period &&
      signal.to >= point.period,
  );
  const words: Partial<Record<SignalRule, string>> = {
    outside: side === 'Above' ? 'Above UCL' : 'Below LCL',
    trend: `7 Point Trend (${
      trends.at(-1)?.side === 'above' ? 'Increasing' : 'Decreasing'
    })`,
    'two-of-three': `2 in 3 ${side} CL`,
    shift: `7 Points ${side} CL`,
  };
  return point.rules.length ? words[point.rules[0]]! : 'Common Cause';
}

describe('processChart, as NHSRplotthedots has it', () => {
  it.each(nhsCharts)('has the limits and labels of %s', (_, expected) => {
    const { points, signals, mean, lower, upper } = processChart(
      expected.points.map(({ x, y }) => ({ period: x, value: y, weight: 1 })),
      {
        rules: 'nhs',
        direction: expected.improvement_direction > 0 ? 'higher' : 'lower',
        screen: expected.screen_outliers,
        baseline: expected.fix_after_n_points
          ? {
              from: expected.points[0].x,
              to: expected.points[expected.fix_after_n_points - 1].x,
            }
          : undefined,
      },
    );
    const relative = (actual: number | null, right: number) =>
      Math.abs(actual! - right) / Math.max(1, Math.abs(right));
    expect(relative(mean, expected.mean)).toBeLessThan(1e-9);
    expect(relative(lower, expected.lpl)).toBeLessThan(1e-9);
    expect(relative(upper, expected.upl)).toBeLessThan(1e-9);

    const pointTypes = {
      improving: 'special_cause_improvement',
      worsening: 'special_cause_concern',
      change: 'special_cause_neutral',
    };
    expect(
      points.map(point => {
        const value = point.value!;
        const isOutside = value > point.upper! || value < point.lower!;
        const third = (point.upper! - point.mean!) / 3;
        return {
          x: point.period,
          y: value,
          outside_limits: isOutside,
          relative_to_mean: Math.sign(value - point.mean!),
          close_to_limits:
            !isOutside && Math.abs(value - point.mean!) > 2 * third,
          special_cause_type: nhsLabel(point, signals),
          point_type: point.meaning
            ? pointTypes[point.meaning]
            : 'common_cause',
        };
      }),
    ).toEqual(expected.points);
  });
});

type QccChart = {
  data: number[];
  center: number;
  lcl: number;
  ucl: number;
  beyond: number | number[];
  runs: number | number[];
};

const qccCharts = Object.entries(
  reference<Record<string, QccChart | string>>('xmr-qcc.json'),
).filter((entry): entry is [string, QccChart] => typeof entry[1] === 'object');

describe('processLimits, as qcc has it', () => {
  it.each(qccCharts)('has the limits and violations of %s', (_, expected) => {
    const { mean, lower, upper } = processLimits(expected.data, {
      screen: false,
      d2: 1.128,
    });
    expect(mean).toBeCloseTo(expected.center, 9);
    expect(lower).toBeCloseTo(expected.lcl, 9);
    expect(upper).toBeCloseTo(expected.ucl, 9);
  });
});
