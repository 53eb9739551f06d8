import type { PeriodType } from '../time';
import type { ConfigMistake } from './status';

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
  /** The entity that the first hits, where one is known. */
  entityRef?: string;
  /** How often it occurred; the message is of the first. */
  count: number;
};

/**
 * Why a run changes nothing until somebody accepts it.
 *
 * @public
 */
export type HeldBackReason = {
  /**
   * `nothing-read`: it read nothing where the source had something; `removed`: it
   * would remove too much of a KPI; `rejected`: too many rows could not be used.
   */
  kind: 'nothing-read' | 'removed' | 'rejected';
  /** The KPI that would lose; of `removed` only. */
  kpi: string | null;
  /** The share that would be lost, or of the rows that were rejected, 0..1. */
  share: number;
  /** The share from which on a run is held back. */
  limit: number;
};

/**
 * What of a KPI is gone.
 *
 * @public
 */
export type KpiLoss = {
  kpi: string;
  /** Measurements that are gone. */
  removed: number;
  /** Measurements of which a part is gone. */
  reduced: number;
  /** Measurements that were there, where the run looked. */
  stored: number;
  /**
   * How much is gone, 0..1: of its measurements that have anything behind them, or of
   * what that is (of a sum its value, of everything else the weights), whichever is
   * more.
   */
  share: number;
};

/**
 * What of a KPI of an entity is gone.
 *
 * @public
 */
export type EntityLoss = Pick<KpiLoss, 'kpi' | 'removed' | 'reduced'> & {
  entityRef: string;
};

/**
 * A measurement that is gone, or of which a part is.
 *
 * @public
 */
export type LossExample = {
  entityRef: string;
  kpi: string;
  /** First day, `YYYY-MM-DD`. */
  period: string;
  before: { value: number | null; weight: number };
  /** `null` if it is gone. */
  after: { value: number | null; weight: number } | null;
};

/**
 * What a run removes of what was there, or would remove: measurements that its
 * source no longer brings, and those of which it brings less.
 *
 * @public
 */
export type RunLoss = {
  removed: number;
  reduced: number;
  stored: number;
  /** Those that lose, the most first. */
  kpis: KpiLoss[];
  /** The first of those that lose, the most first. */
  entities: EntityLoss[];
  /** The first of them. */
  examples: LossExample[];
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
   * `abandoned` if its backend went away; `cancelled` if somebody stopped it;
   * `held-back` if it changed nothing, as it would have taken away too much: it waits
   * until somebody accepts it, or a later run is as it should be.
   */
  state:
    | 'running'
    | 'succeeded'
    | 'failed'
    | 'abandoned'
    | 'cancelled'
    | 'held-back';
  /**
   * `change`: the definitions it measures for changed; `backfill`: part of the
   * past was asked for.
   */
  trigger: 'schedule' | 'demand' | 'change' | 'backfill';
  /** ISO 8601 */
  startedAt: string;
  endedAt: string | null;
  /** The span of time that is collected, ISO 8601; everything if `null`. */
  from: string | null;
  to: string | null;
  /** How much of it is done, 0..1; `null` if that cannot be said. */
  progress: number | null;
  /** When it will end at the pace it has, ISO 8601. */
  estimatedEndAt: string | null;
  /** Whether nothing of it is stored. */
  dryRun: boolean;
  rowsRead: number;
  rowsRejected: number;
  measurementsWritten: number;
  errors: RunError[];
  /** Of a dry run, the first measurements. */
  sample: SampleMeasurement[];
  /** What it removed, or would remove if it is dry or held back. */
  loss: RunLoss | null;
  /** Why it is held back, or would be if it is dry. */
  heldBack: HeldBackReason[];
  /** The run that was held back and accepted, which this one repeats. */
  accepts: string | null;
  /**
   * Of a run that was held back, who accepted it, as an entity reference; `null` with
   * `acceptedAt` where the next scheduled run gave the same answer.
   */
  acceptedBy: string | null;
  /** ISO 8601 */
  acceptedAt: string | null;
};

/**
 * What a run that is started by hand is to do.
 *
 * @public
 */
export type RunRequest = {
  /** Backfill from this date on, `YYYY-MM-DD`. */
  from?: string;
  /** Backfill up to this date, included; today if not given. */
  to?: string;
  /** Measure, and store nothing. */
  dryRun?: boolean;
};

/**
 * What a source keeps of its records.
 *
 * @public
 */
export type KeptRecords = {
  records: number;
  bytes: number;
  /** The first month of which there are some, `YYYY-MM`; `null` if none has a time. */
  firstMonth: string | null;
  /** Of the months before, records may be missing, `YYYY-MM`; `null` if of all. */
  keptFrom: string | null;
  /** Up to when they are known, ISO 8601. */
  readAt: string;
  /** How far back, and how much at most, they are to be kept. */
  days: number;
  megabytes: number;
};

/**
 * A source as `GET /v1/sources` returns it.
 *
 * @public
 */
export type Source = {
  id: string;
  description: string | null;
  kpis: string[];
  /**
   * `paused`: it failed several times, and its schedule waits until `pausedUntil`;
   * `held-back`: its last run waits until somebody accepts it; `misconfigured`: it is
   * not collected, as of `mistakes`.
   */
  state: 'idle' | 'running' | 'paused' | 'held-back' | 'misconfigured';
  /** What is wrong in its configuration. */
  mistakes: ConfigMistake[];
  lastRun: Run | null;
  /** The run that is held back and waits until somebody accepts it. */
  heldRun: Run | null;
  lastSuccessAt: string | null;
  /** When its schedule collects it next, ISO 8601; about. */
  nextRunAt: string | null;
  pausedUntil: string | null;
  /** The newest period that it measured of any entity, `YYYY-MM-DD`. */
  newestPeriod: string | null;
  /** How many days ago that began, by the calendar of the portal. */
  newestAgeDays: number | null;
  /** When it last measured something new, ISO 8601. */
  measuredAt: string | null;
  /** How many series it has measured. */
  seriesCount: number;
  /** How many of them are older than their KPIs allow. */
  staleSeries: number;
  /** Given where it keeps records. */
  keptRecords?: KeptRecords;
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
} & (NewValue | NewRatio);

/**
 * A value that was measured.
 *
 * @public
 */
export type NewValue = {
  /** In the unit of the KPI. */
  value: number;
  /** What the value is based on; 1 if not given. */
  weight?: number;
};

/**
 * A ratio that was measured, or a mean as the sum over the number. The denominator may
 * be 0: then there is no value, and the numerator counts in longer periods and scopes.
 *
 * @public
 */
export type NewRatio = {
  /** Of a KPI in percent not multiplied by 100: 97 of 100 are 97 %. */
  numerator: number;
  denominator: number;
};

/**
 * A measurement of a run that stores nothing.
 *
 * @public
 */
export type SampleMeasurement = {
  entityRef: string;
  kpi: string;
  period: string;
  /** `null` where there is nothing by which to divide. */
  value: number | null;
  weight: number;
};

/**
 * A row that was not stored, and why.
 *
 * @public
 */
export type RejectedRow = {
  /** Its index among the `measurements`, from 0; of a CSV file its line, from 1. */
  row: number;
  /** What is wrong and what would be right. */
  message: string;
};

/**
 * What of the measurements that somebody sent was stored, and what was not. Of a
 * dry run: what would be.
 *
 * @public
 */
export type WriteResult = {
  rowsRead: number;
  rowsRejected: number;
  measurementsWritten: number;
  /**
   * How the portal calls what was sent in a request, where it changed anything: readers of a
   * value that it decides see it.
   */
  push?: number;
  /** What is wrong, each once with the first row and how many there are. */
  errors: RunError[];
  /** The first {@link REJECTED_ROWS_NAMED} of the rejected rows. */
  rejected: RejectedRow[];
  /** What may become of rows that were stored, each once with how many there are. */
  warnings: RunError[];
};

/**
 * Some days of a KPI of an entity.
 *
 * @public
 */
export type MeasurementSpan = {
  /** Full reference, such as `component:default/payments`. */
  entityRef: string;
  kpi: string;
  /** The first day, `YYYY-MM-DD`. */
  from: string;
  /** The last day. */
  to: string;
};

/**
 * What was deleted of the measurements of one grain; of a dry run, what would be.
 *
 * @public
 */
export type DeletedSeries = {
  grain: PeriodType;
  /** Who measured it last. */
  source: string | null;
  measurements: number;
  /** How many are left. */
  remaining: number;
  /** First days of the oldest and the newest of them. */
  firstPeriod: string;
  lastPeriod: string;
  /** The first of them, at most twenty, in chronological order. */
  examples: { period: string; value: number | null; weight: number }[];
};

/**
 * What was deleted; of a dry run, what would be.
 *
 * @public
 */
export type MeasurementsDeletion = {
  measurements: number;
  /** How many of those that were set aside, where it was asked for them. */
  setAside?: number;
  /** One for each grain in which there were any. */
  series: DeletedSeries[];
  /** What may bring them back. */
  warnings: string[];
};

/**
 * Whether the caller may send measurements: of all, of some (such as those they
 * own) or of no KPIs.
 *
 * @public
 */
export type MeasurementRights = { create: 'all' | 'some' | 'none' };
