import { Judgement, SeriesSettings } from '@internal/kpi-tree';
import { KpiEntity } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { endOf } from '../clock/asOf';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { EvaluationKeys } from './EvaluationKeys';

/** What is current at some time, and how it is judged and assessed by some definitions. */
export type EvaluatedAt = {
  definitions: Definitions;
  /** The first day of the current period of a KPI. */
  currentPeriod(kpi: KpiEntity): string;
  /** How a KPI of an entity or scope is judged. */
  judgement(kpi: KpiEntity, scope: string): Judgement;
  /** How the trend of a KPI of an entity or scope is found. */
  signalSettings(kpi: KpiEntity, scope: string): SeriesSettings;
};

/**
 * The end of a past day: whole periods up to it are complete, and changes of a process
 * that came later are not known.
 */
export function evaluatedAt(
  day: string,
  definitions: Definitions,
  config: KpiTreeConfig,
): EvaluatedAt {
  const keys = new EvaluationKeys({
    ...config,
    now: () => endOf(day, config),
  }).by(definitions);
  return {
    definitions,
    currentPeriod: kpi => keys.currentPeriod(kpi),
    judgement: (kpi, scope) => keys.judgement(kpi, scope),
    signalSettings: (kpi, scope) => {
      const { changes, ...others } = keys.signalSettings(kpi, scope);
      const known = changes?.filter(({ date }) => date <= day);
      return known?.length ? { ...others, changes: known } : others;
    },
  };
}
