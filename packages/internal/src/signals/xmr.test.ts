import fc from 'fast-check';
import {
  addPeriods,
  type Direction,
  type ProcessPoint,
  type RuleSet,
  ruleSets,
  type Signal,
  type SignalRule,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { reference } from './__testUtils__/reference';
import { findPatterns } from './rules';
import type { SignalValue } from './types';
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
    const { data } = expected;
    // Of d2 the file says 1.128379, but its numbers are those of 1.128.
    const limits = processLimits(data, { screen: false, d2: 1.128 });
    expect(limits.mean).toBeCloseTo(expected.center, 9);
    expect(limits.lower).toBeCloseTo(expected.lcl, 9);
    expect(limits.upper).toBeCloseTo(expected.ucl, 9);

    const found = findPatterns(
      data.map(value => ({ period: '', value, ...limits })),
      'nhs',
    );
    const places = (rule: SignalRule, from: number) =>
      found
        .filter(pattern => pattern.rule === rule)
        .flatMap(pattern => pattern.members.slice(from))
        .map(place => place + 1)
        .sort((a, b) => a - b);
    expect(places('outside', 0)).toEqual([expected.beyond].flat());
    // In a run, qcc calls the seventh a violation and those after it.
    expect(places('shift', 6)).toEqual([expected.runs].flat());
  });
});

const months = (values: (number | null)[]): SignalValue[] =>
  values.map((value, index) => ({
    period: addPeriods('2024-01-01', 'month', index),
    value,
    weight: 1,
  }));

describe('processLimits', () => {
  it('leaves out exceptional moving ranges once, unless switched off', () => {
    const values = [10, 11, 10, 11, 10, 11, 10, 11, 10, 40, 10, 11, 10, 11];
    const { mean, upper } = processLimits(values);
    expect(upper - mean).toBeCloseTo(2.66, 12);
    const unscreened = processLimits(values, { screen: false });
    expect(unscreened.upper - mean).toBeCloseTo((2.66 * 71) / 13, 12);
  });

  it('leaves nothing out where most values would be outside the limits', () => {
    // An availability, of which the smallest changes alone would be left.
    const values = Array.from({ length: 24 }, () => 100);
    values[3] = 99.99;
    values[9] = 98.8;
    values[15] = 97;
    expect(processLimits(values)).toEqual(
      processLimits(values, { screen: false }),
    );
  });

  it('has limits of some width where only a jump varies', () => {
    const { lower, upper } = processLimits([5, 5, 5, 5, 5, 9, 5, 5, 5, 5]);
    expect(lower).toBeLessThan(5);
    expect(upper).toBeGreaterThan(5);
    expect(processLimits([0.1, 0.1, 0.1])).toEqual({
      mean: 0.1,
      lower: 0.1,
      upper: 0.1,
    });
  });

  it.each([
    [[5, 5, 5, 4, 5, 5, 5, 6, 5, 5, 5, 5]],
    [[0, 0, 0, 0, 1, 0, 0, 0, 0, -1, 0, 0, 0]],
    [[100, 100, 100, 100, 99, 100, 100, 100, 100, 100, 101, 100]],
  ])('has limits of some width where anything varies: %j', values => {
    const { lower, upper } = processLimits(values);
    expect(upper - lower).toBeGreaterThan(1.7);
  });

  it('has limits of some width for any values that are not all the same', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 4, max: 6 }), {
          minLength: 8,
          maxLength: 30,
        }),
        values => {
          const { lower, upper } = processLimits(values);
          expect(upper > lower).toBe(new Set(values).size > 1);
        },
      ),
    );
  });
});

describe('processChart', () => {
  const options = { rules: 'nhs', direction: 'lower' } as const;
  const waves = (count: number, level: number) =>
    Array.from({ length: count }, (_, index) => level + (index % 2));

  it('has limits of their own on both sides of a declared change', () => {
    const values = months([...waves(10, 20), ...waves(8, 10)]);
    const cut = processChart(values, { ...options, changes: ['2024-11-01'] });
    expect(cut.signals).toEqual([]);
    expect(cut.points[9]).toMatchObject({ mean: 20.5, upper: 20.5 + 2.66 });
    expect(cut.points[10]).toMatchObject({ mean: 10.5, upper: 10.5 + 2.66 });
    expect(cut).toMatchObject({ mean: 10.5, upper: 10.5 + 2.66 });

    const whole = processChart(values, options);
    expect(whole.signals.at(-1)).toMatchObject({
      meaning: 'improving',
      to: '2025-06-01',
    });
  });

  it('has no run across a declared change', () => {
    const run = [9, 9.5, 9, 9.5, 9, 9.5, 9];
    const values = months([...waves(8, 0), ...run, ...run]);
    const { signals } = processChart(values, {
      ...options,
      // In the middle of the run, twice, and after the last period.
      changes: ['2025-01-01', '2025-01-01', '2027-01-01'],
    });
    expect(signals.filter(signal => signal.to > '2025-01-01')).toEqual([]);
  });

  it('freezes the limits to a baseline, also where it is before the window', () => {
    const values = months([...waves(8, 10), ...waves(30, 13)]);
    const baseline = { from: '2024-01-01', to: '2024-08-01' };
    const chart = processChart(values, { ...options, baseline, window: 12 });
    expect(chart).toMatchObject({ mean: 10.5, upper: 10.5 + 2.66 });
    expect(chart.points).toHaveLength(38);
    expect(chart.signals).toContainEqual(
      expect.objectContaining({ rule: 'shift', points: 31 }),
    );
  });

  it('has limits of its own after a change that is later than the baseline', () => {
    const values = months([...waves(8, 10), ...waves(8, 13), ...waves(8, 30)]);
    const { mean, points } = processChart(values, {
      ...options,
      baseline: { from: '2024-01-01', to: '2024-08-01' },
      changes: ['2025-05-01'],
    });
    expect(points[15].mean).toBe(10.5);
    expect(mean).toBe(30.5);
  });

  it('has the last periods only', () => {
    const values = months([...waves(30, 50), ...waves(24, 10)]);
    const chart = processChart(values, { ...options, window: 24 });
    expect(chart.points).toHaveLength(24);
    expect(chart).toMatchObject({ mean: 10.5, signals: [] });
  });

  it('takes the values around a gap as neighbours', () => {
    const values = waves(10, 5);
    const gaps: (number | null)[] = [...values];
    gaps.splice(4, 0, null, null);
    const { points, ...limits } = processChart(months(gaps), options);
    expect(limits).toEqual({ ...processLimits(values), signals: [] });
    expect(points[4]).toMatchObject({ value: null, rules: [] });
  });

  it('claims nothing from fewer than 8 values', () => {
    const none = { mean: null, lower: null, upper: null, signals: [] };
    expect(processChart([], options)).toEqual({ ...none, points: [] });
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.double({ noNaN: true, min: -1e9, max: 1e9 }))),
        values => {
          const known = values.filter(value => value !== null).length;
          const { mean, signals } = processChart(months(values), options);
          expect(mean === null).toBe(known < 8);
          expect(mean !== null || signals.length === 0).toBe(true);
        },
      ),
    );
  });
});

describe('processChart of any series', () => {
  const series = fc.array(fc.integer({ min: -1000, max: 1000 }), {
    minLength: 8,
    maxLength: 40,
  });
  const chartOf = (
    values: number[],
    rules: RuleSet,
    direction: Direction = 'higher',
  ) => processChart(months(values), { rules, direction });

  it('shifts and scales with it', () => {
    fc.assert(
      fc.property(
        series,
        fc.constantFrom(...ruleSets),
        fc.integer({ min: -1000, max: 1000 }),
        // Powers of two, by which numbers are scaled without rounding.
        fc.constantFrom(0.25, 0.5, 2, 1024),
        (values, rules, offset, factor) => {
          const chart = chartOf(values, rules);
          const moved = chartOf(
            values.map(value => (value + offset) * factor),
            rules,
          );
          for (const line of ['mean', 'lower', 'upper'] as const) {
            expect(moved[line]).toBeCloseTo(
              (chart[line]! + offset) * factor,
              6,
            );
          }
          expect(moved.signals).toEqual(chart.signals);
        },
      ),
    );
  });

  it('mirrors its signals with its sign', () => {
    fc.assert(
      fc.property(series, fc.constantFrom(...ruleSets), (values, rules) => {
        const chart = chartOf(values, rules);
        const mirrored = chartOf(
          values.map(value => -value),
          rules,
          'lower',
        );
        const mirror = { above: 'below', below: 'above' } as const;
        expect(
          mirrored.signals.map(signal => ({
            ...signal,
            side: mirror[signal.side],
          })),
        ).toEqual(expect.arrayContaining(chart.signals));
        expect(mirrored.signals).toHaveLength(chart.signals.length);
      }),
    );
  });

  it('says at each point of which signals it is part', () => {
    fc.assert(
      fc.property(series, fc.constantFrom(...ruleSets), (values, rules) => {
        const { points, signals } = chartOf(values, rules);
        for (const point of points) {
          expect(point.rules.length > 0).toBe(point.meaning !== undefined);
          for (const rule of point.rules) {
            expect(signals).toContainEqual(expect.objectContaining({ rule }));
          }
        }
        for (const { rule, from, to } of signals) {
          for (const end of [from, to]) {
            expect(
              points.find(({ period: start }) => start === end)!.rules,
            ).toContain(rule);
          }
        }
      }),
    );
  });
});
