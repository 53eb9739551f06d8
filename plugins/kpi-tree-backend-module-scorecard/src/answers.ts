import { InputError } from '@backstage/errors';
import { z } from 'zod';

const timestampSchema = z.iso.datetime({ offset: true });

const metricsSchema = z.object({
  metrics: z.array(
    z.object({ id: z.string(), type: z.enum(['number', 'boolean']) }),
  ),
});

const resultsSchema = z.array(
  z.object({
    id: z.string(),
    status: z.string().optional(),
    error: z.string().optional(),
    result: z.object({ value: z.unknown(), timestamp: timestampSchema }),
  }),
);

const seriesSchema = z.object({
  metricId: z.string(),
  points: z.array(
    z.object({
      value: z.unknown(),
      timestamp: timestampSchema,
      error: z.string().optional(),
    }),
  ),
});

/** What the plugin computed of a metric of an entity at some time. */
export type Sample = {
  /** As ISO 8601. */
  timestamp: string;
  /** Nothing where it could not be computed. */
  value?: number | boolean;
  /** Why there is no value. */
  error?: string;
};

/** What can be read of an answer: something, or what is wrong with it. */
export type Reading<T> =
  | { found: T; mistake?: undefined }
  | { found?: undefined; mistake: string };

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

/** The latest samples of an entity, by the id of their metric. */
export function readResults(
  answer: unknown,
  metrics: MetricTypes,
): Reading<ReadonlyMap<string, Sample>> {
  const { data, error } = resultsSchema.safeParse(answer);
  return data
    ? {
        found: new Map(
          data.map(({ id, status, error: reason, result }) => [
            id,
            status === 'error' || reason !== undefined
              ? failure(result.timestamp, reason)
              : sample(result.timestamp, result.value, metrics.get(id)),
          ]),
        ),
      }
    : { mistake: mistakeOf(error) };
}

/**
 * The samples of a metric of an entity, of each day of UTC the last. An error beside a
 * value is about the thresholds of the portal: the value holds.
 */
export function readSeries(
  answer: unknown,
  metric: string,
  metrics: MetricTypes,
): Reading<Sample[]> {
  const { data, error } = seriesSchema.safeParse(answer);
  if (!data) {
    return { mistake: mistakeOf(error) };
  }
  if (data.metricId !== metric) {
    return {
      mistake: `The plugin scorecard was asked for "${metric}" and answers about "${data.metricId}"`,
    };
  }
  return {
    found: data.points.map(({ timestamp, value, error: reason }) =>
      value === null || value === undefined
        ? failure(timestamp, reason)
        : sample(timestamp, value, metrics.get(metric)),
    ),
  };
}

function failure(
  timestamp: string,
  error = 'the plugin says no reason',
): Sample {
  return { timestamp, error };
}

function sample(
  timestamp: string,
  value: unknown,
  type: 'number' | 'boolean' | undefined,
): Sample {
  if (value === null || value === undefined) {
    return { timestamp };
  }
  if (typeof value !== 'number' && typeof value !== 'boolean') {
    return failure(
      timestamp,
      `its value is ${JSON.stringify(
        value,
      )}, which is not a number and not true or false`,
    );
  }
  // On SQLite the plugin returns 1 and 0 for true and false
  const isFlag = type === 'boolean' && typeof value === 'number';
  return { timestamp, value: isFlag ? value !== 0 : value };
}

function mistakeOf({ issues: [{ path, message }] }: z.ZodError): string {
  return `The plugin scorecard answers neither like version 2.8 nor like version 4.4 (${path.join(
    '.',
  )}: ${message}): this module does not support its version`;
}
