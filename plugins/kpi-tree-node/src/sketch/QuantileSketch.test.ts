import fc from 'fast-check';
import { QUANTILE_RELATIVE_ERROR, QuantileSketch } from './QuantileSketch';

const quantiles = [0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 1];

/** What the sketch comes close to. */
function exact(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(q * (sorted.length - 1))];
}

function expectWithinError(sketch: QuantileSketch, values: number[]) {
  for (const q of quantiles) {
    const right = exact(values, q);
    const error = Math.abs(sketch.quantile(q)! - right);
    expect(error).toBeLessThanOrEqual(
      QUANTILE_RELATIVE_ERROR * Math.abs(right) * (1 + 1e-9),
    );
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
      [1, 5],
      [1, 0, 3, 4],
      Array(40).fill(255),
      farKey,
    ]) {
      expect(() => QuantileSketch.fromBytes(Uint8Array.from(bytes))).toThrow(
        'no quantile sketch',
      );
    }
  });
});
