import { z } from 'zod';

/** `spec.source` of a Kpi without its `id`. */
export type ScorecardSettings = {
  /** The id of a metric of the scorecard plugin, such as `github.openPRs`. */
  metric: string;
};

/** See {@link ScorecardSettings}. */
export const settingsSchema: z.ZodType<ScorecardSettings> = z.strictObject({
  metric: z.string().min(1, 'use the id of a metric such as github.openPRs'),
});
