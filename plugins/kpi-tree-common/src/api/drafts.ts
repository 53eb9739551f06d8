import type { KpiDefinition } from './definitions';
import type { RunError } from './run';
import type { Series } from './series';

/**
 * What is wrong with the text of a definition that is being written.
 *
 * @public
 */
export type DraftProblem = {
  /** Where, from 1. */
  line: number;
  column: number;
  /** Such as `spec.unit`, if it is about a field. */
  field?: string;
  message: string;
};

/**
 * The answer of `POST /v1/definitions/check`.
 *
 * @public
 */
export type DraftCheck = {
  problems: DraftProblem[];
  /** The KPI, extensions made whole; `null` if the text is no valid `Kpi`. */
  kpi: KpiDefinition | null;
};

/**
 * The answer of `POST /v1/definitions/try`: what the source would measure with a
 * draft. Nothing of it is stored.
 *
 * @public
 */
export type DraftTrial = {
  series: Series;
  rowsRead: number;
  rowsRejected: number;
  /** Of the chosen entity. */
  measurements: number;
  errors: RunError[];
  /** The limit that ended it early; `null` if the source was read to its end. */
  stoppedBy: 'rows' | 'time' | null;
  durationMs: number;
};
