import {
  addPeriods,
  type RuleSet,
  type SignalRule,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { assessTrend } from '../assessTrend';
import type { EventDay } from '../trendOptions';
import type { SignalValue } from '../types';
import { processChart } from '../xmr';
import { normal as normalOf, seeded } from './history';

/** The first month of each history. */
const FIRST = '2020-01-01';

const random = seeded(20261125);

const normal = () => normalOf(random);

const exponential = () => -Math.log(1 - random());

const times = (count: number, value: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => value(index));

/** Processes that never change: what is found in them is false. */
export const steadyProcesses = {
  normal: (count: number) => times(count, normal),
  exponential: (count: number) => times(count, exponential),
  lognormal: (count: number) => times(count, () => Math.exp(normal())),
  ceiling: (count: number) =>
    times(count, () => (random() < 0.9 ? 100 : 100 - exponential())),
  autocorrelated: (count: number) => {
    let value = normal() / Math.sqrt(1 - 0.5 ** 2);
    return times(count, () => {
      value = 0.5 * value + normal();
      return value;
    });
  },
};

/** A history of months, and what is known of it besides. */
export type Months = {
  values: number[];
  unit: string;
  weights?: number[];
  eventDays?: EventDay[];
};

/** Months of which each is 5 but now and then, a number higher since the shift. */
export function nearlyConstant(count: number, shift: Shift = () => 0): Months {
  const values = times(count, index => {
    const chance = random();
    return 5 + Number(chance < 0.1) - Number(chance > 0.9) + shift(index);
  });
  return { values, unit: '1' };
}

/** Single events on random days, `each` a month. */
export function rareCounts(
  count: number,
  each: Shift = () => 0.5,
): Months & { eventDays: EventDay[] } {
  const days = new Map<number, number>();
  const values = times(count, index => {
    const [from, to] = [index, index + 1].map(at =>
      toEpochDay(addPeriods(FIRST, 'month', at)),
    );
    // Times between events of a Poisson process
    const gap = () => (exponential() * (to - from)) / each(index);
    let events = 0;
    for (let at = from + gap(); at < to; at += gap()) {
      days.set(Math.floor(at), (days.get(Math.floor(at)) ?? 0) + 1);
      events++;
    }
    return events;
  });
  return {
    values,
    unit: '1',
    eventDays: [...days].map(([day, number]) => ({ day, count: number })),
  };
}

/** Shares of 20 cases a month, each of which is good with a chance. */
export function shares(count: number, good: Shift = () => 0.9): Months {
  const values = times(
    count,
    index =>
      5 *
      times(20, () => Number(random() < good(index))).filter(Boolean).length,
  );
  return { values, unit: '%', weights: times(count, () => 20) };
}

/** By how much, or to what, a process is shifted in the month with this index. */
export type Shift = (index: number) => number;

/** All processes by which verdicts are tried. */
export const steadyMonths: Record<string, (count: number) => Months> = {
  ...Object.fromEntries(
    Object.entries(steadyProcesses).map(([name, process]) => [
      name,
      (count: number) => ({ values: process(count), unit: 'h' }),
    ]),
  ),
  'nearly constant': nearlyConstant,
  'rare counts': rareCounts,
  shares,
};

/** The verdict on months. */
export function trendOf(
  { values, unit, weights, eventDays }: Months,
  rules: RuleSet,
) {
  const { trend } = assessTrend(seriesOf(values, weights), {
    periodType: 'month',
    direction: 'higher',
    unit,
    settings: { rules },
    targetIn: () => undefined,
    ...(eventDays ? { eventDays } : {}),
  });
  return trend;
}

/** In what share of charts of a steady process the verdict is that it changes. */
export function falseVerdictRate(
  process: (count: number) => Months,
  rules: RuleSet,
  count: number,
  charts: number,
): number {
  let verdicts = 0;
  for (let chart = 0; chart < charts; chart++) {
    const trend = trendOf(process(count), rules);
    verdicts += trend === 'improving' || trend === 'worsening' ? 1 : 0;
  }
  return verdicts / charts;
}

function seriesOf(values: number[], weights?: number[]): SignalValue[] {
  return values.map((value, index) => ({
    period: addPeriods(FIRST, 'month', index),
    value,
    weight: weights ? weights[index] : 1,
  }));
}

/** `any` rule of the set, or one. */
export type RuleName = SignalRule | 'any';

/**
 * In what share of charts of a steady process a rule finds something: anywhere, and at
 * the newest point.
 */
export function falseSignalRates(
  process: (count: number) => number[],
  rules: RuleSet,
  count: number,
  charts: number,
): (rule: RuleName) => { anywhere: number; newest: number } {
  const anywhere = new Map<RuleName, number>();
  const newest = new Map<RuleName, number>();
  const countIn = (counts: Map<RuleName, number>, found: SignalRule[]) => {
    for (const rule of new Set<RuleName>(
      found.length ? [...found, 'any'] : [],
    )) {
      counts.set(rule, (counts.get(rule) ?? 0) + 1);
    }
  };
  for (let chart = 0; chart < charts; chart++) {
    const series = seriesOf(process(count));
    const { signals } = processChart(series, { rules, direction: 'higher' });
    countIn(
      anywhere,
      signals.map(signal => signal.rule),
    );
    countIn(
      newest,
      signals
        .filter(signal => signal.to === series[count - 1].period)
        .map(signal => signal.rule),
    );
  }
  return rule => ({
    anywhere: (anywhere.get(rule) ?? 0) / charts,
    newest: (newest.get(rule) ?? 0) / charts,
  });
}
