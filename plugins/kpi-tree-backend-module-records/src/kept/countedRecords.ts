import { addPeriods, dateOf } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RecordsRequest } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { RecordsSettings } from '../configuration/kpiSettings';
import { Engine } from '../engine/Engine';
import { EntityMapping } from '../entities';
import { createRecords } from '../filters/fits';
import { Gauge } from '../gauges/Gauge';
import { nameEntities } from '../gauges/nameEntities';
import { logColumn } from '../log/LogValue';
import { isOfPeriod } from '../measures/isOfPeriod';
import { Behind } from '../measures/Measure';
import { DeclaredColumns } from '../table/DeclaredColumns';
import { Identity, RECORD_TABLE } from '../table/RecordTable';
import { keptIn } from './KeptColumns';
import { mayReach } from './OlderRecords';
import { KeptFiles } from './ReadingEngine';
import { ShownColumn } from './shownColumns';

/** What is known of a source whose kept records are asked for. */
export type BehindOptions = {
  source: string;
  mapping: EntityMapping;
  /** The columns that leave the portal. */
  shown: ShownColumn[];
  /** The address of a record in its own system, with columns in braces. */
  link: string | undefined;
  /** Which rows are of one record. */
  identity: Identity;
  /** How columns are read, of which some are lists. */
  declared: (lists: string[]) => DeclaredColumns;
};

/** Of which KPI and period records are asked for. */
type AskedPeriod = Pick<
  RecordsRequest<RecordsSettings>,
  'kpi' | 'period' | 'timeZone'
>;

/** The months that are to be read; all, if nothing. */
export function monthsOf(
  { kpi: { settings }, period, timeZone }: AskedPeriod,
  time: string | undefined,
): string[] | undefined {
  if (settings.time !== time || !isOfPeriod(settings)) {
    return undefined;
  }
  const last = dateOf(period.to.getTime() - 1, timeZone).slice(0, 7);
  const months: string[] = [];
  for (
    let month = dateOf(period.from.getTime(), timeZone).slice(0, 7);
    month <= last;
    month = addPeriods(`${month}-01`, 'month', 1).slice(0, 7)
  ) {
    months.push(month);
  }
  return months;
}

/**
 * Whether all records that a KPI counts in the period are kept, with what it reads of them.
 */
export function isKept(
  kept: KeptFiles,
  gauge: Gauge,
  { period, timeZone }: Pick<AskedPeriod, 'period' | 'timeZone'>,
): boolean {
  return (
    dateOf(period.from.getTime(), timeZone).slice(0, 7) >= kept.keptFrom &&
    readsKept(kept, gauge) &&
    !mayReach(kept, gauge, period.from.getTime())
  );
}

/** Whether all that a KPI reads of records is kept of them. */
export function readsKept(
  { columns: { uses, logs } }: KeptFiles,
  gauge: Gauge,
): boolean {
  return (
    gauge.uses.instants.every(column => uses.instants.includes(column)) &&
    gauge.uses.numbers.every(column => uses.numbers.includes(column)) &&
    gauge.uses.texts.every(column => uses.texts.includes(column)) &&
    gauge.uses.logs.every(value => logs.includes(logColumn(value)))
  );
}

/** Makes what a KPI counts of kept records, for some entities or for all. */
export async function readKept(
  engine: Engine,
  kept: KeptFiles,
  gauge: Gauge,
  { declared, mapping }: Pick<BehindOptions, 'declared' | 'mapping'>,
  entityRefs?: readonly string[],
): Promise<void> {
  await engine.run(
    `create or replace view ${RECORD_TABLE} as select * from ${keptIn(
      kept.paths,
    )}`,
  );
  await createRecords(engine, gauge.uses, declared(kept.columns.lists));
  const only = entityRefs && new Set(numbersOf(mapping, entityRefs));
  await nameEntities(engine, mapping, [gauge], only);
}

/** SQL of the records that a value is made of, with what each `adds` and `weighs`. */
export function madeOf(
  gauge: Gauge,
  behind: Behind,
  entityRefs: readonly string[],
  mapping: EntityMapping,
): string {
  const entities = numbersOf(mapping, entityRefs);
  const counted = `(select * from ${gauge.counted} where entity in (${
    entities.join(', ') || 'null'
  }))`;
  const from = behind.from ? behind.from(counted) : counted;
  return `(select *, (${behind.value})::double as adds, ${
    behind.weight === undefined ? 'null' : `(${behind.weight})`
  }::double as weighs from ${from} where ${behind.condition})`;
}

function numbersOf(
  { refs }: EntityMapping,
  entityRefs: readonly string[],
): number[] {
  const wanted = new Set(entityRefs);
  return refs.flatMap(({ entityRef }, index) =>
    wanted.has(entityRef) ? [index] : [],
  );
}
