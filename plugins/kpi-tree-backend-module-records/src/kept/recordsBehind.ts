import {
  RecordsBehind,
  RecordsRequest,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { RecordsSettings } from '../configuration/kpiSettings';
import { Value } from '../engine/Engine';
import { Gauge } from '../gauges/Gauge';
import { Behind } from '../measures/Measure';
import { textColumn } from '../table/columns';
import { Calendar } from '../time/calendar';
import {
  BehindOptions,
  isKept,
  madeOf,
  monthsOf,
  readKept,
} from './countedRecords';
import { KeptColumns } from './KeptColumns';
import { KeptFiles, ReadingEngine } from './ReadingEngine';
import {
  HIDDEN,
  linkSql,
  Shown,
  shownColumns,
  toColumns,
  toPlace,
} from './shownColumns';

/**
 * The records behind the value of a KPI, an entity or several, and a period.
 *
 * @returns nothing if records of the source are not kept
 */
export async function recordsBehind(
  reading: ReadingEngine,
  request: RecordsRequest<RecordsSettings>,
  options: BehindOptions,
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
    await readKept(engine, kept, gauge, options, request.entityRefs);
    const made = madeOf(gauge, behind, request.entityRefs, options.mapping);
    const [[records, adds, weighs]] = await engine.all<
      [number, number | null, number | null]
    >(
      `select count(*)::double, sum(adds order by row), sum(weighs order by row) from ${made}`,
    );
    const columns = shownColumns(
      options.shown,
      gauge,
      kept,
      request.withPersonal,
    );
    const rows = await engine.all<Value[]>(
      `select entity, place, adds, weighs, ${[
        linkSql(options.link, columns, kept),
        ...columns.map(({ sql }) => sql),
      ].join(', ')} from ${made} order by ${orderSql(request, columns)} limit ${
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
      columns: toColumns(columns),
      rows: rows.map(row => {
        const [entity, place, value, weight, link, ...cells] = row;
        return {
          entityRef: options.mapping.refs[entity as number].entityRef,
          place: toPlace(place as string),
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
