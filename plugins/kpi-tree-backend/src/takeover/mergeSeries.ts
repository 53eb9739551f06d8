import { ConflictError, InputError } from '@backstage/errors';
import {
  KpiSpec,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { combineOverTime } from '../evaluation/combine';
import { writePeriods } from '../evaluation/updatePeriods';
import { toColumns } from '../store/bulkWrites';
import { MeasurementStore, SeriesRecord } from '../store/MeasurementStore';
import { ClassStore } from '../store/ClassStore';
import { PeriodStore } from '../store/PeriodStore';
import { movePushes } from '../store/PushStore';
import { ALL_DAYS, StoredValue } from '../store/ranges';
import { TakeoverStore } from '../store/TakeoverStore';

/** Up to where a series consists of whole periods, and of which. */
type Folded = NonNullable<SeriesRecord['folded']>;

/**
 * Makes a series one of another entity: as a whole where that has none of the KPI; else
 * its measurements are added of those periods of which the other has none.
 *
 * @param options - `own` is what the other entity has of the KPI
 * @returns how many measurements were left out because it has its own
 * @throws `ConflictError` if nobody knows how what is folded goes together
 */
export async function mergeSeries(
  tx: Knex.Transaction,
  options: {
    definitions: Definitions;
    series: SeriesRecord;
    own: SeriesRecord | undefined;
    to: string;
    measurements: MeasurementStore;
    periods: PeriodStore;
    classes: ClassStore;
    store: TakeoverStore;
    config: Pick<KpiTreeConfig, 'now' | 'timeZone'>;
  },
): Promise<number> {
  const { definitions, series, own, to, store } = options;
  const takenUntil = latest(
    own?.takenUntil ?? null,
    series.takenUntil,
    series.lastPeriod,
  );
  if (!own) {
    await store.moveSeries(tx, series, to, takenUntil);
    return 0;
  }
  const folded = foldedOf(own, series);
  const spec = definitions.kpis.get(series.kpi)?.spec;
  const older = [own, series].filter(one => folded && hasBefore(one, folded));
  // Else days would be added to months, or be taken for months
  const isToBeFolded =
    folded &&
    (older.length > 1 || older.some(one => !isFoldedLike(one, folded)));
  if (isToBeFolded && !spec) {
    throw new ConflictError(
      `the Kpi ${series.kpi} is not in the catalog, which is needed to combine what there is before ${folded.until}: add it again, or delete these measurements of ${series.entityRef}`,
    );
  }
  await takePushes(tx, series, own, folded, options.measurements);
  const replaced = isToBeFolded
    ? (await mergeFolded(tx, spec!, { ...options, own, folded })) +
      (await store.addMeasurements(
        tx,
        series.id,
        own.id,
        toEpochDay(folded.until),
      ))
    : await store.addMeasurements(tx, series.id, own.id);
  await store.noteAdded(tx, own, series, {
    takenUntil,
    folded: folded && { ...folded, until: toEpochDay(folded.until) },
  });
  await store.moveSetAside(tx, series.id, own);
  await store.noteMerged(tx, series.id, own.id);
  await store.removeSeries(tx, [series.id]);
  await keepPeriods(tx, { ...own, folded }, options);
  return replaced;
}

/** Who sent the measurements that are added; of what is folded nobody knows it then. */
async function takePushes(
  tx: Knex.Transaction,
  series: SeriesRecord,
  own: SeriesRecord,
  folded: Folded | null,
  measurements: MeasurementStore,
): Promise<void> {
  const from = folded ? toEpochDay(folded.until) : ALL_DAYS.from;
  const held = await measurements.readRanges(
    [{ seriesId: own.id, from, to: ALL_DAYS.to }],
    tx,
  );
  const days = new Set(
    held.get(own.id)?.map(({ period: start }) => toEpochDay(start)),
  );
  await movePushes(tx, series.id, own.id, day => day >= from && !days.has(day));
}

/**
 * Brings the values of periods in line at once, so that scopes lose nothing until the
 * series is evaluated. One that cannot be is set aside then, with the reason.
 */
async function keepPeriods(
  tx: Knex.Transaction,
  series: SeriesRecord,
  {
    definitions,
    store,
    ...stores
  }: {
    definitions: Definitions;
    measurements: MeasurementStore;
    periods: PeriodStore;
    classes: ClassStore;
    store: TakeoverStore;
    config: Pick<KpiTreeConfig, 'now' | 'timeZone'>;
  },
): Promise<void> {
  const kpi = definitions.kpis.get(series.kpi);
  if (kpi?.spec.grain !== series.grain || kpi.spec.formula !== undefined) {
    return;
  }
  const range = { seriesId: series.id, ...ALL_DAYS };
  try {
    await writePeriods(tx, [{ series, kpi }], [range], definitions, stores);
  } catch (error) {
    if (!(error instanceof InputError || error instanceof TypeError)) {
      throw error;
    }
  }
  // As there is nothing different any more when it is evaluated
  await store.noteFormulas(
    tx,
    series.entityRef,
    definitions.formulas.over(series.kpi),
  );
}

/**
 * What both have before the day up to which one is folded: in whole periods, of which
 * those of the entity itself hold.
 */
async function mergeFolded(
  tx: Knex.Transaction,
  spec: KpiSpec,
  {
    series,
    own,
    folded,
    measurements,
    store,
  }: {
    series: SeriesRecord;
    own: SeriesRecord;
    folded: Folded;
    measurements: MeasurementStore;
    store: TakeoverStore;
  },
): Promise<number> {
  const until = toEpochDay(folded.until);
  const values = await measurements.readRanges(
    [own, series].map(({ id }) => ({
      seriesId: id,
      from: ALL_DAYS.from,
      to: until - 1,
    })),
    tx,
  );
  const fold = (one: SeriesRecord): StoredValue[] =>
    combineOverTime(
      values.get(one.id) ?? [],
      spec,
      folded.grain,
      one,
      // What is folded is over
      until,
    );
  const held = fold(own);
  const periods = new Set(held.map(({ period: start }) => start));
  const taken = fold(series);
  const added = taken.filter(({ period: start }) => !periods.has(start));
  await store.replaceBefore(
    tx,
    own.id,
    until,
    [...held, ...added].map(({ period: start, ...value }) => ({
      series_id: own.id,
      period: toEpochDay(start),
      ...toColumns(value),
    })),
  );
  return taken.length - added.length;
}

/** Up to where the two together are folded: as far as one of them is. */
function foldedOf(own: SeriesRecord, series: SeriesRecord): Folded | null {
  const [a, b] = [own.folded, series.folded];
  if (!a || !b) {
    return a ?? b;
  }
  return {
    ...(a.until < b.until ? b : a),
    arithmetic: Math.min(a.arithmetic, b.arithmetic),
  };
}

/** Whether what a series has before the day consists of these periods already. */
function isFoldedLike({ folded: own }: SeriesRecord, folded: Folded): boolean {
  return own?.until === folded.until && own.grain === folded.grain;
}

function hasBefore({ firstPeriod }: SeriesRecord, { until }: Folded): boolean {
  return firstPeriod !== null && firstPeriod < until;
}

function latest(...days: (string | null)[]): number | null {
  const known = days.flatMap(day => (day === null ? [] : [toEpochDay(day)]));
  return known.length ? Math.max(...known) : null;
}
