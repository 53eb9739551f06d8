/**
 * A row or setting that a source could not use.
 *
 * @public
 */
export type RunError = {
  /** What is wrong and what would be right. */
  message: string;
  /** Where: file and line, KPI or entity. */
  where?: string;
  /** How often it occurred; the message is of the first. */
  count: number;
};

/**
 * One collection from a source.
 *
 * @public
 */
export type Run = {
  id: string;
  source: string;
  /**
   * `succeeded`, possibly with bad rows; `failed` if it ended early; `running`;
   * `abandoned` if its backend went away.
   */
  state: 'running' | 'succeeded' | 'failed' | 'abandoned';
  /** `change`: the definitions it measures for changed. */
  trigger: 'schedule' | 'demand' | 'change';
  /** ISO 8601 */
  startedAt: string;
  endedAt: string | null;
  rowsRead: number;
  rowsRejected: number;
  measurementsWritten: number;
  errors: RunError[];
};

/**
 * A source as `GET /v1/sources` tells it.
 *
 * @public
 */
export type Source = {
  id: string;
  description: string | null;
  kpis: string[];
  lastRun: Run | null;
};

/**
 * A measurement as `POST /v1/measurements` takes it.
 *
 * @public
 */
export type NewMeasurement = {
  /** Full reference, such as `component:default/payments`. */
  entityRef: string;
  kpi: string;
  /** First day of a period of the KPI's grain, `YYYY-MM-DD`. */
  period: string;
  value: number;
  /** What stands behind the value; 1 if not given. */
  weight?: number;
};

/**
 * What of the measurements that somebody sent was stored, and what was not.
 *
 * @public
 */
export type WriteResult = {
  rowsRead: number;
  rowsRejected: number;
  measurementsWritten: number;
  errors: RunError[];
};
