import fc from 'fast-check';
import { ranksOf } from '../signals/ranks';
import { chanceOfSoLittle, chanceOfSoMuch, shiftOf } from './rankSum';

/** Of all ways to choose so many values, the share in which they sum up to at least this. */
function byCounting(before: number[], after: number[]): number {
  const all = [...before, ...after];
  const sumOf = (values: number[]) => values.reduce((sum, v) => sum + v, 0);
  let chosen = 0;
  let asMuch = 0;
  for (let set = 0; set < 2 ** all.length; set++) {
    const some = all.filter((_, index) => Math.floor(set / 2 ** index) % 2);
    if (some.length === after.length) {
      chosen++;
      asMuch += sumOf(some) >= sumOf(after) ? 1 : 0;
    }
  }
  return asMuch / chosen;
}

describe('the chance of a rank sum', () => {
  it('is that of the example of Hollander and Wolfe, 4.1, which R has as 0.1272', () => {
    // Permeability constants of the human chorioamnion at term, and at 12 to 26 weeks
    const atTerm = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
    const before = [1.15, 0.88, 0.9, 0.74, 1.21];
    const ranks = ranksOf([...before, ...atTerm]);
    expect(chanceOfSoMuch(ranks.slice(0, 5), ranks.slice(5))).toBeCloseTo(
      0.1272,
      4,
    );
  });

  it('is that of all ways to choose them, also with equal values', () => {
    const values = fc.array(fc.integer({ min: 0, max: 4 }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(values, values, (before, after) => {
        const ranks = ranksOf([...before, ...after]);
        const [old, young] = [
          ranks.slice(0, before.length),
          ranks.slice(before.length),
        ];
        expect(chanceOfSoMuch(old, young)).toBeCloseTo(
          byCounting(old, young),
          12,
        );
        expect(chanceOfSoLittle(young, old)).toBeCloseTo(
          chanceOfSoMuch(old, young),
          12,
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe('a shift and its interval', () => {
  // Two-sided 1 % of tables of the Mann-Whitney test: so many differences lie outside
  it.each([
    [8, 8, 7],
    [10, 10, 16],
    [20, 20, 105],
  ])(
    'leave out as many differences as tables say: %i and %i',
    (n, m, critical) => {
      const before = Array.from({ length: n }, (_, index) => index * 1_000);
      const after = Array.from({ length: m }, (_, index) => index);
      const sorted = after
        .flatMap(value => before.map(other => value - other))
        .sort((a, b) => a - b);
      const { lower, upper } = shiftOf(before, after, 0.005);
      expect(lower).toBe(sorted[critical]);
      expect(upper).toBe(sorted[sorted.length - 1 - critical]);
    },
  );

  it('is what was added to the same values', () => {
    const before = [3, 1, 4, 1.5, 9, 2.6, 5, 3.5];
    expect(
      shiftOf(
        before,
        before.map(v => v + 7),
        0.005,
      ).value,
    ).toBe(7);
  });

  it('have no bounds where there are too few values', () => {
    expect(shiftOf([1, 2, 3], [7, 8], 0.005)).toEqual({
      value: 5.5,
      lower: null,
      upper: null,
    });
  });
});
