import fc from 'fast-check';
import { withoutChance } from './byChance';
import type { SignalValue } from './types';
import { processChart } from './xmr';

/** The signals at the end, in all and without those by chance. */
function holding(values: number[]) {
  const series: SignalValue[] = values.map((value, index) => ({
    period: `2026-01-${String(index + 1).padStart(2, '0')}`,
    value,
    weight: 1,
  }));
  const { points, signals } = processChart(series, {
    rules: 'nhs',
    direction: 'higher',
  });
  const { period: start } = series[series.length - 1];
  const atEnd = signals.filter(({ to }) => to === start);
  return [atEnd, withoutChance(atEnd, points)].map(list =>
    list.map(({ rule, points: count }) => `${rule} ${count}`),
  );
}

const times = (count: number, value: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => value(index));

/** Around 0, by up to 1. */
const noise = times(23, index => [1, -1, 0.5, -0.7, 0.2][index % 5]);

describe('withoutChance', () => {
  it('has no run of a process that is mostly at its best value', () => {
    const values = times(24, () => 100);
    values[4] = 98;
    values[13] = 99;
    expect(holding(values)).toEqual([['shift 10'], []]);
  });

  it('has the run of a process that has come to its best value', () => {
    const before = [98, 99, 100, 97, 99, 98, 100, 99, 98, 97, 99, 100];
    const since = before.map(() => 100);
    expect(holding([...before, ...since])).toEqual([
      ['shift 13'],
      ['shift 13'],
    ]);
  });

  it.each([
    ['counts that are 5, now and then 4 or 6', 5, 1],
    ['counts that are 0', 0, 1],
    ['shares of 99.9 %', 99.9, -0.1],
    ['hours to two digits', 0.25, 0.01],
  ])('does not take one step of %s for an event', (_, usual, step) => {
    const values = times(23, index => usual + (index % 9 === 4 ? step : 0));
    const rounded = (value: number) => Number(value.toFixed(2));
    for (const other of [1, -1]) {
      const [, found] = holding([
        ...values.map(rounded),
        rounded(usual + other * step),
      ]);
      expect(found).toEqual([]);
    }
    expect(
      holding([...values.map(rounded), rounded(usual + 9 * step)]),
    ).toEqual([['outside 1'], ['outside 1']]);
  });

  it('has a single point only if it is much further out than any other', () => {
    expect(holding([...noise, 10])[1]).toEqual(['outside 1']);
    // It happened before
    const before = noise.map((value, index) => (index === 9 ? 9 : value));
    expect(holding([...before, 10])).toEqual([['outside 1'], []]);
    expect(holding([...before, 30])[1]).toEqual(['outside 1']);
  });

  it('has two points in a row that are as far out', () => {
    expect(holding([...noise, 10, 9])).toEqual([['outside 1'], ['outside 1']]);
  });

  it('has a point outside with those before it, if these are far out, too', () => {
    const quiet = times(20, index => [1, -1, 0.5, -0.7, 0.2][index % 5]);
    // Not by itself, as nearly as much happened before
    const once = quiet.map((value, index) => (index === 9 ? 5 : value));
    expect(holding([...once, 0.5, 0.2, -0.7, 6])).toEqual([['outside 1'], []]);
    expect(holding([...once, 0.5, 4.2, 3.9, 6])).toEqual([
      ['outside 1'],
      ['outside 1'],
    ]);
  });

  it('has what differs for the first time in 20 values, not in 8', () => {
    expect(holding([...times(23, () => 100), 60])[1]).toEqual(['outside 1']);
    expect(holding([...times(7, () => 100), 60])[1]).toEqual([]);
  });

  it('asks for a longer run where neighbours are alike', () => {
    const slow = times(17, index => Math.sin(index / 2.2) * 3);
    const fast = times(17, index => slow[(index * 7) % 17]);
    const run = times(7, index => 1.8 + (index % 3) / 2);
    expect(holding([...fast, ...run])).toEqual([['shift 7'], ['shift 7']]);
    expect(holding([...slow, ...run])[1]).toEqual([]);
  });

  it('has a trend whatever the values are', () => {
    const rise = times(8, index => index / 4);
    expect(holding([...noise, ...rise])[1]).toContain('trend 8');
  });

  it('never depends on the unit, the sign or the level', () => {
    const value = fc.integer({ min: -20, max: 20 });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 8, maxLength: 30 }),
        fc.constantFrom(2, 4, 8),
        fc.integer({ min: -64, max: 64 }),
        (values, factor, level) => {
          const doubled = values.map(one => one * 2);
          const scaled = doubled.map(one => one * factor + level);
          const mirrored = doubled.map(one => -one);
          const [marks, found] = holding(doubled);
          // A step is never larger than the decimal place, which scaling does not lower
          expect(holding(scaled)[0]).toEqual(marks);
          expect(holding(scaled)[1]).toEqual(expect.arrayContaining(found));
          expect(holding(mirrored).map(list => [...list].sort())).toEqual(
            [marks, found].map(list => [...list].sort()),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('only leaves out', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), {
          minLength: 8,
          maxLength: 40,
        }),
        values => {
          const [marks, found] = holding(values);
          expect(marks).toEqual(expect.arrayContaining(found));
        },
      ),
    );
  });
});
