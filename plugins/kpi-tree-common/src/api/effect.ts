import type { PeriodType } from '../time';

/** @public */
export const effectVerdicts = [
  'too-early',
  'no-effect-seen',
  'worked',
  'got-worse',
  'unknown',
] as const;

/**
 * What an action came to, by the values of its KPI.
 *
 * - `too-early`: even the clearest change could still be chance.
 * - `no-effect-seen`: what changed is not more than chance explains, or goes on as it
 *   went before.
 * - `worked`, `got-worse`: a change in the good or the bad direction that chance does not
 *   explain.
 * - `unknown`: it cannot be judged; `reason` says why.
 *
 * @public
 */
export type EffectVerdict = (typeof effectVerdicts)[number];

/**
 * The periods on one side of an action and what they come to.
 *
 * @public
 */
export type EffectPart = {
  /** First days of the first and the last period. */
  from: string;
  to: string;
  /** In how many of them there is a value. */
  points: number;
  /**
   * The typical value in the unit of the KPI: the median of the periods; of `rates` their
   * mean, and of `shares` the share of all cases together. `null` without a value.
   */
  value: number | null;
};

/**
 * A KPI that should not have got worse meanwhile, and did.
 *
 * @public
 */
export type GuardEffect = {
  kpi: string;
  title: string;
  unit: string;
  periodType: PeriodType;
  effect: ActionEffect;
};

/**
 * The measured effect of an action on its KPI.
 *
 * @public
 */
export type ActionEffect = {
  verdict: EffectVerdict;
  /**
   * Why there is no other verdict.
   *
   * - `not-begun`: its first period is not over yet
   * - `few-before`: fewer than 8 values before it
   * - `few-after`: too few values since
   * - `as-before`: it got better or worse before in the same way, and has not changed
   *   more since than that
   * - `no-range`: the KPI is to stay in a range that is not known
   */
  reason?: 'not-begun' | 'few-before' | 'few-after' | 'as-before' | 'no-range';
  /** How many more periods with a value it takes at least; of `too-early`. */
  missing?: number;
  /**
   * `ranks`: of the values of the periods; `rates`: of rare events a period; `shares`: a
   * share of few cases.
   */
  method?: 'ranks' | 'rates' | 'shares';
  before?: EffectPart;
  after?: EffectPart;
  /** After less before, with its 99 % interval, in the unit of the KPI. */
  difference?: {
    value: number;
    /** `null` where there are too few independent values for a bound. */
    lower: number | null;
    upper: number | null;
  };
  /** The season that was taken out before. */
  adjusted?: 'day-of-week' | 'month-of-year' | 'quarter-of-year';
  /** Whether what was expected came; not given if nothing was. */
  expectation?: EffectExpectation;
  /** Guards of the KPI that got worse with the action; not given if none did. */
  guards?: GuardEffect[];
  /** What else happened in these periods, so that the effect is theirs together. */
  together?: { actions: string[]; changes: string[] };
};

/**
 * What was expected of an action, and what became of it.
 *
 * - `met`: the typical value since reaches it
 * - `possible`: it does not, but the interval of the difference includes it
 * - `missed`: it lies beyond the interval
 * - `open`: not judged yet
 *
 * @public
 */
export type EffectExpectation = {
  outcome: 'met' | 'possible' | 'missed' | 'open';
  /** What was expected, in the unit of the KPI; not given while unknown. */
  value?: number;
};
