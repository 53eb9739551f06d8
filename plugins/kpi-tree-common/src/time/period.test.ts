import { InputError } from '@backstage/errors';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { FIRST_DATE, LAST_DATE } from './dates';
import {
  addPeriods,
  countPeriods,
  dateOf,
  fromEpochDay,
  instantOf,
  MAX_PERIODS,
  periodOf,
  periodsBetween,
  periodTypes,
  toEpochDay,
} from './period';

/** What it returns, or the name of the error that it throws. */
function outcome(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return (error as Error).name;
  }
}

describe('period', () => {
  it('agrees with the ISO calendar of luxon on every day of 30 years', () => {
    for (let day = toEpochDay('1999-12-20'); day < 22_000; day++) {
      const date = fromEpochDay(day);
      const expected = DateTime.fromISO(date, { zone: 'UTC' });
      for (const type of periodTypes) {
        const start = expected.startOf(type);
        expect(periodOf(date, type)).toBe(start.toISODate());
        expect(addPeriods(periodOf(date, type), type, 1)).toBe(
          start.plus({ [type]: 1 }).toISODate(),
        );
      }
    }
  });

  it('goes back as well as forth', () => {
    expect(addPeriods('2026-01-01', 'month', -1)).toBe('2025-12-01');
    expect(addPeriods('2026-01-01', 'quarter', -5)).toBe('2024-10-01');
    expect(addPeriods('2026-03-02', 'week', -9)).toBe('2025-12-29');
  });

  it.each([
    // Midnight twice, missing, and a day that never was
    ['Atlantic/Azores', '2026-10-25', '2026-10-25T00:00:00Z'],
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00Z'],
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00Z'],
    ['America/Sao_Paulo', '2018-02-18', '2018-02-18T03:00:00Z'],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00Z'],
  ])('begins a day of %s on %s with its first instant', (zone, date, begin) => {
    expect(new Date(instantOf(date, zone)).toISOString()).toBe(
      begin.replace('Z', '.000Z'),
    );
  });

  it('begins each day of each zone where the day before ends', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
        fc.integer({
          min: toEpochDay('1990-01-01'),
          max: toEpochDay('2035-12-31'),
        }),
        (zone, day) => {
          const date = fromEpochDay(day);
          const begin = instantOf(date, zone);
          fc.pre(dateOf(begin, zone) === date);
          expect(dateOf(begin - 1, zone) < date).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('converts dates and instants in a time zone with summer time', () => {
    const instant = instantOf('2026-03-29', 'Europe/Berlin');
    expect(new Date(instant).toISOString()).toBe('2026-03-28T23:00:00.000Z');
    expect(dateOf(instant, 'Europe/Berlin')).toBe('2026-03-29');
    expect(dateOf(instant - 1, 'Europe/Berlin')).toBe('2026-03-28');
  });

  it('lists periods with both ends', () => {
    expect(periodsBetween('2026-01-31', '2026-04-01', 'month')).toEqual([
      '2026-01-01',
      '2026-02-01',
      '2026-03-01',
      '2026-04-01',
    ]);
    expect(periodsBetween('2026-05-01', '2026-04-01', 'month')).toEqual([]);
  });

  const days = fc.integer({
    min: toEpochDay(FIRST_DATE),
    max: toEpochDay(LAST_DATE),
  });
  const anyType = fc.constantFrom(...periodTypes);

  it('counts like luxon from every date of the product', () => {
    fc.assert(
      fc.property(
        days,
        anyType,
        fc.integer({ min: -5_000, max: 5_000 }),
        (day, type, count) => {
          const start = periodOf(fromEpochDay(day), type);
          const expected = DateTime.fromISO(start, { zone: 'UTC' }).plus({
            [type]: count,
          });
          const written = expected.year >= 0 && expected.year <= 9_999;
          expect(outcome(() => addPeriods(start, type, count))).toEqual(
            written ? expected.toISODate() : 'RangeError',
          );
        },
      ),
    );
  });

  it('walks from any date to any other, or says why not', () => {
    fc.assert(
      fc.property(days, days, anyType, (a, b, type) => {
        const [from, to] = [fromEpochDay(a), fromEpochDay(b)];
        const count = countPeriods(from, to, type);
        const start = periodOf(from, type);
        expect(outcome(() => periodsBetween(from, to, type))).toEqual(
          count > MAX_PERIODS
            ? 'InputError'
            : Array.from({ length: count }, (_, i) =>
                addPeriods(start, type, i),
              ),
        );
        expect(addPeriods(start, type, count - 1)).toBe(
          count > 0 ? periodOf(to, type) : addPeriods(start, type, -1),
        );
      }),
      { numRuns: 10 },
    );
  });

  it.each([
    ['9999-12-31', '9999-12-31', 'day', 1],
    ['2020-01-01', '9999-12-31', 'month', 95_760],
    ['0000-01-01', '2026-01-01', 'week', 105_713],
    ['0000-01-01', '9999-12-31', 'day', 3_652_425],
  ] as const)('ends from %s to %s by %s', (from, to, type, count) => {
    expect(countPeriods(from, to, type)).toBe(count);
    expect(outcome(() => periodsBetween(from, to, type))).toEqual(
      count > MAX_PERIODS
        ? 'InputError'
        : Array.from({ length: count }, (_, i) =>
            addPeriods(periodOf(from, type), type, i),
          ),
    );
  });

  it('says why it does not walk', () => {
    expect(() => periodsBetween('1900-01-01', '2199-12-31', 'day')).toThrow(
      'from 1900-01-01 to 2199-12-31 are 109573 days: use at most 20000, or a longer period',
    );
  });

  it('does not walk between what are no dates', () => {
    expect(() => periodsBetween('soon', '2026-01-01', 'day')).toThrow(
      InputError,
    );
  });

  it('has no date that takes more than four digits for its year', () => {
    expect(() => addPeriods('9999-12-31', 'day', 1)).toThrow(RangeError);
    expect(() => addPeriods('9999-12-27', 'week', 1)).toThrow(RangeError);
    expect(() => addPeriods('9999-12-01', 'month', 1)).toThrow(RangeError);
    expect(() => addPeriods('9999-10-01', 'quarter', 1)).toThrow(RangeError);
    expect(() => addPeriods('0000-01-01', 'month', -1)).toThrow(RangeError);
    expect(() => fromEpochDay(2_147_483_647)).toThrow(RangeError);
    expect(() => fromEpochDay(NaN)).toThrow(RangeError);
    for (const zone of ['UTC', 'Europe/Berlin']) {
      expect(() => dateOf(253_402_300_800_000 + 86_400_000, zone)).toThrow(
        RangeError,
      );
      expect(() => dateOf(NaN, zone)).toThrow(RangeError);
      expect(() => dateOf(-1e17, zone)).toThrow(RangeError);
    }
  });
});
