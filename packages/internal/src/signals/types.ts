import type {
  Bound,
  Direction,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { SeriesSettings } from './seriesSettings';

/**
 * A complete period of a series, in chronological order; `value` is `null` where nothing
 * was measured. Weights as in measurements.
 */
export type SignalValue = {
  /** First day of the period. */
  period: string;
  value: number | null;
  weight: number | null;
};

/**
 * With what a series is assessed.
 */
export type AssessmentOptions = {
  periodType: PeriodType;
  direction: Direction;
  unit: string;
  settings: SeriesSettings;
  /** The target that is in force in a period. */
  targetIn: (start: string) => Bound | undefined;
};
