import type { SignalSettings } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { history } from './__testUtils__/history';
import { assessTrend } from './assessTrend';
import { describeTrend } from './describeTrend';
import { TrendOptions } from './trendOptions';
import type { SignalValue } from './types';

const options: TrendOptions = {
  periodType: 'month',
  direction: 'lower',
  unit: 'h',
  settings: {},
  targetIn: () => undefined,
};

/** Up and down around a centre, without any signal or season. */
const around = (centre: number, count: number) =>
  Array.from(
    { length: count },
    (_, index) => centre + [1, -1, 0.5, -0.7, 0.2][index % 5],
  );

const assess = (
  values: (number | null)[],
  more: Partial<TrendOptions> = {},
  settings: SignalSettings = {},
) => assessTrend(history(values), { ...options, settings, ...more });

const sentence = (values: SignalValue[], more: Partial<TrendOptions> = {}) =>
  describeTrend(assessTrend(values, { ...options, ...more }), {
    unit: 'h',
    periodType: 'month',
  }).replace(/\u00a0/g, ' ');

describe('assessTrend', () => {
  it('claims nothing from fewer than 8 values', () => {
    expect(assess([])).toEqual({
      trend: 'unknown',
      method: 'xmr',
      rules: 'nhs',
      points: 0,
      mean: null,
      lower: null,
      upper: null,
      reason: 'few-points',
      chart: [],
    });
    expect(assess([1, 2, 3, null, 40, 50, 60, 70])).toMatchObject({
      trend: 'unknown',
      reason: 'few-points',
      points: 7,
      value: 70,
      mean: null,
    });
    expect(assess(around(5, 8))).toMatchObject({ trend: 'stable', points: 8 });
  });

  it('says that nothing is known of a month of the last 24 without a value', () => {
    expect(sentence(history(around(5, 5)))).toBe(
      'Only 5 months are measured: 8 are needed',
    );
  });

  it('is stable without a signal, between its limits', () => {
    const { chart, ...assessment } = assess(around(5, 30));
    expect(assessment).toEqual({
      trend: 'stable',
      method: 'xmr',
      rules: 'nhs',
      points: 24,
      value: 5.2,
      mean: expect.closeTo(4.958, 3),
      lower: expect.any(Number),
      upper: expect.any(Number),
      expected: { lower: assessment.lower, upper: assessment.upper },
    });
    const { upper, lower } = assessment;
    expect((upper ?? 0) - (lower ?? 0)).toBeCloseTo(2 * 2.66 * 1.2696, 2);
    expect(chart).toHaveLength(24);
    expect(chart[0].period).toBe('2024-07-01');
  });

  it.each([
    ['lower', 'improving'],
    ['higher', 'worsening'],
  ] as const)(
    'judges a shift down, %s being better: %s',
    (direction, trend) => {
      const assessment = assess([...around(8, 16), ...around(4, 8)], {
        direction,
      });
      expect(assessment).toMatchObject({
        trend,
        signal: {
          rule: 'shift',
          side: 'below',
          from: '2025-05-01',
          to: '2025-12-01',
          points: 8,
          meaning: trend,
        },
      });
    },
  );

  it('tells it in a sentence', () => {
    expect(sentence(history([...around(8, 16), ...around(4, 8)]))).toBe(
      '8 months in a row below the average of 6.73 h: improving since May 2025',
    );
  });

  it('forgets a single outlier when the next value is usual', () => {
    const usual = around(5, 20);
    expect(assess([...usual, 30])).toMatchObject({
      trend: 'worsening',
      value: 30,
      signal: { rule: 'outside', from: '2025-09-01', to: '2025-09-01' },
    });
    const later = assess([...usual, 30, ...around(5, 2)]);
    expect(later).toMatchObject({ trend: 'stable', past: '2025-09-01' });
    expect(later.signal).toBeUndefined();
    expect(later.chart[20]).toMatchObject({
      value: 30,
      rules: ['outside'],
      meaning: 'worsening',
    });
  });

  it('takes the newest value as the newest point, whatever is missing after it', () => {
    expect(
      assess([...around(8, 16), ...around(4, 7), null, 4.2, null]),
    ).toMatchObject({
      trend: 'improving',
      value: 4.2,
      points: 22,
      signal: { to: '2026-01-01', points: 8 },
    });
  });

  it('follows what began last where signals disagree', () => {
    // Below the mean for long, and rising since
    const assessment = assess([
      ...[38, 22, 34, 24, 32, 38, 22, 34, 24, 32, 38, 22],
      ...[14, 11, 12, 13, 14, 15, 16, 17, 18],
    ]);
    expect(assessment).toMatchObject({
      trend: 'worsening',
      signal: { rule: 'trend', side: 'above', from: '2025-02-01', points: 8 },
    });
  });

  it('names the longest of the signals that agree', () => {
    // The last is outside as well
    const assessment = assess([...around(8, 16), 5, 4, 5, 4, 5, 4, 5, -3]);
    expect(assessment.chart[23].rules).toEqual(
      expect.arrayContaining(['outside', 'shift']),
    );
    expect(assessment.signal).toMatchObject({ rule: 'shift', points: 8 });
  });

  it('takes no run below a mean that one outlier has raised for a verdict', () => {
    // Hours to restore Copilot, of GitHub, in the months from September 2024 on
    const assessment = assess([
      6.4,
      1.3,
      5.5,
      7.3,
      1.4,
      null,
      1.1,
      0.8,
      1.9,
      23.9,
      5.7,
      1.3,
      1.4,
      null,
      1.3,
      7,
      0.8,
      1.8,
      3.1,
      3,
      1.7,
      3.3,
      3.6,
      1.3,
      1.6,
    ]);
    expect(assessment.chart[23].rules).toEqual(['shift']);
    expect(assessment.trend).toBe('stable');
  });

  it('is stable where nothing ever varies', () => {
    expect(assess(new Array(12).fill(3))).toMatchObject({
      trend: 'stable',
      reason: 'constant',
      mean: 3,
      lower: 3,
      upper: 3,
      expected: { lower: 3, upper: 3 },
    });
  });

  it('never has limits beyond what values can be', () => {
    const low = assess([0, 9, 0, 7, 1, 9, 0, 8, 1, 9]);
    expect(low.lower).toBe(0);
    expect(low.chart[0].lower).toBe(0);
    expect(assess([-1, 9, 0, 7, 1, 9, 0, 8, 1, 9]).lower).toBeLessThan(-1);
    const high = [100, 91, 99, 92, 100, 93, 98, 91];
    expect(assess(high, { unit: '%' }).upper).toBe(100);
    expect(assess(high).upper).toBeGreaterThan(100);
  });

  it('uses the rules that are asked for', () => {
    // 3 of 4 nearer to the limit than to the mean, which is no rule of the NHS
    const values = [...around(5, 20), 8, 7.8, 4.9, 7.9];
    expect(assess(values)).toMatchObject({ trend: 'stable', rules: 'nhs' });
    expect(assess(values, {}, { rules: 'wheeler' })).toMatchObject({
      trend: 'worsening',
      rules: 'wheeler',
      signal: { rule: 'three-of-four' },
    });
  });

  describe('with a declared change', () => {
    const values = [...around(8, 16), ...around(4, 9)];
    const change = {
      changes: [{ date: '2025-05-17', reason: 'The new tool' }],
    };

    it('calculates limits again from the period in which it lies', () => {
      const assessment = assess(values, {}, change);
      expect(assessment).toMatchObject({
        trend: 'stable',
        chartFrom: '2025-05-01',
        points: 9,
      });
      expect(assessment.mean).toBeCloseTo(3.98, 2);
      expect(assessment.chart).toHaveLength(24);
      expect(assessment.chart[0].mean).toBeCloseTo(8, 6);
      expect(assessment.chart.every(({ rules }) => rules.length === 0)).toBe(
        true,
      );
    });

    it('claims nothing until there is enough after it', () => {
      const assessment = assess(values.slice(0, 20), {}, change);
      expect(assessment).toMatchObject({
        trend: 'unknown',
        reason: 'few-points',
        points: 4,
        chartFrom: '2025-05-01',
      });
      expect(assessment.expected).toBeUndefined();
    });

    it('does not mind one before or after the chart', () => {
      const dates = {
        changes: [{ date: '2020-01-01' }, { date: '2030-01-01' }],
      };
      const assessment = assess(values, {}, dates);
      expect(assessment).toEqual(assess(values));
      expect(assessment.chartFrom).toBeUndefined();
    });
  });

  it('freezes the limits to those of a baseline', () => {
    const values = [...around(8, 12), ...around(4, 24)];
    expect(assess(values)).toMatchObject({ trend: 'stable' });
    const frozen = assess(
      values,
      {},
      {
        baseline: { from: '2024-01-15', to: '2024-12-31' },
      },
    );
    expect(frozen).toMatchObject({
      trend: 'improving',
      points: 36,
      signal: { rule: 'shift', points: 25, from: '2024-12-01' },
    });
    expect(
      assess(
        values,
        {},
        { baseline: { from: '2024-01-15', to: '2024-05-31' } },
      ),
    ).toMatchObject({ trend: 'unknown', reason: 'few-points' });
  });

  describe('of a KPI that is to stay in a range', () => {
    const range = (
      values: number[],
      target: { min: number; max: number } | undefined,
    ) => assess(values, { direction: 'range', targetIn: () => target });
    const down = [...around(80, 16), ...around(70, 8)];

    it.each([
      ['towards it', { min: 60, max: 75 }, 'improving', 'improving'],
      [
        'to the other side, nearer',
        { min: 71, max: 72 },
        'improving',
        'improving',
      ],
      ['away from it', { min: 78, max: 90 }, 'worsening', 'worsening'],
      ['within it', { min: 50, max: 90 }, 'stable', 'change'],
      ['without knowing it', undefined, 'unknown', 'change'],
    ] as const)('judges a move %s', (_, target, trend, meaning) => {
      expect(range(down, target)).toMatchObject({
        trend,
        signal: { rule: 'shift', side: 'below', meaning },
      });
    });

    it('judges where a trend goes', () => {
      const rising = [...around(60, 14), 61, 63, 65, 67, 69, 71, 73];
      expect(range(rising, { min: 70, max: 75 })).toMatchObject({
        trend: 'improving',
      });
      expect(range(rising, { min: 50, max: 65 })).toMatchObject({
        trend: 'worsening',
      });
    });

    it('says what a change is that is neither', () => {
      expect(
        sentence(history(down), {
          direction: 'range',
          targetIn: () => ({ min: 50, max: 90 }),
        }),
      ).toBe(
        '8 months in a row below the average of 76.7 h: changed since May 2025, neither nearer to the target range nor further from it',
      );
    });

    it('is stable without a signal, also without a range', () => {
      expect(range(around(70, 24), undefined).trend).toBe('stable');
    });
  });
});
