import { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import fc from 'fast-check';
import { cutWindows } from './windows';

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
