import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { OwnedKpi, Status } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { z } from 'zod/v3';
import { ownersAsked } from '../owned/ownersAsked';
import { toScope } from '../router/toEntityRef';
import { AgentServices } from './AgentServices';
import { AgentCall, answering } from './answering';
import { fieldsOf, Zod } from './fields';
import { sentences, whyNoValue } from './unknowns';
import { ViewLinks } from './ViewLinks';

/** Those that a person has to look at. */
const NEEDY: Status[] = [
  'off-target',
  'stale',
  'no-data',
  'incomplete',
  'at-risk',
];

const inputOf = (zod: Zod) => {
  const fields = fieldsOf(zod);
  return zod
    .object({
      owner: fields
        .text()
        .optional()
        .describe(
          'Whose KPIs: the reference of a User or Group, such as group:default/team-a. If not given: what the calling user owns, directly and through groups.',
        ),
      scope: fields.scope().default('all'),
      status: zod
        .array(fields.statuses())
        .min(1)
        .max(7)
        .optional()
        .describe(
          `Only those that stand so; by default those that need a person: ${NEEDY.join(
            ', ',
          )}.`,
        ),
      limit: fields.limit(100, 20, 'KPIs are listed'),
      cursor: fields.cursor().optional(),
    })
    .strict();
};

type Input = z.infer<ReturnType<typeof inputOf>>;

const outputOf = (zod: Zod) => {
  const fields = fieldsOf(zod);
  return zod.object({
    owners: zod.array(zod.string()),
    asOf: zod.string().describe('Today in the calendar of the portal.'),
    total: zod.number().describe('How many stand as asked, on all pages.'),
    counts: zod
      .record(zod.number())
      .describe('Of all that they own: how many KPIs have which status.'),
    items: zod.array(
      zod.object({
        entityRef: zod.string(),
        entityTitle: zod.string(),
        kpi: zod.string(),
        title: zod.string(),
        owner: zod.string(),
        status: fields.status(),
        value: fields.value(),
        whyNoValue: fields.whyNoValue(),
        unit: fields.unit(),
        direction: fields.direction(),
        period: fields.period(),
        known: fields.known(),
        rejectedRows: fields.rejectedRows(),
        target: fields.bound(),
        threshold: fields.bound(),
        score: zod.number().nullable(),
        trend: fields.trend(),
        trendSince: zod.string().nullable(),
        tree: zod.string(),
        node: zod.string(),
        link: fields.link(),
      }),
    ),
    nextCursor: fields.nextCursor(),
    notKnown: fields.notKnown(),
    link: fields.link(),
  });
};

/** `what-needs-me`: what somebody answers for, in order of need. */
export function addNeedsMeAction(
  registry: ActionsRegistryService,
  services: AgentServices,
): void {
  const { owned, links } = services;
  registry.register({
    name: 'what-needs-me',
    title: 'What needs me',
    description: `Answers which KPIs need the calling user, or the owner that is named: what they own, the worst first (off target, then stale or without data, then at risk; within these what is getting worse).

A KPI is a measured number with a target, such as the mean time to restore of a service. Its owner is the User or Group that answers for it. Each item has value, unit, period, target and threshold, status, trend, and the link of its page. null is unknown, with the reason in whyNoValue; never take it for 0.

Call explain-kpi next with scope = entityRef and kpi = kpi of an item, to say why it stands so; list-actions for what is already being done about it.`,
    attributes: { readOnly: true, idempotent: true, destructive: false },
    examples: [
      {
        title: 'What is off target for a team',
        input: {
          owner: 'group:default/team-a',
          scope: 'all',
          status: ['off-target'],
          limit: 20,
        },
      },
    ],
    schema: { input: inputOf, output: outputOf },
    action: answering(
      services,
      () => 'many',
      async ({ input, context }: AgentCall<Input>) => {
        const { owner, scope, status = NEEDY, limit, cursor } = input;
        const page = await owned.owned(context, {
          owners: await ownersAsked(owner, context, services),
          scope: toScope(scope),
          status,
          limit,
          cursor,
        });
        const owns = Object.values(page.counts).some(count => count > 0);
        return {
          owners: page.owners,
          asOf: context.day,
          total: page.totalItems,
          counts: page.counts,
          items: page.items.map(item => itemOf(item, links)),
          nextCursor: page.nextCursor ?? null,
          notKnown: sentences(
            !owns &&
              `${page.owners.join(
                ', ',
              )} own no KPI that the caller may read: that nothing is listed does not say that all is well`,
          ),
          link: links.tab('mine', { owner, scope }),
        };
      },
    ),
  });
}

function itemOf(item: OwnedKpi, links: ViewLinks) {
  const { entityRef, kpi, tree, node, periodType, period } = item;
  return {
    entityRef,
    entityTitle: item.entityTitle,
    kpi,
    title: item.title,
    owner: item.owner,
    status: item.status,
    value: item.value,
    whyNoValue: whyNoValue(item),
    unit: item.unit,
    direction: item.direction,
    period: { type: periodType, start: period },
    known: item.known ?? null,
    rejectedRows: item.rejectedRows ?? null,
    target: item.target,
    threshold: item.threshold,
    score: item.score,
    trend: item.trend,
    trendSince: item.trendSince ?? null,
    tree,
    node,
    link: links.kpi(entityRef, kpi, { tree }),
  };
}
