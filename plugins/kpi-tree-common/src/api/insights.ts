import type { PeriodType } from '../time';
import type {
  Bound,
  Direction,
  Status,
  TargetChange,
  Trend,
} from '../vocabulary';
import type { TargetChance, TrendAssessment } from './assessment';

/** @public */
export const insightKinds = [
  'status',
  'signal',
  'forecast',
  'stale',
  'target',
] as const;

/** @public */
export type InsightKind = (typeof insightKinds)[number];

/**
 * What is reported of something that happened, before it is put in words.
 *
 * @public
 */
export type InsightFacts =
  | {
      /** How the value stands, and how the one before did. */
      status: 'on-target' | 'at-risk' | 'off-target';
      before: 'on-target' | 'at-risk' | 'off-target';
      value: number;
      target: Bound | null;
    }
  | { trend: Omit<TrendAssessment, 'chart' | 'times' | 'rules'> }
  | {
      /** Of meeting the target, which the value meets now. */
      chance: TargetChance;
      value: number;
    }
  | {
      /** Another target or threshold of the entity or scope. */
      targetChange: TargetChange;
    }
  | {
      /** First day of the last period that has a value. */
      lastPeriod?: string;
    };

/**
 * Something that happened to a KPI of an entity or scope.
 *
 * @public
 */
export type InsightEvidence = {
  kind: InsightKind;
  /** The first day of the period in which it showed, or the day. */
  date: string;
  /** In words, in English. */
  text: string;
  /** The same for words of another language; not of what was found by an earlier version. */
  facts?: InsightFacts;
  meaning: 'improving' | 'worsening' | 'change';
};

/**
 * A KPI of an entity or scope that moved: each once, with what shows it.
 *
 * @public
 */
export type Insight = {
  /** Entity reference, or `all`. */
  scope: string;
  title: string;
  kpi: string;
  kpiTitle: string;
  /** The name of a tree that shows it. */
  tree: string;
  /** Entity reference. */
  owner: string;
  unit: string;
  direction: Direction;
  periodType: PeriodType;
  /** First day of the period that the value is of. */
  period: string;
  value: number | null;
  target: Bound | null;
  status: Status;
  trend: Trend;
  /** Whether the records behind its values can be asked for. */
  hasRecords?: true;
  /** 0..100, by which the list is ordered. */
  rank: number;
  /** The most important first. */
  evidence: InsightEvidence[];
};

/**
 * A page of `GET /v1/insights`.
 *
 * @public
 */
export type InsightPage = {
  items: Insight[];
  /** What moved before this day is left out, `YYYY-MM-DD`. */
  since: string;
  /** Members of the scope that the caller may not read are left out. */
  partial: boolean;
  nextCursor?: string;
};
