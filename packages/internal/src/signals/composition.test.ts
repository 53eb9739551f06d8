import fc from 'fast-check';
import {
  Aggregation,
  KpiEntity,
  WeightedValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { aggregate } from '../arithmetic';
import { Formulas } from '../definitions';
import { amountsOf, compositionOf } from './composition';
import { changeEffects, valueOf } from './contribution';

const kpi = (
  name: string,
  overEntities: Aggregation,
  formula?: string,
): KpiEntity => ({
  apiVersion: 'kpi-tree.io/v1alpha1',
  kind: 'Kpi',
  metadata: { name },
  spec: {
    lifecycle: 'production',
    owner: 'owners',
    personas: [],
    unit: '1',
    direction: 'lower',
    grain: 'day',
    period: 'month',
    aggregate: { overTime: 'sum', overEntities },
    formula,
  },
});

const measured = [
  kpi('in-sla', 'sum'),
  kpi('resolved', 'sum'),
  kpi('failed', 'sum'),
  kpi('mttr', 'mean'),
  kpi('worst-case', 'max'),
];

function setup(formula: string, others: [string, string][] = []) {
  const all = [
    ...measured,
    ...others.map(([name, text]) => kpi(name, 'mean', text)),
    kpi('it', 'mean', formula),
  ];
  const kpis = new Map(all.map(each => [each.metadata.name, each]));
  const formulas = new Formulas(kpis);
  return {
    formulas,
    composition: compositionOf(kpis.get('it')!, kpis, formulas),
  };
}

describe('compositionOf', () => {
  it('is known of sums and means', () => {
    const none = new Formulas(new Map());
    expect(compositionOf(kpi('n', 'sum'), new Map(), none)).toEqual({
      kind: 'sum',
      numerator: [{ kpi: 'n', of: 'value', factor: 1 }],
      denominator: [{ kpi: 'n', of: 'weight', factor: 1 }],
    });
    expect(compositionOf(kpi('n', 'mean'), new Map(), none)).toEqual({
      kind: 'ratio',
      numerator: [{ kpi: 'n', of: 'product', factor: 1 }],
      denominator: [{ kpi: 'n', of: 'weight', factor: 1 }],
    });
    for (const how of ['min', 'max', 'last', 'quantile', 'none'] as const) {
      expect(compositionOf(kpi('n', how), new Map(), none)).toBe(how);
    }
    const unaggregated = kpi('n', 'none', 'failed * 2');
    const kpis = new Map([
      ['failed', kpi('failed', 'sum')],
      ['n', unaggregated],
    ]);
    expect(compositionOf(unaggregated, kpis, new Formulas(kpis))).toBe('none');
  });

  it.each([
    ['100 * in_sla / resolved', 'ratio'],
    ['in_sla / (resolved / 100)', 'ratio'],
    ['1 - failed / resolved', 'ratio'],
    ['100 * (resolved - failed) / resolved', 'ratio'],
    ['failed / resolved + in_sla / resolved', 'ratio'],
    ['-(in_sla + 2 * failed) / 3', 'sum'],
    ['mttr * 60', 'ratio'],
    ['mttr + 1', 'ratio'],
    ['100 * rate', 'ratio'],
    ['all - failed', 'sum'],
  ])('is that of members in %s', (formula, kind) => {
    const { composition, formulas } = setup(formula, [
      ['rate', 'failed / resolved'],
      ['all', 'in_sla + failed'],
    ]);
    expect(composition).toMatchObject({ kind });
    if (typeof composition === 'string') {
      return;
    }
    // Against what the roll-up makes of it: the formula of the aggregated operands
    const value = fc.record({
      value: fc.integer({ min: 0, max: 50 }),
      weight: fc.integer({ min: 1, max: 9 }),
    });
    const operands = ['in-sla', 'resolved', 'failed', 'mttr'];
    const member = fc.record(
      Object.fromEntries(operands.map(name => [name, value])) as Record<
        string,
        typeof value
      >,
    );
    fc.assert(
      fc.property(
        fc.array(member, { minLength: 1, maxLength: 6 }),
        (members: Record<string, WeightedValue>[]) => {
          const expected = formulas.evaluate(
            'it',
            name =>
              aggregate(
                members.map(each => each[name]),
                name === 'mttr' ? 'mean' : 'sum',
              )?.value ?? undefined,
          );
          const effects = changeEffects(
            members.map((each, index) => {
              const amounts = amountsOf(composition, name => each[name]);
              return { id: String(index), before: amounts, after: amounts };
            }),
            composition.kind,
          );
          fc.pre(expected !== undefined);
          expect(effects!.after).toBeCloseTo(expected!, 9);
        },
      ),
    );
  });

  it.each([
    'in_sla * resolved',
    '1 / resolved',
    'resolved + 1',
    'round(in_sla / resolved)',
    'max(in_sla, failed)',
    'failed / resolved + failed / in_sla',
    'mttr / (failed / resolved)',
    'worst_case * 2',
    'mttr + failed',
    'in_sla / 0',
    'in_sla / (failed - failed)',
  ])('is none in %s', formula => {
    expect(setup(formula).composition).toBe('formula');
  });

  it('keeps what stands below the line as it is known', () => {
    const { composition } = setup('in_sla / (resolved / 100)');
    expect(composition).toEqual({
      kind: 'ratio',
      numerator: [{ kpi: 'in-sla', of: 'value', factor: 100 }],
      denominator: [{ kpi: 'resolved', of: 'value', factor: 1 }],
    });
  });
});

describe('amountsOf', () => {
  it('takes what there is, and nothing where nothing was measured', () => {
    const { composition } = setup('100 * in_sla / resolved');
    if (typeof composition === 'string') {
      throw new Error(composition);
    }
    const of = (values: Record<string, number>) =>
      amountsOf(composition, name =>
        name in values ? { value: values[name], weight: 1 } : undefined,
      );
    expect(of({ 'in-sla': 3, resolved: 4 })).toEqual({
      numerator: 300,
      denominator: 4,
    });
    expect(of({ resolved: 4 })).toEqual({ numerator: 0, denominator: 4 });
    expect(of({ failed: 4 })).toBeUndefined();
    expect(valueOf({ numerator: 1, denominator: 0 }, 'ratio')).toBeNull();
  });
});
