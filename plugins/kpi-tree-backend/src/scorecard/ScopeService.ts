import {
  isLeaf,
  KpiEntity,
  KpiTreeBranch,
  toEpochDay,
  walkTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RequestContext } from '../access/RequestContexts';
import { ALL, Definitions } from '../definitions/Definitions';
import { PeriodRange } from '../rollup/MeasuredPeriods';
import { Memberships } from '../rollup/Memberships';
import { NodeDistribution } from '../rollup/NodeDistribution';
import { CalculatedScope, Rollups } from '../rollup/Rollups';
import { RollupStore, ScopeValue, StoredScope } from '../store/RollupStore';
import { EntityStates } from './EntityStates';

/** A scope or entity as one caller may see it. */
export type ScopeView = {
  definitions: Definitions;
  scope: string;
  /** Whether it is about members rather than one entity. */
  isScope: boolean;
  /** Its members now, of those the caller may read. */
  members: string[];
  /**
   * Those who may be read of all who ever were its members; not given where that
   * is everyone, so that what is stored of the scope may be shown.
   */
  visible?: ReadonlySet<string>;
};

/** What was calculated of a scope for those who see the same definitions. */
type SeenScope = {
  /** By the KPIs that were asked for. */
  scopes: Map<string, StoredScope>;
  /** By KPI. */
  calculated: Map<string, CalculatedScope>;
};

/**
 * What the members of scopes come to, for callers who may read all of them from
 * what is stored, and for others calculated of those they may read.
 */
export class ScopeService {
  private readonly seen = new WeakMap<
    StoredScope,
    WeakMap<Definitions, SeenScope>
  >();

  constructor(
    private readonly options: {
      memberships: Memberships;
      rollups: Rollups;
      store: RollupStore;
      states: EntityStates;
      distribution: NodeDistribution;
    },
  ) {}

  /**
   * @throws `NotFoundError` if the caller may not read the scope
   */
  async view(
    { definitions, visibility }: RequestContext,
    scope: string,
  ): Promise<ScopeView> {
    if (scope !== ALL) {
      await visibility.assertReadable(scope);
    }
    const isScope = definitions.isScope(scope);
    const members = isScope ? definitions.members(scope) : [];
    if (!isScope || !visibility.isLimited) {
      return { definitions, scope, isScope, members };
    }
    const ever = this.options.memberships.history.everIn(scope);
    const { entities, whole } = definitions;
    // That something belongs to the scope may follow from what may not be read
    const others = new Set(whole.members(scope));
    members.forEach(ref => others.delete(ref));
    const visible = new Set([
      ...members,
      ...ever.filter(ref => entities.has(ref) && !others.has(ref)),
    ]);
    return {
      definitions,
      scope,
      isScope,
      members,
      ...(ever.every(ref => visible.has(ref)) ? {} : { visible }),
    };
  }

  /**
   * The members on a past day, of those who may be read and are still in the catalog;
   * now if no day is given.
   */
  membersOn(
    { definitions, scope, isScope, members, visible }: ScopeView,
    day: string | undefined,
  ): string[] {
    if (day === undefined || !isScope) {
      return members;
    }
    return this.options.memberships.history
      .membersOn(scope, toEpochDay(day))
      .filter(
        ref => definitions.entities.has(ref) && (!visible || visible.has(ref)),
      );
  }

  /**
   * How the members stand now, with the KPIs and nodes of their trees.
   *
   * @returns the same object while nothing has changed
   */
  async states(view: ScopeView, kpis: string[]): Promise<StoredScope> {
    const { definitions, scope, isScope, visible } = view;
    if (!isScope || !kpis.length) {
      return { states: new Map(), nodes: {} };
    }
    const stored = await this.options.store.readScope(scope);
    const others = kpis.filter(kpi => !isStored(view, kpi));
    const hasOtherNodes = visible || definitions.differences?.trees.size;
    if (!others.length && !hasOtherNodes) {
      return stored;
    }
    const seen = this.seenOf(stored, definitions);
    const key = kpis.join(' ');
    const known = seen.scopes.get(key);
    if (known) {
      return known;
    }
    const states = new Map(stored.states);
    others.forEach(kpi => states.delete(kpi));
    const failures = new Map<string, string>();
    for (const [kpi, { state, failure }] of await this.calculatedBeside(
      stored,
      view,
      others,
    )) {
      if (state) {
        states.set(kpi, state);
      }
      if (failure !== undefined) {
        failures.set(kpi, failure);
      }
    }
    const made = {
      states,
      failures,
      nodes: hasOtherNodes ? await this.nodes(view) : stored.nodes,
    };
    seen.scopes.set(key, made);
    return made;
  }

  /** What the members come to now, calculated of those that may be seen. */
  async calculated(
    view: ScopeView,
    kpis: string[],
  ): Promise<Map<string, CalculatedScope>> {
    return kpis.length
      ? this.calculatedBeside(
          await this.options.store.readScope(view.scope),
          view,
          kpis,
        )
      : new Map();
  }

  /** Calculated once for as long as what is stored beside it stays the same. */
  private async calculatedBeside(
    stored: StoredScope,
    { definitions, scope, visible }: ScopeView,
    kpis: string[],
  ): Promise<Map<string, CalculatedScope>> {
    const { rollups } = this.options;
    const { calculated: known } = this.seenOf(stored, definitions);
    const missing = kpis.filter(kpi => !known.has(kpi));
    const found = await rollups.calculate(definitions, scope, missing, visible);
    found.forEach((each, kpi) => known.set(kpi, each));
    return new Map(
      kpis.flatMap(kpi => {
        const each = known.get(kpi);
        return each ? [[kpi, each] as const] : [];
      }),
    );
  }

  /** Whatever a member brings changes what is stored of its scopes. */
  private seenOf(stored: StoredScope, definitions: Definitions): SeenScope {
    const byDefinitions = this.seen.get(stored) ?? new WeakMap();
    this.seen.set(stored, byDefinitions);
    const seen = byDefinitions.get(definitions) ?? {
      scopes: new Map(),
      calculated: new Map(),
    };
    byDefinitions.set(definitions, seen);
    return seen;
  }

  /** How many members stand how with the nodes of their trees. */
  private async nodes({ definitions, members }: ScopeView) {
    const { states, distribution } = this.options;
    const trees = definitions.differences?.trees;
    const kpis = [...definitions.trees.values()].flatMap(({ metadata, spec }) =>
      trees?.has(metadata.name) ? kpisBelow(spec.root) : [],
    );
    return distribution.calculate(
      definitions,
      members,
      kpis.length
        ? await states.scores(definitions, [...new Set(kpis)], members)
        : undefined,
    );
  }

  /**
   * What the members come to in the periods in which a KPI is judged.
   *
   * @throws `InputError` if that is computed for the caller, and beyond what a number
   * holds
   */
  async history(
    view: ScopeView,
    kpi: KpiEntity,
    range: PeriodRange,
  ): Promise<ScopeValue[]> {
    const { store, rollups } = this.options;
    const { definitions, scope, visible } = view;
    const { name } = kpi.metadata;
    if (!isStored(view, name)) {
      return rollups.history(definitions, scope, kpi, range, visible);
    }
    const values = await store.readValues(
      [scope],
      [name],
      range.from,
      range.to,
    );
    return values.get(scope)?.get(name) ?? [];
  }

  /**
   * The same of several KPIs, by name.
   */
  async histories(
    view: ScopeView,
    kpis: KpiEntity[],
    rangeOf: (kpi: KpiEntity) => PeriodRange,
  ): Promise<Map<string, ScopeValue[]>> {
    const isStoredKpi = ({ metadata }: KpiEntity) =>
      isStored(view, metadata.name);
    const found = await this.stored(view, kpis.filter(isStoredKpi), rangeOf);
    for (const kpi of kpis.filter(each => !isStoredKpi(each))) {
      found.set(kpi.metadata.name, await this.history(view, kpi, rangeOf(kpi)));
    }
    return found;
  }

  private async stored(
    { scope }: ScopeView,
    kpis: KpiEntity[],
    rangeOf: (kpi: KpiEntity) => PeriodRange,
  ): Promise<Map<string, ScopeValue[]>> {
    if (!kpis.length) {
      return new Map();
    }
    const [from] = kpis.map(kpi => rangeOf(kpi).from).sort();
    const values = await this.options.store.readValues(
      [scope],
      kpis.map(kpi => kpi.metadata.name),
      from,
    );
    return new Map(values.get(scope));
  }
}

/** Whether what is stored of a KPI of a scope is what the caller may see of it. */
export function isStored(
  { definitions, visible }: Pick<ScopeView, 'definitions' | 'visible'>,
  kpi: string,
): boolean {
  return !visible && !definitions.differences?.rolledUp.has(kpi);
}

function kpisBelow(root: KpiTreeBranch): string[] {
  return [...walkTree(root)].flatMap(({ node }) =>
    isLeaf(node) ? [node.kpi] : [],
  );
}
