import { RowError } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Engine } from '../engine/Engine';
import { allUses } from '../measures/values';
import { DeclaredColumns } from '../table/DeclaredColumns';
import { doubtfulDates, doubtfulNumbers } from './doubtful';
import { Gauge } from './Gauge';
import { repeatedRows } from './repeatedRows';
import { unmetFilters, unmetRows } from './unmetFilters';

/**
 * What of the records makes values that nobody means, though each can be read: rows that are
 * there several times, filters that find nothing, numbers and dates that may be others.
 */
export async function doubtsOf({
  engine,
  gauges,
  declared,
  isKnown,
  ids,
  areTexts,
}: {
  engine: Engine;
  /** The KPIs that are measured. */
  gauges: Gauge[];
  /** How columns are read. */
  declared: DeclaredColumns;
  /** Whether records have a column. */
  isKnown: (column: string) => boolean;
  /** The columns that may name a record, where nothing says which do. */
  ids: string[];
  /** Whether numbers are texts that somebody wrote, as in CSV. */
  areTexts: boolean;
}): Promise<RowError[]> {
  const { numbers, instants, logs } = allUses(gauges.map(({ uses }) => uses));
  const times = [...new Set(gauges.map(({ time }) => time))];
  const read = areTexts ? numbers.filter(isKnown) : [];
  return [
    ...(await repeatedRows(engine, ids, times)),
    ...(await unmetFilters(engine, gauges, declared, isKnown)),
    ...(logs.length ? await unmetRows(engine, gauges, declared, isKnown) : []),
    ...(await doubtfulNumbers(engine, read, declared)),
    ...(await doubtfulDates(engine, instants.filter(isKnown), declared)),
  ];
}
