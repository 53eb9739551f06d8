import {
  DATE_HINT,
  dateOf,
  isInstant,
  isIsoDate,
  ratioOf,
  shareFactor,
  WeightedValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { SqlRow } from '@kpi-tree/backstage-plugin-kpi-tree-node';

/** What a row says, as far as it can be read. */
export type ReadRow =
  | { mistake: string }
  | {
      entity: string;
      /** First day of the period, `YYYY-MM-DD`. */
      start: string;
      /** Missing if the query says null. */
      measured?: WeightedValue;
    };

const KEYS = ['entity', 'period'];
const RATIO = ['numerator', 'denominator'];

/**
 * What is wrong with the columns of a query, if anything.
 *
 * @param row - one of its rows
 */
export function columnsMistake(row: SqlRow): string | undefined {
  const names = Object.keys(row).map(name => name.toLocaleLowerCase('en-US'));
  const has = (name: string) => names.includes(name);
  const isRatio = RATIO.some(has);
  if (isRatio && has('value')) {
    return 'The query has a value as well as a numerator or denominator: select either value and weight, or numerator and denominator';
  }
  const missing = [...KEYS, ...(isRatio ? RATIO : ['value'])].filter(
    name => !has(name),
  );
  return missing.length
    ? `The query has no column ${missing.join(
        ', ',
      )}: select entity, period, value and, if there is one, weight; or entity, period, numerator and denominator`
    : undefined;
}

/**
 * Reads a row of a query.
 *
 * @param timeZone - in which instants are days
 * @param unit - of the KPI
 */
export function readRow(row: SqlRow, timeZone: string, unit: string): ReadRow {
  const cells = new Map(
    Object.entries(row).map(([name, cell]) => [
      name.toLocaleLowerCase('en-US'),
      cell,
    ]),
  );
  const entity = cells.get('entity');
  const named = String(entity ?? '').trim();
  if (!named) {
    return { mistake: 'entity is empty: leave out rows without an entity' };
  }
  const start = toDate(cells.get('period'), timeZone);
  if (!start) {
    return {
      mistake: `period is ${show(cells.get('period'))}: ${DATE_HINT}`,
    };
  }
  const numbers = new Map<string, number | null>();
  for (const name of ['value', 'weight', ...RATIO]) {
    const number = toNumber(cells.get(name));
    if (number !== null && !Number.isFinite(number)) {
      return { mistake: `${name} is ${show(cells.get(name))}: use a number` };
    }
    numbers.set(name, number);
  }
  const measured = toMeasured(numbers, unit);
  return { entity: named, start, ...(measured ? { measured } : {}) };
}

/** A sum of nothing is null in SQL: beside the other part of a ratio it is 0. */
function toMeasured(
  numbers: ReadonlyMap<string, number | null>,
  unit: string,
): WeightedValue | undefined {
  const [value, weight, numerator, denominator] = [
    'value',
    'weight',
    ...RATIO,
  ].map(name => numbers.get(name) ?? null);
  if (numerator !== null || denominator !== null) {
    return ratioOf(shareFactor(unit) * (numerator ?? 0), denominator ?? 0);
  }
  return value === null ? undefined : { value, weight: weight ?? 1 };
}

const DATE =
  /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?( ?Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/** Of an instant the day in the zone of the portal; of what has no zone its day. */
function toDate(cell: unknown, timeZone: string): string | undefined {
  if (cell instanceof Date) {
    return dayOf(cell.getTime(), timeZone);
  }
  const match = typeof cell === 'string' ? DATE.exec(cell.trim()) : null;
  if (!match) {
    return undefined;
  }
  const [text, date, zone] = match;
  // Date.parse takes the 30th of February for a day of March
  if (!isIsoDate(date)) {
    return undefined;
  }
  if (!zone) {
    return date;
  }
  const offset = /^[+-]\d{2}$/.test(zone) ? `${zone}:00` : zone.trim();
  const instant = Date.parse(
    text.slice(0, text.length - zone.length).replace(' ', 'T') + offset,
  );
  return dayOf(instant, timeZone);
}

/** Nothing for an instant that is not a date of the product. */
function dayOf(instant: number, timeZone: string): string | undefined {
  return isInstant(instant) ? dateOf(instant, timeZone) : undefined;
}

/** `NaN` if it is none. */
function toNumber(cell: unknown): number | null {
  switch (typeof cell) {
    case 'number':
      return cell;
    case 'bigint':
      return Number(cell);
    case 'string':
      return cell.trim() === '' ? NaN : Number(cell);
    default:
      return cell === null || cell === undefined ? null : NaN;
  }
}

function show(cell: unknown): string {
  return cell === undefined ? 'missing' : JSON.stringify(String(cell));
}
