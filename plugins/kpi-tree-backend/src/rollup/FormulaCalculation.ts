import { knownOfEach, aggregationTraits } from '@internal/kpi-tree';
import { Known, KpiEntity } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { FORMULA_WEIGHT } from '../evaluation/computeFormulas';
import { isMeasured } from '../evaluation/OperandSeries';
import { CurrentStore, MemberStatus } from '../store/CurrentStore';
import { MeasurementStore, SeriesRecord } from '../store/MeasurementStore';
import { ScopeValue } from '../store/RollupStore';
import {
  CalculationOptions,
  ScopeCalculation,
  ScopeCell,
  ScopeOperands,
} from './ScopeCalculation';

/** The values of an operand, by scope and period. */
type OperandValues = Map<string, { value: number; known?: Known }>;

/**
 * Calculates a formula for scopes: of its operands, each aggregated over the members
 * that have the formula, or as it was measured for the scope itself. So it is the
 * ratio of sums, never the mean of the members' ratios.
 */
export class FormulaCalculation {
  private readonly ofMembers: ScopeCalculation;

  constructor(
    private readonly options: CalculationOptions & {
      measurements: MeasurementStore;
      current: CurrentStore;
    },
  ) {
    this.ofMembers = new ScopeCalculation(options);
  }

  /** As {@link ScopeCalculation.cells}. */
  async *cells(
    wanted: ReadonlyMap<string, ReadonlySet<string>>,
  ): AsyncGenerator<ScopeCell[]> {
    const own = await this.ownSeries(
      new Set([...wanted.values()].flatMap(scopes => [...scopes])),
    );
    const operands = new Map<string, OperandValues>();
    for (const kpi of this.measured()) {
      operands.set(kpi.metadata.name, await this.valuesOf(kpi, wanted, own));
    }
    for await (const cells of this.ofMembers.cells(wanted)) {
      yield cells.map(({ scope, start, value }) => ({
        scope,
        start,
        value: this.valueIn(scope, start, value, operands),
      }));
    }
  }

  /** How the members of some scopes stand with the formula in the current period. */
  async members(scopes: string[]): Promise<Map<string, MemberStatus[]>> {
    return this.ofMembers.members(scopes);
  }

  /** How fresh is what the formula is computed from. */
  async operands(scopes: string[]): Promise<Map<string, ScopeOperands>> {
    const { tx, current } = this.options;
    const own = await this.ownSeries(new Set(scopes));
    const found = new Map<string, ScopeOperands>(
      scopes.map(scope => [scope, { stale: false, updatedAt: null }]),
    );
    for (const kpi of this.measured()) {
      const { name } = kpi.metadata;
      const ofMembers = await this.calculation(kpi).members(scopes);
      const ofScopes = await current.readKpi(tx, name, [
        ...new Set([...own.values()].map(({ entityRef }) => entityRef)),
      ]);
      for (const scope of scopes) {
        const ownStatus = own.has(`${scope} ${name}`)
          ? ofScopes.get(scope)
          : undefined;
        addOperand(
          found.get(scope)!,
          ownStatus ? [ownStatus] : ofMembers.get(scope) ?? [],
        );
      }
    }
    return found;
  }

  private valueIn(
    scope: string,
    start: string,
    ofMembers: ScopeValue | undefined,
    operands: ReadonlyMap<string, OperandValues>,
  ): ScopeValue | undefined {
    const { at, kpi } = this.options;
    const { definitions } = at;
    const value = !aggregationTraits[kpi.spec.aggregate.overEntities].combines
      ? undefined
      : definitions.formulas.evaluate(
          kpi.metadata.name,
          name => operands.get(name)?.get(`${scope} ${start}`)?.value,
        );
    const known = knownOfEach(
      [...operands.values()].map(
        values => values.get(`${scope} ${start}`)?.known,
      ),
    );
    return value === undefined && !ofMembers
      ? undefined
      : {
          period: start,
          value: value ?? null,
          weight: value === undefined ? null : FORMULA_WEIGHT,
          counted: ofMembers?.counted ?? 0,
          ...(value !== undefined && known ? { known } : {}),
          ...(ofMembers?.bounds ? { bounds: ofMembers.bounds } : {}),
        };
  }

  /** The values of an operand: those of scopes themselves, else of their members. */
  private async valuesOf(
    operand: KpiEntity,
    wanted: ReadonlyMap<string, ReadonlySet<string>>,
    own: ReadonlyMap<string, SeriesRecord>,
  ): Promise<OperandValues> {
    const { tx, periods } = this.options;
    const { name } = operand.metadata;
    const found: OperandValues = new Map();
    const add = (
      scope: string,
      start: string,
      { value, known }: { value: number | null; known?: Known },
    ) => {
      if (value !== null) {
        found.set(`${scope} ${start}`, { value, known });
      }
    };
    const others = new Map(
      [...wanted].map(([start, scopes]) => [
        start,
        new Set([...scopes].filter(scope => !own.has(`${scope} ${name}`))),
      ]),
    );
    for await (const cells of this.calculation(operand).cells(others)) {
      cells.forEach(
        ({ scope, start, value }) => value && add(scope, start, value),
      );
    }
    const ownOfKpi = [...own.values()].filter(({ kpi }) => kpi === name);
    const starts = [...wanted.keys()].sort();
    const values = await periods.read(
      ownOfKpi.map(({ id }) => id),
      starts[0],
      starts[starts.length - 1],
      tx,
    );
    for (const { id, entityRef } of ownOfKpi) {
      values.get(id)?.forEach(value => add(entityRef, value.period, value));
    }
    return found;
  }

  /** What was measured of scopes themselves, by scope and KPI. */
  private async ownSeries(
    scopes: ReadonlySet<string>,
  ): Promise<Map<string, SeriesRecord>> {
    const { tx, at, measurements } = this.options;
    const { definitions } = at;
    const series = await measurements.findSeries(
      {
        entityRefs: [...scopes],
        kpis: this.measured().map(({ metadata }) => metadata.name),
      },
      tx,
    );
    return new Map(
      series
        .filter(one => isMeasured(definitions, one))
        .map(one => [`${one.entityRef} ${one.kpi}`, one]),
    );
  }

  private measured(): KpiEntity[] {
    const { at, kpi } = this.options;
    const { definitions } = at;
    return definitions.formulas
      .measured(kpi.metadata.name)
      .map(name => definitions.kpi(name));
  }

  private calculation(operand: KpiEntity): ScopeCalculation {
    return new ScopeCalculation({
      ...this.options,
      kpi: operand,
      // Of operands only values and freshness count
      otherwise: undefined,
      formula: this.options.kpi.metadata.name,
    });
  }
}

/** Adds an operand, by the states of the members for which it was measured. */
function addOperand(known: ScopeOperands, statuses: MemberStatus[]): void {
  known.stale ||=
    statuses.some(({ status }) => status === 'stale') &&
    statuses.every(({ value, status }) => value === null || status === 'stale');
  for (const { updatedAt } of statuses) {
    if (updatedAt && (!known.updatedAt || updatedAt > known.updatedAt)) {
      known.updatedAt = updatedAt;
    }
  }
}
