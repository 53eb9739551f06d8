import { addPeriods } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { history, normal, seeded } from '../../signals/__testUtils__/history';
import { BEFORE, shiftedProcesses } from '../../signals/__testUtils__/shifted';
import type { Months } from '../../signals/__testUtils__/steady';
import { effectOf } from '../effectOf';

const FIRST = '2020-01-01';

/** How many months after an action it is looked at, each month anew. */
export const MONTHS_AFTER = 12;

/** After how many months an action worked, and got worse, by its verdict of each month. */
export type Verdicts = { worked: number[]; worse: number[] };

/** The verdicts on an action that begins after so many of these months. */
export function verdictsOn(
  { values, unit, weights }: Months,
  before: number,
): Verdicts {
  const found: Verdicts = { worked: [], worse: [] };
  for (let month = 1; month <= MONTHS_AFTER; month++) {
    const { verdict } = effectOf(
      history(values.slice(0, before + month), { from: FIRST, weights }),
      {
        periodType: 'month',
        direction: 'higher',
        unit,
        overTime: unit === '1' ? 'sum' : 'mean',
        settings: {},
        targetIn: () => undefined,
        action: { start: addPeriods(FIRST, 'month', before) },
      },
    );
    if (verdict === 'worked') {
      found.worked.push(month);
    } else if (verdict === 'got-worse') {
      found.worse.push(month);
    }
  }
  return found;
}

type Process = (count: number) => Months;

const random = seeded(20261201);

/** Values that get better all the time, by so many standard deviations a month. */
export function improving(slope: number): Process {
  return count => ({
    values: Array.from(
      { length: count },
      (_, index) => normal(random) + slope * index,
    ),
    unit: 'h',
  });
}

/**
 * In what share of histories in which nothing happens an action `worked` by the verdict of
 * one of the 12 months after it at least.
 *
 * @param months - how many there are before it, and whether it begins at the worst of them
 */
export function falseEffectRate(
  process: Process,
  months: { before: number; atWorst?: boolean },
  charts: number,
): number {
  const { before, atWorst } = months;
  let wrong = 0;
  for (let chart = 0; chart < charts; ) {
    const all = process(before + MONTHS_AFTER);
    const last = all.values[before - 1];
    if (!atWorst || last === Math.min(...all.values.slice(0, before))) {
      wrong += verdictsOn(all, before).worked.length ? 1 : 0;
      chart++;
    }
  }
  return wrong / charts;
}

/**
 * In what share of histories that shift with an action its verdict says so after 6 months,
 * and after 12.
 */
export function foundEffectRates(
  name: string,
  size: number,
  charts: number,
): Record<6 | 12, number> {
  const { months, expected } = shiftedProcesses[name];
  const found = { 6: 0, 12: 0 };
  for (let chart = 0; chart < charts; chart++) {
    const { worked, worse } = verdictsOn(
      months(BEFORE + MONTHS_AFTER, size),
      BEFORE,
    );
    const right = expected === 'improving' ? worked : worse;
    found[6] += right.includes(6) ? 1 : 0;
    found[12] += right.includes(12) ? 1 : 0;
  }
  return { 6: found[6] / charts, 12: found[12] / charts };
}
