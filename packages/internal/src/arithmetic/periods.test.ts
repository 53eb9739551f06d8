import {
  dateOf,
  fromEpochDay,
  periodOf,
  periodTypes,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { DateTime } from 'luxon';
import {
  currentPeriodOn,
  fitsInto,
  periodName,
  runningPeriod,
} from './periods';

describe('periods', () => {
  it('are named as in the ISO calendar of luxon on every day of 30 years', () => {
    for (let day = toEpochDay('1999-12-20'); day < 22_000; day++) {
      const date = fromEpochDay(day);
      const expected = DateTime.fromISO(date, { zone: 'UTC' });
      expect(periodName(periodOf(date, 'week'), 'week')).toBe(
        expected.toFormat("kkkk-'W'WW"),
      );
      expect(periodName(periodOf(date, 'quarter'), 'quarter')).toBe(
        expected.toFormat("yyyy-'Q'q"),
      );
    }
  });

  it('take the last complete period as current, in the time zone', () => {
    const now = new Date('2026-05-01T01:00:00Z');
    const today = (zone: string) => dateOf(now.getTime(), zone);
    expect(currentPeriodOn(today('UTC'), 'month')).toBe('2026-04-01');
    expect(runningPeriod(now, 'month', 'UTC')).toBe('2026-05-01');
    expect(currentPeriodOn(today('America/New_York'), 'month')).toBe(
      '2026-03-01',
    );
    expect(currentPeriodOn(today('Asia/Tokyo'), 'day')).toBe('2026-04-30');
  });

  it('nest', () => {
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
});
