import {
  addPeriods,
  periodOf,
  type PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { MIN_POINTS, type SignalValue } from '../signals';
import type { ActionDates, EffectOptions } from './types';

/** Of how many periods before and after an action its effect is judged. */
const WINDOW = 24;

/** So many periods are enough to judge an action before another one begins. */
const ENOUGH_AFTER = 6;

/** The periods by which an action is judged, and what else happened in them. */
export type Windows = {
  before: SignalValue[];
  after: SignalValue[];
  together: { actions: string[]; changes: string[] };
};

/** Something that may have changed the process, and when. */
type Happening = {
  /** The periods in which it began, and was finished. */
  from: string;
  until: string;
  /** The first period that is wholly with it. */
  first: string;
};

type Other = Happening & { action?: string; change?: string };

/**
 * The last periods before an action and the first ones after it.
 *
 * The periods from its start until it is done are in neither, as they are partly with it:
 * those after it begin with the first whole period after it is done, or after its start
 * while it is not. What else happened, other actions and declared changes, ends the
 * windows: the one before begins after it, and the one after ends before it. Where too
 * few periods would be left (8 before, 6 after) it stays in and is named: the effect is
 * theirs together, as it is with what happened in the same periods.
 *
 * @param values - complete periods without a gap, in chronological order
 */
export function windowsOf(
  values: SignalValue[],
  { periodType, settings, action, others = [] }: EffectOptions,
): Windows {
  const own = happeningOf(action, periodType);
  const all: Other[] = [
    ...others.map(one => ({ ...happeningOf(one, periodType), action: one.id })),
    ...(settings.changes ?? []).map(({ date }) => ({
      ...happeningOf({ start: periodOf(date, periodType) }, periodType),
      change: date,
    })),
  ];
  const together = new Set<Other>();
  let before = values.filter(({ period }) => period < own.from);
  let after = values.filter(({ period }) => period >= own.first);
  for (const other of all) {
    if (other.until < own.from) {
      const rest = before.filter(({ period }) => period >= other.first);
      if (countOf(rest) >= MIN_POINTS) {
        before = rest;
      } else {
        together.add(other);
      }
    } else if (other.from > own.until) {
      const rest = after.filter(({ period }) => period < other.from);
      if (countOf(rest) >= ENOUGH_AFTER) {
        after = rest;
      } else {
        together.add(other);
      }
    } else {
      together.add(other);
    }
  }
  before = before.slice(-WINDOW);
  after = after.slice(0, WINDOW);
  const [begin, end] = [before[0] ?? after[0], after[after.length - 1]];
  const named = [...together].filter(
    ({ from, first }) =>
      first > (begin?.period ?? own.from) && from <= (end?.period ?? own.until),
  );
  return {
    before,
    after,
    together: {
      actions: named.flatMap(({ action: id }) => id ?? []),
      changes: named.flatMap(({ change }) => change ?? []),
    },
  };
}

function happeningOf(
  { start, done = start }: ActionDates,
  periodType: PeriodType,
): Happening {
  const until = periodOf(done, periodType);
  return {
    from: periodOf(start, periodType),
    until,
    // On its first day a period is wholly with it
    first: done === until ? until : addPeriods(until, periodType, 1),
  };
}

/** How many periods have a value. */
export function countOf(values: SignalValue[]): number {
  return values.filter(({ value }) => value !== null).length;
}
