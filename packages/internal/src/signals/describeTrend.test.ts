import type {
  PeriodType,
  Signal,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { DescribedTrend, describeTrend } from './describeTrend';

const describeAs = (
  trend: Partial<DescribedTrend>,
  unit = 'h',
  periodType: PeriodType = 'month',
) =>
  describeTrend(
    {
      trend: 'stable',
      method: 'xmr',
      points: 24,
      mean: 5.2,
      lower: 2,
      upper: 9,
      ...trend,
    },
    { unit, periodType },
  ).replace(/\u00a0/g, ' ');

const signal = (more: Partial<Signal> = {}): Signal => ({
  rule: 'shift',
  side: 'below',
  from: '2026-05-01',
  to: '2026-11-01',
  points: 7,
  meaning: 'improving',
  ...more,
});

describe('describeTrend', () => {
  it.each<[string, Partial<DescribedTrend>, string]>([
    [
      'a shift',
      { trend: 'improving', signal: signal() },
      '7 months in a row below the average of 5.2 h: improving since May 2026',
    ],
    [
      'a signal that is over',
      { past: '2026-03-01' },
      'No signal after March 2026: varies between 2 and 9 h by chance',
    ],
    [
      'a trend',
      {
        trend: 'worsening',
        value: 8.1,
        signal: signal({ rule: 'trend', side: 'above', meaning: 'worsening' }),
      },
      'Rising for 7 months in a row to 8.1 h: worsening since May 2026',
    ],
    [
      'a trend down',
      { trend: 'improving', signal: signal({ rule: 'trend' }) },
      'Falling for 7 months in a row: improving since May 2026',
    ],
    [
      'a point outside',
      {
        trend: 'worsening',
        value: 11.34,
        signal: signal({
          rule: 'outside',
          side: 'above',
          from: '2026-11-01',
          points: 1,
          meaning: 'worsening',
        }),
      },
      '11.3 h in November 2026 is above the 9 h that chance explains: worsening',
    ],
    [
      'a point outside, its value not kept',
      {
        trend: 'improving',
        signal: signal({ rule: 'outside', from: '2026-11-01', points: 1 }),
      },
      'The value in November 2026 is below the 2 h that chance explains: improving',
    ],
    [
      'two of three',
      {
        trend: 'improving',
        signal: signal({ rule: 'two-of-three', from: '2026-09-01', points: 2 }),
      },
      '2 of the last 3 months close to the lower limit of 2 h: improving since September 2026',
    ],
    [
      'more than two of three',
      {
        trend: 'improving',
        signal: signal({ rule: 'two-of-three', from: '2026-09-01', points: 3 }),
      },
      '3 of the latest months close to the lower limit of 2 h: improving since September 2026',
    ],
    [
      'three of four',
      {
        trend: 'worsening',
        signal: signal({
          rule: 'three-of-four',
          side: 'above',
          from: '2026-08-01',
          points: 3,
          meaning: 'worsening',
        }),
      },
      '3 of the last 4 months nearer to the upper limit of 9 h than to the average of 5.2 h: worsening since August 2026',
    ],
    [
      'four of five',
      {
        trend: 'improving',
        signal: signal({ rule: 'four-of-five', from: '2026-07-01', points: 4 }),
      },
      '4 of the last 5 months well below the average of 5.2 h: improving since July 2026',
    ],
    [
      'a signal after a declared change',
      { trend: 'improving', chartFrom: '2025-12-01', signal: signal() },
      '7 months in a row below the average of 5.2 h, counted from the change in December 2025: improving since May 2026',
    ],
    [
      'a shift of a season',
      { trend: 'improving', adjusted: 'month-of-year', signal: signal() },
      '7 months in a row below what is usual for the season of the year: improving since May 2026',
    ],
    [
      'a point out of season',
      {
        trend: 'improving',
        value: 1.5,
        adjusted: 'quarter-of-year',
        signal: signal({ rule: 'outside', from: '2026-11-01', points: 1 }),
      },
      '1.5 h in November 2026 is below the 2 h that chance explains, after taking out the season of the year: improving',
    ],
    [
      'a change that is neither good nor bad',
      { trend: 'stable', signal: signal({ meaning: 'change' }) },
      '7 months in a row below the average of 5.2 h: changed since May 2026, neither nearer to the target range nor further from it',
    ],
    [
      'a change without a range to judge it by',
      { trend: 'unknown', signal: signal({ meaning: 'change' }) },
      '7 months in a row below the average of 5.2 h: changed since May 2026, with no target range to compare it with',
    ],
    [
      'no signal',
      {},
      'No signal in 24 months: varies between 2 and 9 h by chance',
    ],
    [
      'no signal after a declared change',
      { chartFrom: '2026-02-01', points: 9 },
      'No signal in 9 months, counted from the change in February 2026: varies between 2 and 9 h by chance',
    ],
    [
      'no signal beside the season',
      { adjusted: 'month-of-year' },
      'No signal in 24 months, after taking out the season of the year: the last month may lie between 2 and 9 h by chance',
    ],
    [
      'a constant',
      { mean: 3, lower: 3, upper: 3, reason: 'constant' },
      'The same value in all 24 months: 3 h',
    ],
    [
      'too few points',
      { trend: 'unknown', reason: 'few-points', points: 5 },
      'Only 5 months are measured: 8 are needed',
    ],
    [
      'one point',
      { trend: 'unknown', reason: 'few-points', points: 1 },
      'Only 1 month is measured: 8 are needed',
    ],
    [
      'no point',
      { trend: 'unknown', reason: 'few-points', points: 0 },
      'No month is measured: 8 are needed',
    ],
    [
      'too few points after a declared change',
      {
        trend: 'unknown',
        reason: 'few-points',
        points: 3,
        chartFrom: '2026-08-01',
      },
      'Only 3 months are measured, counted from the change in August 2026: 8 are needed',
    ],
  ])('tells %s', (_, trend, sentence) => {
    expect(describeAs(trend)).toBe(sentence);
  });

  describe('of shares of few', () => {
    const few = {
      method: 'proportion',
      mean: 12,
      lower: 0,
      upper: 30,
    } as const;
    it('tells what more than their number explains', () => {
      expect(
        describeAs({ ...few, trend: 'improving', signal: signal() }, '%'),
      ).toBe(
        '7 months in a row below the average of 12%, more than the small number of cases explains: improving since May 2026',
      );
      const outside = signal({
        rule: 'outside',
        side: 'above',
        points: 1,
        meaning: 'worsening',
      });
      expect(
        describeAs(
          { ...few, trend: 'worsening', value: 56, signal: outside },
          '%',
        ),
      ).toBe(
        '56% in November 2026 is above the 30% that chance explains: worsening',
      );
    });

    it('claims nothing from less', () => {
      expect(
        describeAs({ ...few, trend: 'unknown', reason: 'few-in-sample' }, '%'),
      ).toBe(
        'Too few cases in a month: what looks like a change may be chance',
      );
      expect(describeAs(few, '%')).toBe(
        'No signal in 24 months: varies between 0% and 30% by chance',
      );
    });
  });

  describe('of the days between rare events', () => {
    const rare = {
      method: 'time-between',
      points: 12,
      mean: 21.4,
      lower: 0.2,
      upper: 70.4,
      value: 93,
    } as const;
    const at = (more: Partial<Signal>) =>
      signal({ side: 'above', from: '2026-08-12', to: '2026-11-30', ...more });

    it.each<[string, Partial<DescribedTrend>, string]>([
      [
        'a long time',
        { trend: 'improving', signal: at({ rule: 'outside', points: 1 }) },
        '93 days without an event, longer than the 70 days that chance explains: improving since 12 August 2026',
      ],
      [
        'a short time',
        {
          trend: 'worsening',
          value: 1,
          lower: 1.62,
          signal: at({
            rule: 'outside',
            side: 'below',
            points: 1,
            meaning: 'worsening',
          }),
        },
        'Only 1 day between two events, shorter than the 1.62 days that chance explains: worsening since 12 August 2026',
      ],
      [
        'a shift',
        { trend: 'improving', signal: at({}) },
        '7 times in a row longer between events than the usual 21 days: improving since 12 August 2026',
      ],
      [
        'a trend',
        {
          trend: 'worsening',
          signal: at({ rule: 'trend', side: 'below', meaning: 'worsening' }),
        },
        '7 times in a row shorter between events than the time before: worsening since 12 August 2026',
      ],
      [
        'a cluster',
        {
          trend: 'improving',
          signal: at({ rule: 'two-of-three', points: 2 }),
        },
        '2 of the latest times between events much longer than the usual 21 days: improving since 12 August 2026',
      ],
      [
        'no signal',
        {},
        'No signal in the last 12 times between events: up to 70 days by chance',
      ],
      [
        'too few events',
        { trend: 'unknown', reason: 'few-points', points: 3 },
        'Too rare to tell: 3 times between events are known, 8 are needed',
      ],
      [
        'one time between events',
        { trend: 'unknown', reason: 'few-points', points: 1 },
        'Too rare to tell: 1 time between events is known, 8 are needed',
      ],
    ])('tells %s', (_, trend, sentence) => {
      expect(describeAs({ ...rare, ...trend }, '1')).toBe(sentence);
    });
  });

  it.each<[PeriodType, string]>([
    [
      'day',
      '7 days in a row below the average of 5.2 h: improving since 1 May 2026',
    ],
    [
      'week',
      '7 weeks in a row below the average of 5.2 h: improving since week 18, 2026',
    ],
    [
      'quarter',
      '7 quarters in a row below the average of 5.2 h: improving since Q2 2026',
    ],
  ])('names a %s', (periodType, sentence) => {
    expect(
      describeAs({ trend: 'improving', signal: signal() }, 'h', periodType),
    ).toBe(sentence);
  });
});
