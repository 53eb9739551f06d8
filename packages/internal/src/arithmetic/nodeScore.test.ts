import fc from 'fast-check';
import type { Trend } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { rollUp, rollUpTrend } from './nodeScore';

const child = (weight: number, score: number | null, coverage = 1) => ({
  weight,
  score,
  coverage: score === null ? 0 : coverage,
});

describe('rollUp', () => {
  it('is the weighted mean of the children that have a score', () => {
    expect(
      rollUp([child(2, 100), child(1, 40), child(1, null)], 'weighted'),
    ).toEqual({ score: 80, status: 'at-risk', coverage: 0.75 });
  });

  it('is the worst of them where the node says so', () => {
    expect(rollUp([child(2, 100), child(1, 40)], 'worst')).toEqual({
      score: 40,
      status: 'off-target',
      coverage: 1,
    });
  });

  it.each([
    [100, 'on-target'],
    [50, 'at-risk'],
    [73, 'at-risk'],
    [0, 'off-target'],
  ])(
    'is %d where all children have that, whatever they weigh',
    (score, status) => {
      fc.assert(
        fc.property(
          fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 1 }),
          weights => {
            const children = weights.map(tenths => child(tenths / 10, score));
            expect(rollUp(children, 'weighted')).toMatchObject({
              score,
              status,
            });
          },
        ),
      );
      // Half of the weight is as far above as the other half below
      const halves = [0.1, 0.2, 0.3].flatMap(weight => [
        child(weight, 100),
        child(weight, 0),
      ]);
      expect(rollUp(halves, 'weighted').status).toBe('at-risk');
    },
  );

  it('has no data under the floor of coverage', () => {
    expect(rollUp([child(1, 100), child(2, null)], 'weighted')).toEqual({
      score: null,
      status: 'no-data',
      coverage: 1 / 3,
    });
    expect(rollUp([child(1, 100), child(2, null)], 'weighted', 0.3).score).toBe(
      100,
    );
  });

  it('carries the coverage of the levels below', () => {
    expect(rollUp([child(1, 100, 0.6), child(1, 50)], 'weighted')).toEqual({
      score: 75,
      status: 'at-risk',
      coverage: 0.8,
    });
  });

  it('does not fall under the floor by rounding', () => {
    const tenths = Array.from({ length: 10 }, (_, i) =>
      child(0.1, i < 5 ? 100 : null),
    );
    expect(rollUp(tenths, 'weighted').status).toBe('on-target');
  });

  it('has no data without children, or with weights of zero only', () => {
    const empty = { score: null, status: 'no-data', coverage: 0 };
    expect(rollUp([], 'weighted')).toEqual(empty);
    expect(rollUp([child(0, 100)], 'worst')).toEqual(empty);
  });
});

describe('rollUpTrend', () => {
  const trendOf = (...children: [number, Trend][]) =>
    rollUpTrend(children.map(([weight, trend]) => ({ weight, trend })));

  it('weighs those that improve against those that worsen', () => {
    expect(trendOf([2, 'improving'], [1, 'worsening'])).toBe('improving');
    expect(trendOf([1, 'improving'], [2, 'worsening'])).toBe('worsening');
    expect(trendOf([1, 'improving'], [9, 'stable'])).toBe('improving');
  });

  it('is stable where neither outweighs the other', () => {
    expect(trendOf([1, 'stable'])).toBe('stable');
    expect(
      trendOf([0.1, 'improving'], [0.2, 'improving'], [0.3, 'worsening']),
    ).toBe('stable');
  });

  it('is unknown where less than half of the weight is known', () => {
    expect(trendOf([1, 'improving'], [2, 'unknown'])).toBe('unknown');
    expect(trendOf([1, 'improving'], [1, 'unknown'])).toBe('improving');
    expect(
      rollUpTrend(
        [
          { weight: 1, trend: 'improving' },
          { weight: 2, trend: 'unknown' },
        ],
        0.3,
      ),
    ).toBe('improving');
    expect(trendOf()).toBe('unknown');
    expect(trendOf([0, 'improving'])).toBe('unknown');
  });
});
