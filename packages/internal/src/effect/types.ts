import type {
  ActionExpectation,
  Aggregation,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { AssessmentOptions } from '../signals';

/** The days (`YYYY-MM-DD`) on which an action began, and was done if it is. */
export type ActionDates = { start: string; done?: string };

/**
 * With what the effect of an action is judged.
 */
export type EffectOptions = AssessmentOptions & {
  overTime: Aggregation;
  action: ActionDates;
  /** Other actions for the same KPI and entity or scope. */
  others?: (ActionDates & { id: string })[];
  expected?: ActionExpectation;
};
