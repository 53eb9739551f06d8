import { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import fc from 'fast-check';
import { before, cutWindows } from './windows';

const cut = (
  from: string,
  to: string,
  grains: PeriodType[],
  days: number,
  timeZone = 'UTC',
) =>
  cutWindows(
    { from: new Date(from), to: new Date(to) },
    grains,
    { days },
    timeZone,
  ).map(window => [window.from.toISOString(), window.to.toISOString()]);

describe('cutWindows', () => {
  it('begins each part with the periods of all grains', () => {
    expect(
      cut('2026-01-20T10:00:00Z', '2026-03-10T12:00:00Z', ['day', 'month'], 20),
    ).toEqual([
      ['2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'],
      ['2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
      ['2026-03-01T00:00:00.000Z', '2026-03-10T12:00:00.000Z'],
    ]);
    expect(
      cut(
        '2026-03-28T00:00:00Z',
        '2026-03-31T00:00:00Z',
        ['day'],
        1,
        'Europe/Berlin',
      ),
    ).toEqual([
      ['2026-03-27T23:00:00.000Z', '2026-03-28T23:00:00.000Z'],
      // The clocks are put forward
      ['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
      ['2026-03-29T22:00:00.000Z', '2026-03-30T22:00:00.000Z'],
      ['2026-03-30T22:00:00.000Z', '2026-03-31T00:00:00.000Z'],
    ]);
  });

  it('ends, or says why not', () => {
    expect(() =>
      cut('1900-01-01T00:00:00Z', '2026-05-15T00:00:00Z', ['day'], 1),
    ).toThrow(
      'from 1900-01-01T00:00:00.000Z to 2026-05-15T00:00:00.000Z are more than 5000 parts of {"days":1}: collect less at once, or make the chunk of the source longer',
    );
    expect(
      cut('1900-01-01T00:00:00Z', '2026-05-15T00:00:00Z', ['week'], 400),
    ).toHaveLength(116);
    // Beyond all that can be written as a date
    for (const days of [1e5, 1e8, 1e15]) {
      expect(
        cut('2026-03-01T00:00:00Z', '2026-05-15T00:00:00Z', ['day'], days),
      ).toEqual([['2026-03-01T00:00:00.000Z', '2026-05-15T00:00:00.000Z']]);
    }
  });

  it('goes back to the first date at most', () => {
    const now = new Date('2026-05-15T10:00:00Z');
    const back = (duration: object) => before(now, duration).toISOString();
    expect(back({ months: 3 })).toBe('2026-02-15T10:00:00.000Z');
    for (const years of [127, 3_000, 300_000, 1e12]) {
      expect(back({ years })).toBe('1900-01-01T00:00:00.000Z');
    }
  });

  it('covers the whole without gaps, whatever is asked for', () => {
    const grain = fc.constantFrom<PeriodType>(
      'day',
      'week',
      'month',
      'quarter',
    );
    const day = fc.integer({ min: 0, max: 2_000 });
    fc.assert(
      fc.property(
        fc.tuple(day, day).filter(([a, b]) => a < b),
        fc.uniqueArray(grain, { minLength: 1, maxLength: 2 }).filter(
          // No week begins with every month
          grains => grains.length === 1 || !grains.includes('week'),
        ),
        fc.integer({ min: 1, max: 400 }),
        ([a, b], grains, days) => {
          const from = new Date(Date.UTC(2022, 0, 1 + a, 5));
          const to = new Date(Date.UTC(2022, 0, 1 + b, 7));
          const windows = cutWindows({ from, to }, grains, { days }, 'UTC');
          expect(windows[0].from.getTime()).toBeLessThanOrEqual(from.getTime());
          expect(windows[windows.length - 1].to).toEqual(to);
          windows.forEach((window, i) => {
            expect(window.from < window.to).toBe(true);
            expect(i === 0 || windows[i - 1].to).toEqual(
              i === 0 ? true : window.from,
            );
          });
        },
      ),
    );
  });
});
