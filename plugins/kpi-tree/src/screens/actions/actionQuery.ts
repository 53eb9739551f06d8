import {
  type ActionState,
  type EffectVerdict,
  effectVerdicts,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { MINE } from '../../parts/owners/OwnerPicker';
import type { KpiTreeParams } from '../../parts/view/useKpiTreeParams';
import type { View } from '../../parts/view/useView';
import type { ActionQuery } from '../../queries/useActions';
import type { Me } from '../../queries/useMe';

/** Which actions are listed. */
export const shownStates = ['unfinished', 'overdue', 'done', 'all'] as const;

/** Those that are not finished, or others. */
export type ShownStates = (typeof shownStates)[number];

/** How actions are grouped. */
export const actionGroups = ['state', 'owner', 'kpi'] as const;

/** By how far they are, who does them, or what they are for. */
export type ActionGroup = (typeof actionGroups)[number];

/** What the address says of the tab. What makes no sense is left out. */
export type ActionFilter = {
  show: ShownStates;
  effect?: EffectVerdict;
  group: ActionGroup;
  owner?: string;
  /** Id of a node of the tree, or of a KPI in it. */
  node?: string;
};

/** The filter that parameters of an address mean. */
export function filterOf(params: KpiTreeParams): ActionFilter {
  const effect = effectVerdicts.find(each => each === params.effect);
  return {
    show: shownStates.find(each => each === params.show) ?? 'unfinished',
    ...(effect ? { effect } : {}),
    group: actionGroups.find(each => each === params.group) ?? 'state',
    // The quality report knows findings that nobody owns; there is no such action
    ...(params.owner && params.owner !== 'none' ? { owner: params.owner } : {}),
    ...(params.node ? { node: params.node } : {}),
  };
}

/** Whether anything is left out. */
export function isNarrowed({ show, effect, owner, node }: ActionFilter) {
  return Boolean(show !== 'all' || effect || owner || node);
}

const unfinished: ActionState[] = ['proposed', 'open'];

/**
 * What the backend is asked for; nothing as long as it is not known who the user is and
 * that matters.
 *
 * @param tree - the name of the tree that is shown
 */
export function queryOf(
  { show, effect, owner, node }: ActionFilter,
  { scope }: View,
  tree: string | undefined,
  me: Me | undefined,
): ActionQuery | undefined {
  if (owner === MINE && !me) {
    return undefined;
  }
  const owners = owner === MINE && me ? [me.user, ...me.groups] : owner;
  return {
    scope,
    below: true,
    ...(node && tree ? { tree, node } : {}),
    ...(owners ? { owner: [owners].flat() } : {}),
    ...(show === 'unfinished' ? { state: unfinished } : {}),
    ...(show === 'overdue' ? { overdue: true } : {}),
    ...(show === 'done' ? { state: ['done' as const] } : {}),
    ...(effect ? { effect: [effect] } : {}),
  };
}
