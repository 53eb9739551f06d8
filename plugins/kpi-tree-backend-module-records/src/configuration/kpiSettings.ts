import {
  RecordFilter,
  recordFilterMistake,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { z } from 'zod';

/** The units in which times can be given, in milliseconds. */
export const TIME_UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const column = z.string().min(1);

/** One that no row can fulfil would count nothing, and nobody would notice. */
const predicate = z
  .custom<RecordFilter>(given => given !== undefined)
  .superRefine((given, ctx) => {
    const message = recordFilterMistake(given);
    if (message) {
      ctx.addIssue({ code: 'custom', message });
    }
  });

const where = predicate.optional();

const timeUnit = z.enum(['ms', 's', 'min', 'h', 'd']);

/** A time of all rows of a record, of which each is a change of it. */
const logFields = { where: predicate, at: column.optional(), among: where };

/** How long a record was as some of its rows say. */
const timeIn = z.strictObject({ ...logFields, never: z.literal(0).optional() });

/** How long it took from an instant of a record until the first of some of its rows. */
const timeToFirst = z.strictObject({ from: column, ...logFields });

const duration = z.strictObject({ from: column, to: column });

/**
 * A number of a row: a column, a column with a unit of time, or a duration; or of all rows
 * of a record, how long it was in a state or took until it was.
 */
const valueSchema = z.union(
  [
    column,
    z.strictObject({ column, unit: timeUnit }),
    z.strictObject({ duration }),
    z.strictObject({ timeIn }),
    z.strictObject({ timeToFirst }),
  ],
  {
    error:
      'use a column, { column, unit }, { duration: { from: <column>, to: <column> } }, { timeIn: { where: <filter predicate> } } or { timeToFirst: { from: <column>, where: <filter predicate> } }',
  },
);

const limit = { atMost: z.number().nonnegative(), unit: timeUnit };

/**
 * A part of a ratio: how many rows fit, took no longer, or were not late; or the sum of
 * a column.
 */
const shareSchema = z.union(
  [
    z.strictObject({ where: predicate }),
    z.strictObject({ duration, ...limit }),
    z.strictObject({ timeIn, ...limit }),
    z.strictObject({ timeToFirst, ...limit }),
    z.strictObject({ at: column, notAfter: column }),
    z.strictObject({ sum: column }),
  ],
  {
    error:
      'use { where: <filter predicate> }, { duration: { from: <column>, to: <column> }, atMost: <number>, unit: h }, the same with timeIn or timeToFirst, { at: <column>, notAfter: <column> } or { sum: <column> }',
  },
);

const base = { time: column, where };

/**
 * The settings of a KPI that is measured from records: `spec.source` of the
 * `Kpi` without its `id`.
 */
export const settingsSchema = z.discriminatedUnion(
  'measure',
  [
    z.strictObject({ ...base, measure: z.literal('count') }),
    z.strictObject({
      ...base,
      measure: z.literal('distinct'),
      of: z.string({ error: 'use a column, such as reporter' }).min(1),
    }),
    z.strictObject({ ...base, measure: z.literal('sum'), of: valueSchema }),
    z.strictObject({
      ...base,
      measure: z.literal('mean'),
      of: valueSchema,
      weight: column.optional(),
    }),
    z.strictObject({ ...base, measure: z.literal('median'), of: valueSchema }),
    z.strictObject({
      ...base,
      measure: z.literal('quantile'),
      of: valueSchema,
    }),
    z.strictObject({ ...base, measure: z.literal('min'), of: valueSchema }),
    z.strictObject({ ...base, measure: z.literal('max'), of: valueSchema }),
    z.strictObject({
      ...base,
      measure: z.literal('ratio'),
      numerator: shareSchema,
      denominator: shareSchema.optional(),
    }),
    z.strictObject({
      ...base,
      measure: z.literal('availability'),
      from: column,
      to: column,
      downtime: z
        .strictObject({
          column,
          values: z.record(z.string(), z.number().min(0).max(1)),
          otherwise: z.number().min(0).max(1),
        })
        .optional(),
    }),
    z.strictObject({ ...base, measure: z.literal('open'), to: column }),
    z.strictObject({ ...base, measure: z.literal('openAge'), to: column }),
    z.strictObject({ ...base, measure: z.literal('timeBetween') }),
  ],
  {
    error: issue =>
      issue.code === 'invalid_union'
        ? 'use one of count, distinct, sum, ratio, mean, median, quantile, min, max, availability, open, openAge, timeBetween'
        : undefined,
  },
);

/** How a time is read of all rows of a record; see {@link RecordsSettings}. */
export type LogSettings =
  | { timeIn: z.infer<typeof timeIn> }
  | { timeToFirst: z.infer<typeof timeToFirst> };

/** See {@link settingsSchema}. */
export type RecordsSettings = z.infer<typeof settingsSchema>;

/** How a number is read of a row; see {@link RecordsSettings}. */
export type ValueSettings = z.infer<typeof valueSchema>;

/** A part of a ratio; see {@link RecordsSettings}. */
export type ShareSettings = z.infer<typeof shareSchema>;
