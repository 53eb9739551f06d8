import {
  isStorableText,
  Status,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { z } from 'zod/v3';

/** The zod of the actions registry, which gives it to each schema. */
export type Zod = typeof z;

/** The longest name or reference that is taken. */
const MAX_NAME = 255;

const statuses = [
  'on-target',
  'at-risk',
  'off-target',
  'no-target',
  'no-data',
  'incomplete',
  'stale',
] as const satisfies readonly Status[];

const periodTypes = ['day', 'week', 'month', 'quarter'] as const;

/**
 * The fields that the inputs and outputs of several actions have. Each call makes a schema
 * of its own: of one that stands in two places, the JSON Schema would have a `$ref`, which
 * not every agent follows.
 */
export const fieldsOf = (zod: Zod) => {
  const text = (max = MAX_NAME) =>
    zod.string().min(1).max(max).refine(isStorableText, {
      message:
        'has a character that cannot be stored, NUL or half of a surrogate pair: leave it out',
    });
  const limit = (max: number, normal: number, what: string) =>
    zod
      .number()
      .int()
      .min(1)
      .max(max)
      .default(normal)
      .describe(`How many ${what} at most, 1 to ${max}; ${normal} by default.`);
  const date = (what: string) =>
    zod
      .string()
      .max(32)
      .regex(/^\d{4}-\d{2}-\d{2}$/, 'use a date such as 2026-03-31')
      .describe(`${what} A date such as 2026-03-31.`);
  const bound = () =>
    zod
      .union([
        zod.number(),
        zod.object({ min: zod.number(), max: zod.number() }),
      ])
      .nullable();
  return {
    text,
    limit,
    date,
    scope: () =>
      text().describe(
        'What it is about: the reference of an entity of the catalog, such as component:default/payments, system:default/shop, domain:default/retail or group:default/team-a (in lower case, kind:namespace/name); or "all" for everything that the caller may read. A System, Domain or Group stands for its members.',
      ),
    kpi: () =>
      text().describe(
        'The name of a KPI as metadata.name of its Kpi has it, such as incident-mttr; get-scorecard and what-needs-me answer names.',
      ),
    tree: () =>
      text().describe(
        'The name of a KPI tree, such as it-transformation; the first that the scope has if not given.',
      ),
    node: () =>
      text().describe(
        'The id of a node of the tree, such as detect-to-correct, as get-scorecard answers it; the root if not given.',
      ),
    cursor: () =>
      text(8_192).describe(
        'The nextCursor of the answer before, to read on; everything else has to be as it was.',
      ),
    statuses: () => zod.enum(statuses),
    status: () =>
      zod
        .enum(statuses)
        .describe(
          'on-target: the target is met; at-risk: between target and threshold; off-target: beyond the threshold; no-target: nothing to judge it by; incomplete: too little of the period is known to judge it; no-data: nothing was measured in the period; stale: the source has not reported for longer than it should.',
        ),
    trend: () =>
      zod
        .enum(['improving', 'worsening', 'stable', 'unknown'])
        .describe(
          'By the statistics of its history, not by last minus previous; unknown where there is too little of it.',
        ),
    bound,
    period: () =>
      zod.object({
        type: zod.enum(periodTypes),
        start: zod.string().describe('Its first day, YYYY-MM-DD.'),
      }),
    known: () =>
      zod
        .object({ days: zod.number(), of: zod.number() })
        .nullable()
        .describe(
          'On how many days of the period the source looked; null: on all of them.',
        ),
    value: () =>
      zod
        .number()
        .nullable()
        .describe('In the unit; null is unknown, never zero: see whyNoValue.'),
    unit: () =>
      zod
        .string()
        .describe('Of value, target and threshold: h, min, %, 1 for a count.'),
    whyNoValue: () =>
      zod
        .string()
        .nullable()
        .describe('Why there is no value; null where there is one.'),
    direction: () =>
      zod
        .enum(['lower', 'higher', 'range'])
        .describe('Which way is good; range: within target.min and max.'),
    rejectedRows: () =>
      zod
        .number()
        .nullable()
        .describe(
          'The value is incomplete: so many rows of its source would have counted in it and could not be used; null: none.',
        ),
    link: () =>
      zod.string().describe('The screen of the portal that shows it.'),
    notKnown: () =>
      zod
        .array(zod.string())
        .describe(
          'What of the answer is not known or not shown to this caller, and why. Say it with the answer.',
        ),
    nextCursor: () =>
      zod
        .string()
        .nullable()
        .describe('Give it as cursor to read on; null: that was all.'),
  };
};
