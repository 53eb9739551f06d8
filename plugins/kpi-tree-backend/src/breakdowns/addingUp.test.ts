import {
  Aggregation,
  ratioOf,
  WeightedValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import fc from 'fast-check';
import {
  breakdownChange,
  breakdownClasses,
  largestClasses,
  withRest,
} from './breakdownAnswer';
import { classKey, readClasses, writeClasses } from '../store/classes';
import { combineOverEntities, combineOverTime } from '../evaluation/combine';
import {
  combineClasses,
  makeUp,
  mergeClasses,
} from '../evaluation/combineClasses';

const NAMES = ['', 'P1', 'P2', 'P3', 'other', 'unknown'];

/** Records of a day: which class each is of, what it adds, and over what. */
const records = fc.array(
  fc.record({
    name: fc.constantFrom(...NAMES),
    amount: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    over: fc.integer({ min: 1, max: 9 }),
  }),
  { minLength: 1, maxLength: 8 },
);

type Records = { name: string; amount: number; over: number }[];

/** Two months of some days of some entities. */
const entities = fc.array(
  fc.array(
    fc.record({
      day: fc.integer({ min: 1, max: 28 }),
      month: fc.constantFrom('03', '04'),
      records,
      isKnown: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  { minLength: 1, maxLength: 4 },
);

const valueOf = (of: Records, how: 'sum' | 'mean'): WeightedValue => {
  const amount = of.reduce((sum, one) => sum + one.amount, 0);
  const over = of.reduce((sum, one) => sum + one.over, 0);
  return how === 'sum'
    ? { value: amount, weight: over }
    : ratioOf(amount, over);
};

const series = {
  folded: null,
  firstPeriod: null,
  known: null,
  deleted: [],
  lastPeriod: null,
} as never;

it.each<[Aggregation, 'sum' | 'mean']>([
  ['sum', 'sum'],
  ['mean', 'sum'],
  ['last', 'sum'],
  ['mean', 'mean'],
  ['last', 'mean'],
])(
  'add up to the value, and their shares to its change, of %s over time and %s over entities',
  (overTime, overEntities) => {
    const spec = {
      grain: 'day' as const,
      period: 'month' as const,
      aggregate: { overTime, overEntities },
    };
    fc.assert(
      fc.property(entities, fc.integer({ min: 1, max: 4 }), (all, top) => {
        const members = all.map(days => {
          const byDay = new Map(
            days.map(day => [
              `2026-${day.month}-${String(day.day).padStart(2, '0')}`,
              day,
            ]),
          );
          const measured = [...byDay]
            .sort(([one], [other]) => (one < other ? -1 : 1))
            .map(([day, { records: of }]) => ({
              period: day,
              ...valueOf(of, overEntities),
            }));
          const stored = new Map(
            measured.flatMap(({ period: day, ...of }) => {
              const { records: all_, isKnown } = byDay.get(day)!;
              const classes = new Map(
                [...new Set(all_.map(({ name }) => name))].map(name => [
                  classKey(name),
                  valueOf(
                    all_.filter(one => one.name === name),
                    overEntities,
                  ),
                ]),
              );
              expect(makeUp(classes, of, spec)).toBe(true);
              return isKnown
                ? [[day, readClasses(writeClasses({ of, classes }))] as const]
                : [];
            }),
          );
          return {
            values: new Map(
              combineOverTime(measured, spec, 'month', series, 30_000).map(
                one => [one.period, one],
              ),
            ),
            classes: combineClasses(measured, stored, spec),
          };
        });
        const periods = ['2026-03-01', '2026-04-01'].map(start => {
          const present = members.flatMap(({ values, classes }) => {
            const value = values.get(start);
            return value ? [{ value, classes: classes.get(start) }] : [];
          });
          return {
            period: start,
            whole: combineOverEntities(
              present.map(({ value }) => value),
              spec,
            ),
            classes: mergeClasses(present, spec),
          };
        });
        const size = all
          .flat(2)
          .flatMap(day => day.records)
          .reduce((sum, { amount }) => sum + Math.abs(amount), 1);
        const tolerance = 1e-9 * size;
        const shown = largestClasses(periods, spec, top);
        const merged = periods.map(one => withRest(one, new Set(shown), spec));
        const classes = breakdownClasses(merged, shown, spec, 0);
        periods.forEach(({ whole }, index) => {
          const sum = classes.reduce((sofar, { values }) => {
            const part = values[index];
            const share =
              overEntities === 'sum'
                ? 1
                : (part?.weight ?? 0) / (whole?.weight ?? 1);
            return sofar + (part?.value ?? 0) * share;
          }, 0);
          expect(Math.abs(sum - (whole?.value ?? 0))).toBeLessThan(tolerance);
        });
        const [before, after] = merged;
        const { change, parts, limit } = breakdownChange(before, after, spec, {
          isIncomplete: false,
          count: 0,
        });
        const isKnown = before.whole !== undefined && after.whole !== undefined;
        expect(limit).toBe(isKnown ? undefined : 'no-value');
        const shares = parts.reduce(
          (sofar, { share }) => sofar + (share ?? 0),
          0,
        );
        expect(Math.abs(shares - (change ?? 0))).toBeLessThan(tolerance);
      }),
      { seed: 1 },
    );
  },
);
