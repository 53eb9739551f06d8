import type { Series } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { indexOfDate } from './historyScales';

/**
 * What a flag stands for: another definition of the KPI, another target of the entity, a
 * change of the process that was declared, something that was done to improve it, or, of
 * a whole period, what somebody said about it, or that it was left out of the limits.
 */
export type FlagKind =
  | 'redefined'
  | 'target'
  | 'change'
  | 'action'
  | 'comment'
  | 'exception';

/** Something that happened on a day of a history. */
export type Flag = {
  /** `YYYY-MM-DD`; of a whole period its first day. */
  date: string;
  /** What happened, in words. */
  label: string;
  kind: FlagKind;
};

/** The flags that lie in a history, each with the index of its period. */
export function flagsIn(
  series: Series,
  flags: Flag[],
): (Flag & { index: number })[] {
  return flags.flatMap(flag => {
    const index = indexOfDate(series, flag.date);
    return index === undefined ? [] : [{ ...flag, index }];
  });
}
