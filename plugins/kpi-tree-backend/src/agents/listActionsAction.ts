import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  actionStates,
  effectVerdicts,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { z } from 'zod/v3';
import { toEntityRef, toScope } from '../router/toEntityRef';
import { actionOf, toAnswer } from './actionAnswer';
import { AgentServices } from './AgentServices';
import { AgentCall, answering } from './answering';
import { fieldsOf, Zod } from './fields';
import { sentences } from './unknowns';

const inputOf = (zod: Zod) => {
  const fields = fieldsOf(zod);
  return zod
    .object({
      scope: fields.scope().optional(),
      kpi: fields.kpi().optional(),
      tree: fields
        .text()
        .optional()
        .describe('Only actions for a node of this tree.'),
      node: fields
        .text()
        .optional()
        .describe('Only actions for the node of this id.'),
      owner: fields
        .text()
        .optional()
        .describe(
          'Who does it: the reference of a User or Group, such as user:default/jane.',
        ),
      state: zod
        .array(zod.enum(actionStates))
        .min(1)
        .max(4)
        .optional()
        .describe(
          'Only those in these states: proposed, open (being done), done, cancelled; all if not given.',
        ),
      overdue: zod
        .boolean()
        .optional()
        .describe('true: only those that should be done and are not.'),
      effect: zod
        .array(zod.enum(effectVerdicts))
        .min(1)
        .max(5)
        .optional()
        .describe('Only those whose measured effect is one of these.'),
      limit: fields.limit(100, 20, 'actions are listed'),
      cursor: fields.cursor().optional(),
    })
    .strict();
};

type Input = z.infer<ReturnType<typeof inputOf>>;

const outputOf = (zod: Zod) => {
  const fields = fieldsOf(zod);
  return zod.object({
    asOf: zod.string(),
    total: zod.number().describe('How many there are, on all pages.'),
    items: zod.array(actionOf(zod)),
    nextCursor: fields.nextCursor(),
    notKnown: fields.notKnown(),
  });
};

/** `list-actions`: what owners do to improve KPIs, and what came of it. */
export function addListActionsAction(
  registry: ActionsRegistryService,
  services: AgentServices,
): void {
  const { actions, actionRights, links } = services;
  registry.register({
    name: 'list-actions',
    title: 'Actions to improve KPIs',
    description: `Answers what owners do to improve KPIs: actions with title, owner, state, dates, what they are meant to come to, and their measured effect. Overdue ones come first, then by due date; those that are done or cancelled last.

An effect is worked or got-worse only where chance does not explain the change of the KPI since; with no-effect-seen or too-early do not say that the action helped, nor that it did not. sharedWith names what else began in the same periods.

If nothing is said, all actions are listed that the caller may read. Call explain-kpi for the KPI of an action; propose-action to add one.`,
    attributes: { readOnly: true, idempotent: true, destructive: false },
    schema: { input: inputOf, output: outputOf },
    action: answering(
      services,
      () => 'many',
      async ({ input, context }: AgentCall<Input>) => {
        const { kpi, tree, node, limit, cursor } = input;
        const scope =
          input.scope === undefined ? undefined : toScope(input.scope);
        // An empty list of what does not exist would look like good news
        if (scope !== undefined && scope !== 'all') {
          await context.visibility.assertReadable(scope);
        }
        if (kpi !== undefined) {
          context.definitions.kpi(kpi);
        }
        if (tree !== undefined) {
          context.definitions.tree(tree);
        }
        const page = await actions.list(
          context,
          {
            ...(scope === undefined ? {} : { scope }),
            ...(input.owner === undefined
              ? {}
              : { owners: [toEntityRef(input.owner)] }),
            states: input.state,
            isOverdue: input.overdue,
            verdicts: input.effect,
            kpi,
            tree,
            node,
            limit,
            cursor,
          },
          await actionRights.of(context.credentials),
        );
        return {
          asOf: context.day,
          total: page.total,
          items: page.items.map(item => toAnswer(item, links)),
          nextCursor: page.nextCursor ?? null,
          notKnown: sentences(
            context.visibility.isLimited &&
              'Actions for what the caller may not read are missing without a trace',
          ),
        };
      },
    ),
  });
}
