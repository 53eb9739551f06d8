import type {
  EffectExpectation,
  EffectVerdict,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** One side of an action: what is typical there, and of how many periods. */
export type EffectPartWords = { value: string; periods: string };

/**
 * How it is said in one language what an action came to. Sentences end with a full stop.
 */
export type EffectWords = {
  verdicts: Record<EffectVerdict, string>;
  /** What is judged, with the numbers behind it. */
  judged(of: {
    verdict: string;
    before: EffectPartWords;
    after: EffectPartWords;
    /** After less before, with its sign; not given where it is not known. */
    difference?: string;
    /** Its 99 % interval; one side is not known where there are too few values. */
    lower?: string;
    upper?: string;
  }): string;
  tooEarly(of: { verdict: string; missing: number; periods: string }): string;
  fewBefore(of: { verdict: string; type: PeriodType }): string;
  noRange(verdict: string): string;
  /** What happened meanwhile to a KPI that should not get worse. */
  guard: (title: string, sentence: string) => string;
  asBefore: string;
  /** A season was taken out before. */
  adjusted: string;
  /** So many actions, this one included, and changes at the same time. */
  together(of: { actions: number; changes: number; type: PeriodType }): string;
  expectation: Record<
    EffectExpectation['outcome'],
    (value: string | undefined) => string
  >;
};
