import { addPeriods } from '../../arithmetic';
import { assessTrend } from '../assessTrend';
import type { RuleSet, SignalRule, SignalValue } from '../types';
import { processChart } from '../xmr';
import { seeded } from './history';

const random = seeded(20261125);

/** Box and Muller. */
const normal = () =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const times = (count: number, value: () => number) =>
  Array.from({ length: count }, value);

/** Processes that never change: what is found in them is false. */
export const steadyProcesses = {
  normal: (count: number) => times(count, normal),
  exponential: (count: number) => times(count, () => -Math.log(1 - random())),
  lognormal: (count: number) => times(count, () => Math.exp(normal())),
  ceiling: (count: number) =>
    times(count, () => (random() < 0.9 ? 100 : 100 + Math.log(1 - random()))),
  autocorrelated: (count: number) => {
    let value = normal() / Math.sqrt(1 - 0.5 ** 2);
    return times(count, () => {
      value = 0.5 * value + normal();
      return value;
    });
  },
};

/** In what share of charts of a steady process the verdict is that it changes. */
export function falseVerdictRate(
  process: (count: number) => number[],
  rules: RuleSet,
  count: number,
  charts: number,
): number {
  let verdicts = 0;
  for (let chart = 0; chart < charts; chart++) {
    const { trend } = assessTrend(seriesOf(process(count)), {
      periodType: 'month',
      direction: 'higher',
      unit: 'h',
      settings: { rules },
      targetIn: () => undefined,
    });
    verdicts += trend === 'improving' || trend === 'worsening' ? 1 : 0;
  }
  return verdicts / charts;
}

function seriesOf(values: number[]): SignalValue[] {
  return values.map((value, index) => ({
    period: addPeriods('2020-01-01', 'month', index),
    value,
    weight: 1,
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
