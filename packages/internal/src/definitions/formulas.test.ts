import { Entity } from '@backstage/catalog-model';
import { LIBRARY_NAMESPACE } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Formulas, operandName } from './Formulas';
import { linkDefinitions } from './link';

const kpi = (
  name: string,
  spec: object = {},
  namespace = 'default',
): Entity => ({
  apiVersion: 'kpi-tree.io/v1alpha1',
  kind: 'Kpi',
  metadata: { name, namespace, description: 'What is measured' },
  spec: {
    lifecycle: 'production',
    owner: 'owners',
    unit: '1',
    direction: 'lower',
    grain: 'day',
    period: 'month',
    aggregate: { overTime: 'sum', overEntities: 'sum' },
    ...spec,
  },
});

const ratio = { aggregate: { overTime: 'mean', overEntities: 'mean' } };

const link = (...entities: Entity[]) => {
  const { kpis, problems } = linkDefinitions(entities, { checkOwners: false });
  return {
    kpis: [...kpis.keys()],
    formulas: new Formulas(kpis),
    problems: problems.map(
      ({ entityRef, message }) => `${entityRef} ${message}`,
    ),
  };
};

describe('the name of a KPI in a formula', () => {
  it.each([
    ['resolved-in-sla', 'resolved_in_sla'],
    ['dora.lead-time', 'dora_lead_time'],
    ['2fa', '_2fa'],
  ])('of %s is %s', (name, expected) => {
    expect(operandName(name)).toBe(expected);
  });
});

describe('formulas', () => {
  const entities = [
    kpi('resolved'),
    kpi('resolved-in-sla'),
    kpi('share', { formula: '100 * resolved_in_sla / resolved', ...ratio }),
    kpi('missed', { formula: '100 - share', ...ratio }),
    kpi('all', { formula: 'resolved + resolved_in_sla' }),
  ];

  it('link to what they are computed from, through all levels', () => {
    const { problems, formulas } = link(...entities);
    expect(problems).toEqual([]);
    expect([...formulas.get('share')!.operands]).toEqual([
      ['resolved_in_sla', 'resolved-in-sla'],
      ['resolved', 'resolved'],
    ]);
    expect(formulas.get('resolved')).toBeUndefined();
    expect(formulas.measured('missed')).toEqual([
      'resolved-in-sla',
      'resolved',
    ]);
    expect(formulas.over('resolved')).toEqual(['share', 'missed', 'all']);
  });

  it('are evaluated on what is measured below them', () => {
    const { formulas } = link(...entities);
    const values: Record<string, number> = {
      resolved: 8,
      'resolved-in-sla': 6,
    };
    expect(formulas.evaluate('missed', name => values[name])).toBe(25);
    expect(
      formulas.evaluate('missed', name =>
        name === 'resolved' ? 0 : values[name],
      ),
    ).toBeUndefined();
    expect(
      formulas.evaluate('missed', name =>
        name === 'resolved' ? undefined : values[name],
      ),
    ).toBeUndefined();
  });

  it('take as many steps as there are formulas, however often each is used', () => {
    const chain = Array.from({ length: 60 }, (_, i) =>
      kpi(`f${i}`, {
        formula: i ? `f${i - 1} + f${i - 1}` : 'resolved + resolved',
      }),
    );
    const { problems, formulas } = link(kpi('resolved'), ...chain);
    expect(problems).toEqual([]);
    expect(formulas.evaluate('f59', () => 1)).toBe(2 ** 60);
  });

  it('change their text with what is below them', () => {
    const textOf = (formula: string) =>
      link(
        kpi('a'),
        kpi('b', { formula }),
        kpi('c', { formula: 'b + a' }),
      ).formulas.textOf('c');
    expect(textOf('2 * a')).toBe(textOf('2 * a'));
    expect(textOf('2 * a')).not.toBe(textOf('3 * a'));
  });
});

describe('mistakes in formulas', () => {
  it('take out the KPI and those computed from it, each with its message', () => {
    const { kpis, problems } = link(
      kpi('a'),
      kpi('b', { formula: 'a + aa' }),
      kpi('c', { formula: 'b + a' }),
      kpi('d', { formula: 'a + a' }),
    );
    expect(kpis).toEqual(['a', 'd']);
    expect(problems).toEqual([
      'kpi:default/b spec.formula is "a + aa": "aa" is not a valid Kpi of the catalog: correct its name, with _ for - and ., or add or fix the Kpi; there are a, c, d',
      'kpi:default/c spec.formula is "b + a": "b" is not a valid Kpi of the catalog: correct its name, with _ for - and ., or add or fix the Kpi; there are a, d',
    ]);
  });

  it('name the whole circle at each of its KPIs', () => {
    const { problems } = link(
      kpi('a', { formula: 'b + 1', ...ratio }),
      kpi('b', { formula: 'c + 1', ...ratio }),
      kpi('c', { formula: 'a + 1', ...ratio }),
      kpi('d', { formula: 'd + 1', ...ratio }),
    );
    expect(problems).toEqual([
      expect.stringContaining('makes a circle: a uses b uses c uses a;'),
      expect.stringContaining('makes a circle: b uses c uses a uses b;'),
      expect.stringContaining('makes a circle: c uses a uses b uses c;'),
      expect.stringContaining('makes a circle: d uses d;'),
    ]);
  });

  it('let the KPI of the library hold', () => {
    const { kpis, problems, formulas } = link(
      kpi('a'),
      kpi('b', ratio, LIBRARY_NAMESPACE),
      kpi('b', { extends: 'b', formula: 'x' }),
      kpi('c', { formula: 'b / a', ...ratio }),
    );
    expect(problems).toHaveLength(1);
    expect(kpis.sort()).toEqual(['a', 'b', 'c']);
    expect(formulas.get('b')).toBeUndefined();
  });

  const over = (how: string, formula: string) =>
    link(
      kpi('a'),
      kpi('b'),
      kpi('median', { aggregate: { overTime: 'sum', overEntities: 'none' } }),
      kpi('c', {
        formula,
        aggregate: {
          overTime: formula.includes('/') ? 'mean' : 'sum',
          overEntities: how,
        },
      }),
    ).problems;

  it.each([
    ['mean', 'a + 2 * b', 'is a sum of operands that are sums: use sum'],
    ['sum', 'a / b', 'is not a sum: use mean'],
    ['last', 'a / b', 'is not a sum: use mean'],
    ['mean', 'a / median', 'the operand median cannot be combined: use none'],
  ])('are reported for over entities %s of %s', (how, formula, message) => {
    expect(over(how, formula)).toEqual([
      expect.stringMatching(
        new RegExp(`overEntities does not fit, as .*${message}$`),
      ),
    ]);
  });

  it.each([
    ['sum', 'a + 2 * b'],
    ['mean', 'a / b'],
    ['none', 'a / b'],
    ['none', 'a / median'],
  ])('are none over entities %s of %s', (how, formula) => {
    expect(over(how, formula)).toEqual([]);
  });

  it('are none where the grain is that of the coarsest operand', () => {
    const { problems } = link(
      kpi('a'),
      kpi('b', { grain: 'month' }),
      kpi('c', { grain: 'month', formula: 'a / b', ...ratio }),
      kpi('d', { grain: 'day', formula: 'a / b', ...ratio }),
      kpi('e', {
        grain: 'month',
        formula: 'a / a',
        aggregate: { overTime: 'none', overEntities: 'mean' },
      }),
    );
    expect(problems).toEqual([
      'kpi:default/d spec.grain is "day": a formula is computed in the coarsest grain of its operands: use month, that of b',
    ]);
  });

  it('are reported for an annotation that gives a key to a formula', () => {
    const { attachments } = linkDefinitions(
      [
        kpi('a'),
        kpi('b', { formula: 'a' }),
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name: 'shop',
            annotations: { 'kpi-tree.io/source.b': 'S1' },
          },
          spec: { type: 'service' },
        },
        {
          apiVersion: 'kpi-tree.io/v1alpha1',
          kind: 'KpiTree',
          metadata: { name: 'tree' },
          spec: {
            lifecycle: 'production',
            owner: 'owners',
            appliesTo: { kind: 'Component' },
            root: {
              id: 'goal',
              kind: 'goal',
              title: 'Goal',
              children: [{ kpi: 'b' }],
            },
          },
        },
      ],
      { checkOwners: false },
    );
    expect(
      attachments.get('component:default/shop')!.problems.map(p => p.message),
    ).toEqual([
      expect.stringContaining(
        'b is computed by a formula and no source measures it',
      ),
    ]);
  });
});

describe('an extension', () => {
  it('computes what was measured, and measures what was computed', () => {
    const { kpis } = linkDefinitions(
      [
        kpi('a'),
        kpi('b', { source: { id: 'records' } }, LIBRARY_NAMESPACE),
        {
          ...kpi('b'),
          spec: { extends: 'b', formula: 'a + a' },
        },
        {
          ...kpi('c'),
          spec: { extends: 'b', source: { id: 'sql' } },
        },
      ],
      { checkOwners: false },
    );
    expect(kpis.get('b')!.spec).toMatchObject({ formula: 'a + a' });
    expect(kpis.get('b')!.spec.source).toBeUndefined();
    expect(kpis.get('c')!.spec).toMatchObject({ source: { id: 'sql' } });
    expect(kpis.get('c')!.spec.formula).toBeUndefined();
  });
});
