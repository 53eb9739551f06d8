import type { Bound, RuleSet, Trend } from '../vocabulary';

/**
 * One pattern of a rule set: a point outside the limits, a run on one side of the
 * mean, a run in one direction, and clusters beyond a part of the limits.
 *
 * @public
 */
export type SignalRule =
  | 'outside'
  | 'shift'
  | 'trend'
  | 'two-of-three'
  | 'three-of-four'
  | 'four-of-five';

/**
 * A signal in a series: the points that make the pattern.
 *
 * @public
 */
export type Signal = {
  rule: SignalRule;
  /** Of the mean; of a `trend` the direction in which it goes. */
  side: 'above' | 'below';
  /**
   * First days of the first and the last period of the pattern; of `time-between` the
   * days on which its first time begins and its last ends.
   */
  from: string;
  to: string;
  /** How many points it has. */
  points: number;
  /** `change` where neither side is good by itself: a range. */
  meaning: 'improving' | 'worsening' | 'change';
};

/**
 * A point of a process behaviour chart, with the limits that hold for it.
 *
 * @public
 */
export type ProcessPoint = {
  period: string;
  value: number | null;
  /** The centre line: the mean of its part of the chart, and season if adjusted. */
  mean: number | null;
  lower: number | null;
  upper: number | null;
  /** The signals that it belongs to. */
  rules: SignalRule[];
  /** As in {@link Signal}; not given without a signal. */
  meaning?: Signal['meaning'];
  /** Somebody left the period out of limits and signals; its value is what it was. */
  exception?: true;
};

/**
 * Whether a KPI improves, and how that is known.
 *
 * @public
 */
export type TrendAssessment = {
  trend: Trend;
  /**
   * `xmr`: limits of the values; `time-between`: of the days between rare events;
   * `proportion`: a share of few, of which only what its interval supports is reported.
   */
  method: 'xmr' | 'time-between' | 'proportion';
  rules: RuleSet;
  /** How many values it is known from. */
  points: number;
  /**
   * The signal that holds: its pattern reaches the newest point. Not given where the
   * trend is not known by one.
   */
  signal?: Signal;
  /** Of the newest point of the chart; of `time-between` in days. */
  value?: number;
  /**
   * What holds for the newest point; `null` where there are too few. As of the values;
   * of `time-between` in days.
   */
  mean: number | null;
  lower: number | null;
  upper: number | null;
  /**
   * Between which values periods lie as the process now runs, in the unit of the KPI:
   * the limits, over all seasons; of rare events those of their number in a period.
   */
  expected?: { lower: number; upper: number };
  /** Which season was taken out before. */
  adjusted?: 'day-of-week' | 'month-of-year' | 'quarter-of-year';
  /**
   * The first day of the newest part of the chart, where a change was declared; the signal
   * says since when the trend is as it is.
   */
  chartFrom?: string;
  /** How many periods of the chart were left out of limits and signals, if any. */
  exceptions?: number;
  /** The first day of the last period of a signal that does not hold any more. */
  past?: string;
  /**
   * Why nothing is claimed; `by-chance` where the chart shows a signal at its newest
   * point that its own points explain by chance.
   */
  reason?: 'few-points' | 'few-in-sample' | 'constant' | 'by-chance';
  /** Of the last periods, with limits in the unit of the KPI. */
  chart: ProcessPoint[];
  /**
   * Of `time-between` the chart in which signals are found, in days: a point an event,
   * its `period` the day, its `value` the days since the one before; the last may be
   * the time that has passed since the last event.
   */
  times?: ProcessPoint[];
};

/**
 * Whether the target will be met as the process now runs: `consistently` and `never`
 * if the limits lie on one side of it, `sometimes` if it lies between them.
 *
 * @public
 */
export type Capability = 'consistently' | 'sometimes' | 'never' | 'unknown';

/** @public */
export type ForecastModel =
  | 'level'
  | 'naive'
  | 'drift'
  | 'damped-trend'
  | 'seasonal-naive'
  | 'holt-winters';

/**
 * What a period may bring.
 *
 * @public
 */
export type ForecastPoint = {
  period: string;
  value: number;
  /** Prediction intervals. */
  lower80: number;
  upper80: number;
  lower95: number;
  upper95: number;
  /** In force in the period. */
  target: Bound | null;
  /**
   * 0..1, of meeting the target; `null` without one. 0 and 1 are certain, as where what is
   * measured of the running period has passed the target already.
   */
  probability: number | null;
  /** The same without what is measured of the running period, where that counts. */
  byHistory?: number;
};

/**
 * Where a KPI goes if nothing is done.
 *
 * @public
 */
export type Forecast = {
  model: ForecastModel;
  /** Its mean absolute error over rolling origins, and that of `naive`. */
  error: number;
  naiveError: number;
  /** Over how many origins it was tried. */
  origins: number;
  /** From the running period on, no further than half of the history. */
  points: ForecastPoint[];
};

/**
 * A chance of being on target.
 *
 * @public
 */
export type TargetChance = {
  /** The period it is about. */
  period: string;
  target: Bound;
  /** 0..1; 0 and 1 are certain. */
  probability: number;
  /** The same without what is measured of the running period, where that counts. */
  byHistory?: number;
};

/**
 * `A`: nothing is wrong with the data; `D`: do not rely on them.
 *
 * @public
 */
export type QualityGrade = 'A' | 'B' | 'C' | 'D';

/**
 * What may be wrong with the data of a series.
 *
 * @public
 */
export type QualityIssue = {
  kind: 'late' | 'gaps' | 'volume' | 'impossible' | 'constant' | 'incomplete';
  /** How far the data can be trusted with it alone. */
  grade: QualityGrade;
  /**
   * The first period that it is about; for `late` the last that has a value, for
   * `impossible` and `incomplete` the newest.
   */
  period: string;
  /** How many periods it is about. */
  count: number;
  /** `late`: days over; `gaps`: share of the periods without a value, 0..1; `volume`: the ratio to what is usual; `impossible` and `constant`: the value; `incomplete`: the rows of the source that could not be used. */
  amount: number;
};

/**
 * How far the data of a series can be trusted.
 *
 * @public
 */
export type QualityAssessment = {
  /** That of the worst issue; `null` if there is none but too little to say so. */
  grade: QualityGrade | null;
  /** 0..1, the share of the periods since the first that have a value. */
  completeness: number;
  issues: QualityIssue[];
};

/**
 * All that is read from the history of a KPI of an entity or scope.
 *
 * @public
 */
export type Assessment = {
  trend: TrendAssessment;
  capability: Capability;
  /** Not given where too little is known. */
  forecast?: Forecast;
  /** Of the running period. */
  chance?: TargetChance;
  /** At the next date from which another target holds. */
  nextTarget?: TargetChance;
  quality: QualityAssessment;
};

/**
 * What is kept of an assessment beside the current value: what pages and lists show.
 *
 * @public
 */
export type SignalSummary = Omit<TrendAssessment, 'chart' | 'times' | 'rules'> &
  Omit<Assessment, 'trend' | 'forecast'>;
