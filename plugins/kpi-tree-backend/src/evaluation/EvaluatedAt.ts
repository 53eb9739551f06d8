import {
  Judgement,
  KpiEntity,
  SignalSettings,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { endOf } from '../clock/asOf';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { EvaluationKeys } from './EvaluationKeys';

/** What is current at some time, and how it is judged and assessed. */
export type EvaluatedAt = {
  /** The first day of the current period of a KPI. */
  currentPeriod(kpi: KpiEntity): string;
  /** How a KPI of an entity or scope is judged. */
  judgement(definitions: Definitions, kpi: KpiEntity, scope: string): Judgement;
  /** How the trend of a KPI of an entity or scope is found. */
  signalSettings(
    definitions: Definitions,
    kpi: KpiEntity,
    scope: string,
  ): SignalSettings;
};

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
