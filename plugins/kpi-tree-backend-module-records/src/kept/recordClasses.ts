import { InputError } from '@backstage/errors';
import {
  dateOf,
  instantOf,
  KpiSpec,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  ClassesRequest,
  RecordClasses,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { measuredClasses } from '../breakdowns/measureClasses';
import { RecordsConfig } from '../configuration/config';
import { RecordsSettings } from '../configuration/kpiSettings';
import { Engine } from '../engine/Engine';
import { coverageOf } from '../gauges/coverageOf';
import { Gauge } from '../gauges/Gauge';
import { SeenRecords } from '../gauges/SeenRecords';
import { Calendar } from '../time/calendar';
import { BehindOptions, monthsOf, readKept, readsKept } from './countedRecords';
import { NO_MONTH } from './months';
import { mayReach } from './OlderRecords';
import { ReadingEngine } from './ReadingEngine';

/** More are too many to be measured while somebody waits: of classes, entities and periods. */
const MOST_VALUES = 200_000;

/** How values of days become that of a period where records can be measured at once. */
const NATURAL: Partial<
  Record<RecordsSettings['measure'], KpiSpec['aggregate']['overTime']>
> = {
  count: 'sum',
  sum: 'sum',
  mean: 'mean',
  ratio: 'mean',
  min: 'min',
  max: 'max',
  quantile: 'quantile',
  open: 'last',
  openAge: 'last',
};

/**
 * What the values of a KPI are made of by the classes of a column, from kept records.
 *
 * @returns nothing if records of the source are not kept, or not what the KPI reads of them
 * @throws `InputError` if the column has no classes, or they are too many
 */
export async function recordClasses(
  reading: ReadingEngine,
  request: ClassesRequest<RecordsSettings>,
  options: BehindOptions & { covers: RecordsConfig['covers'] },
): Promise<RecordClasses | undefined> {
  const { kpi, column, period, timeZone } = request;
  const periodType = measuredPeriod(kpi);
  const measured = {
    ...kpi,
    spec: {
      ...kpi.spec,
      grain: periodType,
      breakdowns: [{ id: 'asked', column }],
    },
  };
  const found = await reading.ask<
    RecordClasses | { mistake: string } | undefined
  >(
    { source: options.source, timeZone },
    ({ time }) => monthsOf({ kpi, period, timeZone }, time),
    async (engine, kept) => {
      const calendar = new Calendar(periodType, timeZone);
      const to = kept.readAt;
      const gauge = new Gauge(0, measured, to, calendar, options.identity);
      const first =
        kept.keptFrom === NO_MONTH
          ? -Infinity
          : instantOf(`${kept.keptFrom}-01`, timeZone);
      if (
        !readsKept(kept, gauge) ||
        mayReach(kept, gauge, Math.max(first, period.from.getTime()))
      ) {
        return undefined;
      }
      if (kept.columns.lists.includes(column)) {
        return {
          mistake: `column is ${column}: a record may have several of its values, and would count several times; use a column with one value`,
        };
      }
      const about = {
        readAt: kept.readAt,
        keptFrom: `${kept.keptFrom}-01`,
        periodType,
      };
      if (!kept.paths.length) {
        return { ...about, values: [] };
      }
      await readKept(engine, kept, gauge, options);
      const values = await valuesOf(engine, gauge, request, options, to);
      return values
        ? { ...about, values }
        : {
            mistake: `column is ${column}: these are more than ${MOST_VALUES} numbers of classes, entities and periods; ask for fewer periods, or name the column in spec.breakdowns of the Kpi ${kpi.name}`,
          };
    },
  );
  if (found && 'mistake' in found) {
    throw new InputError(found.mistake);
  }
  return found;
}

/** In which periods classes are measured: those that are judged, if that is the same. */
function measuredPeriod({
  spec: { grain, period, aggregate },
  settings: { measure },
}: ClassesRequest<RecordsSettings>['kpi']): PeriodType {
  const { overTime, overEntities } = aggregate;
  // A count weighs as much as a day with records, and a part of a sum as much as the sum
  const isAlike =
    measure === 'open' ||
    (overEntities === 'sum') === (measure === 'count' || measure === 'sum');
  return overTime === NATURAL[measure] && isAlike ? period : grain;
}

/** @returns nothing if they are too many */
async function valuesOf(
  engine: Engine,
  gauge: Gauge,
  {
    entityRefs,
    column,
    period: { from, to },
    timeZone,
  }: ClassesRequest<RecordsSettings>,
  {
    mapping: { refs },
    covers,
  }: Pick<BehindOptions, 'mapping'> & {
    covers: RecordsConfig['covers'];
  },
  readAt: Date,
): Promise<RecordClasses['values'] | undefined> {
  const wanted = new Set(entityRefs);
  const entities = refs.flatMap(({ entityRef }, index) =>
    wanted.has(entityRef) ? [index] : [],
  );
  const conditions = [`entity in (${entities.join(', ') || 'null'})`];
  if (gauge.isOfPeriod) {
    conditions.push(`ms(t) >= ${from.getTime()} and ms(t) < ${to.getTime()}`);
  }
  const coverage = await coverageOf(await SeenRecords.open(engine), gauge, {
    covers,
    timeZone,
    to: readAt.getTime(),
  });
  const [first, end] = [from, to].map(each => dateOf(each.getTime(), timeZone));
  const values = new Map<string, RecordClasses['values'][number]>();
  let count = 0;
  for await (const { entity, start, ...value } of measuredClasses(
    engine,
    gauge,
    {
      column,
      counted: `(select * from ${gauge.counted} where ${conditions.join(
        ' and ',
      )})`,
    },
    coverage,
  )) {
    if (start >= first && start < end) {
      if (++count > MOST_VALUES) {
        return undefined;
      }
      const { entityRef } = refs[entity];
      const key = `${entity} ${start}`;
      const known = values.get(key);
      if (known) {
        known.classes.push(value);
      } else {
        values.set(key, { entityRef, period: start, classes: [value] });
      }
    }
  }
  return [...values.values()];
}
