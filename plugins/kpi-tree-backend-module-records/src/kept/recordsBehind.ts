import { addPeriods, dateOf } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  RecordsBehind,
  RecordsRequest,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { RecordsSettings } from '../configuration/kpiSettings';
import { Value } from '../engine/Engine';
import { textOf } from '../engine/text';
import { EntityMapping } from '../entities';
import { Gauge } from '../gauges/Gauge';
import { createRecords } from '../filters/fits';
import { nameEntities } from '../gauges/nameEntities';
import { logColumn } from '../log/LogValue';
import { isOfPeriod } from '../measures/isOfPeriod';
import { Behind } from '../measures/Measure';
import { textColumn } from '../table/columns';
import { DeclaredColumns } from '../table/DeclaredColumns';
import { Identity, RECORD_TABLE } from '../table/RecordTable';
import { Calendar } from '../time/calendar';
import { KeptColumns } from './KeptColumns';
import { KeptFiles, ReadingEngine } from './ReadingEngine';

/** A column of records that readers see. */
export type ShownColumn = { name: string; isPersonal: boolean };

/**
 * The records behind the value of a KPI, an entity or several, and a period.
 *
 * @param shown - the columns that leave the portal
 * @param link - the address of a record in its own system, with columns in braces
 * @param identity - which rows are of one record
 * @returns nothing if records of the source are not kept
 */
export async function recordsBehind(
  reading: ReadingEngine,
  request: RecordsRequest<RecordsSettings>,
  options: {
    source: string;
    mapping: EntityMapping;
    shown: ShownColumn[];
    link: string | undefined;
    identity: Identity;
    /** How columns are read, of which some are lists. */
    declared: (lists: string[]) => DeclaredColumns;
  },
): Promise<RecordsBehind | undefined> {
  const { kpi, period, timeZone } = request;
  const months = ({ time }: KeptColumns) => monthsOf(request, time);
  const about = { source: options.source, timeZone };
  return reading.ask(about, months, async (engine, kept) => {
    const calendar = new Calendar(kpi.spec.grain, timeZone);
    const to = kept.readAt;
    const gauge = new Gauge(0, kpi, to, calendar, options.identity);
    if (!isKept(kept, gauge, request)) {
      return undefined;
    }
    const behind = gauge.measure.behind({
      from: period.from.getTime(),
      to: Math.min(period.to.getTime(), to.getTime()),
    });
    if (!kept.paths.length) {
      return nothing(kept, behind);
    }
    await engine.run(
      `create or replace view ${RECORD_TABLE} as select * from read_parquet([${kept.paths
        .map(textOf)
        .join(', ')}])`,
    );
    await createRecords(
      engine,
      gauge.uses,
      options.declared(kept.columns.lists),
    );
    await nameEntities(engine, options.mapping, [gauge]);
    const wanted = new Set(request.entityRefs);
    const entities = options.mapping.refs.flatMap(({ entityRef }, index) =>
      wanted.has(entityRef) ? [index] : [],
    );
    const counted = `(select * from ${gauge.counted} where entity in (${
      entities.join(', ') || 'null'
    }))`;
    const from = behind.from ? behind.from(counted) : counted;
    const made = `(select *, (${behind.value})::double as adds, ${
      behind.weight === undefined ? 'null' : `(${behind.weight})`
    }::double as weighs from ${from} where ${behind.condition})`;
    const [[records, adds, weighs]] = await engine.all<
      [number, number | null, number | null]
    >(
      `select count(*)::double, sum(adds order by row), sum(weighs order by row) from ${made}`,
    );
    const columns = shownColumns(options.shown, gauge, kept, request);
    const rows = await engine.all<Value[]>(
      `select entity, place, adds, weighs${columns
        .map(({ sql }) => `, ${sql}`)
        .join('')}${linkSql(
        options.link,
        columns,
        kept,
      )} from ${made} order by ${orderSql(request, columns)} limit ${
        request.limit
      } offset ${request.offset}`,
    );
    const { scale } = behind;
    const scaled = (value: Value) =>
      value === null ? null : scale(value as number);
    return {
      readAt: kept.readAt,
      fold: behind.fold,
      records,
      value: scaled(adds),
      weight: weighs,
      columns: columns.map(({ name, isPersonal, type }) => ({
        name,
        type,
        ...(isPersonal ? { isPersonal } : {}),
      })),
      rows: rows.map(row => {
        const [entity, place, value, weight, ...cells] = row;
        const link = options.link === undefined ? null : cells.pop()!;
        return {
          entityRef: options.mapping.refs[entity as number].entityRef,
          // Not where files of the backend are
          place: (place as string).replace(/^.*\//, ''),
          value: scaled(value),
          weight: weight as number | null,
          cells: cells as (string | null)[],
          ...(link === null ? {} : { link: link as string }),
        };
      }),
    };
  });
}

/** That no record is kept of the months that are asked for, as there was none. */
function nothing(
  { readAt }: KeptFiles,
  { fold, weight }: Behind,
): RecordsBehind {
  return {
    readAt,
    fold,
    records: 0,
    value: null,
    weight: weight === undefined ? null : 0,
    columns: [],
    rows: [],
  };
}

/** The months that are to be read; all, if nothing. */
function monthsOf(
  { kpi: { settings }, period, timeZone }: RecordsRequest<RecordsSettings>,
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
function isKept(
  { columns: { uses, logs }, keptFrom }: KeptFiles,
  gauge: Gauge,
  { period, timeZone }: RecordsRequest<RecordsSettings>,
): boolean {
  return (
    dateOf(period.from.getTime(), timeZone).slice(0, 7) >= keptFrom &&
    gauge.uses.instants.every(column => uses.instants.includes(column)) &&
    gauge.uses.numbers.every(column => uses.numbers.includes(column)) &&
    gauge.uses.texts.every(column => uses.texts.includes(column)) &&
    gauge.uses.logs.every(value => logs.includes(logColumn(value)))
  );
}

type Shown = {
  name: string;
  type: 'text' | 'instant' | 'number';
  isPersonal: boolean;
  sql: string;
};

/** SQL of a cell that is not shown. */
const HIDDEN = 'null';

/** Those that are declared, and the dates and numbers that the KPI reads. */
function shownColumns(
  shown: ShownColumn[],
  gauge: Gauge,
  { columns: { uses } }: KeptFiles,
  { withPersonal }: RecordsRequest<RecordsSettings>,
): Shown[] {
  const personal = new Set(
    shown.filter(({ isPersonal }) => isPersonal).map(({ name }) => name),
  );
  const names = new Set([
    ...shown.map(({ name }) => name),
    ...gauge.uses.instants,
    ...gauge.uses.numbers,
  ]);
  const known = new Set([...uses.texts, ...uses.instants, ...uses.numbers]);
  return [...names]
    .filter(name => known.has(name))
    .map(name => {
      const isPersonal = personal.has(name);
      const isInstant =
        uses.instants.includes(name) || gauge.uses.instants.includes(name);
      const isNumber =
        uses.numbers.includes(name) || gauge.uses.numbers.includes(name);
      return {
        name,
        isPersonal,
        type: typeOf(isInstant, isNumber),
        sql: isPersonal && !withPersonal ? HIDDEN : textColumn(name),
      };
    });
}

function typeOf(isInstant: boolean, isNumber: boolean): Shown['type'] {
  if (isInstant) {
    return 'instant';
  }
  return isNumber ? 'number' : 'text';
}

/** SQL of the address of a record, null where a column of it is blank or not shown. */
function linkSql(
  link: string | undefined,
  columns: Shown[],
  { columns: { uses } }: KeptFiles,
): string {
  if (link === undefined) {
    return '';
  }
  const hidden = new Set(
    columns.filter(({ sql }) => sql === HIDDEN).map(({ name }) => name),
  );
  const parts = link.split(/\{([^{}]+)\}/).map((part, index) => {
    if (index % 2 === 0) {
      return textOf(part);
    }
    return hidden.has(part) || !uses.texts.includes(part)
      ? 'null'
      : `url_encode(${textColumn(part)})`;
  });
  return `, (${parts.join(' || ')})::varchar`;
}

function orderSql(
  { order, kpi }: RecordsRequest<RecordsSettings>,
  columns: Shown[],
): string {
  const column = columns.find(({ name }) => name === order?.column);
  const direction = order?.descending ? 'desc' : 'asc';
  if (order && column) {
    if (column.sql === HIDDEN) {
      return 'row';
    }
    const text = textColumn(column.name);
    const value = column.type === 'text' ? text : `${column.type}(${text})`;
    return `${value} ${direction} nulls last, row`;
  }
  // The worst first, or the one that is the value
  const { measure } = kpi.settings;
  const isLowFirst =
    measure === 'min' ||
    (measure === 'ratio' && kpi.spec.direction === 'higher');
  const worst = isLowFirst ? 'adds asc' : 'adds desc';
  return `${order ? `adds ${direction}` : worst} nulls last, row`;
}

/** The columns that an address names. */
export function columnsOfLink(link: string | undefined): string[] {
  return [...(link ?? '').matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name);
}
