import { daysIn, knownOfAll } from '@internal/kpi-tree';
import {
  Known,
  KpiSpec,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { CombinedValue } from '../evaluation/combine';
import { knownOfSilence } from '../evaluation/known';
import { SilentSeries } from '../store/PeriodStore';

/**
 * How much is known of what members come to in a period: of the days of all members of
 * which something is known by then, whether or not they have a value.
 *
 * @param members - those that count, by reference
 * @param by - their values, and the series of those that may have none, by reference
 * @param start - the first day of the period
 * @param today - as an epoch day
 * @returns nothing where all is known of all
 */
export function knownOfMembers(
  members: string[],
  by: {
    values: ReadonlyMap<string, CombinedValue>;
    silent: ReadonlyMap<string, SilentSeries>;
  },
  spec: Pick<KpiSpec, 'aggregate'>,
  start: string,
  periodType: PeriodType,
  today: number,
): { known?: Known } {
  const parts = members.flatMap(ref => {
    const series = by.silent.get(ref);
    const part =
      by.values.get(ref) ??
      (series && knownOfSilence(series, spec, start, periodType, today));
    return part ? [part.known] : [];
  });
  const known = knownOfAll(parts, daysIn(start, periodType));
  return known ? { known } : {};
}
