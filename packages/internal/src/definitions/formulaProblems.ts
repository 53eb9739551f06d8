import {
  KpiEntity,
  KpiSpec,
  PeriodType,
  periodTypes,
  Problem,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { aggregationTraits } from '../arithmetic';
import {
  addsUp,
  operandNames,
  parseExpression,
} from '../arithmetic/expression';
import { Formulas, KpiFormula, kpisByOperandName } from './Formulas';
import { namesLike } from './names';
import { placeOf } from './placeOf';

/** What does not fit, by field. */
type Mistake = { field: keyof KpiSpec; message: string };

/**
 * What is wrong with formulas beside the KPIs that they name: unknown and ambiguous
 * names, circles, and grains, periods and aggregations that do not fit.
 *
 * @param kpis - each valid by itself, by name
 */
export function formulaProblems(
  kpis: ReadonlyMap<string, KpiEntity>,
): Map<string, Problem[]> {
  const formulas = new Formulas(kpis);
  const problems = new Map<string, Problem[]>();
  for (const name of formulas.names) {
    const found = mistakesOf(name, kpis, formulas);
    if (found.length) {
      problems.set(
        name,
        found.map(({ field, message }) =>
          toProblem(kpis.get(name)!, field, message),
        ),
      );
    }
  }
  return problems;
}

function toProblem(
  kpi: KpiEntity,
  field: keyof KpiSpec,
  message: string,
): Problem {
  const value = kpi.spec[field];
  return {
    ...placeOf(kpi),
    field: `spec.${field}`,
    value,
    message: `spec.${field} is ${JSON.stringify(value)}: ${message}`,
  };
}

function mistakesOf(
  name: string,
  kpis: ReadonlyMap<string, KpiEntity>,
  formulas: Formulas,
): Mistake[] {
  const kpi = kpis.get(name)!;
  const unknown = nameMistakes(kpi, kpis);
  if (unknown.length) {
    return unknown.map(message => ({ field: 'formula', message }));
  }
  const circle = findCircle(name, formulas);
  if (circle) {
    return [
      {
        field: 'formula',
        message: `makes a circle: ${circle.join(
          ' uses ',
        )}; a KPI cannot be computed from itself`,
      },
    ];
  }
  const formula = formulas.get(name)!;
  const operands = [...formula.operands.values()].map(each => kpis.get(each)!);
  return [
    ...periodMistakes(kpi, operands),
    ...aggregateMistakes(kpi, operands, formula, kpis),
  ];
}

/** What is wrong with the names of operands. */
function nameMistakes(
  { metadata, spec }: KpiEntity,
  kpis: ReadonlyMap<string, KpiEntity>,
): string[] {
  const byName = kpisByOperandName(kpis.keys());
  const others = [...byName.keys()].filter(
    name => !byName.get(name)!.includes(metadata.name),
  );
  return namesIn(spec.formula!).flatMap(operand => {
    const meant = byName.get(operand) ?? [];
    if (meant.length > 1) {
      return `"${operand}" means each of the KPIs ${meant.join(
        ', ',
      )}: rename all but one`;
    }
    return meant.length
      ? []
      : `"${operand}" is not a valid Kpi of the catalog: correct its name, with _ for - and ., or add or fix the Kpi; there are ${
          namesLike(operand, others) || 'none yet'
        }`;
  });
}

function namesIn(text: string): string[] {
  const parsed = parseExpression(text);
  return 'expression' in parsed ? operandNames(parsed.expression) : [];
}

/** The names on the way from a formula back to itself. */
function findCircle(start: string, formulas: Formulas): string[] | undefined {
  const seen = new Set<string>();
  const visit = (name: string, path: string[]): string[] | undefined => {
    for (const operand of formulas.get(name)?.operands.values() ?? []) {
      if (operand === start) {
        return [...path, start];
      }
      if (!seen.has(operand)) {
        seen.add(operand);
        const found = visit(operand, [...path, operand]);
        if (found) {
          return found;
        }
      }
    }
    return undefined;
  };
  return visit(start, [start]);
}

function periodMistakes({ spec }: KpiEntity, operands: KpiEntity[]): Mistake[] {
  const other = operands.find(each => each.spec.period !== spec.period);
  if (other) {
    return [
      {
        field: 'period',
        message: `the operand ${other.metadata.name} is judged by ${other.spec.period}: use one period for the formula and all its operands`,
      },
    ];
  }
  if (!aggregationTraits[spec.aggregate.overTime].combines) {
    // That the grain has to be the period then is reported for every Kpi
    return [];
  }
  const coarsest = operands.reduce((a, b) =>
    rank(b.spec.grain) > rank(a.spec.grain) ? b : a,
  );
  return coarsest.spec.grain === spec.grain
    ? []
    : [
        {
          field: 'grain',
          message: `a formula is computed in the coarsest grain of its operands: use ${coarsest.spec.grain}, that of ${coarsest.metadata.name}`,
        },
      ];
}

function rank(grain: PeriodType): number {
  return periodTypes.indexOf(grain);
}

/**
 * A formula is computed of aggregated operands, and its own values are never
 * combined: `aggregate` says how the value of a whole relates to those of its parts,
 * by which targets are compared with it.
 */
function aggregateMistakes(
  { spec }: KpiEntity,
  operands: KpiEntity[],
  formula: KpiFormula,
  kpis: ReadonlyMap<string, KpiEntity>,
): Mistake[] {
  return (['overTime', 'overEntities'] as const).flatMap(which => {
    const given = spec.aggregate[which];
    const combines = (kpi: KpiEntity) =>
      aggregationTraits[kpi.spec.aggregate[which]].combines;
    const fixed = operands.find(each => !combines(each));
    const isSum = addsUp(
      formula.expression,
      operand =>
        aggregationTraits[
          kpis.get(formula.operands.get(operand)!)!.spec.aggregate[which]
        ].addsUp,
    );
    const right = isSum ? 'sum' : 'mean';
    if (!aggregationTraits[given].combines || (!fixed && given === right)) {
      return [];
    }
    const reason = fixed
      ? `the operand ${fixed.metadata.name} cannot be combined: use none`
      : `the formula ${
          isSum
            ? 'is a sum of operands that are sums'
            : 'is computed from aggregated operands and is not a sum'
        }: use ${right}`;
    return [
      {
        field: 'aggregate' as const,
        message: `${which} does not fit, as ${reason}`,
      },
    ];
  });
}
