import { NotFoundError } from '@backstage/errors';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  isKpiNode,
  ScorecardNode,
  Status,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { z } from 'zod/v3';
import { toScope } from '../router/toEntityRef';
import { AgentServices } from './AgentServices';
import { AgentCall, answering, needOfScope } from './answering';
import { fieldsOf, Zod } from './fields';
import { PARTIAL, sentences, whyNoScore, whyNoValue } from './unknowns';
import { ViewLinks } from './ViewLinks';

/** A KPI that stands so needs nobody. */
const CALM: ReadonlySet<Status> = new Set(['on-target', 'no-target']);

const inputOf = (zod: Zod) => {
  const fields = fieldsOf(zod);
  return zod
    .object({
      scope: fields.scope(),
      tree: fields
        .text()
        .optional()
        .describe(
          'The name of the only tree to answer with, such as it-transformation; all trees of the scope if not given.',
        ),
      node: fields
        .text()
        .optional()
        .describe(
          'The id of a node, such as detect-to-correct: only what is below it.',
        ),
      kpis: zod
        .enum(['attention', 'all', 'none'])
        .default('attention')
        .describe(
          'Which KPIs are listed: those that need attention (default), all, or none but the branches.',
        ),
      asOf: fields
        .date(
          'As it stood at the end of that day, by what is stored; now if not given.',
        )
        .optional(),
      compare: fields
        .date('Each node comes with how it stood at the end of that day.')
        .optional(),
      limit: fields.limit(500, 100, 'nodes are listed'),
    })
    .strict();
};

type Input = z.infer<ReturnType<typeof inputOf>>;

const outputOf = (zod: Zod) => {
  const fields = fieldsOf(zod);
  const score = () =>
    zod
      .number()
      .nullable()
      .describe(
        '0 to 100: 100 at the target or beyond, 50 at the threshold; null: too little was measured.',
      );
  return zod.object({
    scope: zod.string(),
    members: zod
      .number()
      .describe('From how many entities it is rolled up; 1 for one entity.'),
    asOf: zod.string().describe('The instant it holds for, ISO 8601.'),
    timeZone: zod.string(),
    trees: zod.array(
      zod.object({
        tree: zod.string(),
        title: zod.string(),
        owner: zod.string(),
        link: fields.link(),
      }),
    ),
    nodes: zod
      .array(
        zod.object({
          tree: zod.string(),
          id: zod.string(),
          kind: zod
            .string()
            .describe('goal, csf, value-stream, process, kpi or the like.'),
          title: zod.string(),
          parent: zod
            .string()
            .nullable()
            .describe('The id of the node above; null for the root.'),
          owner: zod.string().nullable(),
          weight: zod.number(),
          status: fields.status(),
          score: score(),
          whyNoScore: zod
            .string()
            .nullable()
            .describe('Why there is no score; null where there is one.'),
          coverage: zod
            .number()
            .describe(
              '0 to 1: the share of the weight below that has a score.',
            ),
          trend: fields.trend(),
          problem: zod
            .string()
            .nullable()
            .describe('Why it cannot show what it should.'),
          before: zod
            .object({
              status: fields.status(),
              score: score(),
              value: zod.number().nullable(),
              period: zod.string().nullable(),
            })
            .nullable()
            .describe('On the day of compare; null without one.'),
          kpi: zod
            .object({
              name: zod.string(),
              value: fields.value(),
              whyNoValue: fields.whyNoValue(),
              unit: fields.unit(),
              direction: fields.direction(),
              period: fields.period(),
              known: fields.known(),
              rejectedRows: fields.rejectedRows(),
              target: fields.bound(),
              threshold: fields.bound(),
              dataGrade: zod
                .string()
                .nullable()
                .describe(
                  'How far the data can be trusted, A to D; null: too little to say so.',
                ),
              link: fields.link(),
            })
            .nullable()
            .describe('Of a KPI; null for a branch.'),
        }),
      )
      .describe('Parents before their children.'),
    notListed: zod.object({
      kpis: zod
        .number()
        .describe(
          'KPIs that were not asked for: those that need no attention, or all with kpis "none".',
        ),
      beyondLimit: zod
        .number()
        .describe(
          'Nodes that are left out by limit: ask for a node or a tree.',
        ),
    }),
    notKnown: fields.notKnown(),
  });
};

/** `get-scorecard`: the KPI trees of an entity or scope, evaluated. */
export function addScorecardAction(
  registry: ActionsRegistryService,
  services: AgentServices,
): void {
  const { scorecards, links } = services;
  registry.register({
    name: 'get-scorecard',
    title: 'Scorecard of an entity or scope',
    description: `Answers how a service, System, Domain, Group, or everything ("all") stands with its KPI trees: goal, critical success factors, value streams, processes, and their KPIs, each with status, score (0 to 100), trend and coverage; KPIs with value, unit, period, target and threshold.

Begin here if you know no names yet: with scope "all" and kpis "none" it answers the trees and their nodes, then with node and kpis "all" the KPIs below one. A score or value of null is unknown, never 0: coverage and whyNoValue say why.

Call explain-kpi next with the same scope and the name of a KPI, to say why it stands so; compare-services for the services behind a scope.`,
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: { input: inputOf, output: outputOf },
    action: answering(
      services,
      ({ scope }: Input) => needOfScope(scope),
      async ({ input, context }: AgentCall<Input>) => {
        const { tree, node, asOf, compare } = input;
        const scope = toScope(input.scope);
        const scorecard = await scorecards.scorecard(context, scope, tree, {
          asOf,
          compare,
        });
        const all = scorecard.trees.flatMap(each =>
          nodesOf(each.name, each.root, node),
        );
        if (node !== undefined && !all.length) {
          throw new NotFoundError(
            `${scope} has no node ${node}${
              tree ? ` in the KPI tree ${tree}` : ''
            }: leave node out for the ids of all nodes`,
          );
        }
        const asked = all.filter(
          ({ at }) =>
            at.kind !== 'kpi' ||
            input.kpis === 'all' ||
            (input.kpis === 'attention' && !CALM.has(at.status)),
        );
        return {
          scope,
          members: scorecard.memberCount,
          asOf: scorecard.asOf,
          timeZone: scorecard.timeZone,
          trees: scorecard.trees.map(each => ({
            tree: each.name,
            title: each.title,
            owner: each.owner,
            link: links.tree(scope, { tree: each.name, asOf }),
          })),
          nodes: asked
            .slice(0, input.limit)
            .map(each => nodeOf(each, scope, links)),
          notListed: {
            kpis: all.length - asked.length,
            beyondLimit: Math.max(0, asked.length - input.limit),
          },
          notKnown: sentences(
            scorecard.partial && PARTIAL,
            !scorecard.trees.length &&
              `No KPI tree is attached to ${scope} that the caller may read: that it has no scorecard says nothing about how it is doing`,
            ...scorecard.problems.map(
              ({ entityRef, message }) =>
                `What the definition of ${entityRef} says is missing or incomplete: ${message}`,
            ),
          ),
        };
      },
    ),
  });
}

/** A node, and where it stands. */
type Placed = { tree: string; parent: string | null; at: ScorecardNode };

/** A node of a tree and all below it; those below one that is named only. */
function nodesOf(
  tree: string,
  at: ScorecardNode,
  only: string | undefined,
  parent: string | null = null,
): Placed[] {
  const isAsked = only === undefined || at.id === only;
  return [
    ...(isAsked ? [{ tree, parent, at }] : []),
    ...at.children.flatMap(child =>
      nodesOf(tree, child, isAsked ? undefined : only, at.id),
    ),
  ];
}

function nodeOf({ tree, parent, at }: Placed, scope: string, links: ViewLinks) {
  const { before } = at;
  return {
    tree,
    id: at.id,
    kind: at.kind,
    title: at.title,
    parent,
    owner: at.owner,
    weight: at.weight,
    status: at.status,
    score: at.score,
    whyNoScore: whyNoScore(at),
    coverage: at.coverage,
    trend: at.trend,
    problem: at.problem ?? null,
    before: before
      ? {
          status: before.status,
          score: before.score,
          value: before.value ?? null,
          period: before.period ?? null,
        }
      : null,
    kpi: isKpiNode(at)
      ? {
          name: at.kpi,
          value: at.value,
          whyNoValue: whyNoValue(at),
          unit: at.unit,
          direction: at.direction,
          period: { type: at.periodType, start: at.period },
          known: at.known ?? null,
          rejectedRows: at.rejectedRows ?? null,
          target: at.target,
          threshold: at.threshold,
          dataGrade: at.signals?.quality.grade ?? null,
          link: links.kpi(scope, at.kpi, { tree }),
        }
      : null,
  };
}
