import fc from 'fast-check';
import type { Direction } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { aggregate } from './aggregate';
import { evaluateSeries, judge } from './evaluate';
import { assertFinite } from './finite';
import {
  boundInForce,
  defaultThreshold,
  score,
  statusOfScore,
  targetProblem,
} from './score';

describe('score', () => {
  it.each([
    // value, target, threshold
    [3, 4, 8, 'lower', 100],
    [4, 4, 8, 'lower', 100],
    [6, 4, 8, 'lower', 75],
    [8, 4, 8, 'lower', 50],
    [10, 4, 8, 'lower', 25],
    [12, 4, 8, 'lower', 0],
    [99, 4, 8, 'lower', 0],
    [99.95, 99.9, 99, 'higher', 100],
    [99.45, 99.9, 99, 'higher', 75],
    [98.1, 99.9, 99, 'higher', 0],
    [0, 0, 2, 'lower', 100],
    [1, 0, 2, 'lower', 75],
    [0, 0, 0, 'lower', 100],
    [1, 0, 0, 'lower', 0],
    [5, 5, 5, 'higher', 100],
    [4.9, 5, 5, 'higher', 0],
    // What lies between is beyond what a number holds
    [1e307, 0, 1e308, 'lower', 95],
    [0, -1.7e308, 1.7e308, 'lower', 75],
    [1.7e308, -1.7e308, 1.7e308, 'lower', 50],
    [-1.7e308, 1.7e308, -1.7e308, 'higher', 50],
    [1.7e308, -1.7e308, 0, 'lower', 0],
  ] as const)(
    'of %d with target %d, threshold %d, %s is better: %d',
    (value, target, threshold, direction, expected) => {
      expect(score(value, target, threshold, direction)).toBeCloseTo(
        expected,
        9,
      );
    },
  );

  it('is 50 at the threshold, and 100 at the target, whatever the fractions', () => {
    const hundredths = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(
        hundredths,
        fc.integer({ min: 1, max: 100_000 }),
        fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 1 }),
        (of, distance, weights) => {
          const [target, threshold] = [of / 100, (of + distance) / 100];
          const mean = (value: number) =>
            aggregate(
              weights.map(tenths => ({ value, weight: tenths / 10 })),
              'mean',
            )!.value!;
          expect(score(threshold, target, threshold, 'lower')).toBe(50);
          expect(score(target, threshold, target, 'higher')).toBe(50);
          expect(score(mean(threshold), target, threshold, 'lower')).toBe(50);
          expect(score(mean(target), target, threshold, 'lower')).toBe(100);
          expect(score(mean(target), target, target, 'lower')).toBe(100);
          expect(score(mean(target), target, target, 'higher')).toBe(100);
        },
      ),
    );
    expect(score(2e9 + 1, 2e9, 2e9, 'lower')).toBe(0);
  });

  it.each([
    [70, 100],
    [60, 100],
    [55, 75],
    [50, 50],
    [40, 0],
    [85, 75],
    [95, 25],
  ])('of %d in the range 60..80, threshold 50..90: %d', (value, expected) => {
    expect(
      score(value, { min: 60, max: 80 }, { min: 50, max: 90 }, 'range'),
    ).toBeCloseTo(expected, 9);
  });

  it('is from 0 to 100 for whatever numbers', () => {
    const edge = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(0, 5e-324, -5e-324, 1e307, -1.7e308, Number.MAX_VALUE),
    );
    const direction = fc.constantFrom<Direction>('lower', 'higher', 'range');
    fc.assert(
      fc.property(
        direction,
        fc.tuple(edge, edge, edge, edge, edge),
        (way, [value, ...bounds]) => {
          const [a, b, c, d] = bounds.sort((x, y) => x - y);
          const [target, threshold] = {
            lower: [a, b],
            higher: [b, a],
            range: [
              { min: b, max: c },
              { min: a, max: d },
            ],
          }[way];
          for (const worst of [threshold, undefined]) {
            const judged = judge(value, '2026-04-01', {
              direction: way,
              target,
              threshold: worst,
            });
            expect(judged.score).toBeGreaterThanOrEqual(0);
            expect(judged.score).toBeLessThanOrEqual(100);
            assertFinite(judged, 'what was judged');
          }
        },
      ),
    );
  });

  it('gives the status', () => {
    expect([100, 99.999, 50, 49.999, 0].map(statusOfScore)).toEqual([
      'on-target',
      'at-risk',
      'at-risk',
      'off-target',
      'off-target',
    ]);
  });

  it('puts the threshold at the tolerance where there is none', () => {
    expect(defaultThreshold(10, 'lower', 0.2)).toBe(12);
    expect(defaultThreshold(10, 'higher', 0.2)).toBe(8);
    expect(defaultThreshold(-10, 'lower', 0.2)).toBe(-8);
    expect(defaultThreshold({ min: 60, max: 80 }, 'range', 0.2)).toEqual({
      min: 56,
      max: 84,
    });
  });

  it('takes the bound in force on the first day of the period', () => {
    const target = [
      { from: '2026-07-01', value: 2 },
      { from: '2026-01-01', value: 6 },
    ];
    expect(boundInForce(target, '2025-12-01')).toBeUndefined();
    expect(boundInForce(target, '2026-01-01')).toBe(6);
    expect(boundInForce(target, '2026-06-01')).toBe(6);
    expect(boundInForce(target, '2026-07-01')).toBe(2);
    expect(boundInForce(4, '1999-01-01')).toBe(4);
  });

  it('finds a threshold on the wrong side', () => {
    expect(targetProblem(4, 8, 'lower')).toBeUndefined();
    expect(targetProblem(4, 2, 'lower')).toMatch(/at or above the target 4/);
    expect(targetProblem(4, 8, 'higher')).toMatch(/at or below the target 4/);
    expect(
      targetProblem({ min: 1, max: 3 }, { min: 2, max: 4 }, 'range'),
    ).toMatch(/enclose the target 1\.\.3/);
    expect(targetProblem(4, { min: 2, max: 4 }, 'range')).toMatch(/same shape/);
  });
});

describe('judge', () => {
  it('does not judge what is missing or has no target', () => {
    expect(
      judge(undefined, '2026-01-01', { direction: 'lower', target: 4 }),
    ).toEqual({ target: 4, threshold: 4.8, score: null, status: 'no-data' });
    expect(judge(3, '2026-01-01', { direction: 'lower' })).toEqual({
      target: null,
      threshold: null,
      score: null,
      status: 'no-target',
    });
  });
});

describe('evaluateSeries', () => {
  const by = { direction: 'lower', target: 4, threshold: 8 } as const;
  const values = [
    { period: '2026-03-01', value: 6, weight: 2 },
    { period: '2026-05-01', value: 1, weight: 1 },
  ];

  it('judges the current period', () => {
    expect(evaluateSeries(values, '2026-03-01', false, by)).toEqual({
      period: '2026-03-01',
      value: 6,
      weight: 2,
      target: 4,
      threshold: 8,
      score: 75,
      status: 'at-risk',
    });
  });

  it('has no data where nothing happened, and never a zero', () => {
    expect(evaluateSeries(values, '2026-04-01', false, by)).toMatchObject({
      period: '2026-04-01',
      value: null,
      score: null,
      status: 'no-data',
    });
  });

  it('tells the last known value, unjudged, where the source is silent', () => {
    expect(evaluateSeries(values, '2026-04-01', true, by)).toMatchObject({
      period: '2026-03-01',
      value: 6,
      score: null,
      status: 'stale',
    });
    expect(evaluateSeries([], '2026-04-01', true, by)).toMatchObject({
      value: null,
      status: 'no-data',
    });
  });
});
