import { z } from 'zod';

/** `spec.source` of a Kpi without its `id`. */
export type TechInsightsSettings = {
  /** The id of a fact retriever, such as `entityOwnershipFactRetriever`. */
  retriever: string;
  /** One of its facts, such as `hasOwner`. */
  fact: string;
};

/** See {@link TechInsightsSettings}. */
export const settingsSchema: z.ZodType<TechInsightsSettings> = z.strictObject({
  retriever: z
    .string()
    .min(1, 'use the id of a fact retriever such as techdocsFactRetriever'),
  fact: z.string().min(1, 'use a fact of the retriever such as hasOwner'),
});
