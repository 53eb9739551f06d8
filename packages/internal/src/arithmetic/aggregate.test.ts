import { InputError } from '@backstage/errors';
import fc from 'fast-check';
import {
  addPeriods,
  type Aggregation,
  periodOf,
  periodsBetween,
  ratioOf,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  aggregate,
  aggregateOverEntities,
  aggregateOverTime,
  numeratorOf,
  sum,
} from './aggregate';

const value = (start: string, v: number, weight = 1) => ({
  period: start,
  value: v,
  weight,
});

/** Something was measured, and no value comes of it. */
const noValue = { value: null, weight: 0 };

describe('aggregate', () => {
  const values = [
    { value: 10, weight: 1 },
    { value: 4, weight: 3 },
    { value: 6, weight: 0 },
  ];

  it.each([
    ['sum', 20, 4],
    ['mean', 5.5, 4],
    ['min', 4, 4],
    ['max', 10, 4],
    ['last', 6, 0],
  ] as const)('%s', (how, expected, weight) => {
    expect(aggregate(values, how)).toMatchObject({
      value: expected,
      weight,
    });
  });

  it('has no result where nothing can be said', () => {
    expect(aggregate([], 'sum')).toBeUndefined();
    expect(aggregate([{ value: 3, weight: 0 }], 'mean')).toEqual(noValue);
    expect(aggregate(values, 'none')).toBeUndefined();
    expect(aggregate([values[0]], 'none')).toEqual(values[0]);
  });

  it('makes of means of parts the mean of the whole, in any grouping', () => {
    // Durations of single incidents, with their days.
    const durations = Array.from({ length: 500 }, (_, i) => ({
      date: `2026-0${1 + (i % 6)}-${String(1 + ((i * 7) % 28)).padStart(
        2,
        '0',
      )}`,
      value: ((i * 7919) % 1000) / 7,
    }));
    const days = new Map<string, number[]>();
    for (const { date, value: v } of durations) {
      days.set(date, [...(days.get(date) ?? []), v]);
    }
    const daily = [...days]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([date, all]) =>
        value(date, all.reduce((a, b) => a + b) / all.length, all.length),
      );
    for (const { period: start, value: mean, weight } of aggregateOverTime(
      daily,
      'day',
      'quarter',
      'mean',
    )) {
      const all = durations.filter(d => periodOf(d.date, 'quarter') === start);
      expect(weight).toBe(all.length);
      expect(mean).toBeCloseTo(
        all.reduce((a, b) => a + b.value, 0) / all.length,
        9,
      );
    }
  });

  it('keeps missing periods missing', () => {
    expect(
      aggregateOverTime(
        [value('2026-01-05', 1), value('2026-03-01', 2)],
        'day',
        'month',
        'sum',
      ),
    ).toEqual([value('2026-01-01', 1), value('2026-03-01', 2)]);
  });

  it('does not force weeks into months', () => {
    expect(
      aggregateOverTime([value('2026-01-05', 1)], 'week', 'month', 'sum'),
    ).toEqual([]);
  });

  it('combines members period by period', () => {
    expect(
      aggregateOverEntities(
        [
          [value('2026-02-01', 4, 1), value('2026-03-01', 9, 1)],
          [value('2026-01-01', 7, 2), value('2026-02-01', 1, 3)],
        ],
        'mean',
      ),
    ).toEqual([
      value('2026-01-01', 7, 2),
      { ...value('2026-02-01', 1.75, 4), numerator: 7 },
      value('2026-03-01', 9, 1),
    ]);
  });

  describe('of numerators over denominators', () => {
    const days = [
      { period: '2026-04-01', ...ratioOf(30, 2) },
      { period: '2026-04-02', ...ratioOf(12, 0) },
      { period: '2026-04-03', ...ratioOf(-6, 0) },
    ];

    it('counts what stands over 0 in the month, and not in its own day', () => {
      expect(days.map(day => day.value)).toEqual([15, null, null]);
      expect(aggregateOverTime(days, 'day', 'month', 'mean')).toEqual([
        { period: '2026-04-01', value: 18, weight: 2, numerator: 36 },
      ]);
      expect(aggregateOverTime(days, 'day', 'day', 'mean')).toEqual(days);
    });

    it('counts a month of which nothing can be divided in the quarter', () => {
      const months = aggregateOverTime(
        [
          { period: '2026-04-02', ...ratioOf(12, 0) },
          { period: '2026-04-03', ...ratioOf(6, 0) },
          { period: '2026-05-03', ...ratioOf(9, 3) },
        ],
        'day',
        'month',
        'mean',
      );
      expect(months[0]).toMatchObject({ value: null, numerator: 18 });
      expect(aggregateOverTime(months, 'month', 'quarter', 'mean')).toEqual([
        { period: '2026-04-01', value: 9, weight: 3, numerator: 27 },
      ]);
    });

    it('takes what is booked back from both sums', () => {
      expect(aggregate([ratioOf(40, 8), ratioOf(-4, -2)], 'mean')).toEqual(
        ratioOf(36, 6),
      );
      expect(aggregate([ratioOf(4, 2), ratioOf(-4, -2)], 'mean')).toEqual(
        noValue,
      );
      expect(aggregate([ratioOf(4, 1), ratioOf(4, -2)], 'mean')).toMatchObject({
        value: null,
        weight: -1,
        numerator: 8,
      });
    });

    it('makes all else of the values that there are', () => {
      const of = (how: Aggregation) => aggregate(days, how)?.value;
      expect(of('sum')).toBe(15);
      expect(of('max')).toBe(15);
      expect(of('min')).toBe(15);
      // What is last has no value; the one before is not the last
      expect(of('last')).toBeNull();
      expect(aggregate(days.slice(1), 'sum')).toEqual(noValue);
    });

    it('stands beside values with weights', () => {
      expect(
        aggregate([ratioOf(12, 0), { value: 5, weight: 3 }], 'mean'),
      ).toEqual(ratioOf(27, 3));
    });

    it('comes to the plain sums of both, over any days, members and zeros', () => {
      const amount = fc.oneof(
        fc.constant(0),
        fc.integer({ min: -50, max: 1_000 }),
        fc.double({ min: 0, max: 1e6, noNaN: true }),
      );
      const below = fc.oneof(
        fc.constant(0),
        fc.nat({ max: 9 }),
        fc.integer({ min: -3, max: 50 }),
      );
      const day = fc.record({
        day: fc.nat({ max: 364 }),
        above: amount,
        below,
      });
      const member = fc.uniqueArray(day, {
        selector: one => one.day,
        maxLength: 40,
      });
      const total = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
      fc.assert(
        fc.property(fc.array(member, { maxLength: 6 }), members => {
          const dated = members.map(each =>
            each
              .sort((a, b) => a.day - b.day)
              .map(one => ({
                ...one,
                date: addPeriods('2026-01-01', 'day', one.day),
              })),
          );
          const months = dated.map(each =>
            aggregateOverTime(
              each.map(one => ({
                period: one.date,
                ...ratioOf(one.above, one.below),
              })),
              'day',
              'month',
              'mean',
            ),
          );
          // Months of members into quarters, then members into a scope; and the other way
          const ways = [
            aggregateOverEntities(
              months.map(each =>
                aggregateOverTime(each, 'month', 'quarter', 'mean'),
              ),
              'mean',
            ),
            aggregateOverTime(
              aggregateOverEntities(months, 'mean'),
              'month',
              'quarter',
              'mean',
            ),
          ];
          for (const quarter of periodsBetween(
            '2026-01-01',
            '2026-12-31',
            'quarter',
          )) {
            const all = dated
              .flat()
              .filter(one => periodOf(one.date, 'quarter') === quarter);
            const above = total(all.map(one => one.above));
            const under = total(all.map(one => one.below));
            const size = total(all.map(one => Math.abs(one.above)));
            for (const way of ways) {
              const found = way.find(one => one.period === quarter);
              expect(found?.weight ?? 0).toBe(under);
              expect(
                Math.abs((found ? numeratorOf(found) : 0) - above),
              ).toBeLessThanOrEqual(1e-12 * size);
              const quotient = found?.value ?? null;
              const right = under > 0 ? above / under : null;
              const isRight =
                right === null || quotient === null
                  ? quotient === right
                  : Math.abs(quotient - right) < 1e-9 * Math.max(1, size);
              expect([quarter, quotient, right, isRight]).toEqual([
                quarter,
                quotient,
                right,
                true,
              ]);
            }
          }
        }),
      );
    });
  });

  describe('of values at the edge of what a number holds', () => {
    const of = (how: Aggregation, ...pairs: [number, number][]) =>
      aggregate(
        pairs.map(([v, weight]) => ({ value: v, weight })),
        how,
        'the month 2026-04-01',
      );

    it('says what is beyond it', () => {
      expect(() => of('sum', [1.7e308, 1], [1.7e308, 1])).toThrow(
        'The sum of 2 values of the month 2026-04-01 is beyond 1.8e308, the largest number there is',
      );
      for (const how of ['sum', 'mean', 'min', 'max'] as const) {
        expect(() => of(how, [1, 1.7e308], [2, 1.7e308])).toThrow(
          'The sum of the weights of 2 values of the month 2026-04-01 is beyond',
        );
      }
      expect(() =>
        aggregateOverTime(
          [value('2026-04-01', 1.7e308), value('2026-04-02', 1.7e308)],
          'day',
          'month',
          'sum',
        ),
      ).toThrow('The sum of 2 values of the month 2026-04-01 is beyond');
      expect(() =>
        aggregateOverEntities(
          [[value('2026-04-01', -1.7e308)], [value('2026-04-01', -1.7e308)]],
          'sum',
        ),
      ).toThrow('The sum of 2 values of the period 2026-04-01 is beyond');
    });

    it('has what is within it, whatever there was on the way', () => {
      expect(of('sum', [1.7e308, 1], [1.7e308, 1], [-1.7e308, 1])).toEqual({
        value: 1.7e308,
        weight: 3,
      });
      expect(sum([1.7e308, 1.7e308, -1.7e308, -1.7e308])).toBe(0);
      expect(of('mean', [1.7e308, 1], [1.7e308, 1])).toEqual({
        value: 1.7e308,
        weight: 2,
      });
      expect(of('mean', [1e308, 100], [-1e308, 300])?.value).toBeCloseTo(
        -5e307,
        -295,
      );
      expect(of('mean', [Number.MAX_VALUE, 1.7e308])?.value).toBe(
        Number.MAX_VALUE,
      );
    });

    it('has a mean that lies between the values, or says why there is none', () => {
      const edge = fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constantFrom(0, 5e-324, 1, 1e200, 1.7e308, Number.MAX_VALUE),
      );
      const weight = fc.constantFrom(0, 1, 2, 1e3, 1e200, 1.7e308);
      fc.assert(
        fc.property(
          fc.array(fc.tuple(edge, weight), { minLength: 1 }),
          pairs => {
            const all = pairs.map(([v]) => v);
            const slack = 1e-12 * Math.max(...all.map(Math.abs));
            let right: boolean;
            try {
              const mean = of('mean', ...pairs)?.value ?? all[0];
              right =
                mean >= Math.min(...all) - slack &&
                mean <= Math.max(...all) + slack;
            } catch (error) {
              right = error instanceof InputError;
            }
            expect(right).toBe(true);
          },
        ),
      );
    });
  });

  it('sums without losing small values among large ones', () => {
    expect(sum([1e100, 1, -1e100, 1])).toBe(2);
    expect(sum(Array(10).fill(0.1))).toBe(1);
    expect(sum([])).toBe(0);
  });
});
