import type { SignalSettings } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * Days that are left out of limits, signals and forecasts; `YYYY-MM-DD`, both included.
 */
export type LeftOut = { from: string; to: string };

/**
 * How the trend of a KPI of an entity or scope is found, with what was left out there.
 */
export type SeriesSettings = SignalSettings & { exceptions?: LeftOut[] };
