import type { z } from 'zod/v3';
import { fieldsOf, Zod } from './fields';

export const explainInputOf = (zod: Zod) => {
  const fields = fieldsOf(zod);
  const count = (max: number, normal: number, what: string) =>
    zod
      .number()
      .int()
      .min(0)
      .max(max)
      .default(normal)
      .describe(`${what}, 0 to ${max}; ${normal} by default.`);
  return zod
    .object({
      scope: fields.scope(),
      kpi: fields.kpi(),
      period: fields
        .date(
          'A date in the period that is explained; the last complete period if not given.',
        )
        .optional(),
      history: count(100, 12, 'How many periods up to it are listed'),
      records: count(50, 5, 'How many records behind it are listed'),
      parts: fields.limit(50, 5, 'members that explain the change are listed'),
    })
    .strict();
};

/** What {@link explainInputOf} takes. */
export type ExplainInput = z.infer<ReturnType<typeof explainInputOf>>;

export const explainOutputOf = (zod: Zod) => {
  const fields = fieldsOf(zod);
  const number = () => zod.number().nullable();
  const date = () => zod.string().nullable();
  const why = () =>
    zod.string().nullable().describe('Why it is not there; null where it is.');
  const total = () =>
    zod
      .object({
        period: zod.string(),
        value: number(),
        weight: number(),
      })
      .nullable();
  return zod.object({
    scope: zod.string(),
    kpi: zod.string(),
    title: zod.string(),
    asOf: zod.string().describe('Today in the calendar of the portal.'),
    period: fields.period(),
    value: fields.value(),
    whyNoValue: fields.whyNoValue(),
    unit: fields.unit(),
    direction: fields.direction(),
    target: fields.bound().describe('In force in the period; null: none.'),
    threshold: fields
      .bound()
      .describe('Where it stops being acceptable; null: none.'),
    score: number(),
    status: fields.status(),
    provisional: zod.boolean().describe('The period still runs.'),
    numerator: number().describe('Of a ratio or mean: above the line.'),
    denominator: number().describe('Below it.'),
    origin: zod
      .enum(['own', 'members'])
      .describe('Measured for the scope itself, or rolled up of its members.'),
    signal: zod.object({
      trend: fields.trend(),
      since: date().describe(
        'First day of the pattern that shows it; null without a signal.',
      ),
      rule: zod
        .string()
        .nullable()
        .describe('Which pattern of points it is; null without a signal.'),
      points: number().describe('From how many values it is known.'),
      mean: number(),
      lower: number(),
      upper: number(),
      limitsOf: zod
        .enum(['values', 'days-between-events'])
        .nullable()
        .describe(
          'What mean, lower and upper are of: values in the unit of the KPI, or of rare events the days between two of them.',
        ),
      expected: zod
        .object({ lower: zod.number(), upper: zod.number() })
        .nullable()
        .describe(
          'Between which values periods lie by chance as the process now runs, in the unit of the KPI.',
        ),
      capability: zod
        .enum(['consistently', 'sometimes', 'never', 'unknown'])
        .describe('Whether the target will be met as the process now runs.'),
      chance: number().describe(
        '0 to 1: of meeting the target in the running period.',
      ),
      sentences: zod.array(zod.string()).describe('The same in words.'),
      whyUnknown: why(),
    }),
    data: zod.object({
      grade: zod
        .string()
        .nullable()
        .describe(
          'A: nothing is wrong with the data, to D: do not rely on them.',
        ),
      completeness: number().describe(
        '0 to 1: the share of the periods that have a value.',
      ),
      issues: zod.array(
        zod.object({
          kind: zod.string(),
          grade: zod.string(),
          period: zod.string(),
          count: zod.number(),
          amount: zod.number(),
        }),
      ),
      known: fields.known(),
      rejectedRows: fields.rejectedRows(),
      relativeError: number().describe(
        'How far values may be off, as a share; null: exact.',
      ),
      source: zod.string().nullable(),
      coveredUntil: date().describe(
        'Up to when the source is known to be complete, ISO 8601; null: not known.',
      ),
    }),
    contribution: zod.object({
      before: total(),
      after: total(),
      change: number().describe('In the unit of the KPI.'),
      parts: zod.array(
        zod.object({
          ref: zod.string().nullable(),
          title: zod.string(),
          before: number(),
          after: number(),
          share: number().describe(
            'Its part of the change, in the unit of the KPI; null where members have no shares.',
          ),
        }),
      ),
      othersCount: zod.number(),
      othersShare: number(),
      sentences: zod.array(zod.string()),
      whyNone: why(),
    }),
    records: zod.object({
      total: number().describe('How many records there are.'),
      readAt: date(),
      columns: zod.array(zod.string()),
      items: zod
        .array(
          zod.object({
            entityRef: zod.string(),
            place: zod.string().describe('Where it was read.'),
            value: number().describe('What it adds to the value.'),
            cells: zod.array(zod.string().nullable()).describe('By columns.'),
            link: zod.string().nullable(),
          }),
        )
        .describe('The worst first.'),
      operands: zod
        .array(zod.string())
        .describe('The KPIs of its formula: explain these.'),
      whyNone: why(),
    }),
    history: zod
      .array(
        zod.object({
          period: zod.string(),
          value: fields.value(),
          target: fields.bound(),
          status: fields.status(),
          provisional: zod.boolean(),
        }),
      )
      .describe('Oldest first, each with the target that was in force.'),
    definition: zod.object({
      entityRef: zod.string(),
      description: zod.string(),
      owner: zod.string().describe('Who answers for it here.'),
      lifecycle: zod.string(),
      texts: zod
        .record(zod.unknown())
        .describe('Formula in words, what is left out, pitfalls, and so on.'),
      formula: zod
        .string()
        .nullable()
        .describe('Computes it from other KPIs; null: it is measured.'),
      extends: zod.string().nullable(),
    }),
    notKnown: fields.notKnown(),
    link: fields.link(),
  });
};
