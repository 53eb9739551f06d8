import {
  Judgement,
  KpiEntity,
  SignalSettings,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../definitions/Definitions';

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
