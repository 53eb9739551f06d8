import {
  addPeriods,
  type InsightFacts,
  PeriodType,
  Status,
  type TargetChance,
  type TargetChange,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { JudgedValue } from '../arithmetic';
import { assessTrend } from './assessTrend';
import { insightInWords } from './describeInsight';
import type { DescribedTrend } from './describeTrend';
import type { InsightEvent } from './insightOrder';
import { TrendOptions } from './trendOptions';
import type { AssessmentOptions, SignalValue } from './types';

/**
 * In how many of the last complete periods something has to have happened to be reported:
 * those of a year and the one before; of days three months.
 */
export const INSIGHT_PERIODS: Record<PeriodType, number> = {
  day: 92,
  week: 53,
  month: 13,
  quarter: 5,
};

/** Below this a target is at risk by forecast. */
const CHANCE_AT_RISK = 0.5;

/** More for each other event that says the same. */
const CONFIRMED = 3;

/**
 * What weighs how much on the day on which it becomes known, 0..100. Bad news before
 * good, what happened before what may happen.
 */
const weights = {
  /** And up to 10 more, the further beyond the threshold. */
  'off-target': 80,
  'signal-worsening': 70,
  /** And up to 5 more, the nearer to the threshold. */
  'at-risk': 55,
  /** And up to 10 more, the smaller the chance. */
  forecast: 45,
  stale: 45,
  'target-loosened': 50,
  'signal-change': 40,
  'signal-improving': 40,
  'on-target': 35,
  'at-risk-again': 30,
  /** Tightened, or set where there was none. */
  'target-changed': 25,
} as const;

/**
 * What is known of a series on a day.
 */
export type SeriesFacts = {
  /** Complete periods in chronological order, up to the current one, none left out. */
  values: SignalValue[];
  /** How the value of a period stands with the target that was in force in it. */
  judge: (value: number, start: string) => JudgedValue;
  options: TrendOptions;
  /** How the trend of these values was assessed. */
  trend: DescribedTrend;
  /** Of being on target in the running period. */
  chance?: TargetChance;
  /** The day from which it is stale, `YYYY-MM-DD`; not given if it is not. */
  staleSince?: string;
  /** Other targets that only this entity or scope was given, the oldest first. */
  targetChanges?: TargetChange[];
};

/**
 * What moved in a series: of each kind the last event, if it still holds and came in
 * the last {@link INSIGHT_PERIODS}.
 *
 * - `status`: the last judged period stands otherwise than those before the date.
 *   Missing data is not a change.
 * - `signal`: the chart shows a signal, and has since the date, each period seen as it
 *   was known at its end: what came later dates nothing back.
 * - `forecast`: on target now, and less likely than not to be in the running period.
 * - `stale`: nothing came for longer than the KPI allows.
 * - `target`: the entity or scope was given another target or threshold than before.
 *
 * Depends on nothing but the facts, so that a corrected past corrects the events.
 */
export function seriesEvents(facts: SeriesFacts): InsightEvent[] {
  const events = [
    statusEvent(facts),
    signalEvent(facts),
    forecastEvent(facts),
    staleEvent(facts),
    targetEvent(facts),
  ].filter(event => event !== undefined);
  return events.map(event => ({
    ...event,
    weight:
      event.weight +
      CONFIRMED *
        (events.filter(({ meaning }) => meaning === event.meaning).length - 1),
  }));
}

type JudgedStatus = 'on-target' | 'at-risk' | 'off-target';

/** From bad to good. */
const statusOrder: readonly Status[] = ['off-target', 'at-risk', 'on-target'];

function isJudged(status: Status): status is JudgedStatus {
  return statusOrder.includes(status);
}

function statusEvent({
  values,
  judge,
  options,
}: SeriesFacts): InsightEvent | undefined {
  let last: { period: string; value: number; judged: JudgedValue } | undefined;
  for (let i = values.length - 1; i >= 0; i--) {
    const { period: start, value } = values[i];
    const judged = value === null ? undefined : judge(value, start);
    if (value === null || !judged || !isJudged(judged.status)) {
      continue;
    }
    if (last && judged.status !== last.judged.status) {
      return changeOfStatus(last, judged.status, options);
    }
    if (i < values.length - INSIGHT_PERIODS[options.periodType]) {
      return undefined;
    }
    last = { period: start, value, judged };
  }
  return undefined;
}

function changeOfStatus(
  now: { period: string; value: number; judged: JudgedValue },
  before: JudgedStatus,
  options: AssessmentOptions,
): InsightEvent | undefined {
  const { period: start, value, judged } = now;
  const { status, score, target } = judged;
  if (!isJudged(status)) {
    return undefined;
  }
  return {
    kind: 'status',
    date: start,
    day: addPeriods(start, options.periodType, 1),
    ...described({ status, before, value, target }, start, options),
    meaning:
      statusOrder.indexOf(status) < statusOrder.indexOf(before)
        ? 'worsening'
        : 'improving',
    weight: statusWeight(status, before, score ?? 0),
  };
}

function statusWeight(
  status: JudgedStatus,
  before: JudgedStatus,
  score: number,
): number {
  switch (status) {
    case 'off-target':
      return weights['off-target'] + (50 - score) / 5;
    case 'at-risk':
      return before === 'off-target'
        ? weights['at-risk-again']
        : weights['at-risk'] + (100 - score) / 10;
    default:
      return weights['on-target'];
  }
}

function signalEvent({
  values,
  options,
  trend,
}: SeriesFacts): InsightEvent | undefined {
  const { signal } = trend;
  if (!signal) {
    return undefined;
  }
  const { periodType, eventDays } = options;
  const earliest = Math.max(0, values.length - INSIGHT_PERIODS[periodType]);
  for (let count = values.length - 1; count >= earliest; count--) {
    const { period: start } = values[count];
    const asOf = assessTrend(values.slice(0, count), {
      ...options,
      eventDays: eventDays?.filter(({ day }) => day < toEpochDay(start)),
    });
    if (asOf.signal?.meaning !== signal.meaning) {
      return {
        kind: 'signal',
        date: start,
        day: addPeriods(start, periodType, 1),
        ...described({ trend: summaryOf(trend) }, start, options),
        meaning: signal.meaning,
        weight: weights[`signal-${signal.meaning}`],
      };
    }
  }
  return undefined;
}

function forecastEvent({
  values,
  judge,
  options,
  chance,
}: SeriesFacts): InsightEvent | undefined {
  const current = values[values.length - 1];
  // What is written to the running period moves nothing
  const probability = chance?.byHistory ?? chance?.probability;
  if (
    !chance ||
    probability === undefined ||
    probability >= CHANCE_AT_RISK ||
    !current ||
    current.value === null ||
    judge(current.value, current.period).status !== 'on-target'
  ) {
    return undefined;
  }
  const { period: start, target } = chance;
  return {
    kind: 'forecast',
    date: start,
    day: start,
    ...described(
      { chance: { period: start, target, probability }, value: current.value },
      start,
      options,
    ),
    meaning: 'worsening',
    weight: weights.forecast + 20 * (CHANCE_AT_RISK - probability),
  };
}

function staleEvent({
  values,
  options,
  staleSince,
}: SeriesFacts): InsightEvent | undefined {
  const earliest = earliestPeriod(values, options);
  if (!staleSince || !earliest || staleSince < earliest) {
    return undefined;
  }
  const known = values.filter(({ value }) => value !== null).pop();
  return {
    kind: 'stale',
    date: staleSince,
    day: staleSince,
    ...described(
      known ? { lastPeriod: known.period } : {},
      staleSince,
      options,
    ),
    meaning: 'worsening',
    weight: weights.stale,
  };
}

function targetEvent({
  values,
  options,
  targetChanges = [],
}: SeriesFacts): InsightEvent | undefined {
  const earliest = earliestPeriod(values, options);
  const date = targetChanges[targetChanges.length - 1]?.date;
  if (!date || !earliest || date < earliest) {
    return undefined;
  }
  // Of a day the one that asks for less, else the target before the threshold
  const ofDay = targetChanges.filter(change => change.date === date);
  const loosened = ofDay.find(({ effect }) => effect === 'loosened');
  const targetChange = loosened ?? ofDay[0];
  return {
    kind: 'target',
    date,
    day: date,
    ...described({ targetChange }, date, options),
    meaning: 'change',
    weight: weights[loosened ? 'target-loosened' : 'target-changed'],
  };
}

/** The first of the last {@link INSIGHT_PERIODS}. */
function earliestPeriod(
  values: SignalValue[],
  { periodType }: AssessmentOptions,
): string | undefined {
  return values[Math.max(0, values.length - INSIGHT_PERIODS[periodType])]
    ?.period;
}

function described(
  facts: InsightFacts,
  date: string,
  options: AssessmentOptions,
): Pick<InsightEvent, 'facts' | 'text'> {
  return { text: insightInWords(facts, date, options), facts };
}

/** What is reported of a trend, without what else is kept beside it. */
function summaryOf(of: DescribedTrend): DescribedTrend {
  const { trend, method, points, signal, value, mean, lower, upper } = of;
  const { adjusted, chartFrom, exceptions } = of;
  return {
    trend,
    method,
    points,
    signal,
    value,
    mean,
    lower,
    upper,
    adjusted,
    chartFrom,
    ...(exceptions ? { exceptions } : {}),
  };
}
