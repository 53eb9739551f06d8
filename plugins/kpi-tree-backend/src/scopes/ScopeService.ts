import {
  KpiEntity,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RequestContext } from '../access/RequestContexts';
import { Definitions } from '../definitions/Definitions';
import { ALL } from '../definitions/Scope';
import { TreeIndex } from '../definitions/TreeIndex';
import { Memberships } from '../memberships/Memberships';
import { CalculatedScope } from '../rollup/KpiRollup';
import { PeriodRange } from '../rollup/MeasuredPeriods';
import { NodeDistribution } from '../rollup/NodeDistribution';
import { NodeCounts } from '../store/NodeStore';
import { RollupStore, ScopeValue, StoredScope } from '../store/RollupStore';
import { NODES, RollupVersions } from '../store/rollupVersions';
import { EntityStates } from './EntityStates';
import { Kept } from './Kept';
import { ScopeView } from './ScopeView';
import { SeenScopes } from './SeenScopes';

/** So many lists of states are kept. */
const SCOPES_KEPT = 200;

/**
 * The combined values of the members of scopes, for callers who may read all of them from
 * what is stored, and for others calculated of those they may read.
 */
export class ScopeService {
  private readonly made = new Kept<StoredScope>(SCOPES_KEPT, () => 1);

  constructor(
    private readonly options: {
      memberships: Memberships;
      seen: SeenScopes;
      store: RollupStore;
      states: EntityStates;
      distribution: NodeDistribution;
    },
  ) {}

  /**
   * @throws `NotFoundError` if the caller may not read the scope
   */
  async view(context: RequestContext, scope: string): Promise<ScopeView> {
    const { credentials, definitions, visibility, day } = context;
    // The context may be a view of another scope, of which nothing holds here
    const request: RequestContext = {
      credentials,
      definitions,
      visibility,
      day,
    };
    if (scope !== ALL) {
      await visibility.assertReadable(scope);
    }
    const seen = definitions.scope(scope);
    const { isScope, members } = seen;
    if (!isScope || !visibility.isLimited) {
      return { ...request, scope, isScope, members };
    }
    // What is stored may be of members that another backend knows of and this one not yet
    const visible = seen.visibleIn(await this.options.memberships.load());
    return {
      ...request,
      scope,
      isScope,
      members,
      ...(visible ? { visible } : {}),
      partial: true,
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
    return this.options.memberships.membersByDay
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
    const { seen, store } = this.options;
    const others = kpis.filter(kpi => !isStored(view, kpi));
    const hasOtherNodes = Boolean(
      visible || definitions.differences?.trees.size,
    );
    if (!others.length && !hasOtherNodes) {
      return store.readScope(scope);
    }
    const ofNodes = hasOtherNodes ? kpisOfOtherTrees(definitions) : [];
    const versions = await seen.versions(view, [...others, ...ofNodes]);
    const isPart = others.length < kpis.length || !hasOtherNodes;
    const stored = isPart ? await store.readScope(scope) : undefined;
    return this.made.get(
      `${seen.sight(view)} ${kpis.join(' ')}`,
      [
        stored?.number,
        seen.versionOf(view, [NODES, ...others, ...ofNodes], versions),
      ].join(' '),
      () => this.seenStates(view, others, { stored, hasOtherNodes, versions }),
    );
  }

  private async seenStates(
    view: ScopeView,
    others: string[],
    {
      stored,
      hasOtherNodes,
      versions,
    }: {
      /** Of those KPIs that are seen as they are stored. */
      stored: StoredScope | undefined;
      hasOtherNodes: boolean;
      versions: RollupVersions;
    },
  ): Promise<StoredScope> {
    const states = new Map(stored?.states);
    const failures = new Map<string, string>();
    others.forEach(kpi => states.delete(kpi));
    for (const [kpi, { state, failure }] of await this.calculatedAt(
      view,
      others,
      versions,
    )) {
      if (state) {
        states.set(kpi, state);
      }
      if (failure !== undefined) {
        failures.set(kpi, failure);
      }
    }
    return {
      states,
      failures,
      nodes: hasOtherNodes
        ? await this.nodes(view, versions)
        : stored?.nodes ?? {},
    };
  }

  /** The combined value of the members now, calculated of those that may be seen. */
  async calculated(
    view: ScopeView,
    kpis: string[],
  ): Promise<Map<string, CalculatedScope>> {
    return kpis.length
      ? this.calculatedAt(
          view,
          kpis,
          await this.options.seen.versions(view, kpis),
        )
      : new Map();
  }

  private async calculatedAt(
    view: ScopeView,
    kpis: string[],
    versions: RollupVersions,
  ): Promise<Map<string, CalculatedScope>> {
    const found = new Map<string, CalculatedScope>();
    for (const name of kpis) {
      const kpi = view.definitions.kpis.get(name);
      if (kpi) {
        found.set(name, await this.options.seen.state(view, kpi, versions));
      }
    }
    return found;
  }

  /** How many members stand how with the nodes of their trees. */
  private async nodes(
    view: ScopeView,
    versions: RollupVersions,
  ): Promise<NodeCounts> {
    const { states, distribution, seen } = this.options;
    const { definitions, members } = view;
    const kpis = kpisOfOtherTrees(definitions);
    return seen.nodes(view, kpis, versions, async () =>
      distribution.calculate(
        definitions,
        members,
        definitions.differences?.trees.size
          ? await states.scores(view, kpis, members)
          : undefined,
      ),
    );
  }

  /**
   * The combined value of the members in the periods in which a KPI is judged.
   *
   * @throws `InputError` if that is computed for the caller, and beyond what a number
   * holds
   */
  async history(
    view: ScopeView,
    kpi: KpiEntity,
    range: PeriodRange,
  ): Promise<ScopeValue[]> {
    const { store, seen } = this.options;
    const { scope } = view;
    const { name } = kpi.metadata;
    if (!isStored(view, name)) {
      const versions = await seen.versions(view, [name]);
      return seen.history(view, kpi, range, versions);
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
    const { seen } = this.options;
    const isStoredKpi = ({ metadata }: KpiEntity) =>
      isStored(view, metadata.name);
    const found = await this.stored(view, kpis.filter(isStoredKpi), rangeOf);
    const others = kpis.filter(kpi => !isStoredKpi(kpi));
    const names = others.map(({ metadata }) => metadata.name);
    const versions = names.length ? await seen.versions(view, names) : () => 0;
    for (const kpi of others) {
      found.set(
        kpi.metadata.name,
        await seen.history(view, kpi, rangeOf(kpi), versions),
      );
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

/** The KPIs of trees whose nodes are not as they are stored, for those who see these. */
function kpisOfOtherTrees({ differences, trees }: Definitions): string[] {
  const names = [...(differences?.trees ?? [])].flatMap(name => {
    const tree = trees.get(name);
    return tree ? [...TreeIndex.of(tree.spec.root).kpis] : [];
  });
  return [...new Set(names)];
}
