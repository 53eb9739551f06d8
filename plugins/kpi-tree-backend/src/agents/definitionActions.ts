import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { z } from 'zod/v3';
import { checkDraft, tryDraft } from '../drafts/auditedDrafts';
import { AgentServices } from './AgentServices';
import { AgentCall, answering } from './answering';
import { fieldsOf, Zod } from './fields';
import { sentences, whyNoValue } from './unknowns';

/** As long as the REST API takes it. */
const MAX_YAML = 100_000;

/** What a KPI looks like, for whoever has never seen one. */
const EXAMPLE = `apiVersion: kpi-tree.io/v1alpha1
kind: Kpi
metadata:
  name: incident-mttr
  title: Mean time to restore
spec:
  lifecycle: production
  owner: group:default/incident-management
  unit: h
  direction: lower
  grain: day
  period: month
  aggregate: { overTime: mean, overEntities: mean }
  target: 2
  threshold: 4
  definition:
    formula: sum of durations / number of incidents
  source:
    id: incidents
    time: restored_at
    measure: mean
    of: { duration: { from: opened_at, to: restored_at } }`;

const yamlOf = (zod: Zod) =>
  fieldsOf(zod)
    .text(MAX_YAML)
    .describe(
      'The text of one Kpi as YAML, with apiVersion, kind, metadata and spec.',
    );

const checkInputOf = (zod: Zod) => zod.object({ yaml: yamlOf(zod) }).strict();

const checkOutputOf = (zod: Zod) => {
  const fields = fieldsOf(zod);
  return zod.object({
    isRight: zod.boolean(),
    problems: zod.array(
      zod.object({
        line: zod.number().describe('From 1.'),
        column: zod.number(),
        field: zod.string().nullable(),
        message: zod
          .string()
          .describe('What is wrong, and what would be right.'),
      }),
    ),
    kpi: zod
      .object({
        name: zod.string(),
        entityRef: zod.string(),
        title: zod.string(),
        description: zod.string(),
        spec: zod
          .record(zod.unknown())
          .describe('With what it takes from a Kpi that it extends.'),
      })
      .nullable()
      .describe('The KPI that it makes; null while there are problems.'),
    link: fields.link(),
  });
};

/** `check-definition`: what is wrong with a Kpi that is being written. */
export function addCheckAction(
  registry: ActionsRegistryService,
  services: AgentServices,
): void {
  registry.register({
    name: 'check-definition',
    title: 'Check the definition of a KPI',
    description: `Answers what is wrong with the YAML of a KPI that is being written, with line, field and what would be right; or the KPI that it makes. It is checked together with the KPIs, owners and sources that the caller may read. Nothing is stored: definitions live in Git, and a person has to commit the text there.

A KPI looks like this; the settings below spec.source depend on the source:

${EXAMPLE}

With "extends: <name of a KPI>" in spec, only what differs has to be written. Call it again after each correction; once isRight is true, call try-definition to see what it would measure.`,
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: { input: checkInputOf, output: checkOutputOf },
    action: answering(
      services,
      () => 'nothing',
      async ({
        input,
        context,
        caller,
      }: AgentCall<z.infer<ReturnType<typeof checkInputOf>>>) => {
        const { problems, kpi } = await checkDraft(
          caller,
          context,
          input.yaml,
          services,
        );
        return {
          isRight: !problems.length,
          problems: problems.map(({ line, column, field, message }) => ({
            line,
            column,
            field: field ?? null,
            message,
          })),
          kpi: kpi && {
            name: kpi.name,
            entityRef: kpi.entityRef,
            title: kpi.title,
            description: kpi.description,
            spec: { ...kpi.spec },
          },
          link: services.links.tab('try'),
        };
      },
    ),
  });
}

const tryInputOf = (zod: Zod) => {
  const fields = fieldsOf(zod);
  return zod
    .object({
      yaml: yamlOf(zod),
      entityRef: fields
        .text()
        .describe(
          'For which entity it is measured, such as component:default/payments.',
        ),
      periods: fields.limit(100, 24, 'of the latest periods are listed'),
    })
    .strict();
};

const tryOutputOf = (zod: Zod) => {
  const fields = fieldsOf(zod);
  return zod.object({
    kpi: zod.string(),
    entityRef: zod.string(),
    unit: fields.unit(),
    direction: fields.direction(),
    source: zod
      .string()
      .nullable()
      .describe(
        'Which source was read; null: it was computed from stored KPIs.',
      ),
    points: zod
      .array(
        zod.object({
          period: zod.string(),
          value: fields.value(),
          whyNoValue: fields.whyNoValue(),
          target: fields.bound(),
          threshold: fields.bound(),
          status: fields.status(),
          provisional: zod.boolean().describe('The period still runs.'),
          known: fields.known(),
        }),
      )
      .describe('Oldest first.'),
    olderPoints: zod.number().describe('How many older ones are left out.'),
    rowsRead: zod.number(),
    rowsRejected: zod.number(),
    measurements: zod.number(),
    errors: zod.array(
      zod.object({
        message: zod.string(),
        where: zod.string().nullable(),
        count: zod.number(),
      }),
    ),
    notKnown: fields.notKnown(),
    link: fields.link(),
  });
};

/** `try-definition`: what a Kpi that is being written would measure. */
export function addTryAction(
  registry: ActionsRegistryService,
  services: AgentServices,
): void {
  registry.register({
    name: 'try-definition',
    title: 'Try the definition of a KPI',
    description: `Answers what a KPI that is being written would measure for an entity: its live source is read within limits on rows and time, or its formula computed from what is stored. Nothing is stored. Needs the permission kpi-tree.definition.try.

Call check-definition first. What could not be read is in errors and notKnown: a trial that was stopped early, or had rejected rows, does not show all values. To bring the KPI into use a person commits the YAML to Git; the link opens the screen for that.`,
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: { input: tryInputOf, output: tryOutputOf },
    action: answering(
      services,
      () => 'calendar',
      async ({
        input,
        context,
        caller,
      }: AgentCall<z.infer<ReturnType<typeof tryInputOf>>>) => {
        const trial = await tryDraft(caller, context, input, services);
        const { series, stoppedBy, errors, rowsRejected } = trial;
        const shown = series.points.slice(-input.periods);
        return {
          kpi: series.kpi,
          entityRef: series.scope,
          unit: series.unit,
          direction: series.direction,
          source: series.source,
          points: shown.map(point => ({
            period: point.period,
            value: point.value,
            whyNoValue: whyNoValue(point),
            target: point.target,
            threshold: point.threshold,
            status: point.status,
            provisional: point.provisional ?? false,
            known: point.known ?? null,
          })),
          olderPoints: series.points.length - shown.length,
          rowsRead: trial.rowsRead,
          rowsRejected,
          measurements: trial.measurements,
          errors: errors.map(({ message, where, count }) => ({
            message,
            where: where ?? null,
            count,
          })),
          notKnown: sentences(
            stoppedBy &&
              `The source was stopped early, as it ${
                stoppedBy === 'rows' ? 'has more rows' : 'takes longer'
              } than a trial may: values may be missing or too small`,
            rowsRejected > 0 &&
              `${rowsRejected} rows could not be used, see errors: values may lack them`,
            !series.points.length &&
              'Nothing was measured for this entity; it is unknown, not zero',
          ),
          link: services.links.tab('try'),
        };
      },
    ),
  });
}
