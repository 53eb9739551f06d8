import {
  addPeriods,
  isKpiNode,
  periodOf,
  PeriodType,
  Scorecard,
  ScorecardKpi,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { isCounted } from '../evaluation/EvaluationKeys';
import { membershipDay } from '../rollup/MembershipHistory';
import { Memberships } from '../rollup/Memberships';
import {
  IncompleteMeasurement,
  IncompleteStore,
} from '../store/IncompleteStore';
import { ScopeView } from './ScopeService';

/** A KPI as it is shown: of the entity itself or of members, in periods of a length. */
type Shown = Pick<ScorecardKpi, 'kpi' | 'origin' | 'periodType'>;

/**
 * Knows which periods are incomplete, as rows of their sources could not be used: of a
 * formula those of what it is computed from.
 */
export class RejectedRows {
  constructor(
    private readonly options: {
      store: Pick<IncompleteStore, 'read'>;
      memberships: Pick<Memberships, 'history' | 'today'>;
    },
  ) {}

  /**
   * How many rows could not be used, by period: of the entity, or of those who were
   * members in it.
   *
   * @param from - the first day that is looked at
   */
  async of(
    view: ScopeView,
    shown: Shown,
    from?: string,
  ): Promise<ReadonlyMap<string, number>> {
    const kpis = measuredBy(view, shown.kpi);
    const rows = await this.options.store.read(
      kpis,
      from && periodOf(from, shown.periodType),
    );
    return this.byPeriod(view, shown, rows);
  }

  /** A scorecard with how many rows are missing from the value of each KPI. */
  async mark(view: ScopeView, scorecard: Scorecard): Promise<Scorecard> {
    const leaves = scorecard.trees.flatMap(({ root }) => leavesOf(root));
    if (!leaves.length) {
      return scorecard;
    }
    const rows = await this.options.store.read(
      [...new Set(leaves.flatMap(({ kpi }) => measuredBy(view, kpi)))],
      leaves.map(({ period }) => period).sort()[0],
    );
    if (!rows.length) {
      return scorecard;
    }
    const countOf = (leaf: ScorecardKpi) =>
      this.byPeriod(
        view,
        leaf,
        rows.filter(
          ({ period }) =>
            leaf.period <= period &&
            period < addPeriods(leaf.period, leaf.periodType, 1),
        ),
      ).get(leaf.period);
    return {
      ...scorecard,
      trees: scorecard.trees.map(tree => ({
        ...tree,
        root: marked(tree.root, countOf),
      })),
    };
  }

  private byPeriod(
    view: ScopeView,
    { kpi, origin, periodType }: Shown,
    rows: IncompleteMeasurement[],
  ): Map<string, number> {
    const { definitions, scope, visible } = view;
    const measured = new Set(measuredBy(view, kpi));
    const found = new Map<string, number>();
    for (const row of rows.filter(one => measured.has(one.kpi))) {
      const { entityRef: ref } = row;
      const start = periodOf(row.period, periodType);
      const counts =
        origin === 'own'
          ? ref === scope
          : (!visible || visible.has(ref)) &&
            isCounted(definitions, ref, kpi) &&
            this.isMember(scope, ref, start, periodType);
      if (counts) {
        found.set(start, (found.get(start) ?? 0) + row.rows);
      }
    }
    return found;
  }

  private isMember(
    scope: string,
    entityRef: string,
    start: string,
    type: PeriodType,
  ): boolean {
    const { memberships } = this.options;
    return memberships.history
      .scopesOn(entityRef, membershipDay(start, type, memberships.today()))
      .includes(scope);
  }
}

/** The KPIs of which measurements make its values. */
function measuredBy({ definitions }: ScopeView, kpi: string): string[] {
  const { formulas } = definitions;
  return formulas.get(kpi) ? formulas.measured(kpi) : [kpi];
}

function leavesOf(node: ScorecardNode): ScorecardKpi[] {
  return isKpiNode(node) ? [node] : node.children.flatMap(leavesOf);
}

function marked(
  node: ScorecardNode,
  countOf: (leaf: ScorecardKpi) => number | undefined,
): ScorecardNode {
  if (isKpiNode(node)) {
    const rejectedRows = countOf(node);
    return rejectedRows ? { ...node, rejectedRows } : node;
  }
  return {
    ...node,
    children: node.children.map(child => marked(child, countOf)),
  };
}
