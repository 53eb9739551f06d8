import fc from 'fast-check';
import type {
  Forecast,
  ForecastModel,
  ForecastPoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import reference from '../../__testData__/stats-reference/forecast-reference.json';
import { history, normal, seeded } from '../__testUtils__/history';
import { forecast, type ForecastOptions } from './forecast';

const months: ForecastOptions = {
  periodType: 'month',
  direction: 'lower',
  targetIn: () => undefined,
};

const weeks: ForecastOptions = { ...months, periodType: 'week' };

const seriesOf = (values: (number | null)[], options = months) =>
  history(values, { type: options.periodType, from: '2020-01-06' });

const series = fc.array(hundredths(-1000, 1000), {
  minLength: 8,
  maxLength: 70,
});

const someTarget = hundredths(-1500, 1500);

function numbersOf(points: ForecastPoint[]): number[] {
  return points.flatMap(({ value, lower80, upper80, lower95, upper95 }) => [
    value,
    lower80,
    upper80,
    lower95,
    upper95,
  ]);
}

function chanceOf(values: number[], options: Partial<ForecastOptions>): number {
  const { points } = forecast(seriesOf(values), { ...months, ...options })!;
  return points[0].probability!;
}

function expectClose(actual: number[], expected: number[]) {
  expect(actual).toHaveLength(expected.length);
  const scale = Math.max(1, ...expected.map(Math.abs));
  actual.forEach((value, index) => {
    expect(Math.abs(value - expected[index]) / scale).toBeLessThan(1e-5);
  });
}

/** Values with noise, the same each time. */
function noisy(count: number, value: (index: number) => number): number[] {
  const random = seeded(7);
  return Array.from({ length: count }, (_, i) => value(i) + normal(random));
}

describe('how far a forecast goes', () => {
  it('begins with the running period', () => {
    const { points } = forecast(history(noisy(10, () => 5)), months)!;
    expect(points.map(({ period: start }) => start)).toEqual([
      '2024-11-01',
      '2024-12-01',
      '2025-01-01',
      '2025-02-01',
      '2025-03-01',
    ]);
  });

  it('is half of the history', () => {
    fc.assert(
      fc.property(series, values => {
        const { points } = forecast(seriesOf(values), months)!;
        expect(points).toHaveLength(Math.floor(values.length / 2));
      }),
      { numRuns: 50 },
    );
  });

  it('is nothing with fewer than eight values', () => {
    const seven = [3, 1, 4, 1, 5, 9, 2];
    expect(forecast(history(seven), months)).toBeUndefined();
    const gaps = seven.flatMap(value => [value, null]);
    expect(forecast(history(gaps), months)).toBeUndefined();
    expect(forecast(history([...seven, 6]), months)).toBeDefined();
    expect(forecast([], months)).toBeUndefined();
  });

  it('is less by the periods that have no value at the end', () => {
    const values = noisy(12, () => 5);
    const { points } = forecast(history([...values, null, null]), months)!;
    expect(points).toHaveLength(4);
    expect(points[0].period).toBe('2025-03-01');
    const silent = [...values, ...new Array(6).fill(null)];
    expect(forecast(history(silent), months)).toBeUndefined();
  });
});

describe('which model', () => {
  it.each<[ForecastModel, ForecastOptions, number[]]>([
    ['naive', weeks, noisy(60, () => 0).map(addedUp())],
    ['level', months, noisy(60, () => 50)],
    ['drift', months, noisy(60, () => 1).map(addedUp())],
    ['damped-trend', weeks, noisy(60, i => 0.5 * i)],
    ['holt-winters', months, noisy(60, i => 0.3 * i + yearly(i))],
    ['seasonal-naive', { ...months, periodType: 'day' }, walkingWeeks(70)],
  ])('is %s where that is how the series goes', (model, options, values) => {
    const found = forecast(seriesOf(values, options), options)!;
    expect(found.model).toBe(model);
    const most = model === 'naive' ? found.naiveError : 0.95 * found.naiveError;
    expect(found.error).toBeLessThanOrEqual(most);
  });

  it('is a seasonal one for the airline passengers, and not far off', () => {
    const { airpassengers } = reference;
    const known = airpassengers.slice(-72, -12);
    const { model, error, naiveError, points } = forecast(
      history(known),
      months,
    )!;
    expect(model).toBe('holt-winters');
    expect(error).toBeLessThan(naiveError / 4);
    const came = airpassengers.slice(-12);
    const held = came.filter(
      (value, i) => value >= points[i].lower95 && value <= points[i].upper95,
    );
    expect(held.length).toBeGreaterThanOrEqual(11);
  });

  it('is no seasonal one with less than three seasons', () => {
    const found = (count: number) =>
      forecast(history(noisy(count, yearly)), months)!.model;
    expect(found(35)).not.toMatch(/season|holt/);
    expect(found(36)).toMatch(/season|holt/);
  });

  it('is naive for what does not change, and sure of it', () => {
    const found = forecast(history(new Array(20).fill(7)), months)!;
    expect(found).toMatchObject({ model: 'naive', error: 0, naiveError: 0 });
    expect(new Set(numbersOf(found.points))).toEqual(new Set([7]));
  });

  it('says from how many origins each model was tried', () => {
    // From four values on, to one before the end.
    const { origins } = forecast(history(noisy(30, () => 50)), months)!;
    expect(origins).toBe(26);
  });
});

describe('gaps', () => {
  it('are neither zero nor made up', () => {
    const values = noisy(60, () => 50).map((v, i) => (i % 5 === 3 ? null : v));
    const { model, points } = forecast(history(values), months)!;
    expect(model).toBe('level');
    expect(points[0].value).toBeGreaterThan(49);
    expect(points[0].value).toBeLessThan(51);
    expect(points[0].lower95).toBeGreaterThan(46);
  });

  it('at the end make the next period less certain', () => {
    const values = noisy(40, () => 0).map(addedUp());
    const width = ({ points: [next] }: Forecast) => next.upper95 - next.lower95;
    const now = forecast(seriesOf(values, weeks), weeks)!;
    const later = forecast(seriesOf([...values, null, null], weeks), weeks)!;
    expect(now.model).toBe('naive');
    expect(later.points[0].value).toBe(now.points[2].value);
    expect(width(later)).toBeGreaterThan(1.5 * width(now));
  });

  it('do not move the season', () => {
    const values = noisy(60, yearly).map((v, i) =>
      i > 24 && i % 7 === 2 ? null : v,
    );
    const { model, points } = forecast(history(values), months)!;
    expect(model).toMatch(/season|holt/);
    points.slice(0, 12).forEach(({ value }, i) => {
      expect(Math.abs(value - yearly(60 + i))).toBeLessThan(4);
    });
  });
});

describe('prediction intervals', () => {
  it('lie in each other, with the forecast', () => {
    fc.assert(
      fc.property(series, values => {
        const { points } = forecast(seriesOf(values), months)!;
        for (const point of points) {
          const { lower95, lower80, value, upper80, upper95 } = point;
          const ordered = [lower95, lower80, value, upper80, upper95];
          expect([...ordered].sort((a, b) => a - b)).toEqual(ordered);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('do not get narrower with time, where there is no season', () => {
    fc.assert(
      fc.property(series, values => {
        const { points } = forecast(seriesOf(values, weeks), weeks)!;
        const widths = points.map(point => point.upper95 - point.lower95);
        widths.slice(1).forEach((width, index) => {
          expect(width).toBeGreaterThanOrEqual(widths[index] - 1e-6);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('hold no value that cannot be', () => {
    fc.assert(
      fc.property(
        fc.array(hundredths(0, 100), {
          minLength: 8,
          maxLength: 60,
        }),
        values => {
          const bounds = { min: 0, max: 100 };
          const { points } = forecast(seriesOf(values), { ...months, bounds })!;
          for (const number of numbersOf(points)) {
            expect(number).toBeGreaterThanOrEqual(0);
            expect(number).toBeLessThanOrEqual(100);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each([
    ['unit', 3.6, 0],
    ['zero', 1, 240],
  ])('do not depend on the %s of the values', (_, factor, shift) => {
    fc.assert(
      fc.property(fc.integer(), seed => {
        const random = seeded(seed);
        const values = Array.from({ length: 40 }, () => 10 + normal(random));
        const other = values.map(value => factor * value + shift);
        const found = forecast(seriesOf(values, weeks), weeks)!;
        const moved = forecast(seriesOf(other, weeks), weeks)!;
        expect(moved.model).toBe(found.model);
        expectClose(
          numbersOf(moved.points),
          numbersOf(found.points).map(number => factor * number + shift),
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe('the probability of meeting the target', () => {
  it('rises with a target that is easier', () => {
    fc.assert(
      fc.property(series, someTarget, someTarget, (values, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        for (const [direction, hard, easy] of [
          ['lower', low, high],
          ['higher', high, low],
        ] as const) {
          const chance = (target: number) =>
            chanceOf(values, { direction, targetIn: () => target });
          expect(chance(hard)).toBeLessThanOrEqual(chance(easy));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('of a range is what lies between', () => {
    fc.assert(
      fc.property(series, someTarget, someTarget, (values, a, b) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)];
        const within = chanceOf(values, {
          direction: 'range',
          targetIn: () => ({ min, max }),
        });
        const below = chanceOf(values, { targetIn: () => max });
        const above = chanceOf(values, {
          direction: 'higher',
          targetIn: () => min,
        });
        expect(within).toBeLessThanOrEqual(Math.min(below, above) + 1e-12);
      }),
      { numRuns: 50 },
    );
  });

  it('is never certain from what was seen', () => {
    fc.assert(
      fc.property(series, someTarget, (values, target) => {
        const chance = chanceOf(values, { targetIn: () => target });
        expect(chance).toBeGreaterThanOrEqual(1 / (values.length + 2));
        expect(chance).toBeLessThanOrEqual(1 - 1 / (values.length + 2));
      }),
      { numRuns: 50 },
    );
  });

  it('is certain only where no other value can be', () => {
    const values = noisy(20, () => 95);
    const bounds = { min: 0, max: 100 };
    expect(chanceOf(values, { targetIn: () => 100, bounds })).toBe(1);
    expect(chanceOf(values, { targetIn: () => 100 })).toBeLessThan(1);
    expect(
      chanceOf(values, { direction: 'higher', targetIn: () => 0, bounds }),
    ).toBe(1);
  });

  it('counts whole numbers whole', () => {
    // None in eight of ten months, at random.
    const random = seeded(3);
    const none = Array.from({ length: 60 }, () => (random() < 0.8 ? 0 : 1));
    const bounds = { min: 0 };
    const chance = chanceOf(none, { targetIn: () => 0, bounds });
    expect(chance).toBeGreaterThan(0.65);
    expect(chance).toBeLessThan(0.9);
    expect(chanceOf(none, { targetIn: () => 0.5, bounds })).toBe(chance);
    expect(chanceOf(none, { targetIn: () => 1, bounds })).toBeGreaterThan(0.9);
  });

  it('is about the target in force in the period', () => {
    const { points } = forecast(history(noisy(20, () => 50)), {
      ...months,
      targetIn: start => (start < '2026-01-01' ? undefined : 45),
    })!;
    expect(points[0]).toMatchObject({
      period: '2025-09-01',
      target: null,
      probability: null,
    });
    expect(points[4]).toMatchObject({ period: '2026-01-01', target: 45 });
    expect(points[4].probability).toBeLessThan(0.1);
  });
});

function hundredths(min: number, max: number) {
  return fc
    .integer({ min: 100 * min, max: 100 * max })
    .map(value => value / 100);
}

/** Values as they add up. */
function addedUp() {
  let sum = 0;
  return (value: number) => (sum += value);
}

/** Each day of the week goes its own way. */
function walkingWeeks(days: number): number[] {
  const values = noisy(days, () => 0);
  values.forEach((value, day) => {
    values[day] = value + (day < 7 ? 10 * value : values[day - 7]);
  });
  return values;
}

function yearly(month: number): number {
  return 8 * Math.sin((month * Math.PI) / 6);
}

describe('the forecast of a period of which something is measured', () => {
  const costs = noisy(24, () => 20);
  const running = (options: Partial<ForecastOptions>) =>
    forecast(seriesOf(costs), { ...months, ...options })!.points[0];

  it('says what cannot be any more, and what is certain', () => {
    const lower = { targetIn: () => 21, reachable: { min: 21.5 } };
    expect(running(lower).probability).toBe(0);
    expect(running({ ...lower, direction: 'higher' }).probability).toBe(1);
    const range = { direction: 'range', reachable: { min: 25 } } as const;
    expect(
      running({ ...range, targetIn: () => ({ min: 18, max: 22 }) }).probability,
    ).toBe(0);
    expect(
      running({ targetIn: () => 21, reachable: { max: 20 } }).probability,
    ).toBe(1);
  });

  it('is that of what is left', () => {
    const before = (target: number) =>
      running({ targetIn: () => target }).probability!;
    const after = running({ targetIn: () => 21, reachable: { min: 20 } });
    expect(after.probability).toBeCloseTo(
      (before(21) - before(20)) / (1 - before(20)),
      9,
    );
    expect(after.byHistory).toBe(before(21));
    expect(after.lower95).toBeGreaterThanOrEqual(20);
  });

  it('never is below what is measured, and leaves later periods alone', () => {
    fc.assert(
      fc.property(series, someTarget, someTarget, (values, target, min) => {
        const options = { ...months, targetIn: () => target };
        const plain = forecast(seriesOf(values), options)!.points;
        const { points } = forecast(seriesOf(values), {
          ...options,
          reachable: { min },
        })!;
        expect(points.slice(1)).toEqual(plain.slice(1));
        expect(points[0].byHistory).toBe(plain[0].probability);
        expect(
          Math.min(...numbersOf(points.slice(0, 1))),
        ).toBeGreaterThanOrEqual(min);
        expect(points[0].probability!).toBeLessThanOrEqual(
          target < min ? 0 : 1,
        );
        expect(points[0].probability!).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
