import { addPeriods } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Months } from '../../signals/__testUtils__/steady';
import { history } from '../../signals/__testUtils__/history';
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
