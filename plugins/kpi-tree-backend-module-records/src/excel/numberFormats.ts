/** What a number stands for, by how it is shown. */
export type NumberKind = 'number' | 'date' | 'time';

/** The formats that files do not write down. */
const BUILT_IN: Record<number, NumberKind> = Object.fromEntries([
  ...[14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36].map(id => [
    id,
    'date',
  ]),
  ...[50, 51, 52, 53, 54, 55, 56, 57, 58].map(id => [id, 'date']),
  ...[18, 19, 20, 21, 32, 33, 45, 47].map(id => [id, 'time']),
]);

const DAY_MS = 86_400_000;

/** The days from which dates are counted, and those from 1904 on. */
const FIRST_DAY = Date.UTC(1899, 11, 30);
const FIRST_DAY_1904 = Date.UTC(1904, 0, 1);

/** Excel has a 29 February 1900, which never was. */
const NO_DAY = 60;

/** What a number stands for with a format that is written down, or with one that is not. */
export function kindOf(id: number, format: string | undefined): NumberKind {
  if (format === undefined) {
    return BUILT_IN[id] ?? 'number';
  }
  const [first] = format.replace(/"[^"]*"|\\.|[_*]./g, '').split(';');
  if (/\[[hms]+\]/i.test(first)) {
    // A length of time, which is a number of days
    return 'number';
  }
  const letters = first.replace(/\[[^\]]*\]/g, '').toLowerCase();
  if (/general/.test(letters)) {
    return 'number';
  }
  const hasTime = /[hs]/.test(letters);
  if (/[yd]/.test(letters) || (/m/.test(letters) && !hasTime)) {
    return 'date';
  }
  return hasTime ? 'time' : 'number';
}

/** A number of a cell as text: as ISO 8601 without a zone where it is a date or a time. */
export function textOfNumber(
  written: string,
  kind: NumberKind,
  is1904: boolean,
): string {
  const value = Number(written);
  if (kind === 'number' || !Number.isFinite(value) || value < 0) {
    // 1.1 is written as 1.1000000000000001
    return /^-?\d+$/.test(written) || !Number.isFinite(value)
      ? written
      : String(value);
  }
  const first =
    (is1904 ? FIRST_DAY_1904 : FIRST_DAY) +
    (!is1904 && value < NO_DAY ? DAY_MS : 0);
  const iso = new Date(first + Math.round(value * DAY_MS)).toISOString();
  const time = iso.slice(11, -1).replace(/\.000$/, '');
  if (kind === 'time' && value < 1) {
    return time;
  }
  return time === '00:00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)}T${time}`;
}
