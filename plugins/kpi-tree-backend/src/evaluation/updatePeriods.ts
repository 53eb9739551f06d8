import {
  addPeriods,
  countPeriods,
  dateOf,
  fromEpochDay,
  KpiEntity,
  KpiSpec,
  periodOf,
  periodsBetween,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { toColumns, ValueRow } from '../store/bulkWrites';
import { ClassStore } from '../store/ClassStore';
import { MeasurementStore, SeriesRecord } from '../store/MeasurementStore';
import { PeriodStore } from '../store/PeriodStore';
import { ALL_DAYS, SeriesRange, StoredValue } from '../store/ranges';
import { combineOverTime } from './combine';
import { combineClasses } from './combineClasses';
import { computeFormulas } from './computeFormulas';
import { EvaluationKey } from './EvaluationKey';
import { beginningOf } from './known';

/** A series whose periods are to be brought in line with its measurements. */
type PeriodUpdate = {
  series: SeriesRecord;
  kpi: KpiEntity;
  /** The series that it is computed from, if it is a formula's. */
  operands?: SeriesRecord[];
};

/** A series that may have to be, and with what it was evaluated. */
type KeyedUpdate = PeriodUpdate & {
  key: EvaluationKey;
  before?: { key: EvaluationKey };
};

type Stores = {
  measurements: MeasurementStore;
  periods: PeriodStore;
  classes: ClassStore;
  config: Pick<KpiTreeConfig, 'now' | 'timeZone'>;
};

/** In which periods series may be another part of their scopes now. */
export type ChangedPeriods = {
  /**
   * The first days of those whose value is another, or how much is known of it, or what it
   * is made of.
   */
  values: string[];
  /**
   * Those without a value of which it may be known otherwise what that means; all there
   * are if not given.
   */
  silent?: string[];
};

export const NOTHING_CHANGED: ChangedPeriods = { values: [], silent: [] };

/** More are not named one by one. */
const MOST_SILENT = 400;

/**
 * Brings the values of periods in line with the measurements, those of formulas
 * with the values of their operands: those that were written since the last time, or
 * all where the KPI is made otherwise. Only what is different is written.
 */
export async function updatePeriods(
  tx: Knex.Transaction,
  updates: KeyedUpdate[],
  definitions: Definitions,
  stores: Stores,
): Promise<ReadonlyMap<number, ChangedPeriods>> {
  const ranges = updates.flatMap(update => rangeToUpdate(update) ?? []);
  return writePeriods(tx, updates, ranges, definitions, stores);
}

/**
 * Brings the values of periods in line with the measurements on some days.
 *
 * @param ranges - of the series of the updates; from the first to the last day of periods
 * @throws `InputError` if the value of one is beyond what a number holds, `TypeError` if
 * a sketch is none; nothing is written then
 */
export async function writePeriods(
  tx: Knex.Transaction,
  updates: PeriodUpdate[],
  ranges: SeriesRange[],
  definitions: Definitions,
  { measurements, periods, classes, config }: Stores,
): Promise<ReadonlyMap<number, ChangedPeriods>> {
  const today = toEpochDay(dateOf(config.now().getTime(), config.timeZone));
  const kpis = new Map(updates.map(update => [update.series.id, update]));
  const isFormula = ({ seriesId }: SeriesRange) =>
    kpis.get(seriesId)!.operands !== undefined;
  const measured = await measurements.readRanges(
    ranges.filter(range => !isFormula(range)),
    tx,
  );
  const computed = await computeFormulas(
    tx,
    definitions,
    periods,
    ranges.filter(isFormula).map(range => {
      const { kpi, operands } = kpis.get(range.seriesId)!;
      return { ...range, kpi: kpi.metadata.name, operands: operands! };
    }),
  );
  const known = await periods.readRanges(ranges, tx);
  const rows: ValueRow[] = [];
  const gone: { seriesId: number; period: number }[] = [];
  const changed = new Map<number, ChangedPeriods>();
  const valued = new Map<number, ReadonlySet<string>>();
  for (const range of ranges) {
    const { seriesId } = range;
    const { series, kpi, operands } = kpis.get(seriesId)!;
    const values =
      computed.get(seriesId) ??
      combineOverTime(
        measured.get(seriesId) ?? [],
        kpi.spec,
        kpi.spec.period,
        series,
        today,
      );
    const before = new Map(
      (known.get(seriesId) ?? []).map(value => [value.period, value]),
    );
    const had = new Set(before.keys());
    const different: string[] = [];
    for (const value of values) {
      const old = before.get(value.period);
      before.delete(value.period);
      if (!old || !isSame(old, value)) {
        different.push(value.period);
        rows.push({
          series_id: seriesId,
          period: toEpochDay(value.period),
          ...toColumns(value),
        });
      }
    }
    for (const start of before.keys()) {
      different.push(start);
      gone.push({ seriesId, period: toEpochDay(start) });
    }
    const starts = new Set(values.map(({ period: start }) => start));
    valued.set(seriesId, starts);
    const has = new Set([...different, ...starts]);
    // Of a formula in a scope that of its operands counts
    const silent = operands
      ? []
      : silentPeriods(series, kpi, range, had, today);
    changed.set(seriesId, {
      values: different,
      ...(silent ? { silent: silent.filter(start => !has.has(start)) } : {}),
    });
  }
  await periods.write(tx, rows, gone);
  const different = await writeClasses(
    tx,
    ranges
      .filter(range => !isFormula(range))
      .map(range => ({ range, ...kpis.get(range.seriesId)!.kpi })),
    { measured, valued },
    classes,
  );
  // Scopes are made of the classes of their members as well
  for (const [seriesId, starts] of different) {
    const found = changed.get(seriesId)!;
    const values = [...new Set([...found.values, ...starts])];
    changed.set(seriesId, { ...found, values });
  }
  return changed;
}

/**
 * Brings what the values of periods are made of in line with the measurements. A period
 * may have measurements and no value, such as the last of a month whose last day is known
 * to have none: that is made of nothing.
 *
 * @returns by series the first days of those that were made of something else
 */
async function writeClasses(
  tx: Knex.Transaction,
  updates: { range: SeriesRange; spec: KpiSpec }[],
  {
    measured,
    valued,
  }: {
    measured: ReadonlyMap<number, StoredValue[]>;
    /** By series the first days of the periods that have a value. */
    valued: ReadonlyMap<number, ReadonlySet<string>>;
  },
  classes: ClassStore,
): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
  const brokenDown = updates.filter(({ spec }) => spec.breakdowns);
  const ranges = brokenDown.map(({ range }) => range);
  if (!ranges.length) {
    return new Map();
  }
  const stored = await classes.readDays(tx, ranges);
  return classes.writePeriods(
    tx,
    ranges,
    brokenDown.flatMap(({ range: { seriesId }, spec }) =>
      spec.breakdowns!.flatMap(({ column }) =>
        [
          ...combineClasses(
            measured.get(seriesId) ?? [],
            stored.get(seriesId)?.get(column),
            spec,
          ),
        ].flatMap(([start, found]) =>
          valued.get(seriesId)!.has(start)
            ? [{ seriesId, column, start, classes: found }]
            : [],
        ),
      ),
    ),
  );
}

/**
 * From the first to the last day of all periods that may be different; nothing if none
 * is.
 */
export function rangeToUpdate({
  series,
  kpi,
  key,
  before,
}: Omit<KeyedUpdate, 'operands'>): SeriesRange | undefined {
  if (before?.key.values !== key.values) {
    return { seriesId: series.id, ...ALL_DAYS };
  }
  const { period: periodType } = kpi.spec;
  const { changed } = series;
  if (changed?.from === ALL_DAYS.from) {
    return { seriesId: series.id, ...ALL_DAYS };
  }
  const starts = [
    ...(changed
      ? [
          periodOf(fromEpochDay(changed.from), periodType),
          periodOf(fromEpochDay(changed.to), periodType),
        ]
      : []),
    // Of a period that is over now other days may be unknown than while it ran
    ...(before.key.current < key.current
      ? [addPeriods(before.key.current, periodType, 1), key.current]
      : []),
  ].sort();
  return starts.length
    ? {
        seriesId: series.id,
        from: toEpochDay(starts[0]),
        to:
          toEpochDay(addPeriods(starts[starts.length - 1], periodType, 1)) - 1,
      }
    : undefined;
}

/**
 * The periods of which a series may have nothing, and of which it may be known otherwise
 * what that means: those on whose days something is different, and all later ones where it
 * may have begun in another period.
 *
 * @param had - the periods of the range of which it had something before
 * @returns nothing if they are too many to name, or nobody knows from when on they are
 */
function silentPeriods(
  series: SeriesRecord,
  { spec: { period: periodType } }: KpiEntity,
  { from, to }: SeriesRange,
  had: ReadonlySet<string>,
  today: number,
): string[] | undefined {
  if (from === ALL_DAYS.from) {
    return undefined;
  }
  const startOf = (day: number) => periodOf(fromEpochDay(day), periodType);
  const first = startOf(from);
  const begin = beginningOf(series);
  // Where it began before is different as well, and so in the range
  const hasMoved =
    begin === undefined ||
    (from <= begin && !(startOf(begin) === first && had.has(first)));
  const last = hasMoved ? today : Math.min(to, today);
  if (last < from) {
    return [];
  }
  const end = startOf(last);
  return countPeriods(first, end, periodType) > MOST_SILENT
    ? undefined
    : periodsBetween(first, end, periodType);
}

function isSame(a: StoredValue, b: StoredValue): boolean {
  return (
    a.known?.days === b.known?.days &&
    a.known?.of === b.known?.of &&
    a.value === b.value &&
    a.weight === b.weight &&
    a.numerator === b.numerator &&
    (a.sketch === b.sketch ||
      (a.sketch !== undefined &&
        b.sketch !== undefined &&
        Buffer.compare(a.sketch, b.sketch) === 0))
  );
}
