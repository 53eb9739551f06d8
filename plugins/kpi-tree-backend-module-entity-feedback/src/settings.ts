import { z } from 'zod';

/** What can be measured of the ratings of an entity. */
const measures = ['mean', 'positive', 'count'] as const;

/** `spec.source` of a Kpi without its `id`. */
export type EntityFeedbackSettings = {
  /**
   * - `mean`: of the stars, 1 to 5
   * - `positive`: the share of likes and of 4 and 5 stars
   * - `count`: how many users have rated
   */
  measure: (typeof measures)[number];
};

/** See {@link EntityFeedbackSettings}. */
export const settingsSchema: z.ZodType<EntityFeedbackSettings> = z.strictObject(
  {
    measure: z.enum(measures, { error: `use one of ${measures.join(', ')}` }),
  },
);
