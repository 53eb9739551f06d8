import { sparkBounds, sparkPeriods } from './spark';

const periods = sparkPeriods('2026-04-01', 'month');

describe('sparkBounds', () => {
  it('says from when on another target held', () => {
    expect(
      sparkBounds(periods, {
        direction: 'lower',
        target: [
          { from: '2020-01-01', value: 6 },
          { from: '2026-01-01', value: 4 },
        ],
        threshold: 8,
      }),
    ).toEqual([
      ['2024-05-01', 6, 8],
      ['2026-01-01', 4, 8],
    ]);
  });

  it('says that there was none before the first', () => {
    expect(
      sparkBounds(periods, {
        direction: 'lower',
        target: [{ from: '2026-01-01', value: 4 }],
        tolerance: 0.5,
      }),
    ).toEqual([
      ['2024-05-01', null, null],
      ['2026-01-01', 4, 6],
    ]);
  });

  it('says nothing where it never changed', () => {
    expect(
      sparkBounds(periods, { direction: 'lower', target: 4, threshold: 8 }),
    ).toBeUndefined();
    expect(
      sparkBounds(periods, {
        direction: 'lower',
        target: [{ from: '2020-01-01', value: 4 }],
      }),
    ).toBeUndefined();
  });
});
