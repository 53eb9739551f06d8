import { InputError } from '@backstage/errors';
import { z } from 'zod';

const metricsSchema = z.object({
  metrics: z.array(
    z.object({ id: z.string(), type: z.enum(['number', 'boolean']) }),
  ),
});

const resultsSchema = z.array(
  z.object({
    id: z.string(),
    error: z.string().optional(),
    result: z.object({
      value: z.union([z.number(), z.boolean()]).nullish(),
      timestamp: z.iso.datetime({ offset: true }),
    }),
  }),
);

/** The latest value of a metric of an entity. */
export type MetricResult = z.infer<typeof resultsSchema>[number];

/** The types of metrics, by id. */
export type MetricTypes = ReadonlyMap<string, 'number' | 'boolean'>;

/**
 * Which metrics the plugin has.
 *
 * @throws `InputError` if the answer is not one of its own
 */
export function readMetrics(answer: unknown): MetricTypes {
  const { data, error } = metricsSchema.safeParse(answer);
  if (!data) {
    throw new InputError(mistakeOf(error));
  }
  return new Map(data.metrics.map(({ id, type }) => [id, type]));
}

/** What the plugin returns for an entity, by metric. */
export function readResults(
  answer: unknown,
  metrics: MetricTypes,
):
  | { results: ReadonlyMap<string, MetricResult>; mistake?: undefined }
  | { results?: undefined; mistake: string } {
  const { data, error } = resultsSchema.safeParse(answer);
  return data
    ? {
        results: new Map(
          data.map(each => [each.id, withBoolean(each, metrics.get(each.id))]),
        ),
      }
    : { mistake: mistakeOf(error) };
}

/** On SQLite the plugin returns 1 and 0 for true and false. */
function withBoolean(
  found: MetricResult,
  type: 'number' | 'boolean' | undefined,
): MetricResult {
  const { value } = found.result;
  return type === 'boolean' && typeof value === 'number'
    ? { ...found, result: { ...found.result, value: value !== 0 } }
    : found;
}

function mistakeOf({ issues: [{ path, message }] }: z.ZodError): string {
  return `The plugin scorecard does not answer like version 2.8 (${path.join(
    '.',
  )}: ${message}): this module does not support its version`;
}
