import {
  addPeriods,
  fromEpochDay,
  periodOf,
  type PeriodType,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { history, seeded } from './__testUtils__/history';
import { assessTrend } from './assessTrend';
import { describeTrend } from './describeTrend';
import { EventDay, TrendOptions } from './trendOptions';
import type { SignalValue } from './types';

const FIRST = toEpochDay('2022-01-01');

/** Events with these days between them, the first on the second of January. */
function eventsAfter(times: number[]): number[] {
  const days = [FIRST + 1];
  for (const time of times) {
    days.push(days[days.length - 1] + time);
  }
  return days;
}

/** The same by day, each with how many events it has. */
function byDay(days: number[]): EventDay[] {
  const counts = new Map<number, number>();
  days.forEach(day => counts.set(day, (counts.get(day) ?? 0) + 1));
  return [...counts].map(([day, count]) => ({ day, count }));
}

/** How many events each period had, from 2022 on. */
function countsOf(
  days: number[],
  count: number,
  type: PeriodType = 'month',
): SignalValue[] {
  const first = periodOf('2022-01-01', type);
  const numbers = new Map<string, number>();
  for (const day of days) {
    const start = periodOf(fromEpochDay(day), type);
    numbers.set(start, (numbers.get(start) ?? 0) + 1);
  }
  return history(
    Array.from({ length: count }, (_, index) => {
      return numbers.get(addPeriods(first, type, index)) ?? 0;
    }),
    { type, from: first },
  );
}

const options: TrendOptions = {
  periodType: 'month',
  direction: 'lower',
  unit: '1',
  settings: {},
  targetIn: () => undefined,
};

const assess = (
  times: number[],
  months: number,
  more: Partial<TrendOptions> = {},
) => {
  const eventDays = eventsAfter(times);
  return assessTrend(countsOf(eventDays, months), {
    ...options,
    eventDays: byDay(eventDays),
    ...more,
  });
};

const usual = [31, 44, 12, 60, 25, 38, 19, 52, 33, 41];

describe('the time between rare events', () => {
  it('has the limits of the values to the power 1 / 3.6', () => {
    const assessment = assess(usual, 12);
    const transformed = usual.map(days => days ** (1 / 3.6));
    const mean = transformed.reduce((a, b) => a + b) / 10;
    const range =
      transformed
        .slice(1)
        .reduce((sum, one, i) => sum + Math.abs(one - transformed[i]), 0) / 9;
    expect(assessment).toMatchObject({
      trend: 'stable',
      method: 'time-between',
      points: 10,
      mean: expect.closeTo(mean ** 3.6, 9),
      lower: expect.closeTo((mean - 2.66 * range) ** 3.6, 9),
      upper: expect.closeTo((mean + 2.66 * range) ** 3.6, 9),
      value: 41,
    });
    expect(assessment.signal).toBeUndefined();
    expect(assessment.times?.map(({ value }) => value)).toEqual(usual);
    expect(assessment.times?.[0].period).toBe('2022-02-02');
    expect(describeTrend(assessment, options)).toMatch(
      /^No signal in the last 10 times between events: up to 1\d\d days by chance$/,
    );
  });

  it('counts the time since the last event once it is longer than usual', () => {
    // The last event is on 2022-12-23, 8 days before the year ends
    const soon = assess(usual, 12);
    expect(soon.times).toHaveLength(10);
    const later = assess(usual, 14);
    expect(later.times).toHaveLength(11);
    expect(later.times?.[10]).toMatchObject({
      period: '2023-02-28',
      value: 67,
    });
    expect(later).toMatchObject({ trend: 'stable', points: 10, value: 67 });
    // Limits are of the times that are over
    expect(later.upper).toBe(soon.upper);
  });

  it.each([
    ['lower', 'improving'],
    ['higher', 'worsening'],
  ] as const)(
    'where %s is better finds a long time without an event %s',
    (direction, trend) => {
      const assessment = assess(usual, 21, { direction });
      expect(assessment).toMatchObject({
        trend,
        value: 281,
        signal: {
          rule: 'outside',
          side: 'above',
          from: '2022-12-23',
          to: '2023-09-30',
          meaning: trend,
        },
      });
      expect(describeTrend(assessment, options)).toMatch(
        new RegExp(
          `^281 days without an event, longer than the 1\\d\\d days that chance explains: ${trend} since 23 December 2022$`,
        ),
      );
    },
  );

  it('is history when the next event has ended it', () => {
    expect(assess([...usual, 281], 21)).toMatchObject({ trend: 'stable' });
  });

  it('finds that events come faster', () => {
    const assessment = assess([...usual, 9, 6, 11, 4, 7, 10, 5], 14);
    expect(assessment).toMatchObject({
      trend: 'worsening',
      signal: { side: 'below', rule: 'shift', points: 7 },
    });
    expect(assessment.signal?.from).toBe('2022-12-23');
  });

  it('does not count a time that may become longer as a short one', () => {
    // Six short times, and one that has lasted for 2 days
    const times = [...usual, 9, 6, 11, 4, 7, 10];
    const assessment = assess([...times], 14);
    expect(assessment.signal?.rule).not.toBe('shift');
  });

  it('takes events of one day as a third of a day apart', () => {
    const assessment = assess([...usual.slice(0, 9), 0], 11);
    expect(assessment.value).toBeCloseTo(1 / 3, 9);
    expect(assessment.trend).not.toBe('unknown');
  });

  it('claims nothing from fewer than 8 times', () => {
    const assessment = assess(usual.slice(0, 7), 12);
    expect(assessment).toMatchObject({
      trend: 'unknown',
      method: 'time-between',
      reason: 'few-points',
      points: 7,
      mean: null,
    });
    expect(assessment.expected).toBeUndefined();
    expect(describeTrend(assessment, options)).toBe(
      'Too rare to tell: 7 times between events are known, 8 are needed',
    );
  });

  it('knows nothing across a month without a value', () => {
    const eventDays = eventsAfter(usual);
    const values = countsOf(eventDays, 14);
    const with1 = (index: number) =>
      values.map((one, i) =>
        i === index ? { ...one, value: null, weight: null } : one,
      );
    // Three events are in the fourth month or beside it
    const gap = assessTrend(with1(3), {
      ...options,
      eventDays: byDay(eventDays),
    });
    expect(gap.points).toBeLessThan(10);
    // After the last event: how long it has been is not known
    const end = assessTrend(with1(12), {
      ...options,
      eventDays: byDay(eventDays),
    });
    expect(end).toMatchObject({ points: 10, value: 41 });
    const silent = assessTrend(
      values.map((one, i) => (i > 11 ? { ...one, value: null } : one)),
      { ...options, eventDays: byDay(eventDays) },
    );
    expect(silent).toMatchObject({ points: 10, value: 41 });
  });

  it('begins again with a declared change', () => {
    const eventDays = eventsAfter([
      ...usual,
      ...usual.map(days => (days / 4) | 0),
    ]);
    const settings = { changes: [{ date: '2022-12-01' }] };
    const assessment = assessTrend(countsOf(eventDays, 15), {
      ...options,
      eventDays: byDay(eventDays),
      settings,
    });
    expect(assessment).toMatchObject({
      chartFrom: '2022-12-01',
      trend: 'stable',
    });
    expect(assessment.mean).toBeLessThan(12);
  });

  it('freezes limits to those of a baseline', () => {
    const times = [...usual, ...usual.map(days => 2 * days)];
    const assessment = assess(times, 36, {
      settings: { baseline: { from: '2022-01-01', to: '2022-12-31' } },
    });
    expect(assessment.mean).toBeCloseTo(assess(usual, 12).mean ?? 0, 9);
    expect(assessment.points).toBe(20);
  });

  it('tells how many events a month may have', () => {
    // 10 events in 363 days: 0.84 a month
    expect(assess(usual, 12).expected).toEqual({ lower: 0, upper: 5 });
  });

  it('charts the numbers of events with what they may be', () => {
    const { chart, mean } = assess(usual, 21);
    expect(chart).toHaveLength(21);
    expect(chart[0]).toEqual({
      period: '2022-01-01',
      value: 1,
      mean: expect.closeTo(0.4786, 4),
      lower: 0,
      upper: 4,
      rules: [],
    });
    // The time in days is not that of the chart
    expect(mean).toBeGreaterThan(30);
    // In the last month the time without an event is still a signal
    expect(chart.map(({ rules }) => rules.length)).toEqual([
      ...new Array(20).fill(0),
      1,
    ]);
    expect(chart[20]).toMatchObject({ value: 0, meaning: 'improving' });
  });

  it.each([
    ['often', countsOf(eventsAfter(new Array(60).fill(5)), 9), 'xmr'],
    ['not whole', history([0.5, 0, 1, 0, 0, 1, 0, 0, 1, 0]), 'xmr'],
    ['below zero', history([-1, 0, 1, 0, 0, 1, 0, 0, 1, 0]), 'xmr'],
  ])('is not asked where counts are %s', (_, values, method) => {
    expect(
      assessTrend(values, { ...options, eventDays: byDay([FIRST + 5]) }).method,
    ).toBe(method);
  });

  it('takes several events of a day as many', () => {
    const days = eventsAfter([0, 0, 31, 0, 44, 12, 0, 60, 25]);
    const { points, times } = assessTrend(countsOf(days, 8), {
      ...options,
      eventDays: byDay(days),
    });
    expect(points).toBe(9);
    expect(times?.filter(({ value }) => value === 1 / 3)).toHaveLength(4);
  });

  it('costs nothing where the days have more events than the months', () => {
    const days = eventsAfter(usual);
    for (const count of [50, 5e9, Number.MAX_VALUE]) {
      expect(
        assessTrend(countsOf(days, 12), {
          ...options,
          eventDays: byDay(days).map(({ day }) => ({ day, count })),
        }).method,
      ).toBe('xmr');
    }
  });

  it('is not asked where there never was an event, or of a range', () => {
    expect(
      assessTrend(countsOf([], 24), { ...options, eventDays: [] }),
    ).toMatchObject({ method: 'xmr', trend: 'stable', reason: 'constant' });
    expect(assess(usual, 12, { direction: 'range' }).method).toBe('xmr');
  });

  it.each([0.2, 0.5, 1, 1.4])(
    'raises a false alarm in less than 3 of 100 of %d events a month by chance',
    rate => {
      const random = seeded(7);
      const end = toEpochDay('2027-01-01');
      const alarms = Array.from({ length: 400 }, () => {
        const days: number[] = [];
        for (let day = FIRST; ; ) {
          day -= (Math.log(1 - random()) * 30.44) / rate;
          if (day >= end) {
            break;
          }
          days.push(Math.floor(day));
        }
        return assessTrend(countsOf(days, 60), {
          ...options,
          eventDays: byDay(days),
        });
      }).filter(({ method, signal }) => method === 'time-between' && signal);
      expect(alarms.length / 400).toBeLessThan(0.03);
    },
  );
});
