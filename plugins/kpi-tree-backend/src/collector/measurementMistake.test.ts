import {
  KpiSpec,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { latestPeriods } from '../clock/latestPeriods';
import { measurementMistake } from './measurementMistake';

const entityRef = 'component:default/a';

const specOf = (grain: PeriodType) => ({
  grain,
  aggregate: { overTime: 'sum', overEntities: 'sum' } as KpiSpec['aggregate'],
});

const kpis = new Map(
  (['day', 'week', 'month', 'quarter'] as const).map(grain => [
    grain as string,
    specOf(grain),
  ]),
);

const at = (now: string, timeZone = 'UTC') =>
  latestPeriods({ now: () => new Date(now), timeZone });

const mistake = (
  kpi: PeriodType,
  start: string,
  latest = at('2026-05-15T10:00:00Z'),
) =>
  measurementMistake(
    { entityRef, kpi, period: start, value: 1, weight: 1 },
    kpis,
    new Set([entityRef]),
    latest,
  );

describe('the period of a measurement', () => {
  it.each([
    '0000-01-01',
    '1899-12-01',
    '2200-01-01',
    '9999-12-31',
    '2026-02-30',
    'soon',
  ])('is never %s', start => {
    for (const grain of ['day', 'week', 'month', 'quarter'] as const) {
      expect(mistake(grain, start)).toBe(
        `period is "${start}": use a date such as 2026-01-31, from 1900-01-01 to 2199-12-31`,
      );
    }
  });

  it.each([
    ['day', '2026-05-16', '2026-05-17'],
    ['week', '2026-05-18', '2026-05-25'],
    ['month', '2026-06-01', '2026-07-01'],
    ['quarter', '2026-07-01', '2026-10-01'],
  ] as const)(
    'is at most the %s after the running one',
    (grain, last, tooLate) => {
      expect(mistake(grain, last)).toBeUndefined();
      for (const period of [tooLate, '2190-01-01']) {
        const start = grain === 'week' ? '2190-01-04' : period;
        expect(mistake(grain, period === tooLate ? tooLate : start)).toBe(
          `period is "${
            period === tooLate ? tooLate : start
          }", which is too far ahead: use ${last}, the ${grain} after the current one, or an earlier one`,
        );
      }
      expect(mistake(grain, '1900-01-01')).toBeUndefined();
    },
  );

  it('runs in the time zone of the portal', () => {
    const instant = '2026-05-31T23:00:00Z';
    expect(mistake('month', '2026-07-01', at(instant))).toMatch(/too far/);
    expect(
      mistake('month', '2026-07-01', at(instant, 'Europe/Berlin')),
    ).toBeUndefined();
  });

  it('begins a period of its grain', () => {
    expect(mistake('month', '2026-04-10')).toBe(
      'period is "2026-04-10": use the first day of a month such as 2026-04-01',
    );
  });
});
