import {
  LoggerService,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';
import {
  KpiSpec,
  WeightedValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { z } from 'zod';
import type { NameProblem } from './NameProblem';
import type { QueriesBehind, QueriesRequest } from './QueriesBehind';
import type {
  ClassColumn,
  ClassesRequest,
  KeptRecordsState,
  RecordClasses,
  RecordsBehind,
  RecordsCompared,
  RecordsComparison,
  RecordsRequest,
} from './RecordsBehind';
import { SourceEntity } from './SourceEntity';
import { RowError } from './RowError';

/**
 * A KPI that a source is to measure, with its settings as the source's own
 * schema parsed them.
 *
 * @public
 */
export type SourceKpi<TSettings> = {
  name: string;
  spec: KpiSpec;
  settings: TSettings;
};

/**
 * What the collector asks of a source.
 *
 * @public
 */
export type CollectRequest<TSettings> = {
  kpis: SourceKpi<TSettings>[];
  /**
   * The entities that have KPIs, and every System, Domain and Group: a
   * measurement for any other is rejected.
   */
  entities: SourceEntity[];
  /**
   * Only what happened from this instant on is to be measured. It begins a period of
   * the grain of each KPI. For a source with a `window` always given; for one without
   * it, an admin asked to read again what happened since.
   */
  from?: Date;
  /** Only what happened before this instant counts. */
  to: Date;
  /** The time zone of the calendar in which periods are cut. */
  timeZone: string;
  /**
   * The `mark` of the last collection, if it was asked the same, and what it yielded is
   * stored and nobody else has changed it since.
   */
  mark?: string;
  signal: AbortSignal;
  logger: LoggerService;
  /**
   * Has an action called when the run has ended, with whether what it yielded is stored.
   * Not given where nothing is to be stored.
   */
  onEnd?: (action: (isStored: boolean) => Promise<void>) => void;
};

/**
 * What is of one class of a breakdown in a measurement.
 *
 * @public
 */
export type ClassValue = WeightedValue & {
  /** The text of the column; empty where that is blank. */
  name: string;
  /** Whether it is not one class, but what is left of all that have no value of their own. */
  isRest?: true;
  /** Of the distribution behind the value, where that of the KPI has one. */
  sketch?: Uint8Array;
};

/**
 * One KPI of one entity for one period of the KPI's grain: a value with its weight, or,
 * as `ratioOf` makes it, a numerator over a denominator. A ratio or mean is best
 * measured as the latter, so that it counts in what it is a part of also where its
 * denominator is 0.
 *
 * @public
 */
export type Measurement = WeightedValue & {
  entityRef: string;
  kpi: string;
  /** First day of the period, `YYYY-MM-DD`. */
  period: string;
  /** Of the distribution behind the value, where the KPI's `aggregate` is `quantile`. */
  sketch?: Uint8Array;
  /**
   * Whether it was not measured in the period itself, and is only to hold as long as
   * there is nothing of that period or a later one.
   */
  presumed?: boolean;
  /**
   * What it is made of by the classes of each breakdown in `spec.breakdowns` of the KPI,
   * by its id; classes of which there is nothing are left out. Each record is in exactly
   * one class, so that classes combine as entities do. Of a breakdown that is not given
   * nothing is known.
   */
  classes?: { readonly [breakdown: string]: readonly ClassValue[] };
};

/**
 * That rows could not be used that would have counted in a KPI of an entity.
 *
 * @public
 */
export type RejectedFrom = {
  entityRef: string;
  kpi: string;
  /** First day of the period of the KPI's grain, `YYYY-MM-DD`. */
  period: string;
  /** How many rows they are, of this period. */
  rows: number;
};

/**
 * A part of what a source collected. Any part may be missing.
 *
 * @public
 */
export type CollectBatch = {
  measurements?: Measurement[];
  rowsRead?: number;
  /** Rows left out, some of which `errors` may explain. */
  rowsRejected?: number;
  errors?: RowError[];
  /**
   * Of which periods rows were left out: what is measured of these is incomplete. Of
   * one that has no time, or stands for no entity, nobody knows.
   */
  incomplete?: RejectedFrom[];
  /**
   * KPIs that cannot be measured this time, for which `errors` says why: what is
   * stored of them stays, and they are asked for again.
   */
  unmeasured?: string[];
  /**
   * From when on the source has anything at all. Of a `complete` source, what is
   * stored of periods that began before stays, though it is not yielded: the source no
   * longer reaches there.
   */
  coveredFrom?: Date;
  /**
   * Up to when the source is complete for the KPIs of the request: it would
   * have reported what happened before. Tells "nothing happened" from "nobody
   * looked".
   */
  coveredUntil?: Date;
  /**
   * A name for all that it yields, which the next collection gets; not given, that one has to
   * yield everything.
   */
  mark?: string;
  /**
   * Of periods that began before this instant nothing is another than at the `mark` of the
   * request: what is stored of them stays, though it is not yielded.
   */
  unchangedBefore?: Date;
};

/**
 * How a source that is asked for stretches of time is asked for them.
 *
 * @public
 */
export type SourceWindow = {
  /** How far back the first collection goes. */
  history: HumanDuration;
  /**
   * How far a later collection goes back behind what was collected already, for
   * what comes late or is corrected.
   */
  overlap: HumanDuration;
  /** How much is requested at once. */
  chunk: HumanDuration;
};

/**
 * From when on a run changes nothing before somebody accepts what it removes. What
 * is not given is as the admin configured it for all sources.
 *
 * @public
 */
export type HoldBack = {
  /**
   * The share of a KPI that a run may remove, 0..1: of its measurements, or of what
   * they are based on, where the run looked. With 1 it may remove everything, also
   * where it reads nothing at all.
   */
  removedShare?: number;
  /**
   * By how much the share of rejected rows may be larger than in the last run that
   * held, 0..1.
   */
  rejectedShare?: number;
  /**
   * Whether the next scheduled run is accepted automatically if it gives the same
   * answer.
   */
  acceptRepeated?: boolean;
};

/**
 * Where measurements come from. A source measures many entities at once; it
 * never asks once an entity.
 *
 * @public
 */
export interface KpiSource<TSettings = unknown> {
  /** The id that `spec.source.id` of a Kpi names. */
  readonly id: string;
  readonly description?: string;
  /**
   * When the collector runs it; if not given, on demand and when definitions
   * change.
   */
  readonly schedule?: SchedulerServiceTaskScheduleDefinition;
  /**
   * The shape of `spec.source` of a Kpi without its `id`. A Kpi that does not
   * fit is reported with the schema's message, and left out of the run.
   */
  readonly settings: z.ZodType<TSettings>;
  /**
   * Whether each collection yields all measurements that it is asked for, so that
   * one of an entity and KPI it was asked for which is no longer yielded is gone.
   */
  readonly complete?: boolean;
  /**
   * What it means where the source has no measurement of an entity and period:
   *
   * - `nothing`: it has looked, and there was nothing, as in a table of incidents. It has
   *   looked from `coveredFrom` to `coveredUntil`; where it does not say, from when to
   *   when it was asked. One without a `window` has to say both.
   * - `unknown`: nobody has looked, as a Prometheus that had no samples.
   *
   * A period of the KPI of which too little is known is not judged. Not given: `unknown`.
   */
  readonly silence?: 'nothing' | 'unknown';
  /**
   * If given, each collection is asked for a span of time; otherwise for
   * everything that there is.
   */
  readonly window?: SourceWindow;
  /** From when on a run that removes something waits for somebody. */
  readonly holdBack?: HoldBack;
  /** The annotations of entities that it reads. */
  readonly annotations?: readonly string[];
  /**
   * Which names of the source entities claim and do not get, so that the portal reports
   * it where they are claimed. Where a source does not say so, no two entities have the
   * same key: both lose it.
   *
   * @param entities - as in {@link CollectRequest}
   * @returns as well the names that stand for entities, by their references, so that the
   * portal finds the entity that has those of one that went
   */
  settleNames?(entities: readonly SourceEntity[]): {
    readonly problems: readonly NameProblem[];
    readonly names?: ReadonlyMap<string, readonly string[]>;
  };
  /**
   * Reads the source and yields what it measured, in batches of any size.
   *
   * A row that cannot be used is reported in a batch; throw only if nothing
   * more can be read.
   */
  collect(request: CollectRequest<TSettings>): AsyncIterable<CollectBatch>;
  /**
   * The records behind a value that it measured, where it keeps them.
   *
   * @returns nothing if it keeps none, or not of that time
   */
  records?(
    request: RecordsRequest<TSettings>,
  ): Promise<RecordsBehind | undefined>;
  /**
   * What it keeps of its records.
   *
   * @returns nothing if it keeps none, or has read none yet
   */
  keptRecords?(): Promise<KeptRecordsState | undefined>;
  /**
   * How the records behind two values differ, where it keeps them.
   *
   * @returns nothing if it keeps none, or not of both times
   */
  compareRecords?(
    request: RecordsComparison<TSettings>,
  ): Promise<RecordsCompared | undefined>;
  /**
   * The columns by which the values of a KPI can be broken down from the records that it
   * keeps, whether or not the Kpi names them.
   */
  classColumns?(kpi: SourceKpi<TSettings>): readonly ClassColumn[];
  /**
   * What the values of a KPI are made of by the classes of a column, where it keeps the
   * records: as `classes` of its measurements, of the records of each class by themselves.
   *
   * @returns nothing if it keeps none, or not what the KPI reads of them
   * @throws `InputError` if the column has no classes, or what is asked for is too much
   */
  recordClasses?(
    request: ClassesRequest<TSettings>,
  ): Promise<RecordClasses | undefined>;
  /**
   * The queries with which it measures a value, where it asks any. It only says what they
   * are, and asks nothing.
   *
   * @returns nothing where the admin does not want them shown
   */
  queries?(
    request: QueriesRequest<TSettings>,
  ): Promise<QueriesBehind | undefined>;
}
