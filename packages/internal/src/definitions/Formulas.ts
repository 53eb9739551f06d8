import type { KpiEntity } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  evaluateExpression,
  Expression,
  operandNames,
  parseExpression,
} from '../arithmetic/expression';

/**
 * A formula, and the KPIs that its operands name.
 */
export type KpiFormula = {
  expression: Expression;
  /** KPIs by the names of the operands. */
  operands: ReadonlyMap<string, string>;
};

/**
 * The name by which a formula means a KPI: `resolved-in-sla` is `resolved_in_sla`,
 * `2fa-coverage` is `_2fa_coverage`.
 */
export function operandName(kpi: string): string {
  const name = kpi.replace(/[-.]/g, '_');
  return /^\d/.test(name) ? `_${name}` : name;
}

/** The KPIs by the names that they have in formulas; several may share one. */
export function kpisByOperandName(
  kpis: Iterable<string>,
): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const kpi of kpis) {
    const name = operandName(kpi);
    found.set(name, [...(found.get(name) ?? []), kpi]);
  }
  return found;
}

/**
 * The formulas among some KPIs, and what of what is computed. A formula of formulas
 * is computed from what is measured below them.
 */
export class Formulas {
  private readonly formulas = new Map<string, KpiFormula>();
  private readonly measuredBelow = new Map<string, string[]>();
  private readonly formulasOver = new Map<string, string[]>();

  /** @param kpis - by name; valid, as those of `linkDefinitions` are */
  constructor(private readonly kpis: ReadonlyMap<string, KpiEntity>) {
    const byName = kpisByOperandName(kpis.keys());
    for (const [name, { spec }] of kpis) {
      const parsed =
        spec.formula === undefined ? undefined : parseExpression(spec.formula);
      if (parsed && 'expression' in parsed) {
        const { expression } = parsed;
        const operands = operandNames(expression).flatMap(operand =>
          (byName.get(operand) ?? []).map(kpi => [operand, kpi] as const),
        );
        this.formulas.set(name, { expression, operands: new Map(operands) });
      }
    }
    for (const name of this.formulas.keys()) {
      for (const kpi of this.measured(name)) {
        this.formulasOver.set(kpi, [
          ...(this.formulasOver.get(kpi) ?? []),
          name,
        ]);
      }
    }
  }

  /** The names of the KPIs that are computed. */
  get names(): string[] {
    return [...this.formulas.keys()];
  }

  /** The formula of a KPI; nothing for one that is measured. */
  get(kpi: string): KpiFormula | undefined {
    return this.formulas.get(kpi);
  }

  /** The KPIs below a formula, through all levels, that are no formulas. */
  measured(kpi: string): string[] {
    let found = this.measuredBelow.get(kpi);
    if (!found) {
      found = this.below(kpi).filter(name => !this.formulas.has(name));
      this.measuredBelow.set(kpi, found);
    }
    return found;
  }

  /** The formulas that are computed from a KPI that is measured. */
  over(kpi: string): string[] {
    return this.formulasOver.get(kpi) ?? [];
  }

  /** A text that changes with how a KPI is computed. */
  textOf(kpi: string): string {
    return JSON.stringify(
      [kpi, ...this.below(kpi)].map(name => [
        name,
        this.kpis.get(name)?.spec.formula,
        this.kpis.get(name)?.spec.grain,
      ]),
    );
  }

  /**
   * The value of a KPI that is computed.
   *
   * @param valueOf - the value of a KPI that is measured, aggregated over the period
   * and scope in question; `undefined` if there is none
   * @returns `undefined` where an operand is missing or there is no finite result
   */
  evaluate(
    kpi: string,
    valueOf: (measured: string) => number | undefined,
  ): number | undefined {
    const known = new Map<string, number | undefined>();
    const value = (name: string): number | undefined => {
      if (!known.has(name)) {
        const formula = this.formulas.get(name);
        known.set(
          name,
          formula
            ? evaluateExpression(formula.expression, operand =>
                value(formula.operands.get(operand) ?? ''),
              )
            : valueOf(name),
        );
      }
      return known.get(name);
    };
    return value(kpi);
  }

  /** Everything below a KPI, each once. */
  private below(kpi: string): string[] {
    const found = new Set<string>();
    const visit = (name: string): void => {
      for (const operand of this.formulas.get(name)?.operands.values() ?? []) {
        if (!found.has(operand)) {
          found.add(operand);
          visit(operand);
        }
      }
    };
    visit(kpi);
    return [...found];
  }
}
