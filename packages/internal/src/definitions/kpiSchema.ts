import { z } from 'zod';
import {
  aggregations,
  directions,
  type KpiSpec,
  lifecycles,
  periodTypes,
  Target,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  aggregationTraits,
  boundInForce,
  parseExpression,
  targetDates,
  targetProblem,
} from '../arithmetic';
import { operandNames } from '../arithmetic/expression';
import { targetSchema } from './bounds';
import { entityRef, isoDate, isoDuration, ownerRef } from './fields';
import { plausibleSchema } from './plausibleSchema';
import { signalSettingsSchema } from './signalSettings';
import { fitsDirection } from './targets';

const definitionSchema = z
  .strictObject({
    formula: z
      .string()
      .describe('The formula in words or symbols, in one line'),
    numerator: z.string().describe('What is above the line of a ratio'),
    denominator: z.string().describe('What is below it: the weight'),
    excludes: z.string().describe('What does not count'),
    data: z.string().describe('The data that it needs, and where they are'),
    basis: z.string().describe('Where target and threshold come from'),
    pitfalls: z
      .array(z.string())
      .describe('How it can be gamed or misread, a sentence each'),
  })
  .partial();

/** A formula by itself; what its operands mean is known beside the other KPIs. */
const formulaSchema = z.string().superRefine((text, { addIssue }) => {
  const parsed = parseExpression(text);
  if ('mistake' in parsed) {
    addIssue({ code: 'custom', message: parsed.mistake });
  } else if (!operandNames(parsed.expression).length) {
    addIssue({
      code: 'custom',
      message:
        'names no KPI: use one such as 100 * resolved_in_sla / resolved, with _ for - and . in the names',
    });
  }
});

/** More are not stored of each measurement. */
const MOST_BREAKDOWNS = 5;

const breakdownsSchema = z
  .array(
    z.strictObject({
      id: z
        .string()
        .max(63)
        .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
          error: 'use lower-case letters, digits and -, such as priority',
        })
        .describe('By which the portal names it, such as priority'),
      column: z
        .string()
        .min(1)
        .max(255)
        .describe(
          'The column of the records by whose values it is broken down',
        ),
      top: z
        .int()
        .min(1)
        .max(30)
        .optional()
        .describe(
          'How many classes are shown before the rest is summed up; 10 if not given',
        ),
    }),
  )
  .min(1)
  .max(MOST_BREAKDOWNS)
  .superRefine((breakdowns, { addIssue }) => {
    for (const field of ['id', 'column'] as const) {
      const given = breakdowns.map(one => one[field]);
      const twice = given.findIndex(
        (text, index) => given.indexOf(text) < index,
      );
      if (twice >= 0) {
        addIssue({
          code: 'custom',
          path: [twice, field],
          message: `is that of another breakdown: use each ${field} once`,
        });
      }
    }
  });

/** More of them nobody watches. */
const MOST_GUARDS = 5;

/** The fields of the `spec` of a `Kpi`, each by itself. */
const kpiFields = z.strictObject({
  lifecycle: z.enum(lifecycles).describe('How far it can be relied on'),
  owner: ownerRef.describe('The Group or User responsible for it'),
  process: z
    .string()
    .min(1)
    .optional()
    .describe('The IT process that it measures, such as incident-management'),
  personas: z.array(z.string()).default([]).describe('Who it is for'),
  unit: z
    .string()
    .min(1)
    .describe('The unit of the value, such as h, %, 1; never converted'),
  direction: z.enum(directions).describe('Which way is good'),
  grain: z.enum(periodTypes).describe('What is stored'),
  period: z.enum(periodTypes).describe('What is judged'),
  aggregate: z
    .strictObject({
      overTime: z.enum(aggregations),
      overEntities: z.enum(aggregations),
      quantile: z
        .number()
        .gt(0)
        .lt(1)
        .optional()
        .describe(
          'Which quantile: 0.5 is the median, 0.95 the 95th percentile',
        ),
    })
    .describe('How values combine; mean is weighted'),
  definition: definitionSchema
    .optional()
    .describe('What exactly is measured, and what to beware of'),
  formula: formulaSchema
    .optional()
    .describe(
      'Computes it from other KPIs instead of a source: numbers, names of KPIs with _ for - and ., + - * / ( ), min, max, abs, round; such as 100 * resolved_in_sla / resolved',
    ),
  target: targetSchema.optional().describe('Where we want to be'),
  threshold: targetSchema
    .optional()
    .describe('Where it stops being acceptable, on the bad side of the target'),
  targetOverrides: z
    .union([z.boolean(), z.array(entityRef).min(1)], {
      error:
        'use true, false, or a list of entity references such as component:default/orders',
    })
    .optional()
    .describe(
      'Which entities may set a target and threshold of their own by annotation: all (true), none (false), or those of a list',
    ),
  plausible: plausibleSchema
    .optional()
    .describe('The possible values, instead of those its unit implies'),
  signals: signalSettingsSchema
    .optional()
    .describe('How its trend is found, if not by default'),
  staleAfter: isoDuration
    .optional()
    .describe('How long the source may be silent, such as P45D'),
  completenessFloor: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe(
      'The share of a period that has to be known for its value to be judged, if not the default',
    ),
  source: z
    .object({ id: z.string().min(1) })
    .catchall(z.json())
    .optional()
    .describe('The id of a source of the portal, and its settings'),
  breakdowns: breakdownsSchema
    .optional()
    .describe(
      'By which columns of its records it is broken down, such as [{ id: priority, column: priority }]',
    ),
  guards: z
    .array(z.string().min(1).max(63))
    .min(1)
    .max(MOST_GUARDS)
    .optional()
    .describe(
      'KPIs that should not get worse while this one is improved, such as [incident-reopen-rate]; an action says if one did',
    ),
  review: z
    .strictObject({ every: isoDuration, last: isoDate.optional() })
    .optional()
    .describe('How often its definition is reviewed, and when it last was'),
  extends: z
    .string()
    .min(1)
    .optional()
    .describe('The Kpi from which all fields not given here come'),
});

/**
 * Schema of the `spec` of a `Kpi` that extends another: what it does not give
 * comes from there.
 */
export const kpiExtensionSchema = kpiFields
  .extend({ personas: z.array(z.string()) })
  .partial()
  .extend({ extends: z.string().min(1) });

/** Schema of the `spec` of a complete `Kpi`, each field by itself. */
export const kpiSpecSchema: z.ZodType<KpiSpec> = kpiFields;

/** The fields that are right by themselves, whatever the others are. */
export function validFields(spec: Record<string, unknown>): Partial<KpiSpec> {
  return Object.fromEntries(
    Object.entries(kpiFields.shape).flatMap(([name, schema]) => {
      const { data } = schema.safeParse(spec[name]);
      return data === undefined ? [] : [[name, data]];
    }),
  );
}

/** What does not fit together. */
export type Misfit = { field: keyof KpiSpec; message: string };

/**
 * How the fields of a `Kpi` do not fit together. Reported also where other fields are
 * wrong by themselves, so that an owner sees everything at once.
 *
 * @param spec - the fields that are right by themselves
 */
export function misfits(spec: Partial<KpiSpec>): Misfit[] {
  return [
    ...grainMisfits(spec),
    ...quantileMisfits(spec),
    ...targetMisfits(spec),
    ...plausibleMisfits(spec),
    ...sourceMisfits(spec),
  ];
}

/** A target that no value can reach, or a threshold that none can pass. */
function plausibleMisfits({ plausible, target, threshold }: Partial<KpiSpec>) {
  const found: Misfit[] = [];
  const { min = -Infinity, max = Infinity } = plausible ?? {};
  for (const [field, bounds] of [
    ['target', target],
    ['threshold', threshold],
  ] as const) {
    const outside = boundsOf(bounds).find(bound => bound < min || bound > max);
    if (outside !== undefined) {
      found.push({
        field,
        message: `has ${outside}, which is not a plausible value: correct it, or widen plausible`,
      });
    }
  }
  return found;
}

function boundsOf(target: Target | undefined): number[] {
  if (target === undefined) {
    return [];
  }
  const bounds = Array.isArray(target)
    ? target.map(({ value }) => value)
    : [target];
  return bounds.flatMap(bound =>
    typeof bound === 'number' ? [bound] : [bound.min, bound.max],
  );
}

function sourceMisfits({
  formula,
  source,
  breakdowns,
}: Partial<KpiSpec>): Misfit[] {
  if (formula === undefined) {
    return [];
  }
  const found: Misfit[] = [];
  if (source) {
    found.push({
      field: 'formula',
      message: `is given together with the source ${source.id}: a KPI is either computed or measured, leave one of the two out`,
    });
  }
  if (breakdowns) {
    found.push({
      field: 'breakdowns',
      message:
        'are those of records, and a formula has none: break the KPIs down that it is computed from',
    });
  }
  return found;
}

function grainMisfits({
  grain,
  period: periodType,
  aggregate,
}: Partial<KpiSpec>) {
  const found: Misfit[] = [];
  const report = (message: string) => found.push({ field: 'grain', message });
  if (!grain || !periodType) {
    return found;
  }
  if (periodTypes.indexOf(grain) > periodTypes.indexOf(periodType)) {
    report(
      `is coarser than the period ${periodType}: use ${periodType} or finer`,
    );
  } else if (grain === 'week' && periodType !== 'week') {
    report(`week does not fit into the period ${periodType}: use day`);
  }
  if (!aggregate) {
    return found;
  }
  const { overTime } = aggregate;
  const { combines, keepsSingleValue } = aggregationTraits[overTime];
  if (!combines && grain !== periodType) {
    report(
      `is ${grain} but aggregate.overTime is ${overTime}: use the period, ${periodType}`,
    );
  }
  if (!keepsSingleValue && grain === periodType) {
    report(
      `is the period, ${periodType}, but aggregate.overTime is ${overTime}, which needs several values: use a finer grain`,
    );
  }
  return found;
}

function quantileMisfits({ aggregate }: Partial<KpiSpec>): Misfit[] {
  if (!aggregate) {
    return [];
  }
  const { overTime, overEntities, quantile } = aggregate;
  const traits = aggregationTraits[overTime];
  const isAsked =
    traits.needsDistribution ||
    aggregationTraits[overEntities].needsDistribution;
  const report = (message: string): Misfit[] => [
    { field: 'aggregate', message },
  ];
  if (isAsked && quantile === undefined) {
    return report(
      'asks for a quantile without saying which: give aggregate.quantile, such as 0.5 for the median',
    );
  }
  if (!isAsked && quantile !== undefined) {
    return report(
      'has a quantile that is not used: make overTime quantile, or leave it out',
    );
  }
  return aggregationTraits[overEntities].needsDistribution &&
    !traits.needsDistribution &&
    traits.combines
    ? report(
        `makes overEntities quantile of what overTime ${overTime} leaves of the distribution: make overTime quantile as well`,
      )
    : [];
}

function targetMisfits({ direction, target, threshold }: Partial<KpiSpec>) {
  const found: Misfit[] = [];
  if (!direction) {
    return found;
  }
  for (const [field, bound] of [
    ['target', target],
    ['threshold', threshold],
  ] as const) {
    if (!fitsDirection(bound, direction)) {
      found.push({
        field,
        message:
          direction === 'range'
            ? 'needs { min, max } with min <= max, as the direction is range'
            : `needs a number, as the direction is ${direction}`,
      });
    }
  }
  const mistake = found.length
    ? undefined
    : targetDates(target, threshold)
        .map(date =>
          targetProblem(
            boundInForce(target, date),
            boundInForce(threshold, date),
            direction,
          ),
        )
        .find(Boolean);
  return mistake
    ? [...found, { field: 'threshold' as const, message: mistake }]
    : found;
}
