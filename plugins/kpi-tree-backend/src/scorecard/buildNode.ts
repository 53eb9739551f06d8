import {
  DEFAULT_COVERAGE_FLOOR,
  fitsInto,
  judge,
  Judgement,
  rollUp,
  rollUpTrend,
  ownerEntityRef,
  aggregationTraits,
} from '@internal/kpi-tree';
import {
  isLeaf,
  KpiEntity,
  KpiTreeBranch,
  KpiTreeLeaf,
  MemberCounts,
  periodTypes,
  ScorecardKpi,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { relativeError } from '../evaluation/combine';
import { EvaluatedAt } from '../evaluation/EvaluatedAt';
import { CurrentSeries } from '../evaluation/SeriesEvaluation';
import { sparkBounds, sparkPeriods } from '../evaluation/spark';
import { memberCounts } from '../rollup/scopeState';
import { scopeJudgement } from '../rollup/scopeTargets';
import { SetAsideMessage } from '../setAside/setAsideProblems';
import { CurrentState } from '../store/CurrentStore';
import { ScopeState } from '../store/RollupStore';

/**
 * The states behind a scorecard, by KPI.
 */
export type ScopeStates = {
  scope: string;
  /** Whether it is about members rather than one entity. */
  isScope: boolean;
  /** Measured for the entity or scope itself. */
  own: ReadonlyMap<string, Pick<CurrentSeries, 'state' | 'updatedAt'>>;
  /** Of the members that the caller may read. */
  members: ReadonlyMap<string, ScopeState>;
  /**
   * To how many of those members it is attached; not given where it is not known how
   * they stand.
   */
  attached?: ReadonlyMap<string, number>;
  /** What is set aside, by KPI: of it there is no value, neither own nor of members. */
  setAside?: ReadonlyMap<string, SetAsideMessage>;
};

type Context = {
  at: EvaluatedAt;
  coverageFloor?: number;
  /** How many members stand how, by node. */
  nodeCounts?: Record<string, MemberCounts>;
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
    trend: rollUpTrend(
      children,
      context.coverageFloor ?? DEFAULT_COVERAGE_FLOOR,
    ),
    ...rollUp(
      children,
      node.rollup,
      context.coverageFloor ?? DEFAULT_COVERAGE_FLOOR,
    ),
    ...(context.nodeCounts?.[node.id]
      ? { members: context.nodeCounts[node.id] }
      : {}),
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
  const { at } = context;
  const { definitions } = at;
  const kpi = definitions.kpis.get(leaf.kpi);
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
  const { state, by, origin, members, updatedAt } = stateOf(kpi, states, at);
  const { owner } = definitions.effective(kpi, states.scope);
  const periods = sparkPeriods(at.currentPeriod(kpi), kpi.spec.period);
  const bounds = sparkBounds(periods, by);
  const problem = states.setAside?.get(leaf.kpi)?.brief;
  return {
    id,
    kind: 'kpi',
    title: kpi.metadata.title ?? leaf.kpi,
    owner: ownerEntityRef(owner),
    weight: leaf.weight,
    status: state.status,
    score: state.score,
    trend: state.signals?.trend ?? 'unknown',
    coverage: state.score === null ? 0 : 1,
    children: [],
    ...describe(kpi),
    period: state.period,
    value: state.value,
    sampleSize: state.weight,
    ...(state.known ? { known: state.known } : {}),
    relativeError: relativeError(kpi.spec),
    target: state.target,
    threshold: state.threshold,
    ...(state.provisional ? { provisional: state.provisional } : {}),
    ...(state.signals ? { signals: state.signals } : {}),
    origin,
    ...(members ? { members } : {}),
    spark: periods.map((start, index) => [start, state.spark[index] ?? null]),
    ...(bounds ? { bounds } : {}),
    updatedAt,
    ...(problem === undefined ? {} : { problem }),
  };
}

/**
 * The state of a KPI of an entity or scope, and how it is judged: as it was measured,
 * else by the members.
 */
export function stateOf(
  kpi: KpiEntity,
  states: ScopeStates,
  at: EvaluatedAt,
): { state: CurrentState; by: Judgement } & Pick<
  ScorecardKpi,
  'origin' | 'members' | 'updatedAt'
> {
  const name = kpi.metadata.name;
  const by = at.judgement(kpi, states.scope);
  const current = at.currentPeriod(kpi);
  const own = states.own.get(name);
  const members = states.members.get(name);
  const attached = states.attached?.get(name) ?? 0;
  const counts =
    states.isScope && states.attached
      ? memberCounts(members?.counts ?? {}, attached)
      : undefined;
  // The combined value of the members does not replace what cannot be evaluated
  const isOwn = states.setAside?.get(name)?.hides === 'own';
  if (own || isOwn || !states.isScope) {
    return {
      state: own?.state ?? unmeasured(current, by),
      by,
      origin: 'own',
      // Without members there is no distribution to show.
      members: attached ? counts : undefined,
      updatedAt: own?.updatedAt ?? null,
    };
  }
  const scopeBy = scopeJudgement(
    at.definitions,
    kpi,
    states.scope,
    by,
    members?.period ?? current,
    members?.bounds,
  );
  return {
    state: members
      ? judgeScope(members, scopeBy)
      : unmeasured(current, scopeBy),
    by: scopeBy,
    origin: 'members',
    members: counts,
    updatedAt: members?.updatedAt ?? null,
  };
}

function judgeScope(
  {
    period: start,
    value,
    weight,
    known,
    provisional,
    spark,
    stale,
    signals,
  }: ScopeState,
  by: Judgement,
): CurrentState {
  const judged = judge(value, start, by, known);
  return {
    ...judged,
    status: value === null && stale ? 'stale' : judged.status,
    period: start,
    value,
    weight,
    ...(known ? { known } : {}),
    spark,
    ...(provisional ? { provisional } : {}),
    ...(signals ? { signals } : {}),
  };
}

/** The state of what was never measured. */
function unmeasured(start: string, by: Judgement): CurrentState {
  return {
    ...judge(undefined, start, by),
    period: start,
    value: null,
    weight: null,
    spark: [],
  };
}

function describe(kpi: KpiEntity) {
  const {
    unit,
    direction,
    grain,
    period: periodType,
    personas,
    formula,
  } = kpi.spec;
  return {
    kpi: kpi.metadata.name,
    description: kpi.metadata.description ?? '',
    unit,
    direction,
    grain,
    periodType,
    periods: periodsOf(kpi),
    personas,
    tags: kpi.metadata.tags ?? [],
    ...(formula === undefined ? {} : { formula }),
  };
}

/** The periods in which the history of a KPI can be shown. */
export function periodsOf(kpi: KpiEntity) {
  const { grain, period: periodType, aggregate } = kpi.spec;
  const { combines, keepsSingleValue } = aggregationTraits[aggregate.overTime];
  return !combines
    ? [periodType]
    : periodTypes.filter(
        type => fitsInto(grain, type) && (keepsSingleValue || type !== grain),
      );
}
