import type { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Language } from '../format';
import type { EffectWords } from './effect/EffectWords';

/**
 * On which side of a limit or an average something is.
 */
export type WordsSide = 'above' | 'below';

/**
 * What a change is split into.
 */
export type WordsParts = 'members' | 'children';

/**
 * The sentences about the history of a KPI in one language: patterns into which
 * values, periods and amounts are put that are written in that language already.
 * Sentences about a trend or target have no full stop.
 */
export type Words = {
  language: Language;

  /** `7 months` */
  periods(count: number, type: PeriodType): string;
  /** A period within a sentence, by its long name. */
  period(name: string, type: PeriodType): string;
  /** `in May 2026` */
  inPeriod(name: string, type: PeriodType): string;
  /** `since May 2026` */
  since(name: string, type: PeriodType): string;
  /** `from January 2027` on */
  from(name: string, type: PeriodType): string;
  /** `93 days`; the number is not known if there is no text. */
  days(text: string | undefined): string;
  /** `2 and 9 h`, what values vary between */
  range(lower: string, upper: string): string;
  /** `2 to 9 h`, of a target */
  span(min: string, max: string): string;

  /** A season of the week or the year was taken out. */
  seasonClause(season: 'week' | 'year'): string;
  /** A share of few cases. */
  fewClause: string;
  /** Only what came after a change counts. */
  changeClause(inPeriod: string): string;
  /** A signal in a direction that is good or bad. */
  verdict(
    meaning: 'improving' | 'worsening',
    since: string | undefined,
  ): string;
  /** A signal that is neither, with a target range or without. */
  changed(since: string | undefined, hasRange: boolean): string;

  outside(of: {
    value: string | undefined;
    inPeriod: string;
    side: WordsSide;
    limit: string;
    context: string;
    verdict: string;
  }): string;
  shift(of: {
    periods: string;
    side: WordsSide;
    mean: string;
    context: string;
    verdict: string;
  }): string;
  shiftOfSeason(of: {
    periods: string;
    side: WordsSide;
    season: 'week' | 'year';
    context: string;
    verdict: string;
  }): string;
  run(of: {
    periods: string;
    side: WordsSide;
    value: string | undefined;
    context: string;
    verdict: string;
  }): string;
  /** `2 of the last 3 months` */
  clusterOfLast(points: number, among: number, type: PeriodType): string;
  /** `5 of the latest months` */
  clusterOfLatest(points: number, type: PeriodType): string;
  twoOfThree(of: {
    cluster: string;
    side: WordsSide;
    limit: string;
    context: string;
    verdict: string;
  }): string;
  threeOfFour(of: {
    cluster: string;
    side: WordsSide;
    limit: string;
    mean: string;
    context: string;
    verdict: string;
  }): string;
  fourOfFive(of: {
    cluster: string;
    side: WordsSide;
    mean: string;
    context: string;
    verdict: string;
  }): string;

  /** Rare events: the days between them are longer (`above`) or shorter. */
  timeOutside(of: {
    side: WordsSide;
    value: string;
    limit: string;
    verdict: string;
  }): string;
  timeShift(of: {
    side: WordsSide;
    points: number;
    usual: string;
    verdict: string;
  }): string;
  timeRun(of: { side: WordsSide; points: number; verdict: string }): string;
  timeCluster(of: {
    side: WordsSide;
    points: number;
    usual: string;
    verdict: string;
  }): string;
  timeStable(points: number, limit: string): string;

  /** Without a signal since one, or in so many periods. */
  stable(of: { past?: string; periods: string; context: string }): string;
  /** The newest values stand out, as the same values do by chance. */
  byChance(of: { periods: string; context: string }): string;
  /** A sentence about values of which so many periods were left out. */
  leftOut(sentence: string, periods: string): string;
  varies(of: {
    found: string;
    range: string;
    /** For seasons only the last period is reported. */
    lastOnly: boolean;
    type: PeriodType;
  }): string;
  constant(of: { periods: string; context: string; value?: string }): string;
  fewInSample(type: PeriodType): string;
  fewTimes(points: number, needed: number): string;
  fewPeriods(of: {
    points: number;
    periods: string;
    type: PeriodType;
    context: string;
    needed: number;
  }): string;

  noTarget: string;
  capabilityUnknown(target: string): string;
  capability(of: {
    capability: 'consistently' | 'sometimes' | 'never';
    target: string;
    type: PeriodType;
    /** What all periods have, or between what they vary. */
    all?: string;
    range?: string;
  }): string;
  likely(percent: string, bound: 'less' | 'more' | undefined): string;
  chance(likely: string, inPeriod: string): string;
  /** That the target will be met, or cannot be met any more. */
  certain(isMet: boolean, inPeriod: string): string;
  nextTarget(likely: string, target: string, from: string): string;

  statuses: Record<'on-target' | 'at-risk' | 'off-target', string>;
  statusChanged(of: {
    status: string;
    since: string;
    value: string;
    target: string | undefined;
    before: string;
  }): string;
  atRiskByForecast(chance: string, value: string, target: string): string;
  staleSince(since: string, period: string | undefined): string;
  targetChanges: Record<'target' | 'threshold', TargetChangeWords>;

  late(days: string): string;
  gaps(of: { count: number; periods: string; first: string }): string;
  volume(of: { inPeriod: string; times?: string; share?: string }): string;
  impossible(of: { value: string; inPeriod: string; others: number }): string;
  repeated(of: { count: number; since: string; value: string }): string;
  incomplete(of: {
    inPeriod: string;
    /** How many periods before it. */
    others: number;
    rows: number;
    /** The number of rows as it is written. */
    number: string;
  }): string;

  noChange(parts: WordsParts, inPeriods: string[]): string;
  sameAs(of: { value: string; inPeriod: string; before: string }): string;
  change(of: {
    value: string;
    inPeriod: string;
    before: string;
    beforeIn: string;
    change: string;
    better: boolean | undefined;
  }): string;
  split(parts: WordsParts, rate: string, mix: string): string;
  partAlone(title: string, change: string, did: string): string;
  partBrings(title: string, amount: string, did: string): string;
  partExplains(
    title: string,
    amount: string,
    change: string,
    did: string,
  ): string;
  partAgainst(title: string, amount: string, did: string): string;
  /** What a part did. */
  came(parts: WordsParts, value: string | undefined, inPeriod: string): string;
  went(parts: WordsParts, value: string | undefined, inPeriod: string): string;
  values(after: string, before: string): string;
  weighs(is: string, was: string, whole: WordsSide | undefined): string;
  both(values: string, rate: string, weighs: string, mix: string): string;
  noOwnValue: string;
  othersLess(count: number): string;
  othersTogether(count: number, amount: string): string;
  without(
    parts: WordsParts,
    total: number,
    of: { count: number; inPeriod: string | undefined }[],
  ): string;
  limits: Record<
    'own' | 'min' | 'max' | 'quantile' | 'formula' | 'none' | 'incomplete',
    string
  >;

  effect: EffectWords;
};

/**
 * How it is said that one target or threshold replaced another.
 */
export type TargetChangeWords = {
  loosened(from: string, to: string): string;
  tightened(from: string, to: string): string;
  changed(from: string, to: string): string;
  /** Where there was none. */
  set(to: string): string;
  removed(from: string): string;
};
