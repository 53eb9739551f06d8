import { KpiEntity } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../definitions/Definitions';
import { EvaluationKeys } from '../evaluation/EvaluationKeys';
import { Memberships } from '../memberships/Memberships';
import { CalculatedScope } from '../rollup/KpiRollup';
import { PeriodRange } from '../rollup/MeasuredPeriods';
import { Rollups } from '../rollup/Rollups';
import { NodeCounts } from '../store/NodeStore';
import { RollupStore, ScopeValue } from '../store/RollupStore';
import { NODES, RollupVersions } from '../store/rollupVersions';
import { Kept } from './Kept';
import type { ScopeView } from './ScopeView';

/** Some tens of megabytes each. */
const VALUES_KEPT = 200_000;
const STATES_KEPT = 20_000;
const NODES_KEPT = 1_000;

/**
 * The combined values of the members of scopes for those who may not see all of them, or not all
 * definitions: nothing of it is stored. It is kept as long as it would be calculated the
 * same: by what decides who counts and how they are judged, and by the versions of
 * what is rolled up. It is as old as what is stored, and no older. Those who see the same
 * share it, whoever they are.
 */
export class SeenScopes {
  private readonly states = new Kept<CalculatedScope>(
    STATES_KEPT,
    ({ events }) => 1 + events.length,
  );
  private readonly values = new Kept<ScopeValue[]>(VALUES_KEPT, values =>
    values.reduce((sum, value) => sum + weightOf(value), 1),
  );
  private readonly counts = new Kept<NodeCounts>(
    NODES_KEPT,
    counts => 1 + Object.keys(counts).length,
  );

  constructor(
    private readonly options: {
      keys: EvaluationKeys;
      memberships: Memberships;
      rollups: Rollups;
      store: RollupStore;
    },
  ) {}

  /** How often what KPIs are calculated of was rolled up, and the nodes of trees. */
  async versions(
    { definitions }: ScopeView,
    kpis: string[],
  ): Promise<RollupVersions> {
    return this.options.store.versions([
      NODES,
      ...kpis.flatMap(kpi => calculatedOf(definitions, kpi)),
    ]);
  }

  /** How a scope stands with a KPI, and what moved. */
  async state(
    view: ScopeView,
    kpi: KpiEntity,
    versions: RollupVersions,
  ): Promise<CalculatedScope> {
    const { definitions, scope, visible } = view;
    return this.states.get(
      `${this.sight(view)} ${kpi.metadata.name}`,
      this.versionOf(view, [kpi.metadata.name], versions),
      () => this.options.rollups.of(definitions, kpi).calculate(scope, visible),
    );
  }

  /**
   * The values of a scope in the periods in which a KPI is judged.
   *
   * @throws `InputError` if one is beyond what a number holds
   */
  async history(
    view: ScopeView,
    kpi: KpiEntity,
    range: PeriodRange,
    versions: RollupVersions,
  ): Promise<ScopeValue[]> {
    const { definitions, scope, visible } = view;
    return this.values.get(
      `${this.sight(view)} ${kpi.metadata.name} ${range.from} ${range.to}`,
      this.versionOf(view, [kpi.metadata.name], versions),
      () =>
        this.options.rollups
          .of(definitions, kpi)
          .history(scope, range, visible),
    );
  }

  /**
   * How many members of a scope stand how with nodes.
   *
   * @param kpis - of which these nodes are not as they are stored
   */
  async nodes(
    view: ScopeView,
    kpis: string[],
    versions: RollupVersions,
    calculate: () => Promise<NodeCounts>,
  ): Promise<NodeCounts> {
    return this.counts.get(
      this.sight(view),
      this.versionOf(view, [NODES, ...kpis], versions),
      calculate,
    );
  }

  /**
   * A text that is another one whenever KPIs of a scope may come to something else for
   * those who have the same sight of it.
   */
  versionOf(
    { definitions, scope }: ScopeView,
    kpis: string[],
    versions: RollupVersions,
  ): string {
    return [
      // Who belonged where
      this.options.memberships.membersByDay.number,
      definitions.scope(scope).membersText,
      ...kpis.flatMap(kpi => calculatedOf(definitions, kpi)).map(versions),
    ].join(' ');
  }

  /** Of which scope, what it is evaluated by, the day included, and who of all is seen. */
  sight({ definitions, scope, visible }: ScopeView): string {
    const who = visible?.text ?? 'everyone';
    return `${scope} ${this.options.keys.by(definitions).ofAll()} ${who}`;
  }
}

/** A KPI, and of a formula also what it is computed from. */
function calculatedOf({ formulas }: Definitions, kpi: string): string[] {
  return formulas.get(kpi) ? [kpi, ...formulas.measured(kpi)] : [kpi];
}

/** About a hundred bytes each, and what a sketch takes. */
function weightOf({ sketch }: ScopeValue): number {
  return 1 + Math.ceil((sketch?.length ?? 0) / 100);
}
