import {
  DEFAULT_COVERAGE_FLOOR,
  fitsInto,
  isLeaf,
  KpiEntity,
  KpiTreeBranch,
  KpiTreeLeaf,
  periodTypes,
  rollUp,
  ScorecardKpi,
  ScorecardNode,
  ownerEntityRef,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../definitions/Definitions';
import { CurrentSeries, Evaluator } from '../evaluation/Evaluator';
import { CurrentState } from '../store/CurrentStore';
import { countMembers, rollupMembers } from './rollupMembers';
import { scopeJudgement } from './scopeTargets';

/**
 * The states behind a scorecard, by KPI.
 */
export type ScopeStates = {
  scope: string;
  /** Whether it is about members rather than one entity. */
  isScope: boolean;
  /** Measured for the entity or scope itself. */
  own: Map<string, CurrentSeries>;
  /** Of the members that the caller may read. */
  members: Map<string, CurrentSeries[]>;
  /** The members to which the KPI is attached. */
  attached: Map<string, Set<string>>;
};

type Context = {
  definitions: Definitions;
  evaluator: Evaluator;
  coverageFloor?: number;
};

/** Evaluates a node of a tree and all below it. */
export function buildNode(
  node: KpiTreeBranch,
  states: ScopeStates,
  context: Context,
): ScorecardNode {
  const children = node.children.map(child =>
    isLeaf(child)
      ? buildLeaf(child, node.id, states, context)
      : buildNode(child, states, context),
  );
  return {
    id: node.id,
    kind: node.kind,
    title: node.title,
    ...(node.description ? { description: node.description } : {}),
    owner: node.owner ? ownerEntityRef(node.owner) : null,
    weight: node.weight,
    trend: 'unknown',
    ...rollUp(
      children,
      node.rollup,
      context.coverageFloor ?? DEFAULT_COVERAGE_FLOOR,
    ),
    children,
  };
}

function buildLeaf(
  leaf: KpiTreeLeaf,
  parentId: string,
  states: ScopeStates,
  context: Context,
): ScorecardNode {
  const id = `${parentId}/${leaf.kpi}`;
  const kpi = context.definitions.kpis.get(leaf.kpi);
  if (!kpi) {
    return {
      id,
      kind: 'kpi',
      title: leaf.kpi,
      owner: null,
      weight: leaf.weight,
      status: 'no-data',
      score: null,
      trend: 'unknown',
      coverage: 0,
      problem: `The Kpi ${leaf.kpi} is missing or has mistakes: see its page in the catalog`,
      children: [],
    };
  }
  const { state, origin, members, updatedAt } = stateOf(kpi, states, context);
  const { owner } = context.definitions.effective(kpi, states.scope);
  return {
    id,
    kind: 'kpi',
    title: kpi.metadata.title ?? leaf.kpi,
    owner: ownerEntityRef(owner),
    weight: leaf.weight,
    status: state.status,
    score: state.score,
    trend: 'unknown',
    coverage: state.score === null ? 0 : 1,
    children: [],
    ...describe(kpi),
    period: state.period,
    value: state.value,
    sampleSize: state.weight,
    target: state.target,
    threshold: state.threshold,
    ...(state.provisional ? { provisional: state.provisional } : {}),
    origin,
    ...(members ? { members } : {}),
    spark: state.spark.map(([period, value]) => [period, value]),
    updatedAt,
  };
}

function stateOf(
  kpi: KpiEntity,
  states: ScopeStates,
  { definitions, evaluator }: Context,
): { state: CurrentState } & Pick<
  ScorecardKpi,
  'origin' | 'members' | 'updatedAt'
> {
  const name = kpi.metadata.name;
  const own = states.own.get(name);
  const attached = states.attached.get(name) ?? new Set();
  const members = (states.members.get(name) ?? []).filter(m =>
    attached.has(m.entityRef),
  );
  const counts = states.isScope
    ? countMembers(
        members.map(m => m.state.status),
        attached.size,
      )
    : undefined;
  if (own || !states.isScope) {
    return {
      state:
        own?.state ??
        emptyState(evaluator.currentPeriod(kpi), kpi, states.scope, {
          definitions,
          evaluator,
        }),
      origin: 'own',
      // Without members there is no distribution to show.
      members: attached.size ? counts : undefined,
      updatedAt: own?.updatedAt ?? null,
    };
  }
  const current = evaluator.currentPeriod(kpi);
  const scopeStates = members.map(m => m.state);
  return {
    state: rollupMembers(
      scopeStates,
      current,
      kpi.spec.aggregate.overEntities,
      scopeJudgement(
        definitions,
        kpi,
        states.scope,
        evaluator.judgement(definitions, kpi, states.scope),
        scopeStates.filter(s => s.period === current && s.value !== null),
      ),
    ),
    origin: 'members',
    members: counts,
    updatedAt: members.reduce<string | null>(
      (latest, m) =>
        m.updatedAt && (!latest || m.updatedAt > latest) ? m.updatedAt : latest,
      null,
    ),
  };
}

/** The state of an entity for which nothing was ever measured. */
function emptyState(
  period: string,
  kpi: KpiEntity,
  scope: string,
  { definitions, evaluator }: Context,
): CurrentState {
  return rollupMembers(
    [],
    period,
    'none',
    evaluator.judgement(definitions, kpi, scope),
  );
}

function describe(kpi: KpiEntity) {
  const { unit, direction, grain, period, personas } = kpi.spec;
  return {
    kpi: kpi.metadata.name,
    description: kpi.metadata.description ?? '',
    unit,
    direction,
    grain,
    periodType: period,
    periods: periodsOf(kpi),
    personas,
  };
}

/** The periods in which the history of a KPI can be shown. */
export function periodsOf(kpi: KpiEntity) {
  const { grain, period, aggregate } = kpi.spec;
  return aggregate.overTime === 'none'
    ? [period]
    : periodTypes.filter(type => fitsInto(grain, type));
}
