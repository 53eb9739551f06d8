import { stringifyEntityRef } from '@backstage/catalog-model';
import { ownerEntityRef, Attachment } from '@internal/kpi-tree';
import {
  Problem,
  Scorecard,
  ScorecardTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { TreeIndex } from '../definitions/TreeIndex';
import { EvaluatedAt } from '../evaluation/EvaluatedAt';
import { isStored } from '../scopes/ScopeService';
import { ScopeView } from '../scopes/ScopeView';
import {
  membersMessage,
  SetAsideMessage,
  setAsideMessages,
  toProblem,
} from '../setAside/setAsideProblems';
import { SetAsideList } from '../setAside/SetAsides';
import { NodeCounts } from '../store/NodeStore';
import { buildNode, ScopeStates } from './buildNode';

/** A scorecard of trees from the states of their KPIs. */
export function buildScorecard(
  config: Pick<KpiTreeConfig, 'timeZone' | 'coverageFloor'>,
  view: ScopeView,
  attachments: Attachment[],
  made: {
    asOf: string;
    members: string[];
    at: EvaluatedAt;
    states: ScopeStates;
    nodes?: NodeCounts;
    setAside: SetAsideMessage[];
  },
): Scorecard {
  const { definitions, scope, isScope, partial } = view;
  const { asOf, members, at, nodes, setAside } = made;
  const states: ScopeStates = {
    ...made.states,
    setAside: new Map(
      setAside.filter(({ hides }) => hides).map(each => [each.kpi, each]),
    ),
  };
  return {
    scope,
    memberCount: isScope
      ? members.length
      : Number(definitions.entities.has(scope)),
    ...(partial ? { partial } : {}),
    asOf,
    timeZone: config.timeZone,
    trees: attachments.map(({ tree, root }): ScorecardTree => {
      const entity = definitions.tree(tree);
      return {
        name: tree,
        title: entity.metadata.title ?? tree,
        ...(entity.metadata.description
          ? { description: entity.metadata.description }
          : {}),
        owner: ownerEntityRef(entity.spec.owner),
        ...breakdownsOf(definitions, root),
        root: buildNode(root, states, {
          at,
          coverageFloor: config.coverageFloor,
          nodeCounts: nodes?.[tree],
        }),
      };
    }),
    problems: [
      ...problemsOf(view, attachments),
      ...setAside.map(each => toProblem(definitions, each)),
    ],
  };
}

/** What needs fixing in the entity, its trees and their KPIs. */
function problemsOf(view: ScopeView, attachments: Attachment[]): Problem[] {
  const { definitions, scope } = view;
  const own = definitions.problemsOf(scope);
  if (!definitions.definitionProblems.length) {
    return own;
  }
  const refs = new Set([
    ...attachments.map(a => stringifyEntityRef(definitions.tree(a.tree))),
    ...kpiNames(attachments).flatMap(name => {
      const kpi = definitions.kpis.get(name);
      // One that is invalid stands nowhere but in the organisation's namespace.
      return [`kpi:default/${name}`, ...(kpi ? [stringifyEntityRef(kpi)] : [])];
    }),
  ]);
  return [
    ...own,
    ...definitions.definitionProblems.filter(
      problem => refs.has(problem.entityRef) && !isLeftOut(view, problem),
    ),
  ];
}

/**
 * What is set aside of some KPIs of an entity or scope.
 *
 * @param failures - why KPIs cannot be determined for the members that the caller may see
 */
export function messagesOf(
  view: ScopeView,
  kpis: string[],
  list: SetAsideList,
  failures: ReadonlyMap<string, string> = new Map(),
): SetAsideMessage[] {
  const { definitions, scope } = view;
  const shown = new Set(kpis);
  return [
    ...setAsideMessages(
      definitions,
      list,
      ({ subject, kpi, ofMembers }) =>
        subject === scope && (!ofMembers || isStored(view, kpi)),
    ),
    ...[...failures].map(([kpi, reason]) =>
      membersMessage({ subject: scope, kpi, reason }),
    ),
  ].filter(({ kpi }) => shown.has(kpi));
}

/**
 * That a tree names a KPI which is not there is no news to somebody who may not read all
 * KPIs: the tree is shown without it.
 */
function isLeftOut({ definitions }: ScopeView, { field, value }: Problem) {
  return (
    definitions !== definitions.whole &&
    field.startsWith('spec.root (node') &&
    typeof value === 'string' &&
    !definitions.kpis.has(value)
  );
}

/** The names of the KPIs in some trees, each once. */
export function kpiNames(attachments: Attachment[]): string[] {
  return [
    ...new Set(attachments.flatMap(({ root }) => [...TreeIndex.of(root).kpis])),
  ];
}

/** By what the KPIs of a tree are broken down, and how many of them are. */
function breakdownsOf(
  { kpis }: Definitions,
  root: Attachment['root'],
): Pick<ScorecardTree, 'breakdowns'> {
  const counts = new Map<string, number>();
  for (const name of TreeIndex.of(root).kpis) {
    for (const { id } of kpis.get(name)?.spec.breakdowns ?? []) {
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  return counts.size
    ? { breakdowns: [...counts].map(([id, count]) => ({ id, kpis: count })) }
    : {};
}
