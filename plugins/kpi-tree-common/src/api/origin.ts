import type { PeriodType } from '../time';

/**
 * When a query was evaluated, and for which period.
 *
 * @public
 */
export type QueryEvaluation = {
  /** First day of the period of the KPI's grain that it measures, `YYYY-MM-DD`. */
  period: string;
  /**
   * The instant for which it was evaluated, ISO 8601: the end of that period, or up to
   * where that had come.
   */
  at: string;
  /** How long that period is, or had lasted, in seconds. */
  seconds: number;
  /** The address of its graph. */
  link?: string;
};

/**
 * A query that measures a value, with everything in it that is filled in.
 *
 * @public
 */
export type MeasuredQuery = {
  /** What of the value it gives. */
  of: 'value' | 'weight' | 'numerator' | 'denominator';
  language: 'promql' | 'sql';
  text: string;
  /** What is bound to its text. */
  parameters?: { name: string; value: string }[];
  /** In order of time; none where it gives all periods at once. */
  evaluations: QueryEvaluation[];
};

/**
 * How a source measures a value of which it keeps no records.
 *
 * @public
 */
export type ValueQueries = {
  queries: MeasuredQuery[];
  /** By what an entity is found among the results: a label or column, and what it says. */
  found?: { by: string; names: string[] };
  /**
   * Since when the definition says what to ask, ISO 8601, where that is later than the
   * value: an earlier definition may have measured it.
   */
  definedAt?: string;
};

/**
 * Measurements that somebody sent in one request.
 *
 * @public
 */
export type SentPush = {
  id: number;
  /** ISO 8601 */
  receivedAt: string;
  /** Who measured them, as the sender calls it. */
  source: string;
  /**
   * The reference of a user, or the subject of a service; `null` if nobody signed in, or
   * if it is hidden.
   */
  by: string | null;
  byUser?: true;
  /**
   * Given where it was a user, whom only those may see who have
   * `kpi-tree.record.personal.read`.
   */
  hidden?: true;
  /** What sent it, as the sender calls it, or its address. */
  run?: string;
  /** How many measurements of the value are as it sent them. */
  decided: number;
  /** How many of the measurements that it sent were replaced later. */
  replaced: number;
};

/**
 * Who sent the measurements that a value is made of.
 *
 * @public
 */
export type SentValues = {
  /** The newest first. */
  pushes: SentPush[];
  /** How many older ones there are. */
  more: number;
  /**
   * Measurements of which no push is known: they were sent before that was kept, or a
   * source brought them.
   */
  unknown: number;
};

/**
 * What is known of where a value comes from, of which there are no records.
 *
 * @public
 */
export type ValueOrigin = {
  /** The length of the periods that are measured. */
  grain: PeriodType;
  /** How many measurements it is made of. */
  measurements: number;
  /** The source that collects the KPI, as the admin configured it. */
  source?: {
    id: string;
    description?: string;
    /** Given where there is no such source. */
    unknown?: true;
  };
  /** When the source brought the series of the value last. */
  collected?: {
    /** Of the series that was brought first, and of that brought last, ISO 8601. */
    first: string;
    last: string;
    /** The run that brought the last one. */
    run?: string;
  };
  /** What the source asks to measure it. */
  asked?: ValueQueries;
  /** Given where no source measures it, or where some of it was sent. */
  sent?: SentValues;
};
