import { addPeriods, dateOf } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  RecordsBehind,
  RecordsRequest,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { RecordsSettings } from '../configuration/kpiSettings';
import { Engine, Value } from '../engine/Engine';
import { textOf } from '../engine/text';
import { EntityMapping } from '../entities';
import { Gauge } from '../gauges/Gauge';
import { createRecords } from '../filters/fits';
import {
  NAME_SEPARATOR,
  RECORD_SEPARATOR,
  textColumn,
  typedColumn,
} from '../table/columns';
import { DeclaredColumns } from '../table/DeclaredColumns';
import { RECORD_TABLE } from '../table/RecordTable';
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
 * @returns nothing if records of the source are not kept
 */
export async function recordsBehind(
  reading: ReadingEngine,
  request: RecordsRequest<RecordsSettings>,
  options: {
    source: string;
    mapping: EntityMapping;
    shown: ShownColumn[];
    link?: string;
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
    const gauge = new Gauge(0, kpi, to, calendar);
    const behind = gauge.measure.behind({
      from: period.from.getTime(),
      to: Math.min(period.to.getTime(), to.getTime()),
    });
    await openRecords(
      engine,
      kept,
      gauge,
      options.declared(kept.columns.lists),
    );
    await nameWanted(engine, options.mapping, request);
    const from = behind.from ? behind.from(gauge.counted) : gauge.counted;
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

/** Measures whose value in a period is made of the records of that period. */
const OF_THE_PERIOD: RecordsSettings['measure'][] = [
  'count',
  'sum',
  'mean',
  'median',
  'quantile',
  'max',
  'ratio',
];

/** The months that are to be read; all, if nothing. */
function monthsOf(
  { kpi: { settings }, period, timeZone }: RecordsRequest<RecordsSettings>,
  time: string | undefined,
): string[] | undefined {
  if (settings.time !== time || !OF_THE_PERIOD.includes(settings.measure)) {
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

/** Makes `records` of what is kept, with what the KPI reads. */
async function openRecords(
  engine: Engine,
  kept: KeptFiles,
  gauge: Gauge,
  declared: DeclaredColumns,
): Promise<void> {
  const files = kept.paths;
  const { uses } = kept.columns;
  const texts = new Set([...uses.texts, ...uses.instants, ...uses.numbers]);
  const missing = (['instant', 'number'] as const).flatMap(type =>
    gauge.uses[`${type}s`]
      .filter(column => !uses[`${type}s`].includes(column))
      .map(column => {
        const read = texts.has(column)
          ? declared.typed(column, type, textColumn(column))
          : `null::${type === 'instant' ? 'timestamptz' : 'double'}`;
        return `${read} as ${typedColumn(column, type)}`;
      }),
  );
  const unread = [
    ...gauge.uses.texts,
    ...gauge.uses.instants,
    ...gauge.uses.numbers,
  ]
    .filter(column => !texts.has(column))
    .map(column => `null::varchar as ${textColumn(column)}`);
  const from = files.length
    ? `read_parquet([${files.map(textOf).join(', ')}])`
    : `(select null::bigint as row, null::varchar as place, null::varchar as name where false)`;
  await engine.run(
    `create or replace view ${RECORD_TABLE} as select ${[
      '*',
      ...missing,
      ...new Set(unread),
    ].join(', ')} from ${from}`,
  );
  await createRecords(engine, gauge.uses.filters, declared);
}

/** Makes `named` of the names that stand for the entities that are asked for. */
async function nameWanted(
  engine: Engine,
  mapping: EntityMapping,
  { kpi, entityRefs }: RecordsRequest<RecordsSettings>,
): Promise<void> {
  const wanted = new Set(entityRefs);
  await engine.run(
    'create or replace temp table named (name varchar, gauge integer, entity integer)',
  );
  const names = await engine.all<[string]>('select distinct name from records');
  const values = names.flatMap(([name]) => {
    const found = name
      .split(RECORD_SEPARATOR)
      .flatMap(one =>
        mapping.names(one.split(NAME_SEPARATOR), () => undefined),
      );
    return mapping
      .entities(found, kpi.name)
      .filter(entity => wanted.has(mapping.refs[entity].entityRef))
      .map(entity => `(${textOf(name)}, -1, ${entity})`);
  });
  if (values.length) {
    await engine.run(`insert into named values ${values.join(', ')}`);
  }
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

/** SQL of the address of a record, null where a column of it is blank. */
function linkSql(link: string | undefined, { columns }: KeptFiles): string {
  if (link === undefined) {
    return '';
  }
  const { uses } = columns;
  const known = new Set([...uses.texts, ...uses.instants, ...uses.numbers]);
  const parts = link.split(/\{([^{}]+)\}/).map((part, index) => {
    if (index % 2 === 0) {
      return textOf(part);
    }
    return known.has(part) ? `url_encode(${textColumn(part)})` : 'null';
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
  // The worst first
  const isShare = kpi.settings.measure === 'ratio';
  const worst =
    isShare && kpi.spec.direction === 'higher' ? 'adds asc' : 'adds desc';
  return `${order ? `adds ${direction}` : worst} nulls last, row`;
}

/** The columns that an address names. */
export function columnsOfLink(link: string | undefined): string[] {
  return [...(link ?? '').matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name);
}
