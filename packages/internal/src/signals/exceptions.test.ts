import {
  addPeriods,
  fromEpochDay,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { history, seeded } from './__testUtils__/history';
import { assessSeries, type SeriesOptions } from './assess';
import { exceptionOf } from './exceptions';
import type { EventDay } from './trendOptions';
import type { SignalValue } from './types';

const options: SeriesOptions = {
  periodType: 'month',
  direction: 'lower',
  unit: 'h',
  overTime: 'mean',
  daysLate: 0,
  settings: {},
  targetIn: () => 6,
};

const random = seeded(7);
const noise = (count: number, level: number, width: number) =>
  Array.from({ length: count }, () => level + width * random());

/** The months of a history, as exceptions. */
const months = (values: SignalValue[], ...indices: number[]) =>
  indices.map(index => {
    const from = values[index].period;
    const next = toEpochDay(addPeriods(from, 'month', 1));
    return { from, to: fromEpochDay(next - 1) };
  });

/** As if nothing had been measured in some of the periods. */
const withGaps = (values: SignalValue[], ...indices: number[]) =>
  values.map((value, index) =>
    indices.includes(index) ? { ...value, value: null, weight: null } : value,
  );

/** Several events a month are too many for their times; of rare ones each has its day. */
const eventsOf = (values: SignalValue[]): EventDay[] =>
  values.flatMap(({ period, value }) =>
    Array.from({ length: value ?? 0 }, (_, index) => ({
      day: toEpochDay(period) + 3 + 9 * index,
      count: 1,
    })),
  );

const rare = history([
  ...Array.from({ length: 40 }, (_, index) => Number(index % 3 === 0)),
  ...[1, 1, 2, 1, 1, 2, 1, 1],
]);

const shares = history([...noise(22, 80, 12), 40, 95], {
  weights: Array.from({ length: 24 }, (_, index) => 12 + (index % 5)),
});

const seasonal = history(
  Array.from(
    { length: 48 },
    (_, index) => 10 + 5 * Math.sin((index * Math.PI) / 6) + random() / 10,
  ),
);

const cases: [string, SignalValue[], Partial<SeriesOptions>, number[]][] = [
  ['the newest value', history([...noise(23, 4, 1), 40]), {}, [23]],
  [
    'a value in between',
    history([...noise(12, 4, 1), 40, ...noise(11, 4, 1)]),
    {},
    [12],
  ],
  ['several', history(noise(30, 4, 2)), {}, [3, 10, 29]],
  [
    'one of a baseline',
    history([...noise(8, 4, 1), 30, ...noise(15, 4, 1)]),
    { settings: { baseline: { from: '2024-01-01', to: '2025-01-31' } } },
    [8],
  ],
  [
    'the first after a change',
    history([...noise(12, 4, 1), 30, ...noise(15, 2, 1)]),
    { settings: { changes: [{ date: '2025-01-01' }] } },
    [12],
  ],
  ['one of a season', seasonal, {}, [40]],
  ['a share of few', shares, { unit: '%', direction: 'higher' }, [22]],
  [
    'a month of rare events',
    rare,
    { unit: '1', overTime: 'sum', eventDays: eventsOf(rare) },
    [42, 45],
  ],
  ['so many that too few are left', history(noise(9, 4, 1)), {}, [2, 5]],
];

describe('periods that are left out', () => {
  it.each(cases)(
    'count as if there were none: %s',
    (_, values, more, indices) => {
      const by = { ...options, ...more };
      const exceptions = months(values, ...indices);
      const found = assessSeries(values, {
        ...by,
        settings: { ...by.settings, exceptions },
      });
      const gaps = withGaps(values, ...indices);
      const events = eventsOf(gaps);
      const expected = assessSeries(gaps, {
        ...by,
        ...(by.eventDays ? { eventDays: events } : {}),
      });
      const shown = expected.trend.chart.filter(({ period }) =>
        exceptionOf(period, 'month', exceptions),
      );
      const { quality: _quality, ...others } = expected;
      const { quality, ...rest } = found;
      expect(rest).toEqual({
        ...others,
        trend: {
          ...others.trend,
          ...(shown.length ? { exceptions: shown.length } : {}),
          // In the chart they are there, with what they came to
          chart: others.trend.chart.map(point =>
            shown.includes(point)
              ? {
                  ...point,
                  value: values.find(({ period }) => period === point.period)
                    ?.value,
                  exception: true,
                }
              : point,
          ),
        },
      });
      // Data are no worse for it
      expect(quality).toEqual(assessSeries(values, by).quality);
      // It is not for nothing
      expect(rest).not.toEqual(assessSeries(values, by));
    },
  );

  it('are those with all their days in it', () => {
    const march = { from: '2026-03-01', to: '2026-03-31' };
    const found = (start: string, type: 'day' | 'week' | 'month' | 'quarter') =>
      exceptionOf(start, type, [march]);
    expect(found('2026-03-01', 'month')).toBe(march);
    expect(found('2026-04-01', 'month')).toBeUndefined();
    expect(found('2026-01-01', 'quarter')).toBeUndefined();
    expect(found('2026-03-31', 'day')).toBe(march);
    expect(found('2026-03-02', 'week')).toBe(march);
    expect(found('2026-03-30', 'week')).toBeUndefined();
    expect(exceptionOf('2026-03-01', 'month', [])).toBeUndefined();
  });
});
