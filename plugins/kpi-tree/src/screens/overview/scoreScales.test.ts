import type { ScoreHistory } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { indexOfDay, scoreScales } from './scoreScales';

const history: ScoreHistory = {
  scope: 'all',
  tree: 'it-transformation',
  node: 'goal',
  periodType: 'month',
  points: ['2026-01-01', '2026-02-01', '2026-03-01'].map(period => ({
    period,
    score: 70,
    status: 'at-risk',
    coverage: 1,
  })),
};

describe('indexOfDay', () => {
  it.each([
    // January is over by the end of its last day
    ['2026-01-31', 0],
    ['2026-02-14', 0],
    ['2026-02-28', 1],
    ['2026-03-31', 2],
    ['2026-08-01', 2],
  ])('tells how it stood on %s', (day, index) => {
    expect(indexOfDay(history, day)).toBe(index);
  });

  it('knows nothing of a day before the history', () => {
    expect(indexOfDay(history, '2026-01-30')).toBeUndefined();
  });
});

describe('scoreScales', () => {
  it('finds the period under the pointer, at the ends too', () => {
    const { indexAt, middle, left, right } = scoreScales(history, 400);
    expect([0, 1, 2].map(index => indexAt(middle(index)))).toEqual([0, 1, 2]);
    expect(indexAt(left - 50)).toBe(0);
    expect(indexAt(right + 50)).toBe(2);
  });
});
