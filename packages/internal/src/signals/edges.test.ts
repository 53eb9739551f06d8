/**
 * A history is assessed in a time that does not depend on how large its values are, and
 * what comes of it is made of numbers, or is an error.
 */
import { InputError } from '@backstage/errors';
import fc from 'fast-check';
import { toEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { assertFinite } from '../arithmetic';
import { history } from './__testUtils__/history';
import { assessSeries, SeriesOptions, summarise } from './assess';
import { seriesEvents } from './insights';

const edge = fc.oneof(
  fc.constantFrom(
    0,
    1,
    -1,
    0.5,
    5e-324,
    -5e-324,
    1e-300,
    30_000_000,
    -30_000_000,
    5e9,
    2 ** 53,
    1e150,
    1e200,
    -1e200,
    1.7e308,
    -1.7e308,
    Number.MAX_VALUE,
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constant(null),
);

const anyOptions = fc.record({
  periodType: fc.constantFrom('day' as const, 'month' as const),
  direction: fc.constantFrom('lower' as const, 'higher' as const),
  unit: fc.constantFrom('h', '%', '1'),
  overTime: fc.constantFrom('sum' as const, 'mean' as const),
  target: fc.constantFrom(0, 4, 1e12, 1e300, -1.7e308),
  isComputed: fc.boolean(),
});

/** Any values, or a few of which each comes often, as in real histories. */
const anyValues = fc.oneof(
  fc.array(edge, { maxLength: 60 }),
  fc
    .array(edge, { minLength: 1, maxLength: 3 })
    .chain(some =>
      fc.array(fc.constantFrom(...some), { minLength: 8, maxLength: 60 }),
    ),
);

function assess(
  numbers: (number | null)[],
  {
    target,
    ...options
  }: Omit<SeriesOptions, 'daysLate' | 'settings' | 'targetIn'> & {
    target: number;
  },
) {
  const values = history(numbers, {
    type: options.periodType,
    weights: numbers.map(number => Math.abs(number ?? 1)),
  });
  const all: SeriesOptions = {
    ...options,
    daysLate: 0,
    settings: {},
    targetIn: () => target,
  };
  const assessment = assessSeries(values, all);
  const events = seriesEvents({
    values,
    judge: () => ({ target, threshold: null, score: 50, status: 'at-risk' }),
    options: all,
    trend: assessment.trend,
    chance: assessment.chance,
  });
  return { summary: summarise(assessment), events };
}

describe('a history with values at the edges', () => {
  it('is assessed, or says what is beyond what a number holds', () => {
    fc.assert(
      fc.property(anyValues, anyOptions, (values, options) => {
        let assessed: unknown;
        try {
          assessed = assess(values, options);
        } catch (error) {
          assessed = error instanceof InputError ? 'beyond a number' : error;
        }
        expect(assessed).not.toBeInstanceOf(Error);
        expect(() => assertFinite(assessed, 'it')).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it('is forecast at once, however large the target of a rare count is', () => {
    const counts = Array.from({ length: 40 }, (_, i) => Number(i % 9 === 0));
    const day = (index: number) =>
      toEpochDay(history(counts)[index].period) + 3;
    const options = {
      periodType: 'month' as const,
      direction: 'lower' as const,
      unit: '1',
      overTime: 'sum' as const,
      eventDays: counts.flatMap((count, i) =>
        count ? [{ day: day(i), count }] : [],
      ),
      daysLate: 0,
      settings: {},
    };
    for (const target of [1e9, 1e15, 1e300, Number.MAX_VALUE]) {
      const lower = assessSeries(history(counts), {
        ...options,
        targetIn: () => target,
      });
      expect(lower.chance?.probability).toBe(1);
      const higher = assessSeries(history(counts), {
        ...options,
        direction: 'higher',
        targetIn: () => target,
      });
      expect(higher.chance?.probability).toBe(0);
    }
  });
});
