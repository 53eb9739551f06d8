import { ConflictError } from '@backstage/errors';
import {
  KpiSpec,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { Definitions } from '../definitions/Definitions';
import { combineOverTime } from '../evaluation/combine';
import { MeasurementStore, SeriesRecord } from '../store/MeasurementStore';
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
    store: TakeoverStore;
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
  const isFoldedTwice =
    folded && hasBefore(own, folded) && hasBefore(series, folded);
  if (isFoldedTwice && !spec) {
    // Days of one and months of the other would be added together
    throw new ConflictError(
      `the Kpi ${series.kpi} is not in the catalog, which says how what both have before ${folded.until} goes together: add it again, or delete the measurements of one of them`,
    );
  }
  const replaced = isFoldedTwice
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
  await store.removeSeries(tx, [series.id]);
  return replaced;
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
    combineOverTime(values.get(one.id) ?? [], spec, folded.grain, one.folded);
  const held = fold(own);
  const periods = new Set(held.map(({ period }) => period));
  const taken = fold(series);
  const added = taken.filter(({ period }) => !periods.has(period));
  await store.replaceBefore(
    tx,
    own.id,
    until,
    [...held, ...added].map(({ period, value, weight, sketch }) => ({
      series_id: own.id,
      period: toEpochDay(period),
      value,
      weight,
      ...(sketch ? { sketch: Buffer.from(sketch) } : {}),
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

function hasBefore({ firstPeriod }: SeriesRecord, { until }: Folded): boolean {
  return firstPeriod !== null && firstPeriod < until;
}

function latest(...days: (string | null)[]): number | null {
  const known = days.flatMap(day => (day === null ? [] : [toEpochDay(day)]));
  return known.length ? Math.max(...known) : null;
}
