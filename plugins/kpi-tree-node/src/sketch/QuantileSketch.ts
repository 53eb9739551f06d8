import { DDSketch } from '@datadog/sketches-js';

/** The forms in which sketches are stored. */
const FORMAT = {
  /** Bins alone, as before there were the others. */
  binsOnly: 1,
  /** Each different value with how often there is it. */
  values: 2,
  /** Bins with the values at their edges. */
  bins: 3,
};

/** Up to so many different values a sketch knows each, and is exact. */
const EXACT_VALUES = 48;

/**
 * Beyond the keys of all numbers, 1.8e308 has 35,488: what is kept grows with the
 * distance of keys.
 */
const MAX_KEY = 40_000;

/**
 * How far a quantile of a sketch may be from that of the values, as a share of it.
 *
 * @public
 */
export const QUANTILE_RELATIVE_ERROR = 0.01;

/** Reads what `writeNumber` and `writeDouble` wrote. */
class NumberReader {
  private position = 0;

  constructor(private readonly bytes: Uint8Array) {}

  double(): number {
    const { buffer, byteOffset } = this.bytes;
    const start = this.position;
    this.position += 8;
    if (this.position > this.bytes.length) {
      throw noSketch();
    }
    const value = new DataView(buffer, byteOffset + start, 8).getFloat64(0);
    if (Number.isNaN(value)) {
      throw noSketch();
    }
    return value;
  }

  next(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.bytes[this.position++];
      if (byte === undefined || factor > 2 ** 49) {
        throw noSketch();
      }
      value += (byte % 128) * factor;
      if (byte < 128) {
        return value;
      }
    }
  }
}

/** The smallest and the largest value, and those that are next to 0. */
type Edges = { min: number; max: number; belowZero: number; aboveZero: number };

const NO_EDGES: Edges = {
  min: Infinity,
  max: -Infinity,
  belowZero: -Infinity,
  aboveZero: Infinity,
};

/**
 * The distribution of values in small: sketches of parts merge into the sketch of the
 * whole, whatever the parts were.
 *
 * Up to 48 different values it knows all and its quantiles are exact.
 * Of more it keeps how many there are in bins, and the values at the edges: its
 * quantiles are within {@link QUANTILE_RELATIVE_ERROR} of those of the values, and
 * never outside these.
 *
 * Source: C. Masson, J. E. Rim, H. K. Lee, DDSketch: a fast and fully-mergeable
 * quantile sketch with relative-error guarantees, PVLDB 12 (2019).
 *
 * @public
 */
export class QuantileSketch {
  /** How often there is each value; nothing where there are too many. */
  private values: Map<number, number> | undefined = new Map();
  private readonly bins = new DDSketch({
    relativeAccuracy: QUANTILE_RELATIVE_ERROR,
  });
  private edges: Edges = { ...NO_EDGES };
  private size = 0;

  /** How many values it is of. */
  get count(): number {
    return this.size;
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
    this.take(value + 0, 1); // 0 is -0 as well
  }

  /** Takes the values of another sketch. */
  merge(other: QuantileSketch): void {
    if (other.values) {
      for (const [value, times] of other.values) {
        this.take(value, times);
      }
      return;
    }
    this.toBins();
    // The library's own merge leaves the negative values out (2.1.1)
    this.bins.store.merge(other.bins.store);
    this.bins.negativeStore.merge(other.bins.negativeStore);
    this.bins.zeroCount += other.bins.zeroCount;
    this.size += other.size;
    const { min, max, belowZero, aboveZero } = other.edges;
    [min, max, belowZero, aboveZero].forEach(edge => this.widen(edge));
  }

  /**
   * A quantile: of n values that at the rank q (n - 1), counted from 0, and between two
   * ranks as far between their values. That is type 7 of R. J. Hyndman, Y. Fan, Sample
   * Quantiles in Statistical Packages, The American Statistician 50 (1996).
   *
   * @param q - from 0 to 1
   * @returns nothing if there are no values
   */
  quantile(q: number): number | undefined {
    if (!this.size) {
      return undefined;
    }
    const rank = q * (this.size - 1);
    const below = Math.floor(rank);
    const share = rank - below;
    const ordered = this.inOrder();
    const low = this.at(below, ordered);
    const high = share > 0 ? this.at(below + 1, ordered) : low;
    // The difference of the two may be beyond what a number holds
    const between = (1 - share) * low + share * high;
    return Math.min(Math.max(between, low), high);
  }

  /** A form in which it can be stored; some bytes for each different size of value. */
  toBytes(): Uint8Array {
    const bytes: number[] = [];
    if (this.values) {
      const sorted = [...this.values].sort(([a], [b]) => a - b);
      writeNumber(bytes, FORMAT.values);
      writeNumber(bytes, sorted.length);
      for (const [value, times] of sorted) {
        writeDouble(bytes, value);
        writeNumber(bytes, times);
      }
      return Uint8Array.from(bytes);
    }
    const { min, max, belowZero, aboveZero } = this.edges;
    writeNumber(bytes, FORMAT.bins);
    [min, max, belowZero, aboveZero].forEach(edge => writeDouble(bytes, edge));
    writeNumber(bytes, this.bins.zeroCount);
    for (const store of [this.bins.store, this.bins.negativeStore]) {
      const bins = binsOf(store);
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
    const format = reader.next();
    const result = new QuantileSketch();
    switch (format) {
      case FORMAT.values:
        for (let left = reader.next(); left > 0; left--) {
          const value = reader.double();
          const times = reader.next();
          if (!Number.isFinite(value) || times < 1) {
            throw noSketch();
          }
          result.take(value, times);
        }
        return result;
      case FORMAT.bins: {
        const edges = [0, 1, 2, 3].map(() => reader.double());
        result.readBins(reader);
        const [min, max, belowZero, aboveZero] = edges;
        result.edges = { min, max, belowZero, aboveZero };
        return result;
      }
      case FORMAT.binsOnly:
        result.readBins(reader);
        for (const { value } of result.inOrder()) {
          result.widen(value);
        }
        return result;
      default:
        throw noSketch();
    }
  }

  /** The sketch of some values. */
  static of(values: Iterable<number>): QuantileSketch {
    const result = new QuantileSketch();
    for (const value of values) {
      result.add(value);
    }
    return result;
  }

  private take(value: number, times: number): void {
    this.size += times;
    if (this.values) {
      this.values.set(value, (this.values.get(value) ?? 0) + times);
      if (this.values.size > EXACT_VALUES) {
        this.toBins();
      }
    } else {
      this.bin(value, times);
    }
  }

  private toBins(): void {
    const values = this.values ?? new Map<number, number>();
    this.values = undefined;
    values.forEach((times, value) => this.bin(value, times));
  }

  private bin(value: number, times: number): void {
    const { mapping, store, negativeStore } = this.bins;
    const isZero = Math.abs(value) < mapping.minPossible;
    if (isZero) {
      this.bins.zeroCount += times;
    } else if (value > 0) {
      store.add(mapping.key(value), times);
    } else {
      negativeStore.add(mapping.key(-value), times);
    }
    this.widen(isZero ? 0 : value);
  }

  private widen(edge: number): void {
    const { edges } = this;
    if (!Number.isFinite(edge)) {
      return; // There is none
    }
    edges.min = Math.min(edges.min, edge);
    edges.max = Math.max(edges.max, edge);
    if (edge < 0) {
      edges.belowZero = Math.max(edges.belowZero, edge);
    } else if (edge > 0) {
      edges.aboveZero = Math.min(edges.aboveZero, edge);
    }
  }

  private readBins(reader: NumberReader): void {
    const { bins } = this;
    this.values = undefined;
    bins.zeroCount = reader.next();
    for (const store of [bins.store, bins.negativeStore]) {
      let key = 0;
      for (let left = reader.next(); left > 0; left--) {
        const step = reader.next();
        key += step % 2 ? -(step + 1) / 2 : step / 2;
        if (Math.abs(key) > MAX_KEY) {
          throw noSketch();
        }
        store.add(key, reader.next());
      }
    }
    this.size = bins.zeroCount + bins.store.count + bins.negativeStore.count;
  }

  /** The value at a rank, counted from 0. */
  private at(rank: number, ordered: Weighted[]): number {
    const { bins, edges, size } = this;
    let seen = 0;
    for (const { value, count } of ordered) {
      seen += count;
      if (rank < seen) {
        if (this.values) {
          return value;
        }
        // Next to 0 an error of each of two values would be large beside what is between
        const negative = bins.negativeStore.count;
        const isEdge: [number, number][] = [
          [0, edges.min],
          [size - 1, edges.max],
          [negative - 1, edges.belowZero],
          [negative + bins.zeroCount, edges.aboveZero],
        ];
        const [, edge] = isEdge.find(([of]) => of === rank) ?? [];
        return edge ?? Math.min(Math.max(value, edges.min), edges.max);
      }
    }
    return edges.max;
  }

  /** Values, or one for each bin, with how many there are, in order. */
  private inOrder(): Weighted[] {
    if (this.values) {
      return [...this.values]
        .map(([value, count]) => ({ value, count }))
        .sort((a, b) => a.value - b.value);
    }
    const { mapping, store, negativeStore, zeroCount } = this.bins;
    const of = (bins: Bin[], sign: 1 | -1) =>
      bins.map(({ key, count }) => ({
        value: sign * Math.min(mapping.value(key), Number.MAX_VALUE),
        count,
      }));
    return [
      ...of(binsOf(negativeStore), -1).reverse(),
      ...(zeroCount ? [{ value: 0, count: zeroCount }] : []),
      ...of(binsOf(store), 1),
    ];
  }
}

/** A value, and how many there are of it. */
type Weighted = { value: number; count: number };

type Bin = { key: number; count: number };

function binsOf({ bins, offset }: { bins: number[]; offset: number }): Bin[] {
  return bins.flatMap((count, index) =>
    count > 0 ? [{ key: index + offset, count }] : [],
  );
}

function noSketch(): TypeError {
  return new TypeError('The bytes are not a quantile sketch');
}

function writeDouble(bytes: number[], value: number): void {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  bytes.push(...new Uint8Array(view.buffer));
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
