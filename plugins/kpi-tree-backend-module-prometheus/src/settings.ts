import { z } from 'zod';

/**
 * `spec.source` of a Kpi without its `id`: a query and, where there is one, its weight; or
 * a numerator and a denominator.
 */
export type PrometheusSettings = {
  /** The label that names entities. */
  label: string;
  /** PromQL; `$period` is the length of the period. */
  query?: string;
  /** PromQL of what the value is based on. */
  weight?: string;
  /** PromQL of what is above the line; of a KPI in percent not multiplied by 100. */
  numerator?: string;
  /** PromQL of what is below it; it may be 0. */
  denominator?: string;
};

const promql = z.string().min(1).optional();

/** See {@link PrometheusSettings}. */
export const settingsSchema: z.ZodType<PrometheusSettings> = z
  .strictObject({
    query: promql,
    label: z
      .string()
      .regex(
        /^[a-zA-Z_][a-zA-Z0-9_]*$/,
        'use the name of a label such as service',
      ),
    weight: promql,
    numerator: promql,
    denominator: promql,
  })
  .superRefine((settings, context) => {
    const { query, weight, numerator, denominator } = settings;
    const complain = (field: keyof PrometheusSettings, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (numerator === undefined && denominator === undefined) {
      if (query === undefined) {
        complain(
          'query',
          'is missing: use query and, if there is one, weight; or numerator and denominator',
        );
      }
      return;
    }
    for (const field of ['numerator', 'denominator'] as const) {
      if (settings[field] === undefined) {
        complain(field, 'is missing: give both numerator and denominator');
      }
    }
    for (const field of ['query', 'weight'] as const) {
      if ({ query, weight }[field] !== undefined) {
        complain(
          field,
          'is given together with a numerator or denominator: use either query and weight, or numerator and denominator',
        );
      }
    }
  });
