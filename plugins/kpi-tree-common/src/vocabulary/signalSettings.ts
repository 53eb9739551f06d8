/** @public */
export const ruleSets = ['nhs', 'wheeler', 'western-electric'] as const;

/**
 * Which patterns of points count as signals.
 *
 * @public
 */
export type RuleSet = (typeof ruleSets)[number];

/**
 * A date from which limits are recalculated, as the process is another one.
 *
 * @public
 */
export type DeclaredChange = {
  /** `YYYY-MM-DD`; the period in which it lies begins the new limits. */
  date: string;
  reason?: string;
};

/**
 * How the trend of a KPI is found; the `signals` of its `spec`.
 *
 * @public
 */
export type SignalSettings = {
  rules?: RuleSet;
  /** Whether season is taken out where there is enough history; `auto` if not given. */
  seasonal?: 'auto' | 'none';
  /** Freezes the limits to what they are in these dates, both included. */
  baseline?: { from: string; to: string };
  changes?: DeclaredChange[];
};

/**
 * Values that can be; a side that is not given has no end.
 *
 * @public
 */
export type Plausible = { min?: number; max?: number };
