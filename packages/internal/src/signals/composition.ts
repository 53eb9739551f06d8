import {
  type Aggregation,
  type KpiEntity,
  WeightedValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { aggregationTraits, numeratorOf, sum } from '../arithmetic';
import type { Expression } from '../arithmetic/expression';
import type { Formulas } from '../definitions';
import type { Amounts, ContributionKind } from './contribution';

/**
 * A KPI whose members' values are added, times a factor: its value, its weight, or
 * the product of both.
 */
export type Term = {
  kpi: string;
  of: 'value' | 'weight' | 'product';
  factor: number;
};

/**
 * How the value of a scope is composed of what was measured of its members: a sum of
 * sums, or a ratio of two of them. See {@link compositionOf}.
 */
export type Composition = {
  kind: ContributionKind;
  numerator: Term[];
  /** Of a `sum` what it is based on, which has no part in the value. */
  denominator: Term[];
};

/**
 * Why a change has no shares: how the value is aggregated, or that the formula is neither
 * a sum nor a ratio of sums.
 */
export type CompositionGap = Exclude<Aggregation, 'sum' | 'mean'> | 'formula';

/** A constant, or sums over the members, divided by others or not. */
type Form =
  | { type: 'constant'; value: number }
  | { type: 'sums'; above: Term[]; below?: Term[] };

/**
 * How the value of a scope is composed of its members', so that a change of it has
 * shares that add up exactly: a `sum` is; a `mean` is the ratio of the sums of
 * value times weight and weight; a formula is where it is linear in sums, or a ratio
 * of two such, as `100 * in_sla / resolved` or `1 - failed / runs`. Others have no
 * exact shares: a maximum is one member's, a quantile is not a sum, and what the
 * members have to do with a product depends on the order in which they are asked.
 *
 * @returns what it is composed of, or why it is not
 */
export function compositionOf(
  kpi: KpiEntity,
  kpis: ReadonlyMap<string, KpiEntity>,
  formulas: Formulas,
): Composition | CompositionGap {
  const { name } = kpi.metadata;
  const { overEntities } = kpi.spec.aggregate;
  if (!formulas.get(name)) {
    const form = measuredForm(kpi);
    return form
      ? toComposition(form, [{ kpi: name, of: 'weight', factor: 1 }])
      : (overEntities as CompositionGap);
  }
  if (!aggregationTraits[overEntities].combines) {
    return 'none';
  }
  const form = formulaForm(name, kpis, formulas);
  return form?.type === 'sums' ? toComposition(form, []) : 'formula';
}

/**
 * What a member puts into a composition.
 *
 * @param valueOf - the value of a KPI of the member; `undefined` if there is none
 * @returns `undefined` if it has no value of any of the KPIs
 */
export function amountsOf(
  { numerator, denominator }: Composition,
  valueOf: (kpi: string) => WeightedValue | undefined,
): Amounts | undefined {
  const isMeasured = [...numerator, ...denominator].some(({ kpi, of }) => {
    const found = valueOf(kpi);
    return found && (of !== 'value' || found.value !== null);
  });
  const add = (terms: Term[]) =>
    sum(
      terms.flatMap(({ kpi, of, factor }) => {
        const found = valueOf(kpi);
        if (!found) {
          return [];
        }
        const { value, weight } = found;
        const amounts = {
          value: value ?? 0,
          weight,
          product: numeratorOf(found),
        };
        return factor * amounts[of];
      }),
    );
  return isMeasured
    ? { numerator: add(numerator), denominator: add(denominator) }
    : undefined;
}

function toComposition(
  { above, below }: Form & { type: 'sums' },
  behind: Term[],
): Composition {
  if (!below) {
    return { kind: 'sum', numerator: above, denominator: behind };
  }
  // So that what is below the line is a number that people know
  const [{ factor }] = below;
  const isScaled = below.every(term => term.factor === factor);
  return {
    kind: 'ratio',
    numerator: isScaled ? scaled(above, 1 / factor) : above,
    denominator: isScaled ? scaled(below, 1 / factor) : below,
  };
}

/** Of a KPI that is measured; nothing where its members do not add up. */
function measuredForm({
  metadata: { name: kpi },
  spec,
}: KpiEntity): (Form & { type: 'sums' }) | undefined {
  switch (aggregationTraits[spec.aggregate.overEntities].decomposesInto) {
    case 'values':
      return { type: 'sums', above: [{ kpi, of: 'value', factor: 1 }] };
    case 'numerators-and-denominators':
      return {
        type: 'sums',
        above: [{ kpi, of: 'product', factor: 1 }],
        below: [{ kpi, of: 'weight', factor: 1 }],
      };
    default:
      return undefined;
  }
}

function formulaForm(
  name: string,
  kpis: ReadonlyMap<string, KpiEntity>,
  formulas: Formulas,
): Form | undefined {
  const formula = formulas.get(name);
  if (!formula) {
    const kpi = kpis.get(name);
    return kpi && measuredForm(kpi);
  }
  return formOf(formula.expression, operand =>
    formulaForm(formula.operands.get(operand) ?? '', kpis, formulas),
  );
}

function formOf(
  expression: Expression,
  operand: (name: string) => Form | undefined,
): Form | undefined {
  switch (expression.type) {
    case 'number':
      return { type: 'constant', value: expression.value };
    case 'operand':
      return operand(expression.name);
    case 'negative': {
      const form = formOf(expression.of, operand);
      return form && times(form, -1);
    }
    case 'operation': {
      const left = formOf(expression.left, operand);
      const right = formOf(expression.right, operand);
      if (!left || !right) {
        return undefined;
      }
      switch (expression.operator) {
        case '+':
          return plus(left, right);
        case '-':
          return plus(left, times(right, -1));
        case '*':
          return product(left, right);
        default:
          return quotient(left, right);
      }
    }
    default:
      return undefined;
  }
}

function plus(left: Form, right: Form): Form | undefined {
  if (left.type === 'constant') {
    return right.type === 'constant'
      ? { type: 'constant', value: left.value + right.value }
      : plusConstant(right, left.value);
  }
  if (right.type === 'constant') {
    return plusConstant(left, right.value);
  }
  return isSame(left.below, right.below)
    ? { ...left, above: added(left.above, right.above) }
    : undefined;
}

/** A constant beside a ratio is one more of what stands below its line. */
function plusConstant(
  form: Form & { type: 'sums' },
  value: number,
): Form | undefined {
  if (value === 0) {
    return form;
  }
  return form.below
    ? { ...form, above: added(form.above, scaled(form.below, value)) }
    : undefined;
}

function product(left: Form, right: Form): Form | undefined {
  if (right.type === 'constant') {
    return times(left, right.value);
  }
  return left.type === 'constant' ? times(right, left.value) : undefined;
}

function quotient(left: Form, right: Form): Form | undefined {
  if (right.type === 'constant') {
    return right.value === 0 ? undefined : times(left, 1 / right.value);
  }
  const isZero = right.above.every(term => term.factor === 0);
  return left.type === 'sums' && !left.below && !right.below && !isZero
    ? { type: 'sums', above: left.above, below: right.above }
    : undefined;
}

function times(form: Form, factor: number): Form {
  return form.type === 'constant'
    ? { type: 'constant', value: form.value * factor }
    : { ...form, above: scaled(form.above, factor) };
}

function scaled(terms: Term[], factor: number): Term[] {
  return terms.map(term => ({ ...term, factor: term.factor * factor }));
}

function added(left: Term[], right: Term[]): Term[] {
  const found = new Map<string, Term>();
  for (const term of [...left, ...right]) {
    const key = keyOf(term);
    const factor = (found.get(key)?.factor ?? 0) + term.factor;
    found.set(key, { ...term, factor });
  }
  return [...found.values()];
}

function isSame(left: Term[] | undefined, right: Term[] | undefined): boolean {
  const text = (terms: Term[] | undefined) =>
    terms && JSON.stringify(terms.map(t => [keyOf(t), t.factor]).sort());
  return text(left) === text(right);
}

function keyOf({ kpi, of }: Term): string {
  return `${of} ${kpi}`;
}
