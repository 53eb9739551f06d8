import { InsightEvent } from '@internal/kpi-tree';
import { KpiEntity } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { CurrentState } from '../store/CurrentStore';
import { SeriesRecord } from '../store/MeasurementStore';
import { EvaluationKey } from './EvaluationKey';
import type { TellableVerdicts } from './insightEvents';
import { ChangedPeriods } from './updatePeriods';

/** A series that is being evaluated. */
export type Evaluation = {
  series: SeriesRecord;
  kpi: KpiEntity;
  key: EvaluationKey;
  before?: { key: EvaluationKey; state: CurrentState };
  /** The series that it is computed from, if it is a formula's. */
  operands?: SeriesRecord[];
};

/** A series that was evaluated. */
export type Evaluated = Evaluation & {
  state: CurrentState;
  /** What moved in it. */
  moved: InsightEvent[];
  /** The verdicts in it of which somebody may be told, where messages are sent. */
  tellable?: TellableVerdicts;
  /** In which periods it may be another part of its scopes than before. */
  changed: ChangedPeriods;
};

/** Whether the source became silent, or is silent no more. */
export function turnedSilent({
  key,
  before,
}: Pick<Evaluated, 'key' | 'before'>): boolean {
  return before !== undefined && isSilent(before.key) !== isSilent(key);
}

function isSilent({ state }: EvaluationKey): boolean {
  return !state.endsWith('.0');
}
