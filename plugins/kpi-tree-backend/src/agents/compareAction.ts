import { InputError } from '@backstage/errors';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  Heatmap,
  HeatmapCell,
  HeatmapColumn,
  HeatmapRow,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { z } from 'zod/v3';
import { RequestContext } from '../access/RequestContexts';
import { toEntityRef, toScope } from '../router/toEntityRef';
import { AgentServices } from './AgentServices';
import { AgentCall, answering, treeOf } from './answering';
import { fieldsOf, Zod } from './fields';
import { sentences, whyNoScore, whyNoValue } from './unknowns';
import { ViewLinks } from './ViewLinks';

const inputOf = (zod: Zod) => {
  const fields = fieldsOf(zod);
  return zod
    .object({
      services: zod
        .array(fields.text())
        .min(2)
        .max(20)
        .optional()
        .describe(
          'The services to compare, such as ["component:default/payments", "component:default/checkout"]; give these or scope, not both.',
        ),
      scope: fields
        .scope()
        .optional()
        .describe(
          'Whose members to compare: system:default/shop, domain:default/retail, group:default/team-a, or "all" (default).',
        ),
      tree: fields.tree().optional(),
      node: fields.node().optional(),
      kpi: fields
        .kpi()
        .optional()
        .describe(
          'The only KPI to compare, such as incident-mttr; the services are then in the order of it.',
        ),
      order: zod
        .enum(['worst-first', 'best-first'])
        .default('worst-first')
        .describe('By score; services without one come last.'),
      asOf: fields
        .date('As they stood at the end of that day; now if not given.')
        .optional(),
      limit: fields.limit(50, 10, 'services are listed'),
      cursor: fields.cursor().optional(),
    })
    .strict();
};

type Input = z.infer<ReturnType<typeof inputOf>>;

const outputOf = (zod: Zod) => {
  const fields = fieldsOf(zod);
  return zod.object({
    tree: zod.string(),
    asOf: zod.string().describe('The instant it holds for, ISO 8601.'),
    kpis: zod
      .array(
        zod.object({
          kpi: zod.string(),
          node: zod.string(),
          path: zod.array(zod.string()),
          title: zod.string(),
          unit: fields.unit(),
          direction: fields.direction(),
          period: fields.period().nullable(),
          target: fields.bound().describe('By the definition of the KPI.'),
        }),
      )
      .describe('What is compared.'),
    services: zod.array(
      zod.object({
        entityRef: zod.string(),
        title: zod.string(),
        system: zod.string().nullable(),
        owner: zod.string().nullable(),
        score: zod.number().nullable(),
        whyNoScore: zod
          .string()
          .nullable()
          .describe('Why there is no score; null where there is one.'),
        status: fields.status(),
        coverage: zod.number(),
        kpis: zod.array(
          zod.object({
            kpi: zod.string(),
            node: zod.string(),
            value: fields.value(),
            whyNoValue: fields.whyNoValue(),
            period: zod.string().nullable(),
            known: fields.known(),
            rejectedRows: fields.rejectedRows(),
            target: fields.bound().describe('In force for this service.'),
            score: zod.number().nullable(),
            status: fields.status(),
            trend: fields.trend(),
          }),
        ),
        link: fields.link(),
      }),
    ),
    total: zod.number().describe('How many services there are, on all pages.'),
    nextCursor: fields.nextCursor(),
    notKnown: fields.notKnown(),
    link: fields.link(),
  });
};

/** `compare-services`: services beside each other with the KPIs of a tree. */
export function addCompareAction(
  registry: ActionsRegistryService,
  services: AgentServices,
): void {
  const { links } = services;
  registry.register({
    name: 'compare-services',
    title: 'Compare services',
    description: `Answers how services stand beside each other with the KPIs of a tree: those that are named, or the members of a System, Domain, Group or of everything, the worst first. Each has its score, and for each KPI value, target, status and trend.

Values are of the same period unless a period is given with the value, and are held against the target of each service, which may differ. A service for which a KPI is not listed does not have that KPI. null is unknown, never 0: such services are last, which does not say that they are worse.

Narrow it down with kpi or node: a tree may have many KPIs. Call explain-kpi next with scope = entityRef of a service, to say why it differs.`,
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: { input: inputOf, output: outputOf },
    action: answering(
      services,
      () => 'many',
      async ({ input, context }: AgentCall<Input>) => {
        const { node, kpi, asOf } = input;
        const { tree, heatmap } = await compared(context, input, services);
        const columns = heatmap.columns
          .map((column, index) => ({ column, index }))
          .filter(({ column }) => kpi === undefined || column.kpi === kpi);
        if (!columns.length) {
          throw new InputError(
            kpi === undefined
              ? `The KPI tree ${tree} has no KPI that the caller may read below ${
                  node ?? 'its root'
                }: ask get-scorecard for its nodes`
              : `kpi is ${kpi}, which is not in the KPI tree ${tree}${
                  node ? ` below ${node}` : ''
                }: use one of ${namesOf(heatmap.columns)}`,
          );
        }
        return {
          tree,
          asOf: heatmap.asOf,
          kpis: columns.map(({ column }) => ({
            kpi: column.kpi,
            node: column.node,
            path: column.path,
            title: column.title,
            unit: column.unit,
            direction: column.direction,
            period: column.period
              ? { type: column.periodType, start: column.period }
              : null,
            target: column.target ?? null,
          })),
          services: heatmap.rows.map(row =>
            serviceOf(row, columns, tree, links),
          ),
          total: heatmap.totalItems,
          nextCursor: heatmap.nextCursor ?? null,
          notKnown: sentences(
            context.visibility.isLimited &&
              'Services and KPIs that the caller may not read are missing without a trace',
            !heatmap.rows.length &&
              `No service of ${heatmap.scope} has the KPI tree ${tree}`,
          ),
          link: links.tab('heatmap', {
            scope: input.services ? undefined : heatmap.scope,
            tree,
            node,
            asOf,
          }),
        };
      },
    ),
  });
}

/** What is compared, as the heatmap has it. */
async function compared(
  context: RequestContext,
  input: Input,
  { heatmaps }: AgentServices,
): Promise<{ tree: string; heatmap: Heatmap }> {
  const { node, asOf, limit, cursor, kpi } = input;
  if (input.services && input.scope !== undefined) {
    throw new InputError(
      'services and scope are both given: give the services to compare, or the scope whose members are compared',
    );
  }
  if (!input.services) {
    const scope = toScope(input.scope);
    const tree = treeOf(context, scope, input.tree);
    const heatmap = await heatmaps.heatmap(context, {
      scope,
      tree,
      node,
      asOf,
      sort: kpi === undefined ? 'score' : `kpi:${kpi}`,
      order: input.order === 'worst-first' ? 'asc' : 'desc',
      limit,
      cursor,
    });
    return { tree, heatmap };
  }
  const refs = [...new Set(input.services.map(toEntityRef))];
  // One that does not exist is told before that it has no tree
  for (const ref of refs) {
    await context.visibility.assertReadable(ref);
    if (context.definitions.scope(ref).isScope) {
      throw new InputError(
        `services has ${ref}, which has members: name services only, or give it as scope to compare its members`,
      );
    }
  }
  const tree = treeOf(context, refs[0], input.tree);
  const each: Heatmap[] = [];
  for (const scope of refs) {
    each.push(
      await heatmaps.heatmap(context, {
        scope,
        tree,
        node,
        asOf,
        sort: 'name',
        order: 'asc',
        limit: 1,
      }),
    );
  }
  return { tree, heatmap: merged(each, kpi, input.order) };
}

/** Heatmaps of one service each, as one. */
function merged(
  each: Heatmap[],
  kpi: string | undefined,
  order: Input['order'],
): Heatmap {
  const columns = [
    ...new Map(
      each.flatMap(one => one.columns.map(column => [column.node, column])),
    ).values(),
  ];
  const rows = each.flatMap(one =>
    one.rows.map(row => ({
      ...row,
      cells: columns.map(({ node }) => {
        const index = one.columns.findIndex(column => column.node === node);
        return index < 0 ? null : row.cells[index];
      }),
    })),
  );
  const column = columns.findIndex(one => one.kpi === kpi);
  const numberOf = (row: HeatmapRow) =>
    (kpi === undefined ? row.score : row.cells[column]?.score) ?? null;
  const way = order === 'worst-first' ? 1 : -1;
  const rank = (row: HeatmapRow) => {
    const number = numberOf(row);
    return number === null ? Number.MAX_VALUE : way * number;
  };
  return {
    ...each[0],
    scope: each.map(({ scope }) => scope).join(', '),
    columns,
    rows: rows.sort((a, b) => rank(a) - rank(b)),
    totalItems: rows.length,
  };
}

function serviceOf(
  row: HeatmapRow,
  columns: { column: HeatmapColumn; index: number }[],
  tree: string,
  links: ViewLinks,
) {
  const { entityRef } = row;
  return {
    entityRef,
    title: row.title,
    system: row.system ?? null,
    owner: row.owner ?? null,
    score: row.score,
    whyNoScore: whyNoScore(row),
    status: row.status,
    coverage: row.coverage,
    kpis: columns.flatMap(({ column, index }) => {
      const cell = row.cells[index];
      return cell ? [cellOf(cell, column)] : [];
    }),
    link: links.tree(entityRef, { tree }),
  };
}

function cellOf(
  cell: HeatmapCell,
  { kpi, node, target, period }: HeatmapColumn,
) {
  return {
    kpi,
    node,
    value: cell.value,
    whyNoValue: whyNoValue(cell),
    period: cell.period ?? period ?? null,
    known: cell.known ?? null,
    rejectedRows: cell.rejectedRows ?? null,
    target: cell.target === undefined ? target ?? null : cell.target,
    score: cell.score,
    status: cell.status,
    trend: cell.trend,
  };
}

/** As many names as a mistyped one is found among. */
function namesOf(columns: HeatmapColumn[]): string {
  const names = [...new Set(columns.map(({ kpi }) => kpi))];
  return `${names.slice(0, 50).join(', ')}${names.length > 50 ? ', ...' : ''}`;
}
