import { NotAllowedError } from '@backstage/errors';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { z } from 'zod/v3';
import { createAction } from '../actions/createAction';
import { actionOf, toAnswer } from './actionAnswer';
import { AgentServices } from './AgentServices';
import { AgentCall, answering } from './answering';
import { fieldsOf, Zod } from './fields';

const inputOf = (zod: Zod) => {
  const fields = fieldsOf(zod);
  return zod
    .object({
      scope: fields.scope(),
      kpi: fields
        .kpi()
        .optional()
        .describe(
          'The KPI that it is to improve, such as incident-mttr; or tree and node.',
        ),
      tree: fields
        .text()
        .optional()
        .describe('With node, where it is for a node and not for one KPI.'),
      node: fields
        .text()
        .optional()
        .describe('The id of a node of the tree, as get-scorecard answers it.'),
      title: fields.text(200).describe('What is to be done, in one line.'),
      text: fields
        .text(20_000)
        .optional()
        .describe('More about it, as Markdown: why, how, with whom.'),
      owner: fields
        .text()
        .optional()
        .describe(
          'Who is to do it: a User or Group, such as group:default/team-a; the calling user if not given.',
        ),
      start: fields.date('When it is to begin.').optional(),
      due: fields.date('Until when it is to be done.').optional(),
      links: zod
        .array(
          zod
            .object({
              url: zod.string().max(2_000).describe('https:// or http://'),
              title: zod.string().max(200).optional(),
            })
            .strict(),
        )
        .max(20)
        .optional()
        .describe('Tickets and pages that belong to it.'),
      expectation: zod
        .object({
          value: zod
            .number()
            .optional()
            .describe('A value in the unit of the KPI; either this,'),
          percent: zod
            .number()
            .optional()
            .describe('or a change in percent, such as -20.'),
          by: fields.date('Until when.').optional(),
        })
        .strict()
        .optional()
        .describe('What it is meant to come to; of a KPI only.'),
    })
    .strict();
};

type Input = z.infer<ReturnType<typeof inputOf>>;

const outputOf = (zod: Zod) => zod.object({ action: actionOf(zod) });

/** `propose-action`: adds an action that somebody has to open. */
export function addProposeActionAction(
  registry: ActionsRegistryService,
  services: AgentServices,
): void {
  const { auth, links } = services;
  registry.register({
    name: 'propose-action',
    title: 'Propose an action',
    description: `Adds an action, in the name of the calling user, to what is done to improve a KPI of an entity or scope, or a node of a tree. It is in the state "proposed": whoever answers for the KPI opens, changes or cancels it in the portal. Needs the permission kpi-tree.action.write for that KPI there.

Ask the person before you call it, and call list-actions first: calling it twice adds two actions. Say in title what is to be done, and in expectation what it is meant to come to, so that its effect can be held against that.`,
    attributes: { readOnly: false, idempotent: false, destructive: false },
    examples: [
      {
        title: 'An action for the time to restore of a service',
        input: {
          scope: 'component:default/payments',
          kpi: 'incident-mttr',
          title: 'Runbooks for the ten most frequent alerts',
          due: '2027-01-31',
          expectation: { percent: -20, by: '2027-03-31' },
        },
      },
    ],
    schema: { input: inputOf, output: outputOf },
    action: answering(
      services,
      () => 'many',
      async ({ input, context, caller }: AgentCall<Input>) => {
        const { credentials } = context;
        if (!auth.isPrincipal(credentials, 'user')) {
          throw new NotAllowedError(
            'Only users propose actions, and the caller is a service: sign in as a user',
          );
        }
        const by = credentials.principal.userEntityRef;
        const { scope, kpi, tree, node, ...fields } = input;
        const action = await createAction(
          caller,
          context,
          {
            subject: { scope, kpi, tree, node },
            fields: { ...fields, owner: fields.owner ?? by, state: 'proposed' },
            by,
          },
          services,
        );
        return { action: toAnswer(action, links) };
      },
    ),
  });
}
