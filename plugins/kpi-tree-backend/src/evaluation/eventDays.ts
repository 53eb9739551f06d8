import { aggregationTraits, EventDay } from '@internal/kpi-tree';
import {
  addPeriods,
  KpiEntity,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { MeasurementStore, SeriesRecord } from '../store/MeasurementStore';
import { SeriesRange, StoredValue } from '../store/ranges';

/** Fewer events a period say more by the days between them than by their number. */
const RARE_MEAN = 1.5;

/** A series with the complete periods that are assessed, in order of time. */
type Counted = { series: SeriesRecord; kpi: KpiEntity; values: StoredValue[] };

/**
 * The days of the events of those series that count rare ones, with how many there were.
 * Bookings and their reversal may come to few as well: what is negative anywhere, or no
 * whole number, counts no events.
 *
 * @returns in order of time, by the ids of the series
 */
export async function readEventDays(
  counted: Counted[],
  measurements: MeasurementStore,
  tx?: Knex,
): Promise<Map<number, EventDay[]>> {
  const days = await measurements.readRanges(
    counted.flatMap(one => rangeOfEvents(one) ?? []),
    tx,
  );
  return new Map(
    [...days]
      .filter(([, values]) => values.every(({ value }) => isCount(value)))
      .map(([id, values]) => [
        id,
        values.flatMap(({ period: start, value }) =>
          value ? [{ day: toEpochDay(start), count: value }] : [],
        ),
      ]),
  );
}

function isCount(value: number | null): boolean {
  return value !== null && Number.isInteger(value) && value >= 0;
}

/** The days that are looked at; none if the series is no count of rare events. */
function rangeOfEvents({
  series,
  kpi,
  values: all,
}: Counted): SeriesRange | undefined {
  const { grain, period: periodType, aggregate } = kpi.spec;
  // Between what is known on both sides of unknown days there may have been others
  const values = all.slice(all.findLastIndex(value => value.known) + 1);
  const total = values.reduce((sum, { value }) => sum + (value ?? 0), 0);
  if (
    !aggregationTraits[aggregate.overTime].addsUp ||
    grain !== 'day' ||
    !values.length ||
    total / values.length >= RARE_MEAN
  ) {
    return undefined;
  }
  const last = values[values.length - 1].period;
  const from = toEpochDay(values[0].period);
  const to = toEpochDay(addPeriods(last, periodType, 1)) - 1;
  const folded = series.folded ? toEpochDay(series.folded.until) : -Infinity;
  // Of what is folded the days are not known any more
  return folded > from ? undefined : { seriesId: series.id, from, to };
}
