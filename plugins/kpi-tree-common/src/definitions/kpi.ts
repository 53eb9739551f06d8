import { Entity } from '@backstage/catalog-model';
import { z } from 'zod';
import {
  boundInForce,
  isRange,
  periodTypes,
  targetProblem,
  targetDates,
} from '../arithmetic';
import { targetSchema, Target } from './bounds';
import { isoDuration, isoDate, ownerRef } from './fields';

/** @public */
export const KPI_TREE_API_VERSION = 'kpi-tree.io/v1alpha1';

/** @public */
export const lifecycles = ['experimental', 'production', 'deprecated'] as const;

/** @public */
export const directions = ['lower', 'higher', 'range'] as const;

/**
 * Which way is good: `lower` (a duration), `higher` (an availability), or
 * `range` (a utilisation that is to stay between two values).
 *
 * @public
 */
export type Direction = (typeof directions)[number];

/** @public */
export const aggregations = [
  'sum',
  'mean',
  'last',
  'min',
  'max',
  'none',
] as const;

/**
 * How measurements combine. `mean` is the mean weighted by the measurements'
 * weights; `none` says that they cannot be combined (a median).
 *
 * @public
 */
export type Aggregation = (typeof aggregations)[number];

/**
 * Schema of the `spec` of a `Kpi`.
 *
 * @public
 */
export const kpiSpecSchema = z
  .strictObject({
    lifecycle: z.enum(lifecycles),
    owner: ownerRef,
    personas: z.array(z.string()).default([]),
    unit: z.string().min(1),
    direction: z.enum(directions),
    grain: z.enum(periodTypes),
    period: z.enum(periodTypes),
    aggregate: z.strictObject({
      overTime: z.enum(aggregations),
      overEntities: z.enum(aggregations),
    }),
    formula: z.string().optional(),
    target: targetSchema.optional(),
    threshold: targetSchema.optional(),
    staleAfter: isoDuration.optional(),
    source: z
      .object({ id: z.string().min(1) })
      .catchall(z.json())
      .optional(),
    review: z
      .strictObject({ every: isoDuration, last: isoDate.optional() })
      .optional(),
  })
  .superRefine((spec, context) => {
    const report = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (periodTypes.indexOf(spec.grain) > periodTypes.indexOf(spec.period)) {
      report(
        'grain',
        `is coarser than the period ${spec.period}: use ${spec.period} or finer`,
      );
    } else if (spec.grain === 'week' && spec.period !== 'week') {
      report(
        'grain',
        `week does not fit into the period ${spec.period}: use day`,
      );
    }
    if (spec.aggregate.overTime === 'none' && spec.grain !== spec.period) {
      report(
        'grain',
        `is ${spec.grain} but aggregate.overTime is none: use the period, ${spec.period}`,
      );
    }
    if (spec.threshold !== undefined && spec.target === undefined) {
      report('threshold', 'needs a target: give spec.target as well');
    }
    for (const field of ['target', 'threshold'] as const) {
      if (!fitsDirection(spec[field], spec.direction)) {
        report(
          field,
          spec.direction === 'range'
            ? 'needs { min, max } with min <= max, as the direction is range'
            : `needs a number, as the direction is ${spec.direction}`,
        );
        return;
      }
    }
    for (const date of targetDates(spec.target, spec.threshold)) {
      const problem = targetProblem(
        boundInForce(spec.target, date),
        boundInForce(spec.threshold, date),
        spec.direction,
      );
      if (problem) {
        report('threshold', problem);
        return;
      }
    }
  });

function fitsDirection(target: Target | undefined, direction: Direction) {
  const bounds = Array.isArray(target) ? target.map(t => t.value) : [target];
  return bounds.every(
    bound =>
      bound === undefined ||
      (isRange(bound)
        ? direction === 'range' && bound.min <= bound.max
        : direction !== 'range'),
  );
}

/**
 * The `spec` of a valid `Kpi`.
 *
 * @public
 */
export type KpiSpec = z.infer<typeof kpiSpecSchema>;

/**
 * A `Kpi` entity: the definition of a measure, never a number.
 *
 * @public
 */
export interface KpiEntity extends Entity {
  apiVersion: typeof KPI_TREE_API_VERSION;
  kind: 'Kpi';
  spec: KpiSpec;
}
