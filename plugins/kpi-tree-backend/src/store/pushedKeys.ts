/** A measurement by its series and the first day of its period, as an epoch day. */
export type MeasurementKey = { series_id: number; period: number };

/** Many of them in one row. */
export type KeyBlock = {
  /** Which days: those from 32 times the number on. */
  day_block: number;
  first_series: number;
  last_series: number;
  keys: Uint8Array;
};

const DAYS_IN_BLOCK = 32;

/** More would be read in vain where one of them is looked for. */
const SERIES_IN_BLOCK = 1_000;

/** The block of a day. */
export function dayBlockOf(day: number): number {
  return Math.floor(day / DAYS_IN_BLOCK);
}

/**
 * Keys in as few bytes as they need: of each series how far it is from the one before,
 * and which of the 32 days it has, unless that is as of the one before. What is sent of
 * many series on one day takes one or two bytes each.
 *
 * @param keys - in order of series and period, each once
 */
export function toKeyBlocks(keys: readonly MeasurementKey[]): KeyBlock[] {
  const blocks = new Map<number, [seriesId: number, days: number][]>();
  for (const { series_id: id, period: day } of keys) {
    const number = dayBlockOf(day);
    const bit = 1 << (day - number * DAYS_IN_BLOCK);
    const entries = blocks.get(number) ?? [];
    blocks.set(number, entries);
    const last = entries[entries.length - 1];
    if (last?.[0] === id) {
      last[1] |= bit;
    } else {
      entries.push([id, bit]);
    }
  }
  return [...blocks].flatMap(([number, entries]) => {
    const found: KeyBlock[] = [];
    for (let start = 0; start < entries.length; start += SERIES_IN_BLOCK) {
      const part = entries.slice(start, start + SERIES_IN_BLOCK);
      found.push({
        day_block: number,
        first_series: part[0][0],
        last_series: part[part.length - 1][0],
        keys: encode(part),
      });
    }
    return found;
  });
}

/** The keys that {@link toKeyBlocks} put into a block, in their order. */
export function* ofKeyBlock({
  day_block: number,
  first_series: first,
  keys,
}: Pick<
  KeyBlock,
  'day_block' | 'first_series' | 'keys'
>): Generator<MeasurementKey> {
  let id = first;
  let days = 0;
  let at = 0;
  while (at < keys.length) {
    let read = 0;
    let scale = 1;
    for (; keys[at] > 127; at++) {
      read += (keys[at] - 128) * scale;
      scale *= 128;
    }
    read += keys[at++] * scale;
    id += Math.floor(read / 2);
    if (read % 2) {
      days = 0;
      for (let byte = 0; byte < 4; byte++) {
        days |= keys[at++] << (8 * byte);
      }
    }
    for (let day = 0; day < DAYS_IN_BLOCK; day++) {
      if ((days >>> day) & 1) {
        yield { series_id: id, period: number * DAYS_IN_BLOCK + day };
      }
    }
  }
}

function encode(entries: [seriesId: number, days: number][]): Uint8Array {
  const bytes: number[] = [];
  let [before] = entries[0];
  let daysBefore: number | undefined;
  for (const [id, days] of entries) {
    const isOther = days !== daysBefore;
    let left = (id - before) * 2 + (isOther ? 1 : 0);
    for (; left > 127; left = Math.floor(left / 128)) {
      bytes.push((left % 128) + 128);
    }
    bytes.push(left);
    if (isOther) {
      for (let byte = 0; byte < 4; byte++) {
        bytes.push((days >>> (8 * byte)) & 255);
      }
    }
    before = id;
    daysBefore = days;
  }
  return Uint8Array.from(bytes);
}
