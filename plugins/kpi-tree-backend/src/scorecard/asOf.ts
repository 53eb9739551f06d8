import {
  addPeriods,
  instantOf,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { assertDates } from '../access/assertDates';
import { EvaluatedAt } from '../evaluation/EvaluatedAt';
import { EvaluationKeys } from '../evaluation/EvaluationKeys';
import { today } from './seriesPoints';

const HOUR_MS = 3_600_000;

/**
 * The past day as of which something is asked for; nothing for today and days to come,
 * of which no more is known than now.
 *
 * @param name - of the parameter
 * @throws `InputError` if it is not a date
 */
export function pastDay(
  name: 'asOf' | 'compare',
  date: string | undefined,
  config: KpiTreeConfig,
): string | undefined {
  assertDates({ [name]: date });
  return date !== undefined && date < today(config) ? date : undefined;
}

/**
 * The end of a past day: whole periods up to it are complete, and changes of a process
 * that came later are not known.
 */
export function evaluatedAt(day: string, config: KpiTreeConfig): EvaluatedAt {
  const keys = new EvaluationKeys({ ...config, now: () => endOf(day, config) });
  return {
    currentPeriod: kpi => keys.currentPeriod(kpi.spec.period),
    judgement: (definitions, kpi, scope) =>
      keys.judgement(definitions, kpi, scope),
    signalSettings: (definitions, kpi, scope) => {
      const { changes, ...others } = keys.signalSettings(
        definitions,
        kpi,
        scope,
      );
      const known = changes?.filter(({ date }) => date <= day);
      return known?.length ? { ...others, changes: known } : others;
    },
  };
}

/**
 * The instant of an answer, ISO 8601: the end of a past day, or the hour. So an answer
 * stays the same, and is sent once, where nothing changes.
 */
export function instantAt(
  day: string | undefined,
  config: KpiTreeConfig,
): string {
  const at = day === undefined ? config.now() : endOf(day, config);
  return day === undefined
    ? new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS).toISOString()
    : at.toISOString();
}

function endOf(
  day: string,
  { timeZone }: Pick<KpiTreeConfig, 'timeZone'>,
): Date {
  return new Date(instantOf(addPeriods(day, 'day', 1), timeZone));
}
