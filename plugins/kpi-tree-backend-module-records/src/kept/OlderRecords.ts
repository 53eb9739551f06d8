import { Engine } from '../engine/Engine';
import { textOf } from '../engine/text';
import { Gauge } from '../gauges/Gauge';
import { typedColumn } from '../table/columns';
import { RECORD_TABLE } from '../table/RecordTable';
import { KeptColumns } from './KeptColumns';
import { monthSql } from './months';

/**
 * How the records that are older than those that are kept reach into what came after: by each
 * column of dates the last one in milliseconds since 1970, null if there is none, and whether
 * one of them has none. No columns if there are no such records.
 */
export type OlderRecords = Record<
  string,
  { last: number | null; isOpen: boolean }
>;

/** What is known of the records before a month, `YYYY-MM`. */
export async function olderRecords(
  engine: Engine,
  columns: KeptColumns,
  keptFrom: string,
): Promise<OlderRecords> {
  const { instants } = columns.uses;
  const parts = instants.flatMap(column => {
    const instant = `ms(${typedColumn(column, 'instant')})`;
    return [`max(${instant})::double`, `bool_or(${instant} is null)`];
  });
  const [[count, ...found]] = await engine.all<
    [number, ...(number | boolean | null)[]]
  >(
    `select ${['count(*)::double', ...parts].join(', ')} from ${RECORD_TABLE}
    where ${monthSql(columns)} < ${textOf(keptFrom)}`,
  );
  return count
    ? Object.fromEntries(
        instants.map((column, index) => [
          column,
          {
            last: found[2 * index] as number | null,
            isOpen: found[2 * index + 1] as boolean,
          },
        ]),
      )
    : {};
}

/**
 * Whether older records may be among those that a value is made of.
 *
 * @param kept - `older` is nothing if it is not known
 * @param from - when its period begins, in milliseconds since 1970
 */
export function mayReach(
  {
    older,
    columns: { time },
  }: { older: OlderRecords | undefined; columns: KeptColumns },
  gauge: Gauge,
  from: number,
): boolean {
  if (gauge.isOfPeriod && gauge.time === time) {
    return false;
  }
  if (older === undefined) {
    return true;
  }
  const isAfter = (column: string) =>
    (older[column]?.last ?? -Infinity) >= from;
  return (
    Object.keys(older).length > 0 &&
    (gauge.isOfPeriod
      ? isAfter(gauge.time)
      : // What says when it ends may not say it yet; the others may follow any record
        gauge.ends.length === 0 ||
        gauge.ends.some(column => isAfter(column) || older[column]?.isOpen))
  );
}
