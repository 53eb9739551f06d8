import { isBetter } from '@internal/kpi-tree';
import {
  type Contribution,
  type ContributionPart,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** A bar of a waterfall: a value of the whole, or a step towards the next. */
export type WaterfallBar = {
  id: string;
  title: string;
  kind: 'total' | 'step';
  /** Where it begins and ends, in the unit of the whole. */
  start: number;
  end: number;
  /** What a step adds; of a total its value. */
  amount: number;
  /** Whether a step is good; `undefined` where neither direction is. */
  better?: boolean;
  part?: ContributionPart;
};

/** A waterfall from the value before to the value after. */
export type Waterfall = {
  bars: WaterfallBar[];
  /** The values at its left and right side. */
  domain: [number, number];
  /** Whether the totals can be bars: not where their length would mislead. */
  hasZero: boolean;
};

/** Values that vary by less than this of their size are not shown from zero. */
const FROM_ZERO = 0.6;

/**
 * The bars that lead from the value before to the value after, each where the one
 * before it ends.
 *
 * @returns nothing where there are no shares
 */
export function waterfallOf(
  answer: Contribution,
  titles: {
    before: string;
    after: string;
    /** So many parts together. */
    others: (count: number) => string;
  },
): Waterfall | undefined {
  const { before, after, parts, others, direction } = answer;
  if (answer.limit || before.value === null || after.value === null) {
    return undefined;
  }
  let at = before.value;
  const step = (
    id: string,
    title: string,
    amount: number,
    part?: ContributionPart,
  ): WaterfallBar => {
    const start = at;
    at += amount;
    const better = isBetter(amount, direction);
    return { id, title, kind: 'step', start, end: at, amount, better, part };
  };
  const total = (id: string, title: string, value: number): WaterfallBar => ({
    id,
    title,
    kind: 'total',
    start: 0,
    end: value,
    amount: value,
  });
  const steps = parts.map((part, index) =>
    step(`part ${part.ref ?? index}`, part.title, part.share ?? 0, part),
  );
  if (others) {
    steps.push(step('others', titles.others(others.count), others.share ?? 0));
  }
  const values = [before.value, after.value, ...steps.map(bar => bar.end)];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const hasZero = low <= 0 || low <= high * FROM_ZERO;
  const margin = (high - low || Math.abs(high) || 1) * 0.08;
  return {
    bars: [
      total('before', titles.before, before.value),
      ...steps,
      total('after', titles.after, after.value),
    ],
    domain: hasZero
      ? [Math.min(0, low), Math.max(0, high) || 1]
      : [low - margin, high + margin],
    hasZero,
  };
}
