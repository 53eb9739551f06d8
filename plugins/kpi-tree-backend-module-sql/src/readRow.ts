import {
  DATE_HINT,
  dateOf,
  isInstant,
  isIsoDate,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { SqlRow } from '@kpi-tree/backstage-plugin-kpi-tree-node';

/** What a row says, as far as it can be read. */
export type ReadRow =
  | { mistake: string }
  | {
      entity: string;
      /** First day of the period, `YYYY-MM-DD`. */
      period: string;
      /** Missing if the query says null. */
      value?: number;
      weight: number;
    };

const COLUMNS = ['entity', 'period', 'value', 'weight'];

/**
 * What is wrong with the columns of a query, if anything.
 *
 * @param row - one of its rows
 */
export function columnsMistake(row: SqlRow): string | undefined {
  const names = Object.keys(row).map(name => name.toLocaleLowerCase('en-US'));
  const missing = COLUMNS.filter(
    name => name !== 'weight' && !names.includes(name),
  );
  return missing.length
    ? `The query has no column ${missing.join(
        ', ',
      )}: select entity, period, value and, if there is one, weight`
    : undefined;
}

/**
 * Reads a row of a query.
 *
 * @param timeZone - in which instants are days
 */
export function readRow(row: SqlRow, timeZone: string): ReadRow {
  const cells = new Map(
    Object.entries(row).map(([name, cell]) => [
      name.toLocaleLowerCase('en-US'),
      cell,
    ]),
  );
  const entity = cells.get('entity');
  const name = String(entity ?? '').trim();
  if (!name) {
    return { mistake: 'entity is empty: leave out rows of no entity' };
  }
  const period = toDate(cells.get('period'), timeZone);
  if (!period) {
    return {
      mistake: `period is ${show(cells.get('period'))}: ${DATE_HINT}`,
    };
  }
  const value = toNumber(cells.get('value'));
  if (value !== null && !Number.isFinite(value)) {
    return { mistake: `value is ${show(cells.get('value'))}: use a number` };
  }
  const weight = toNumber(cells.get('weight')) ?? 1;
  if (!Number.isFinite(weight)) {
    return { mistake: `weight is ${show(cells.get('weight'))}: use a number` };
  }
  return {
    entity: name,
    period,
    weight,
    ...(value === null ? {} : { value }),
  };
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

/** Nothing for an instant that is none of the product. */
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
