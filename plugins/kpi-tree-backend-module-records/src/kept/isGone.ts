import { textOf } from '../engine/text';
import { Gone } from '../rows/RowReader';

/** A condition in SQL: whether a record is of a place that is gone. */
export function isGone(gone: Gone[]): string {
  const places: string[] = [];
  const lines = new Map<string, string[]>();
  for (const { place, lines: some } of gone) {
    if (some) {
      const line = `try_cast(substr(place, ${
        [...place].length + 1
      }) as bigint)`;
      const ranges = lines.get(place) ?? [];
      lines.set(place, ranges);
      ranges.push(`${line} between ${some.first} and ${some.last}`);
    } else {
      places.push(textOf(place));
    }
  }
  const conditions = [...lines].map(
    ([place, ranges]) =>
      `(starts_with(place, ${textOf(place)}) and (${ranges.join(' or ')}))`,
  );
  if (places.length) {
    conditions.push(`place in (${places.join(', ')})`);
  }
  return conditions.join(' or ') || 'false';
}
