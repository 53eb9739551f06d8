import {
  KpiEntity,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RequestContext } from '../access/RequestContexts';
import { ALL, Definitions } from '../definitions/Definitions';
import { PeriodRange } from '../rollup/MeasuredPeriods';
import { Memberships } from '../rollup/Memberships';
import { NodeDistribution } from '../rollup/NodeDistribution';
import { Rollups } from '../rollup/Rollups';
import { RollupStore, ScopeValue, StoredScope } from '../store/RollupStore';

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

/**
 * What the members of scopes come to, for callers who may read all of them from
 * what is stored, and for others calculated of those they may read.
 */
export class ScopeService {
  constructor(
    private readonly options: {
      memberships: Memberships;
      rollups: Rollups;
      store: RollupStore;
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
    if (!isScope || visibility.all) {
      return { definitions, scope, isScope, members };
    }
    const ever = [
      ...new Set([
        ...members,
        ...this.options.memberships.history.everIn(scope),
      ]),
    ];
    const visible = new Set(await visibility.readable(ever));
    return {
      definitions,
      scope,
      isScope,
      members: members.filter(ref => visible.has(ref)),
      ...(visible.size === ever.length ? {} : { visible }),
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

  /** How the members stand now, with the KPIs and nodes of their trees. */
  async states(
    { definitions, scope, isScope, members, visible }: ScopeView,
    kpis: string[],
  ): Promise<StoredScope> {
    const { store, rollups, distribution } = this.options;
    if (!isScope || !kpis.length) {
      return { states: new Map(), nodes: {} };
    }
    return visible
      ? {
          ...(await rollups.calculate(definitions, scope, kpis, visible)),
          nodes: await distribution.calculate(definitions, members),
        }
      : store.readScope(scope);
  }

  /**
   * What the members come to in the periods in which a KPI is judged.
   *
   * @throws `InputError` if that is computed for the caller, and beyond what a number
   * holds
   */
  async history(
    { definitions, scope, visible }: ScopeView,
    kpi: KpiEntity,
    range: PeriodRange,
  ): Promise<ScopeValue[]> {
    const { store, rollups } = this.options;
    if (visible) {
      return rollups.history(definitions, scope, kpi, range, visible);
    }
    const { name } = kpi.metadata;
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
    const { scope, visible } = view;
    if (!visible) {
      const froms = kpis.map(kpi => rangeOf(kpi).from).sort();
      const values = await this.options.store.readValues(
        [scope],
        kpis.map(kpi => kpi.metadata.name),
        froms[0],
      );
      return values.get(scope) ?? new Map();
    }
    const found = new Map<string, ScopeValue[]>();
    for (const kpi of kpis) {
      found.set(kpi.metadata.name, await this.history(view, kpi, rangeOf(kpi)));
    }
    return found;
  }
}
