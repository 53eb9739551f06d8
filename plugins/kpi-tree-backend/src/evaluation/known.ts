import { aggregationTraits, fitsInto } from '@internal/kpi-tree';
import {
  addPeriods,
  Known,
  KpiSpec,
  PeriodType,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { DayStretch, daysInBoth } from '../store/dayStretch';
import { SeriesRecord } from '../store/MeasurementStore';
import { SilentSeries } from '../store/PeriodStore';
import { ALL_DAYS, StoredValue } from '../store/ranges';

/** Of a series, what says how much of its periods is known. */
export type KnownSeries = Pick<
  SeriesRecord,
  'folded' | 'known' | 'deleted' | 'runId'
>;

/** On which days a source has looked: a stretch, but for what was deleted in it. */
type Looked = DayStretch & Pick<SeriesRecord, 'deleted'>;

/**
 * How much of their periods is known of values, and which there are.
 *
 * A measurement is known on all days of its period of the grain. Where there is none,
 * those days are known on which its source has looked, and found nothing; but for those
 * of which measurements were deleted. Of the running period only the days count that have
 * passed.
 *
 * Of the value at the end of a period (`last`) it counts up to which day something is
 * known. Where the source found nothing since the last measurement, there is no value at
 * the end.
 *
 * @param values - of periods of the length, in order of time
 * @param measurements - those that they are made of, in order of time
 * @param today - as an epoch day; periods that end later still run
 */
export function withKnown(
  values: StoredValue[],
  measurements: StoredValue[],
  { grain, aggregate }: Pick<KpiSpec, 'grain' | 'aggregate'>,
  periodType: PeriodType,
  { folded, known, deleted, runId }: KnownSeries,
  today: number,
): StoredValue[] {
  if (
    !known &&
    !deleted.length &&
    !measurements.some(measurement => measurement.known)
  ) {
    return values;
  }
  const looked = lookedOf({ folded, known, deleted }, periodType);
  let next = 0;
  return values.flatMap(value => {
    const end = addPeriods(value.period, periodType, 1);
    const within: StoredValue[] = [];
    for (
      ;
      next < measurements.length && measurements[next].period < end;
      next++
    ) {
      if (measurements[next].period >= value.period) {
        within.push(measurements[next]);
      }
    }
    const days = { from: toEpochDay(value.period), until: toEpochDay(end) };
    const parts = within.map(measurement =>
      partOf(measurement, { grain, folded, looked, isCollected: !!runId }),
    );
    const last = parts[parts.length - 1];
    if (
      aggregationTraits[aggregate.overTime].isStock &&
      known &&
      last &&
      endsEmpty(last, grain, days, looked)
    ) {
      return [];
    }
    const found =
      aggregationTraits[aggregate.overTime].isStock && !last?.isFolded
        ? knownUpTo(last, days, looked, today)
        : knownDays(parts, days, looked, today);
    return [
      found && found.days < found.of ? { ...value, known: found } : value,
    ];
  });
}

/**
 * How much is known of a series in a period of which it has nothing, neither a value nor
 * a measurement without one. Where its source has looked and found nothing, that is as
 * good as a value. The other days are missing: of a running period those that have
 * passed.
 *
 * @param start - the first day of the period
 * @param today - as an epoch day; periods that end later still run
 * @returns nothing if the series began after the period, which misses nothing of it then;
 * without `known` where nothing is missing
 */
export function knownOfSilence(
  series: SilentSeries,
  { aggregate }: Pick<KpiSpec, 'aggregate'>,
  start: string,
  periodType: PeriodType,
  today: number,
): { known?: Known } | undefined {
  const days = {
    from: toEpochDay(start),
    until: toEpochDay(addPeriods(start, periodType, 1)),
  };
  const begin = beginningOf(series);
  if (begin === undefined || begin >= days.until) {
    return undefined;
  }
  const passed = Math.min(days.until, today) - days.from;
  const missing = passed > 0 ? { days: 0, of: passed } : undefined;
  if (series.isSetAside) {
    return missing ? { known: missing } : {};
  }
  const looked = lookedOf(series, periodType);
  const known =
    (aggregationTraits[aggregate.overTime].isStock && days.until <= today
      ? knownUpTo(undefined, days, looked, today)
      : knownDays([], days, looked, today)) ?? missing;
  return known && known.days < known.of ? { known } : {};
}

/**
 * The first day of which something is known of a series, as an epoch day; nothing where
 * it was never measured and nobody has looked.
 */
export function beginningOf({
  firstPeriod,
  known,
}: Pick<SilentSeries, 'firstPeriod' | 'known'>): number | undefined {
  const firsts = [
    ...(firstPeriod === null ? [] : [toEpochDay(firstPeriod)]),
    ...(known && known.from < known.until ? [known.from] : []),
  ];
  return firsts.length ? Math.min(...firsts) : undefined;
}

/** On which days a source has looked, as far as its series can tell of such periods. */
function lookedOf(
  {
    folded,
    known,
    deleted,
  }: Pick<SeriesRecord, 'folded' | 'known' | 'deleted'>,
  periodType: PeriodType,
): Looked {
  // Where nobody has said what there is, it counts as whole
  const { from, until } = known ?? { from: ALL_DAYS.from, until: ALL_DAYS.to };
  return {
    // What is folded into other periods does not say on which days it was
    from:
      folded && !fitsInto(folded.grain, periodType)
        ? Math.max(from, toEpochDay(folded.until))
        : from,
    until,
    deleted,
  };
}

/** The days of a measurement, and how many of them are known. */
type Part = DayStretch & { days: number; isFolded: boolean };

function partOf(
  { period: start, known }: StoredValue,
  {
    grain,
    folded,
    looked,
    isCollected,
  }: Pick<KnownSeries, 'folded'> & {
    grain: PeriodType;
    looked: DayStretch;
    /** Whether a source brought it, and nobody sent it. */
    isCollected: boolean;
  },
): Part {
  const isFolded = folded !== null && start < folded.until;
  const from = toEpochDay(start);
  const type = isFolded ? folded.grain : grain;
  const until =
    type === 'day' ? from + 1 : toEpochDay(addPeriods(start, type, 1));
  const seen = daysInBoth({ from, until }, looked);
  if (known || isFolded || seen === 0) {
    // Its source has looked until some time of the first day, and not later
    const isBegun = isCollected && from === looked.until && from > looked.from;
    const days = known?.days ?? (isBegun ? 0 : until - from);
    return { from, until, days, isFolded };
  }
  // It was measured from the part that its source has looked at
  return {
    from: Math.max(from, looked.from),
    until: Math.min(until, looked.until),
    days: seen,
    isFolded,
  };
}

/** Whether a source has looked after the last measurement, and has found nothing. */
function endsEmpty(
  last: Part,
  grain: PeriodType,
  { until: end }: DayStretch,
  looked: Looked,
): boolean {
  // Of a longer grain than a day its period has to be over
  const isOver = grain === 'day' || looked.until >= end;
  return isOver && lookedOn({ from: last.until, until: end }, looked) > 0;
}

/** On how many days of a stretch a source has looked. */
function lookedOn(stretch: DayStretch, looked: Looked): number {
  const within = {
    from: Math.max(stretch.from, looked.from),
    until: Math.min(stretch.until, looked.until),
  };
  return looked.deleted.reduce(
    (days, part) => days - daysInBoth(within, part),
    daysInBoth(within, within),
  );
}

/** The day after the last one before another on which a source has looked. */
function lookedBefore(end: number, { from, until, deleted }: Looked): number {
  return [...deleted]
    .reverse()
    .reduce(
      (last, part) =>
        part.from < last && last <= part.until ? part.from : last,
      from < end ? Math.min(until, end) : from,
    );
}

function knownUpTo(
  last: Part | undefined,
  { from, until: end }: DayStretch,
  looked: Looked,
  today: number,
): Known | undefined {
  if (end > today) {
    return undefined;
  }
  const lookedUntil = looked.from < end ? lookedBefore(end, looked) : from;
  const lastUntil = last && (last.days ? last.until : last.from);
  const until = Math.max(from, lastUntil ?? from, lookedUntil);
  return { days: Math.min(end, until) - from, of: end - from };
}

function knownDays(
  parts: Part[],
  { from, until: end }: DayStretch,
  looked: Looked,
  today: number,
): Known | undefined {
  const lookedUntil = looked.from < end ? looked.until : from;
  const until =
    end > today
      ? Math.min(
          today,
          Math.max(lookedUntil, parts[parts.length - 1]?.until ?? from),
        )
      : end;
  if (until <= from) {
    return undefined;
  }
  let days = 0;
  let gap = from;
  for (const part of parts) {
    // The running day is not over, though something was measured in it
    const passed = Math.max(0, Math.min(part.until, until) - part.from);
    days +=
      lookedOn({ from: gap, until: Math.min(part.from, until) }, looked) +
      Math.min(part.days, passed);
    gap = Math.min(part.until, until);
  }
  days += lookedOn({ from: gap, until }, looked);
  return { days, of: until - from };
}
