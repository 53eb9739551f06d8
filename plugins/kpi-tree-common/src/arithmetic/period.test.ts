import { DateTime } from 'luxon';
import {
  addPeriods,
  currentPeriod,
  dateOf,
  fitsInto,
  fromEpochDay,
  instantOf,
  isIsoDate,
  periodName,
  periodOf,
  periodsBetween,
  periodTypes,
  runningPeriod,
  toEpochDay,
} from './period';

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
      expect(periodName(periodOf(date, 'week'), 'week')).toBe(
        expected.toFormat("kkkk-'W'WW"),
      );
      expect(periodName(periodOf(date, 'quarter'), 'quarter')).toBe(
        expected.toFormat("yyyy-'Q'q"),
      );
    }
  });

  it('goes back as well as forth', () => {
    expect(addPeriods('2026-01-01', 'month', -1)).toBe('2025-12-01');
    expect(addPeriods('2026-01-01', 'quarter', -5)).toBe('2024-10-01');
    expect(addPeriods('2026-03-02', 'week', -9)).toBe('2025-12-29');
  });

  it('takes the last complete period as current, in the time zone', () => {
    const now = new Date('2026-05-01T01:00:00Z');
    expect(currentPeriod(now, 'month', 'UTC')).toBe('2026-04-01');
    expect(runningPeriod(now, 'month', 'UTC')).toBe('2026-05-01');
    expect(currentPeriod(now, 'month', 'America/New_York')).toBe('2026-03-01');
    expect(currentPeriod(now, 'day', 'Asia/Tokyo')).toBe('2026-04-30');
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

  it('knows which periods nest', () => {
    expect(periodTypes.filter(type => fitsInto('day', type))).toEqual([
      'day',
      'week',
      'month',
      'quarter',
    ]);
    expect(periodTypes.filter(type => fitsInto('week', type))).toEqual([
      'week',
    ]);
    expect(periodTypes.filter(type => fitsInto('month', type))).toEqual([
      'month',
      'quarter',
    ]);
  });

  it.each(['2026-02-30', '2026-1-1', '2026-13-01', 'today', ''])(
    'takes %p for no date',
    text => {
      expect(isIsoDate(text)).toBe(false);
    },
  );
});
