import fc from 'fast-check';
import { QUANTILE_RELATIVE_ERROR, QuantileSketch } from './QuantileSketch';

/** What was stored of 1, 2 and 3 with bins alone. */
const OLD_SKETCH = [1, 0, 3, 0, 1, 70, 1, 40, 1, 0];

const quantiles = [0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 1];

/** Between the values at two ranks: as numpy, PostgreSQL and spreadsheets do it. */
function exact(sorted: number[], q: number): number {
  const rank = q * (sorted.length - 1);
  const [low, high] = [Math.floor(rank), Math.ceil(rank)].map(i => sorted[i]);
  const share = rank - Math.floor(rank);
  return (1 - share) * low + share * high;
}

function expectWithinError(sketch: QuantileSketch, values: number[]) {
  const sorted = [...values].sort((a, b) => a - b);
  for (const q of quantiles) {
    const right = exact(sorted, q);
    const found = sketch.quantile(q)!;
    const allowed =
      new Set(values).size <= 48 ? 1e-12 : QUANTILE_RELATIVE_ERROR + 1e-9;
    expect(Math.abs(found - right)).toBeLessThanOrEqual(
      allowed * Math.abs(right) + Number.MIN_VALUE,
    );
    expect(found).toBeGreaterThanOrEqual(sorted[0]);
    expect(found).toBeLessThanOrEqual(sorted[sorted.length - 1]);
  }
}

const value = fc.oneof(
  fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
  fc.double({ min: -1e9, max: -1e-6, noNaN: true }),
  fc.constant(0),
  fc.integer({ min: -100, max: 100 }),
);

const copy = (sketch: QuantileSketch) =>
  QuantileSketch.fromBytes(sketch.toBytes());

describe('QuantileSketch', () => {
  it('is within its error for any values, merged in any parts and stored', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(value, { maxLength: 60 }), {
          minLength: 1,
          maxLength: 8,
        }),
        parts => {
          const values = parts.flat();
          fc.pre(values.length > 0);
          const merged = new QuantileSketch();
          for (const part of parts) {
            merged.merge(copy(QuantileSketch.of(part)));
          }
          expect(merged.count).toBe(values.length);
          expectWithinError(merged, values);
          expectWithinError(copy(merged), values);
          // The parts do not show in the whole
          expect(merged.toBytes()).toEqual(QuantileSketch.of(values).toBytes());
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes all sizes of numbers at once', () => {
    const values = [-1.7e308, -1e-300, 0, 1e-300, 1, 1.7e308];
    const sketch = QuantileSketch.of(values);
    expect(copy(sketch).toBytes()).toEqual(sketch.toBytes());
    expectWithinError(copy(sketch), values);
  });

  it.each([
    [[2.1, 3.4, 5, 64.7, 5331.7], 0.9, 3224.9],
    [[2.1, 3.4, 5, 64.7, 5331.7], 0.5, 5],
    [[1, 100], 0.5, 50.5],
    [[3, 1, 2, 4], 0.25, 1.75],
    [[7], 0.95, 7],
    [[-1.7e308, 1.7e308], 0.5, 0],
  ])('of %p it has the quantile %p, which is %p', (values, q, expected) => {
    expect(QuantileSketch.of(values).quantile(q)).toBeCloseTo(expected, 9);
  });

  it('is exact of values of which there are few, however often', () => {
    const same = QuantileSketch.of(Array(100_000).fill(100));
    expect(quantiles.map(q => same.quantile(q))).toEqual(
      quantiles.map(() => 100),
    );
    const whole = copy(same);
    whole.merge(QuantileSketch.of([1]));
    expect(whole.quantile(0.5)).toBe(100);
    expect(whole.toBytes().length).toBeLessThan(30);
  });

  it('is never outside of what was measured, nor off next to 0', () => {
    const values = Array.from({ length: 1_001 }, (_, i) => (i - 500) / 7);
    const all = copy(QuantileSketch.of(values));
    expect(all.quantile(0)).toBe(values[0]);
    expect(all.quantile(1)).toBe(values[1_000]);
    const withoutZero = QuantileSketch.of(values.filter(v => v !== 0));
    expect(withoutZero.quantile(0.5)).toBe(0);
  });

  it('reads what was stored before it knew single values', () => {
    // Of 1, 2 and 3, by sketches-js 2.1.1 in the form of then
    const old = Uint8Array.from(OLD_SKETCH);
    const sketch = QuantileSketch.fromBytes(old);
    expect(sketch.count).toBe(3);
    expect(Math.abs(sketch.quantile(0.5)! - 2)).toBeLessThan(0.02);
    expect(Math.abs(sketch.quantile(0.75)! - 2.5)).toBeLessThan(0.025);
    sketch.merge(QuantileSketch.of([1_000]));
    expect(sketch.quantile(1)).toBe(1_000);
    expect(copy(sketch).toBytes()).toEqual(sketch.toBytes());
  });

  it('is small', () => {
    const minutes = Array.from({ length: 100_000 }, (_, i) =>
      Math.exp(Math.sin(i * 12.9898) * 3 + 4),
    );
    const sketch = QuantileSketch.of(minutes);
    expectWithinError(sketch, minutes);
    expect(sketch.toBytes().length).toBeLessThan(1_200);
  });

  it('has no quantile of nothing, and takes no nonsense', () => {
    expect(new QuantileSketch().quantile(0.5)).toBeUndefined();
    expect(copy(new QuantileSketch()).count).toBe(0);
    expect(() => new QuantileSketch().add(NaN)).toThrow('use a finite number');
    const farKey = [1, 0, 1, 255, 255, 255, 127, 1, 0];
    for (const bytes of [
      [],
      [2],
      [4],
      [2, 1, 1],
      [2, 1, 127, 240, 0, 0, 0, 0, 0, 0, 1],
      [3, 1, 2],
      [1, 5],
      [1, 0, 3, 4],
      Array(40).fill(255),
      farKey,
    ]) {
      expect(() => QuantileSketch.fromBytes(Uint8Array.from(bytes))).toThrow(
        'not a quantile sketch',
      );
    }
  });
});
