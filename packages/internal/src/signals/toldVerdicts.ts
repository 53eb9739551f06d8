import {
  addPeriods,
  type InsightFacts,
  PeriodType,
  Status,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { JudgedValue } from '../arithmetic';
import { assessTrend } from './assessTrend';
import { isRareRun } from './byChance';
import type { InsightEvent } from './insightOrder';
import type { SeriesFacts } from './insights';

/** What somebody may be told of without asking; of each kind a series has at most one. */
export type VerdictKind = 'status' | 'signal' | 'forecast' | 'stale';

/** Which way a verdict goes. */
export type VerdictState =
  | 'off-target'
  | 'at-risk'
  | 'on-target'
  | 'worsening'
  | 'improving'
  | 'miss'
  | 'stale';

/** A verdict that is worth a message when it begins. */
export type ToldVerdict = {
  kind: VerdictKind;
  state: VerdictState;
  /** Whether there is enough evidence to tell it; else it holds, but does not begin. */
  isEnough: boolean;
  /** The first day of the period with which there was enough evidence. */
  period: string;
  /** The day from which that could be known. */
  day: string;
  /** What is said of it, and the date from which that holds. */
  facts: InsightFacts;
  date: string;
};

/**
 * How seldom a pattern may come about by chance before somebody is told without asking.
 * Shorter periods are looked at more often.
 */
const byPeriod = (month: number): Record<PeriodType, number> => ({
  day: month / 30,
  week: month / 4,
  month,
  quarter: month * 3,
});
const SIGNAL_CHANCE = byPeriod(1 / 10_000);
const STATUS_CHANCE = byPeriod(1 / 500);

/** In so many periods in a row a signal has to say the same. */
const SIGNAL_HELD = 3;

/** The last so many off target and none before: enough where there is little history. */
const PLAIN_RUN: Record<PeriodType, number> = {
  day: 7,
  week: 5,
  month: 5,
  quarter: 4,
};

/** So many others have to be there before. */
const PLAIN_BEFORE = 4;

/** After so many periods on target in a row it is on target again. */
const BACK_AFTER = 3;

/** Of so many judged periods it is asked how unlikely the last ones are. */
const STATUS_PERIODS = 24;

/** With fewer there is no evidence of anything. */
const FEWEST = 8;

/** Only what is of one of the last periods is news; some sources are late. */
const NEWS = 3;

/** Further back nobody looks for where a verdict began. */
const LOOK_BACK = 6;

type Judged = { period: string; value: number; judged: JudgedValue };

/**
 * The verdicts of which owners and followers are told when they begin. They ask for more
 * evidence than what the screens show, as nobody asked for a message: a process that
 * stays the same hardly ever has one, wherever its target lies. How often is in
 * `docs/messages.md`.
 *
 * - `off-target`: so many of the last periods are off target that chance does not explain
 *   it, given how often it was before. `on-target`: the last three are.
 * - `signal`: it held in three periods, and its pattern is rarer than one that the screens
 *   show.
 * - `forecast`: on target, not expected to stay so, and a signal says that it worsens.
 * - `stale`: nothing came for longer than the KPI allows.
 *
 * Depends on nothing but the facts, as {@link seriesEvents}.
 *
 * @param events - what moved, by the same facts
 */
export function toldVerdicts(
  facts: SeriesFacts,
  events: InsightEvent[],
): ToldVerdict[] {
  const signal = toldSignal(facts, events);
  return [
    toldStatus(facts),
    signal,
    signal?.isEnough && signal.state === 'worsening'
      ? toldEvent('forecast', 'miss', events)
      : undefined,
    toldEvent('stale', 'stale', events),
  ].filter(verdict => verdict !== undefined);
}

function toldStatus(facts: SeriesFacts): ToldVerdict | undefined {
  const { values, options } = facts;
  const judged = judgedOf(facts);
  const newest = judged[judged.length - 1];
  const oldest = values[Math.max(0, values.length - NEWS)];
  const { status } = newest?.judged ?? {};
  if (!status || !isJudged(status) || newest.period < oldest.period) {
    return undefined;
  }
  const proven = statusState(judged, options.periodType);
  const state = proven ?? status;
  let began = judged.length;
  while (
    proven &&
    judged.length - began < LOOK_BACK &&
    statusState(judged.slice(0, began - 1), options.periodType) === proven
  ) {
    began--;
  }
  const run = judged.length - runLength(judged, state);
  const before = judged[run - 1]?.judged.status;
  return {
    kind: 'status',
    state,
    isEnough: proven !== undefined,
    ...knownWith(judged[began - 1].period, options.periodType),
    date: judged[run].period,
    facts: {
      status: state,
      before: before === undefined || !isJudged(before) ? state : before,
      value: newest.value,
      target: newest.judged.target,
    },
  };
}

function statusState(
  all: Judged[],
  periodType: PeriodType,
): 'off-target' | 'on-target' | undefined {
  const judged = all.slice(-STATUS_PERIODS);
  if (judged.length < FEWEST) {
    return undefined;
  }
  if (runLength(judged, 'on-target') >= BACK_AFTER) {
    return 'on-target';
  }
  const run = runLength(judged, 'off-target');
  const isOff = judged.map(({ judged: { status } }) => status === 'off-target');
  const isPlain =
    run >= PLAIN_RUN[periodType] &&
    judged.length - run >= PLAIN_BEFORE &&
    isOff.indexOf(true) === judged.length - run;
  return isPlain ||
    isRareRun(
      isOff,
      judged.map(({ value }) => value),
      run,
      STATUS_CHANCE[periodType],
    )
    ? 'off-target'
    : undefined;
}

/** How many of the last have a status. */
function runLength(judged: Judged[], status: Status): number {
  const last = judged.findLastIndex(each => each.judged.status !== status);
  return judged.length - 1 - last;
}

function judgedOf({ values, judge }: SeriesFacts): Judged[] {
  return values.flatMap(({ period, value }) => {
    const judged = value === null ? undefined : judge(value, period);
    return value !== null && judged && isJudged(judged.status)
      ? [{ period, value, judged }]
      : [];
  });
}

function isJudged(
  status: Status,
): status is 'on-target' | 'at-risk' | 'off-target' {
  return ['on-target', 'at-risk', 'off-target'].includes(status);
}

function toldSignal(
  facts: SeriesFacts,
  events: InsightEvent[],
): ToldVerdict | undefined {
  const { values, options } = facts;
  const event = events.find(({ kind }) => kind === 'signal');
  const meaning = event?.meaning;
  if (!event?.facts || (meaning !== 'worsening' && meaning !== 'improving')) {
    return undefined;
  }
  const at = (count: number, mostByChance?: number) => {
    const next = values[count]?.period;
    return assessTrend(values.slice(0, count), {
      ...options,
      mostByChance,
      eventDays:
        next === undefined
          ? options.eventDays
          : options.eventDays?.filter(({ day }) => day < toEpochDay(next)),
    }).trend;
  };
  const most = SIGNAL_CHANCE[options.periodType];
  const held = (count: number) =>
    Array.from({ length: SIGNAL_HELD - 1 }, (_, index) => count - 1 - index)
      .filter(earlier => earlier > 0)
      .every(earlier => at(earlier) === meaning);
  const isTold = (count: number) => at(count, most) === meaning && held(count);
  const isEnough = isTold(values.length);
  let began = values.length;
  while (isEnough && values.length - began < LOOK_BACK && isTold(began - 1)) {
    began--;
  }
  return {
    kind: 'signal',
    state: meaning,
    isEnough,
    ...knownWith(values[began - 1].period, options.periodType),
    date: event.date,
    facts: event.facts,
  };
}

function toldEvent(
  kind: 'forecast' | 'stale',
  state: VerdictState,
  events: InsightEvent[],
): ToldVerdict | undefined {
  const event = events.find(each => each.kind === kind);
  return event?.facts
    ? {
        kind,
        state,
        isEnough: true,
        period: event.date,
        day: event.day,
        date: event.date,
        facts: event.facts,
      }
    : undefined;
}

/** Something is known with a period once that is over. */
function knownWith(
  period: string,
  periodType: PeriodType,
): Pick<ToldVerdict, 'period' | 'day'> {
  return { period, day: addPeriods(period, periodType, 1) };
}
