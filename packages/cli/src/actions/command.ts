import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  ActionPage,
  ActionState,
  actionStates,
  ActionView,
  apiAddress,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Command } from 'commander';
import { addPortalOptions, PortalOptions, withPortal } from '../portal/portal';
import { readAnswer } from '../portal/readAnswer';
import { describeAction } from './describeAction';

type Options = PortalOptions & {
  scope: string;
  kpi?: string;
  owner?: string;
  state?: string[];
  overdue: boolean;
  json: boolean;
};

/** As many as the portal answers at once. */
const PAGE = 200;

/** Adds `kpi-tree actions`. */
export function addActionsCommand(program: Command): void {
  addPortalOptions(
    program
      .command('actions')
      .description(
        'List what owners do to improve KPIs, overdue actions first, and what it came to. Exit code: 0, or 2 if the portal does not answer or something is not there.',
      )
      .option(
        '--scope <ref>',
        'only those of an entity, or of a System, Domain or Group and its members',
        'all',
      )
      .option('--kpi <name>', 'only those of a KPI')
      .option('--owner <ref>', 'only those that a user or group does')
      .option(
        '--state <states...>',
        `only those in these states: ${actionStates.join(', ')}`,
      )
      .option('--overdue', 'only those that should be done and are not', false)
      .option('--json', 'print the actions as JSON', false),
  ).action(async (options: Options) => {
    const query = queryOf(options);
    const actions = await withPortal(options, async portal => {
      const found: ActionView[] = [];
      let cursor: string | undefined;
      do {
        const page: ActionPage = await readAnswer<ActionPage>(
          portal,
          apiAddress('/v1/actions', { query: { ...query, cursor } }),
          ({ items }) => Array.isArray(items),
        );
        found.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor);
      return found;
    });
    process.stdout.write(
      options.json
        ? `${JSON.stringify(actions, undefined, 2)}\n`
        : textOf(actions),
    );
  });
}

function textOf(actions: ActionView[]): string {
  return actions.length
    ? `${actions.map(describeAction).join('\n\n')}\n`
    : 'There is no such action.\n';
}

function queryOf({ scope, kpi, owner, state, overdue }: Options) {
  return {
    scope: scope === 'all' ? scope : refOf(scope, 'component'),
    below: true,
    kpi,
    owner: owner === undefined ? undefined : [refOf(owner, 'group')],
    state: state?.map(stateOf),
    ...(overdue ? { overdue } : {}),
    limit: PAGE,
  };
}

function refOf(ref: string, defaultKind: string): string {
  return stringifyEntityRef(parseEntityRef(ref, { defaultKind }));
}

function stateOf(state: string): ActionState {
  const found = actionStates.find(each => each === state);
  if (!found) {
    throw new InputError(
      `--state is ${state}: use one of ${actionStates.join(', ')}`,
    );
  }
  return found;
}
