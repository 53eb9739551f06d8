import {
  assessSeries,
  boundInForce,
  EventDay,
  Judgement,
  isIncomplete,
  SeriesOptions,
  SeriesSettings,
  SIGNAL_PERIODS,
  SignalValue,
} from '@internal/kpi-tree';
import {
  addPeriods,
  Aggregation,
  Assessment,
  Bound,
  Known,
  KpiEntity,
  periodOf,
  periodsBetween,
  PeriodType,
  TargetChange,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** A period of a series or scope, with a value or without. */
export type HistoryValue = {
  period: string;
  value: number | null;
  weight: number | null;
  /** How much of it is known, where that is not all. */
  known?: Known;
};

/** With what the history of a KPI of an entity or scope is assessed. */
export type AssessedBy = {
  kpi: KpiEntity;
  /** The first day of the current period. */
  current: string;
  settings: SeriesSettings;
  /** How the period that begins on a day is judged. */
  judgementIn: (start: string) => Judgement;
  /** For how many days the source is silent beyond what the KPI allows. */
  daysLate: number;
  /** Of a rare count the days that have events. */
  eventDays?: EventDay[];
  /** Other targets that only this entity or scope was given, the oldest first. */
  targetChanges?: TargetChange[];
  /** Of what members come to how they are put together. */
  overEntities?: Aggregation;
};

/** There are as many as kinds of periods, and a baseline here and there. */
const PERIODS_KNOWN = 50;

const knownPeriods = new Map<string, string[]>();

/** The first day of the oldest period that is looked at: a baseline may be older. */
export function firstAssessed(
  current: string,
  periodType: PeriodType,
  { baseline }: SeriesSettings,
): string {
  const first = addPeriods(current, periodType, 1 - SIGNAL_PERIODS[periodType]);
  const ofBaseline = baseline && periodOf(baseline.from, periodType);
  return ofBaseline && ofBaseline < first ? ofBaseline : first;
}

/** The first days of the oldest period that is looked at, and of the running one. */
export function assessedRange(
  current: string,
  periodType: PeriodType,
  settings: SeriesSettings,
): { from: string; to: string } {
  return {
    from: firstAssessed(current, periodType, settings),
    to: addPeriods(current, periodType, 1),
  };
}

/**
 * Assesses a history: the one way for what is stored of series and of scopes, and
 * for what a page of one KPI shows. Periods of which too little is known have no value
 * in it: they enter no limits, no signal and no forecast.
 *
 * @param values - in order of time; those that are older than what is looked at do not
 * count, and the running period counts for nothing but its own forecast
 */
export function assess(values: HistoryValue[], by: AssessedBy): Assessment {
  const { periods, options } = assessedHistory(values, by);
  return assessSeries(periods, options);
}

/** The complete periods that are assessed, and with what. */
export function assessedHistory(
  values: HistoryValue[],
  by: AssessedBy,
): { periods: SignalValue[]; options: SeriesOptions } {
  const { kpi, current, settings, judgementIn, daysLate } = by;
  const { eventDays, overEntities } = by;
  const {
    period: periodType,
    direction,
    unit,
    aggregate,
    plausible,
  } = kpi.spec;
  const first = firstAssessed(current, periodType, settings);
  // What is incomplete is no value of the history
  const whole = values.filter(
    ({ known, period: start }) =>
      known === undefined ||
      !isIncomplete(known, judgementIn(start).completenessFloor),
  );
  const begin = whole.find(v => v.period >= first && v.value !== null)?.period;
  const byPeriod = new Map(whole.map(value => [value.period, value]));
  const running = addPeriods(current, periodType, 1);
  // A baseline may begin long before there is anything
  const from = settings.baseline ? begin : first;
  const all = from && begin ? periodsFrom(from, current, periodType) : [];
  return {
    periods: all.flatMap(start => {
      const { value = null, weight = null } = byPeriod.get(start) ?? {};
      return begin && start >= begin ? [{ period: start, value, weight }] : [];
    }),
    options: {
      periodType,
      direction,
      unit,
      overTime: aggregate.overTime,
      plausible,
      isComputed: kpi.spec.formula !== undefined,
      // A mean of sums that only grow may fall, as members come
      ...(overEntities === undefined || overEntities === aggregate.overTime
        ? { measured: values.find(value => value.period === running)?.value }
        : {}),
      daysLate,
      settings,
      targetIn: (start): Bound | undefined =>
        boundInForce(judgementIn(start).target, start),
      ...(eventDays ? { eventDays } : {}),
    },
  };
}

/** Many series are assessed over the same periods. */
function periodsFrom(
  first: string,
  current: string,
  periodType: PeriodType,
): string[] {
  const key = `${periodType} ${first} ${current}`;
  let periods = knownPeriods.get(key);
  if (!periods) {
    if (knownPeriods.size >= PERIODS_KNOWN) {
      knownPeriods.clear();
    }
    periods = periodsBetween(first, current, periodType);
    knownPeriods.set(key, periods);
  }
  return periods;
}
