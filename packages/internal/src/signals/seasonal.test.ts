import type { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { history, normal, seeded } from './__testUtils__/history';
import { assessTrend } from './assessTrend';
import { describeTrend } from './describeTrend';
import { seasonOf } from './seasonal';

const cycles: [PeriodType, number, number][] = [
  ['day', 7, 8],
  ['month', 12, 3],
  ['quarter', 4, 4],
];

/** A wave of a height over a cycle, and noise of 1. */
function wave(
  height: number,
  length: number,
  count: number,
  { seed = 1, slope = 0, jump = 0 } = {},
): number[] {
  const random = seeded(seed);
  return Array.from(
    { length: count },
    (_, index) =>
      100 +
      height * Math.sin((2 * Math.PI * index) / length) +
      slope * index +
      (index >= count / 2 ? jump : 0) +
      normal(random),
  );
}

/** The share of 200 series in which there is a season. */
function found(
  type: PeriodType,
  valuesOf: (seed: number) => (number | null)[],
): number {
  const seeds = Array.from({ length: 200 }, (_, seed) => seed + 1);
  return (
    seeds.filter(seed => seasonOf(history(valuesOf(seed), { type }), type))
      .length / seeds.length
  );
}

describe('seasonOf', () => {
  it.each(cycles)('finds that of a %s', (type, length, times) => {
    const count = 2 * length * times;
    const season = seasonOf(history(wave(3, length, count), { type }), type);
    expect(season).toMatchObject({
      kind:
        { day: 'day-of-week', month: 'month-of-year' }[type as string] ??
        'quarter-of-year',
      length,
    });
    const errors = (season?.offsets ?? []).map((offset, index) =>
      Math.abs(offset - 3 * Math.sin((2 * Math.PI * index) / length)),
    );
    expect(errors).toHaveLength(count);
    expect(Math.max(...errors)).toBeLessThan(1.5);
    const cycle = (season?.offsets ?? []).slice(0, length);
    expect(cycle.reduce((sum, offset) => sum + offset, 0)).toBeCloseTo(0, 9);
  });

  it.each(cycles)(
    'finds none of a %s in less history',
    (type, length, times) => {
      const values = wave(10, length, length * times);
      expect(seasonOf(history(values, { type }), type)).toBeDefined();
      expect(
        seasonOf(history(values.slice(1), { type }), type),
      ).toBeUndefined();
      // One part of the season is missing once
      expect(
        seasonOf(history([...values.slice(0, -1), null], { type }), type),
      ).toBeUndefined();
    },
  );

  it.each(cycles)(
    'takes noise, trends and shifts for a season of a %s as rarely as the test says',
    (type, length, times) => {
      const count = length * times;
      for (const change of [{}, { slope: 0.5 }, { slope: -3 }, { jump: 10 }]) {
        expect(
          found(type, seed => wave(0, length, count, { seed, ...change })),
        ).toBeLessThan(0.04);
      }
    },
  );

  it.each(cycles)(
    'finds the season of a %s beside a trend or a shift',
    (type, length, times) => {
      const count = 2 * length * times;
      for (const change of [{}, { slope: 0.5 }, { jump: 5 }]) {
        expect(
          found(type, seed => wave(3, length, count, { seed, ...change })),
        ).toBeGreaterThan(0.95);
      }
    },
  );

  it('finds none in what does not vary, or only with the trend', () => {
    const constant = new Array(60).fill(5);
    expect(seasonOf(history(constant), 'month')).toBeUndefined();
    const line = constant.map((value, index) => value + index / 7);
    expect(seasonOf(history(line), 'month')).toBeUndefined();
  });

  it('does not mind days that are never measured', () => {
    const weekdays = wave(3, 7, 140).map((value, index) =>
      index % 7 > 4 ? null : value,
    );
    const season = seasonOf(
      history(weekdays, { type: 'day', from: '2024-01-01' }),
      'day',
    );
    expect(season?.offsets.slice(5, 7)).toEqual([0, 0]);
  });

  it('knows none of weeks', () => {
    expect(
      seasonOf(history(wave(9, 52, 104), { type: 'week' }), 'week'),
    ).toBeUndefined();
  });
});

describe('a trend beside a season', () => {
  const options = {
    periodType: 'month',
    direction: 'lower',
    unit: 'h',
    settings: {},
    targetIn: () => undefined,
  } as const;
  const values = wave(10, 12, 48);

  it('has limits that follow the season', () => {
    const assessment = assessTrend(history(values), options);
    expect(assessment).toMatchObject({
      trend: 'stable',
      adjusted: 'month-of-year',
      points: 24,
    });
    const { chart, expected, upper = 0, lower = 0 } = assessment;
    expect(chart.map(({ value }) => value)).toEqual(values.slice(-24));
    const means = chart.map(({ mean }) => mean ?? 0);
    expect(Math.max(...means) - Math.min(...means)).toBeGreaterThan(15);
    for (const point of chart) {
      expect((point.upper ?? 0) - (point.lower ?? 0)).toBeCloseTo(
        (upper ?? 0) - (lower ?? 0),
        9,
      );
    }
    expect(expected).toEqual({
      lower: Math.min(...chart.slice(-12).map(point => point.lower ?? 0)),
      upper: Math.max(...chart.slice(-12).map(point => point.upper ?? 0)),
    });
    expect(describeTrend(assessment, options)).toMatch(
      /^No signal in 24 months, after taking out the season of the year: the last month may lie between/,
    );
  });

  it('is not mistaken for the season', () => {
    // Without taking it out the way up from winter to summer is a trend
    const summer = history(wave(30, 12, 40));
    expect(
      assessTrend(summer, { ...options, settings: { seasonal: 'none' } }),
    ).toMatchObject({
      trend: 'worsening',
      signal: { rule: 'trend', side: 'above' },
    });
    expect(assessTrend(summer, options)).toMatchObject({ trend: 'stable' });
  });

  it('is seen through the season', () => {
    const better = values.map((value, index) => value - (index > 40 ? 6 : 0));
    const assessment = assessTrend(history(better), options);
    expect(assessment).toMatchObject({
      trend: 'improving',
      adjusted: 'month-of-year',
    });
  });
});
