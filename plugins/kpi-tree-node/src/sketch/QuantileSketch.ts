import { DDSketch } from '@datadog/sketches-js';

/** Told from other formats that may come. */
const FORMAT = 1;

/**
 * Beyond the keys of all numbers, 1.8e308 has 35,488: what is kept grows with the
 * distance of keys.
 */
const MAX_KEY = 40_000;

/**
 * How far a quantile of a sketch may be from a value at its rank, as a share of
 * that value.
 *
 * @public
 */
export const QUANTILE_RELATIVE_ERROR = 0.01;

/** Reads what `writeNumber` wrote. */
class NumberReader {
  private position = 0;

  constructor(private readonly bytes: Uint8Array) {}

  next(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.bytes[this.position++];
      if (byte === undefined || factor > 2 ** 49) {
        throw new TypeError('The bytes are no quantile sketch');
      }
      value += (byte % 128) * factor;
      if (byte < 128) {
        return value;
      }
    }
  }
}

/**
 * The distribution of values in small: sketches of parts merge into the sketch of
 * the whole, and each quantile of it is within {@link QUANTILE_RELATIVE_ERROR} of a
 * value at its rank.
 *
 * Source: C. Masson, J. E. Rim, H. K. Lee, DDSketch: a fast and fully-mergeable
 * quantile sketch with relative-error guarantees, PVLDB 12 (2019).
 *
 * @public
 */
export class QuantileSketch {
  private readonly sketch = new DDSketch({
    relativeAccuracy: QUANTILE_RELATIVE_ERROR,
  });

  /** How many values it is of. */
  get count(): number {
    return this.sketch.count;
  }

  /**
   * Takes a value.
   *
   * @throws TypeError if it is not finite
   */
  add(value: number): void {
    if (!Number.isFinite(value)) {
      throw new TypeError(`value is ${value}: use a finite number`);
    }
    this.sketch.accept(value);
  }

  /** Takes the values of another sketch. */
  merge(other: QuantileSketch): void {
    // The library's own merge leaves the negative values out (2.1.1)
    this.sketch.store.merge(other.sketch.store);
    this.sketch.negativeStore.merge(other.sketch.negativeStore);
    this.sketch.zeroCount += other.sketch.zeroCount;
    this.sketch.count += other.count;
  }

  /**
   * A quantile: of n values the one at rank q (n - 1), counted from 0 and rounded
   * down, but for the relative error.
   *
   * @param q - from 0 to 1
   * @returns nothing if there are no values
   */
  quantile(q: number): number | undefined {
    return this.count > 0 ? this.sketch.getValueAtQuantile(q) : undefined;
  }

  /** A form in which it can be stored; some bytes for each different size of value. */
  toBytes(): Uint8Array {
    const bytes = [FORMAT];
    writeNumber(bytes, this.sketch.zeroCount);
    for (const store of [this.sketch.store, this.sketch.negativeStore]) {
      const bins = store.bins.flatMap((count, index) =>
        count > 0 ? [{ key: index + store.offset, count }] : [],
      );
      writeNumber(bytes, bins.length);
      let last = 0;
      for (const { key, count } of bins) {
        const step = key - last;
        // Steps may go down only from nothing to the first
        writeNumber(bytes, step >= 0 ? 2 * step : -2 * step - 1);
        writeNumber(bytes, count);
        last = key;
      }
    }
    return Uint8Array.from(bytes);
  }

  /**
   * Reads what {@link QuantileSketch.toBytes} wrote.
   *
   * @throws TypeError if it is something else
   */
  static fromBytes(bytes: Uint8Array): QuantileSketch {
    const reader = new NumberReader(bytes);
    if (reader.next() !== FORMAT) {
      throw new TypeError('The bytes are no quantile sketch');
    }
    const result = new QuantileSketch();
    const { sketch } = result;
    sketch.zeroCount = reader.next();
    for (const store of [sketch.store, sketch.negativeStore]) {
      let key = 0;
      for (let left = reader.next(); left > 0; left--) {
        const step = reader.next();
        key += step % 2 ? -(step + 1) / 2 : step / 2;
        if (Math.abs(key) > MAX_KEY) {
          throw new TypeError('The bytes are no quantile sketch');
        }
        store.add(key, reader.next());
      }
    }
    sketch.count =
      sketch.zeroCount + sketch.store.count + sketch.negativeStore.count;
    return result;
  }

  /** The sketch of some values. */
  static of(values: Iterable<number>): QuantileSketch {
    const result = new QuantileSketch();
    for (const value of values) {
      result.add(value);
    }
    return result;
  }
}

/** Seven bits a byte, the lowest first. */
function writeNumber(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}
