import fc from 'fast-check';
import {
  addPeriods,
  periodOf,
  type TargetChange,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { judge, Judgement } from '../arithmetic';
import { assessTrend } from './assessTrend';
import { describeInsight } from './describeInsight';
import {
  asOfScope,
  InsightEvent,
  insightOrder,
  insightRank,
} from './insightOrder';
import { INSIGHT_PERIODS, seriesEvents, SeriesFacts } from './insights';
import { TrendOptions } from './trendOptions';

const by: Judgement = { direction: 'lower', target: 4, threshold: 8 };

const options: TrendOptions = {
  periodType: 'month',
  direction: 'lower',
  unit: 'h',
  settings: {},
  targetIn: () => 4,
};

/** Months up to April 2026. */
function months(...values: (number | null)[]): SeriesFacts['values'] {
  return values.map((value, index) => ({
    period: addPeriods('2026-04-01', 'month', index - values.length + 1),
    value,
    weight: value === null ? null : 1,
  }));
}

function facts(
  values: SeriesFacts['values'],
  others: Partial<SeriesFacts> = {},
): SeriesFacts {
  return {
    values,
    judge: (value, start) => judge(value, start, by),
    options,
    trend: assessTrend(values, options),
    ...others,
  };
}

const nameOf = ({ kind, date }: InsightEvent) => `${kind} ${date}`;

const words = (text: string) => text.replace(/\u00a0/g, ' ');

function only(kind: string, of: SeriesFacts) {
  const [event, ...others] = seriesEvents(of).filter(e => e.kind === kind);
  expect(others).toEqual([]);
  if (!event) {
    return event;
  }
  // What the facts say in English is the text
  expect(describeInsight(event, of.options)).toBe(event.text);
  const { facts: _, ...rest } = event;
  return { ...rest, text: words(event.text) };
}

describe('a change of status', () => {
  it('is reported with the value and target of its month, known at its end', () => {
    expect(only('status', facts(months(3, 5, 9.3)))).toEqual({
      kind: 'status',
      date: '2026-04-01',
      day: '2026-05-01',
      text: 'Off target since April 2026: 9.3 h, target 4 h (was at risk)',
      meaning: 'worsening',
      weight: 80 + (50 - 33.75) / 5,
    });
  });

  it('is the last one, from the month in which it came', () => {
    expect(only('status', facts(months(9, 3, 2, 1)))).toMatchObject({
      date: '2026-02-01',
      text: 'On target since February 2026: 3 h, target 4 h (was off target)',
      meaning: 'improving',
      weight: 35,
    });
  });

  it('is none where data is missing, or where it was judged first', () => {
    expect(only('status', facts(months(null, 3, null, 2, null)))).toBe(
      undefined,
    );
    expect(only('status', facts(months(5, null, null, 3)))).toMatchObject({
      date: '2026-04-01',
    });
    expect(only('status', facts([]))).toBe(undefined);
  });

  it('counts where another target makes it', () => {
    const dated = { ...by, target: [{ from: '2026-04-01', value: 2 }] };
    const first = [{ from: '2000-01-01', value: 4 }, ...dated.target];
    const event = only(
      'status',
      facts(months(3, 3), {
        judge: (value, start) => judge(value, start, { ...by, target: first }),
      }),
    );
    expect(event?.text).toBe(
      'At risk since April 2026: 3 h, target 2 h (was on target)',
    );
  });

  it('is old after a year', () => {
    const since = (count: number) =>
      only('status', facts(months(9, ...Array(count).fill(3))));
    expect(since(INSIGHT_PERIODS.month)?.date).toBe('2025-04-01');
    expect(since(INSIGHT_PERIODS.month + 1)).toBe(undefined);
  });

  it('weighs more the further from the target, and bad more than good', () => {
    const weight = (...values: number[]) =>
      only('status', facts(months(...values)))!.weight;
    expect(weight(3, 12)).toBeGreaterThan(weight(3, 9));
    expect(weight(3, 9)).toBeGreaterThan(weight(3, 7));
    expect(weight(3, 7)).toBeGreaterThan(weight(3, 5));
    expect(weight(3, 5)).toBeGreaterThan(weight(9, 3));
    expect(weight(9, 3)).toBeGreaterThan(weight(9, 5));
  });
});

describe('a target at risk by forecast', () => {
  const chance = (probability: number) => ({
    chance: { period: '2026-05-01', target: 4, probability },
  });

  it('is reported where the target is met now', () => {
    expect(only('forecast', facts(months(3, 3), chance(0.3)))).toEqual({
      kind: 'forecast',
      date: '2026-05-01',
      day: '2026-05-01',
      text: '30% likely to be on target in May 2026, though it is now: 3 h, target 4 h',
      meaning: 'worsening',
      weight: 49,
    });
  });

  it('is not reported where it is likely to be met, is not met now, or not known', () => {
    for (const none of [
      facts(months(3, 3), chance(0.5)),
      facts(months(3, 5), chance(0.1)),
      facts(months(3, null), chance(0.1)),
      facts(months(3, 3)),
    ]) {
      expect(only('forecast', none)).toBe(undefined);
    }
  });
});

describe('silence', () => {
  it('is reported from the day on which it was too long', () => {
    expect(
      only('stale', facts(months(3, null), { staleSince: '2026-05-02' })),
    ).toEqual({
      kind: 'stale',
      date: '2026-05-02',
      day: '2026-05-02',
      text: 'Stale since 2 May 2026: the last value is of March 2026',
      meaning: 'worsening',
      weight: 45,
    });
  });

  it('is old after a year', () => {
    const values = months(3, ...Array(20).fill(null));
    expect(only('stale', facts(values, { staleSince: '2025-04-01' }))).not.toBe(
      undefined,
    );
    expect(only('stale', facts(values, { staleSince: '2025-03-31' }))).toBe(
      undefined,
    );
  });
});

describe('another target', () => {
  const change = (date: string, others: Partial<TargetChange> = {}) => ({
    date,
    bound: 'target' as const,
    from: 1.5,
    to: 3,
    effect: 'loosened' as const,
    ...others,
  });
  const values = months(...Array(20).fill(3));

  it('is an event of the day on which it was seen', () => {
    const targetChanges = [
      change('2026-01-10', { from: 1 }),
      change('2026-05-02', { bound: 'threshold', effect: 'tightened' }),
      change('2026-05-02'),
    ];
    expect(only('target', facts(values, { targetChanges }))).toEqual({
      kind: 'target',
      date: '2026-05-02',
      day: '2026-05-02',
      text: 'Target loosened from 1.5 h to 3 h (since 2 May 2026)',
      meaning: 'change',
      weight: 50,
    });
  });

  it.each([
    [{ effect: 'tightened', to: 1 }, 'Target tightened from 1.5 h to 1 h'],
    [{ effect: 'changed', from: null }, 'Target set to 3 h'],
    [{ effect: 'changed', to: null }, 'Target removed; it was 1.5 h'],
  ] as const)('weighs less where it is not loosened: %j', (others, text) => {
    const targetChanges = [change('2026-05-02', others)];
    expect(only('target', facts(values, { targetChanges }))).toMatchObject({
      text: `${text} (since 2 May 2026)`,
      weight: 25,
    });
  });

  it('is old after a year', () => {
    const of = (date: string) =>
      only('target', facts(values, { targetChanges: [change(date)] }));
    expect(of('2025-04-01')).not.toBe(undefined);
    expect(of('2025-03-31')).toBe(undefined);
  });
});

describe('a signal', () => {
  const calm = [5, 6, 5, 7, 5, 6, 4, 6, 5, 6, 7, 5];

  it('is reported from the month in which the chart showed it first', () => {
    // Seven below the mean make a shift; the chart of a month earlier has six
    const values = months(...calm, 3, 3, 2, 3, 2, 3, 3, 2);
    const event = only('signal', facts(values));
    // 40, and 3 as it came on target too
    expect(event).toMatchObject({ meaning: 'improving', weight: 43 });
    expect(only('status', facts(values))).toMatchObject({
      meaning: 'improving',
      weight: 38,
    });
    expect(event.day).toBe(addPeriods(event.date, 'month', 1));
    expect(event.text).toMatch(/improving since/);
    const upTo = (start: string) =>
      values.filter(value => value.period <= start);
    const asOf = (start: string) =>
      assessTrend(upTo(start), options).signal?.meaning;
    expect(asOf(event.date)).toBe('improving');
    expect(asOf(addPeriods(event.date, 'month', -1))).not.toBe('improving');
  });

  it('is none where there is nothing but chance, or too little', () => {
    expect(only('signal', facts(months(...calm)))).toBe(undefined);
    expect(only('signal', facts(months(9, 9, 1, 1)))).toBe(undefined);
  });

  it('is never dated by what came later', () => {
    const value = fc.option(fc.double({ min: 0, max: 20, noNaN: true }), {
      freq: 8,
    });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 10, maxLength: 40 }),
        fc.array(value, { maxLength: 6 }),
        (past, later) => {
          const all = months(...past, ...later);
          const before = all.slice(0, past.length);
          const known = seriesEvents(facts(before)).map(nameOf);
          // What dates to the past was reported then
          const inPast = seriesEvents(facts(all)).filter(({ date }) =>
            before.some(({ period: start }) => start === date),
          );
          expect(known).toEqual(expect.arrayContaining(inPast.map(nameOf)));
        },
      ),
    );
  });
});

describe('the order', () => {
  const event = fc.record({
    weight: fc.double({ min: 1, max: 100, noNaN: true }),
    day: fc
      .integer({ min: 0, max: 1_000 })
      .map(days => addPeriods('2024-01-01', 'day', days)),
  });

  it('is that of the weights, which halve in a month, on every day', () => {
    fc.assert(
      fc.property(event, event, fc.nat({ max: 400 }), (a, b, days) => {
        const today = addPeriods('2026-10-01', 'day', days);
        const [orderA, orderB] = [insightOrder(a), insightOrder(b)];
        const [rankA, rankB] = [orderA, orderB].map(o => insightRank(o, today));
        expect(Math.sign(orderA - orderB)).toBe(Math.sign(rankA - rankB));
      }),
    );
    const order = insightOrder({ weight: 80, day: '2026-05-01' });
    expect(insightRank(order, '2026-05-01')).toBeCloseTo(80, 9);
    expect(insightRank(order, '2026-05-31')).toBeCloseTo(40, 9);
  });

  it('puts a scope before its members', () => {
    const events = seriesEvents(facts(months(3, 9)));
    expect(asOfScope(events)[0].weight).toBeGreaterThan(events[0].weight);
    expect(
      asOfScope([{ ...events[0], weight: 99 }])[0].weight,
    ).toBeLessThanOrEqual(100);
  });
});

it('takes the periods of a KPI as they are', () => {
  const values = [3, 3, 9].map((value, index) => ({
    period: addPeriods(periodOf('2026-05-14', 'week'), 'week', index - 3),
    value,
    weight: 1,
  }));
  const weekly = { ...options, periodType: 'week' as const };
  expect(only('status', facts(values, { options: weekly }))).toMatchObject({
    date: '2026-05-04',
    day: '2026-05-11',
    text: 'Off target since week 19, 2026: 9 h, target 4 h (was on target)',
  });
});
