import {
  firstRejectedPeriod,
  incompleteIssue,
  withRejectedRows,
} from '@internal/kpi-tree';
import {
  addPeriods,
  Assessment,
  isKpiNode,
  KpiEntity,
  periodOf,
  PeriodType,
  QualityIssue,
  Scorecard,
  ScorecardKpi,
  ScorecardNode,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RequestContext } from '../access/RequestContexts';
import { Definitions } from '../definitions/Definitions';
import { ALL } from '../definitions/Scope';
import { isCounted } from '../evaluation/isCounted';
import { isMeasured } from '../evaluation/OperandSeries';
import { membershipDay } from '../memberships/MembersByDay';
import { Memberships } from '../memberships/Memberships';
import {
  IncompleteMeasurement,
  IncompleteStore,
} from '../store/IncompleteStore';
import { MeasurementStore } from '../store/MeasurementStore';
import { ScopeView } from './ScopeView';

/** A KPI as it is shown: of the entity itself or of members, in periods of a length. */
type Shown = Pick<ScorecardKpi, 'kpi' | 'origin' | 'periodType'>;

/** A value of an entity itself. */
export type EntityValue = {
  entityRef: string;
  kpi: string;
  /** First day of the period. */
  period: string;
  periodType: PeriodType;
};

/**
 * Knows which periods are incomplete, as rows of their sources could not be used: of a
 * formula those of what it is computed from.
 */
export class RejectedRows {
  constructor(
    private readonly options: {
      store: Pick<IncompleteStore, 'read'>;
      memberships: Pick<Memberships, 'membersByDay'>;
      measurements: Pick<MeasurementStore, 'findSeries'>;
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
    const rows = await this.read(
      view.definitions,
      [shown.kpi],
      from && periodOf(from, shown.periodType),
    );
    return this.byPeriod(view, shown, rows, await this.ownOf(view, [shown]));
  }

  /** A scorecard with how many rows are missing from its values, and what that means. */
  async mark(view: ScopeView, scorecard: Scorecard): Promise<Scorecard> {
    const leaves = scorecard.trees.flatMap(({ root }) => leavesOf(root));
    if (!leaves.length) {
      return scorecard;
    }
    const rows = await this.read(
      view.definitions,
      leaves.map(({ kpi }) => kpi),
      leaves.map(firstOf).sort()[0],
    );
    if (!rows.length) {
      return scorecard;
    }
    const own = await this.ownOf(view, leaves);
    const rejectedOf = (leaf: ScorecardKpi) =>
      this.byPeriod(view, leaf, rows, own);
    return {
      ...scorecard,
      trees: scorecard.trees.map(tree => ({
        ...tree,
        root: marked(tree.root, rejectedOf),
      })),
    };
  }

  /**
   * How many rows are missing from values of entities themselves: a function that says
   * it of each, and nothing where none is missing.
   */
  async ofEntities(
    { definitions }: RequestContext,
    values: EntityValue[],
  ): Promise<(value: EntityValue) => { rejectedRows?: number }> {
    const rows = await this.read(
      definitions,
      values.map(({ kpi }) => kpi),
      values.map(({ period: start }) => start).sort()[0],
    );
    const entities = new Set(values.map(({ entityRef }) => entityRef));
    const byMeasured = new Map<string, IncompleteMeasurement[]>();
    for (const row of rows.filter(each => entities.has(each.entityRef))) {
      const key = `${row.entityRef} ${row.kpi}`;
      byMeasured.set(key, [...(byMeasured.get(key) ?? []), row]);
    }
    return ({ entityRef, kpi, period: start, periodType }) => {
      const end = addPeriods(start, periodType, 1);
      const rejectedRows = (byMeasured.size ? measuredBy(definitions, kpi) : [])
        .flatMap(name => byMeasured.get(`${entityRef} ${name}`) ?? [])
        .filter(row => start <= row.period && row.period < end)
        .reduce((sum, row) => sum + row.rows, 0);
      return rejectedRows ? { rejectedRows } : {};
    };
  }

  /**
   * What is wrong with the data of KPIs of entities themselves, where rows could not be
   * used.
   *
   * @param isAsked - whether an entity is asked for
   * @param currentOfKpi - the first day of the last complete period of a KPI
   */
  async issues(
    { definitions }: RequestContext,
    isAsked: (entityRef: string) => boolean,
    currentOfKpi: (kpi: KpiEntity) => string,
  ): Promise<{ entityRef: string; kpi: string; issue: QualityIssue }[]> {
    const { kpis, formulas } = definitions;
    const currents = new Map(
      [...kpis].map(([name, kpi]) => [name, currentOfKpi(kpi)]),
    );
    const first = [...kpis]
      .map(([name, { spec }]) =>
        firstRejectedPeriod(currents.get(name)!, spec.period),
      )
      .sort()[0];
    const byKpi = new Map<string, Map<string, Map<string, number>>>();
    for (const row of await this.read(definitions, [...kpis.keys()], first)) {
      const { entityRef } = row;
      for (const kpi of isAsked(entityRef)
        ? [row.kpi, ...formulas.over(row.kpi)]
        : []) {
        const start = periodOf(row.period, kpis.get(kpi)!.spec.period);
        const entities = byKpi.get(kpi) ?? new Map();
        byKpi.set(kpi, entities);
        const rows = entities.get(entityRef) ?? new Map();
        entities.set(entityRef, rows);
        rows.set(start, (rows.get(start) ?? 0) + row.rows);
      }
    }
    return [...byKpi].flatMap(([kpi, entities]) =>
      [...entities].flatMap(([entityRef, rows]) => {
        const issue = incompleteIssue({
          rows,
          current: currents.get(kpi)!,
          periodType: kpis.get(kpi)!.spec.period,
        });
        return issue ? [{ entityRef, kpi, issue }] : [];
      }),
    );
  }

  private async read(
    definitions: Definitions,
    kpis: string[],
    from: string | undefined,
  ): Promise<IncompleteMeasurement[]> {
    const measured = new Set(
      [...new Set(kpis)].flatMap(kpi => measuredBy(definitions, kpi)),
    );
    return measured.size ? this.options.store.read([...measured], from) : [];
  }

  /** Of what formulas of members are computed from, what is measured of the scope itself. */
  private async ownOf(
    { definitions, scope, isScope }: ScopeView,
    shown: Shown[],
  ): Promise<ReadonlySet<string>> {
    const operands = new Set(
      shown
        .filter(
          ({ kpi, origin }) =>
            origin === 'members' && definitions.formulas.get(kpi),
        )
        .flatMap(({ kpi }) => definitions.formulas.measured(kpi)),
    );
    if (!isScope || scope === ALL || !operands.size) {
      return new Set();
    }
    const series = await this.options.measurements.findSeries({
      entityRefs: [scope],
      kpis: [...operands],
    });
    return new Set(
      series.filter(one => isMeasured(definitions, one)).map(({ kpi }) => kpi),
    );
  }

  /** @param own - what of the operands of a formula is measured of the scope itself */
  private byPeriod(
    view: ScopeView,
    { kpi, origin, periodType }: Shown,
    rows: IncompleteMeasurement[],
    own: ReadonlySet<string>,
  ): Map<string, number> {
    const { definitions, scope, visible } = view;
    const measured = new Set(measuredBy(view.definitions, kpi));
    const isFormula = definitions.formulas.get(kpi) !== undefined;
    const found = new Map<string, number>();
    for (const row of rows.filter(one => measured.has(one.kpi))) {
      const { entityRef: ref } = row;
      const start = periodOf(row.period, periodType);
      const counts =
        origin === 'own' || (isFormula && own.has(row.kpi))
          ? ref === scope
          : (!visible || visible.has(ref)) &&
            isCounted(definitions, ref, kpi) &&
            this.isMember(view, ref, start, periodType);
      if (counts) {
        found.set(start, (found.get(start) ?? 0) + row.rows);
      }
    }
    return found;
  }

  private isMember(
    { scope, day }: ScopeView,
    entityRef: string,
    start: string,
    type: PeriodType,
  ): boolean {
    const { memberships } = this.options;
    return memberships.membersByDay
      .scopesOn(entityRef, membershipDay(start, type, toEpochDay(day)))
      .includes(scope);
  }
}

/**
 * An assessment that knows of the rows that could not be used.
 *
 * @param rows - by period, at least of the last 24 periods
 * @param current - first day of the last complete period
 */
export function assessedWith(
  assessment: Assessment,
  rows: ReadonlyMap<string, number>,
  current: string,
  periodType: PeriodType,
): Assessment {
  return {
    ...assessment,
    quality: withRejectedRows(assessment.quality, {
      rows,
      current,
      periodType,
    }),
  };
}

/** The KPIs of which measurements make its values. */
export function measuredBy(
  { formulas }: Pick<Definitions, 'formulas'>,
  kpi: string,
): string[] {
  return formulas.get(kpi) ? formulas.measured(kpi) : [kpi];
}

/** The first day that says anything of the value of a KPI, or of its data. */
function firstOf(leaf: ScorecardKpi): string {
  const first = firstRejectedPeriod(currentOf(leaf), leaf.periodType);
  return first < leaf.period ? first : leaf.period;
}

/** The last complete period, also where the value is an older one. */
function currentOf({ spark, period: start }: ScorecardKpi): string {
  return spark[spark.length - 1]?.[0] ?? start;
}

function leavesOf(node: ScorecardNode): ScorecardKpi[] {
  return isKpiNode(node) ? [node] : node.children.flatMap(leavesOf);
}

function marked(
  node: ScorecardNode,
  rejectedOf: (leaf: ScorecardKpi) => ReadonlyMap<string, number>,
): ScorecardNode {
  if (!isKpiNode(node)) {
    return {
      ...node,
      children: node.children.map(child => marked(child, rejectedOf)),
    };
  }
  const rows = rejectedOf(node);
  if (!rows.size) {
    return node;
  }
  const { signals, periodType } = node;
  const rejectedRows = rows.get(node.period);
  return {
    ...node,
    ...(rejectedRows ? { rejectedRows } : {}),
    ...(signals
      ? {
          signals: {
            ...signals,
            quality: withRejectedRows(signals.quality, {
              rows,
              current: currentOf(node),
              periodType,
            }),
          },
        }
      : {}),
  };
}
