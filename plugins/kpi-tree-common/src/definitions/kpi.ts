import { Entity } from '@backstage/catalog-model';
import { JsonValue } from '@backstage/types';
import type { PeriodType } from '../time';
import {
  type Aggregation,
  type Direction,
  KPI_TREE_API_VERSION,
  lifecycles,
  type Plausible,
  type SignalSettings,
  type Target,
} from '../vocabulary';

/**
 * What exactly a KPI measures, in texts.
 *
 * @public
 */
export type KpiDefinitionTexts = {
  /** The formula in words or symbols. */
  formula?: string;
  /** What is above the line of a ratio. */
  numerator?: string;
  /** What is below it: the weight. */
  denominator?: string;
  /** What does not count. */
  excludes?: string;
  /** The data that it needs, and where they are. */
  data?: string;
  /** Where target and threshold come from. */
  basis?: string;
  /** How it can be gamed or misread. */
  pitfalls?: string[];
};

/**
 * A column of the records of a KPI by whose values it is broken down.
 *
 * @public
 */
export type KpiBreakdown = {
  /** By which the portal names it, such as `priority`. */
  id: string;
  /** The column of the records. */
  column: string;
  /** How many classes are shown before the rest is summed up, 1 to 30; 10 if not given. */
  top?: number;
};

/**
 * The `spec` of a valid `Kpi`.
 *
 * @public
 */
export type KpiSpec = {
  lifecycle: (typeof lifecycles)[number];
  /** A Group or User; a Group if no kind is given. */
  owner: string;
  /** The IT process that it measures. */
  process?: string;
  personas: string[];
  /** Shown, never converted silently. */
  unit: string;
  direction: Direction;
  /** What is stored. */
  grain: PeriodType;
  /** What is judged. */
  period: PeriodType;
  aggregate: {
    overTime: Aggregation;
    overEntities: Aggregation;
    /** Which quantile, between 0 and 1, where one of them is `quantile`. */
    quantile?: number;
  };
  definition?: KpiDefinitionTexts;
  /** Computes it from other KPIs, such as `100 * resolved_in_sla / resolved`. */
  formula?: string;
  target?: Target;
  threshold?: Target;
  /**
   * Which entities may set a target and threshold of their own by annotation: all, none,
   * or those of a list of references. As the portal is configured if not given.
   */
  targetOverrides?: boolean | string[];
  /** The possible values, instead of those its unit implies. */
  plausible?: Plausible;
  /** How its trend is found, if not by default. */
  signals?: SignalSettings;
  /** ISO 8601 duration. */
  staleAfter?: string;
  /** The share of a period that has to be known for its value to be judged, 0..1. */
  completenessFloor?: number;
  /** The id of a source, and its settings. */
  source?: { id: string; [setting: string]: JsonValue };
  /** By which columns of its records it is broken down, at most 5. */
  breakdowns?: KpiBreakdown[];
  /** KPIs, by name, that should not get worse while this one is improved; at most 5. */
  guards?: string[];
  review?: { every: string; last?: string };
  /** The `Kpi` that was extended, by name. */
  extends?: string;
};

/**
 * A `Kpi` entity: the definition of a measure, never a number.
 *
 * @public
 */
export interface KpiEntity extends Entity {
  apiVersion: typeof KPI_TREE_API_VERSION;
  kind: 'Kpi';
  spec: KpiSpec;
}
