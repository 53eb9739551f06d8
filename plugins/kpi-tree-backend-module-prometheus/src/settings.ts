import { z } from 'zod';

/** `spec.source` of a Kpi without its `id`. */
export type PrometheusSettings = {
  /** PromQL; `$period` is the length of the period. */
  query: string;
  /** The label that names entities. */
  label: string;
  /** PromQL of what stands behind the value. */
  weight?: string;
};

/** See {@link PrometheusSettings}. */
export const settingsSchema: z.ZodType<PrometheusSettings> = z.strictObject({
  query: z.string().min(1),
  label: z
    .string()
    .regex(
      /^[a-zA-Z_][a-zA-Z0-9_]*$/,
      'use the name of a label such as service',
    ),
  weight: z.string().min(1).optional(),
});
