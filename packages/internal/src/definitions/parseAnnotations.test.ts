import { Entity } from '@backstage/catalog-model';
import { parseAnnotations } from './parseAnnotations';

const entity = (annotations: Record<string, string>): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'actions', annotations },
});

describe('parseAnnotations', () => {
  it('reads what the design shows', () => {
    expect(
      parseAnnotations(
        entity({
          'kpi-tree.io/tree': 'it-transformation, dora',
          'kpi-tree.io/nodes': 'detect-to-correct',
          'kpi-tree.io/target.incident-mttr': '2',
          'kpi-tree.io/threshold.incident-mttr': ' 4.5 ',
          'kpi-tree.io/target.utilisation': '60..80',
          'kpi-tree.io/owner.incident-mttr': 'user:default/jane',
          'kpi-tree.io/source.incident-mttr': 'ci-4711',
          'backstage.io/other': 'x',
        }),
      ),
    ).toEqual({
      annotations: {
        trees: ['it-transformation', 'dora'],
        nodes: ['detect-to-correct'],
        target: { 'incident-mttr': 2, utilisation: { min: 60, max: 80 } },
        threshold: { 'incident-mttr': 4.5 },
        owner: { 'incident-mttr': 'user:default/jane' },
        source: { 'incident-mttr': 'ci-4711' },
      },
      problems: [],
    });
  });

  it('reads earlier references as whole ones, each once', () => {
    expect(
      parseAnnotations(
        entity({
          'kpi-tree.io/formerly':
            'component:default/payments, Component:Pay, resource:shop/pay,component:pay',
        }),
      ).annotations.formerly,
    ).toEqual([
      'component:default/payments',
      'component:default/pay',
      'resource:shop/pay',
    ]);
  });

  it('opts out', () => {
    expect(
      parseAnnotations(entity({ 'kpi-tree.io/tree': 'none' })).annotations
        .trees,
    ).toBe('none');
  });

  it.each([
    ['kpi-tree.io/target.incident-mttr', 'four', /use a number in the unit/],
    ['kpi-tree.io/target.incident-mttr', '', /use a number in the unit/],
    ['kpi-tree.io/target.incident-mttr', '3..1', /use a number in the unit/],
    ['kpi-tree.io/owner.incident-mttr', 'api:x', /Group or User/],
    ['kpi-tree.io/source.incident-mttr', ' ', /key by which the source/],
    ['kpi-tree.io/tree', ' , ', /name one or more trees/],
    ['kpi-tree.io/nodes', '', /name one or more nodes/],
    ['kpi-tree.io/formerly', '', /name 1 to 20 earlier references/],
    ['kpi-tree.io/formerly', 'payments', /name 1 to 20 earlier references/],
    ['kpi-tree.io/formerly', 'component:a, b:', /1 to 20 earlier references/],
    ['kpi-tree.io/formerly', 'component:a\0b', /1 to 20 earlier references/],
    [
      'kpi-tree.io/formerly',
      Array.from({ length: 21 }, (_, i) => `component:a${i}`).join(','),
      /name 1 to 20 earlier references/,
    ],
    ['kpi-tree.io/goal.incident-mttr', '4', /goal is not known: use target/],
    ['kpi-tree.io/tre', 'dora', /is not known: use tree, nodes, formerly/],
    ['kpi-tree.io/target.', '4', /is not known: use tree, nodes, formerly/],
  ])('%s: %p is a problem and leaves the others', (key, value, message) => {
    const { annotations, problems } = parseAnnotations(
      entity({ [key]: value, 'kpi-tree.io/target.availability': '99' }),
    );
    expect(problems).toEqual([
      {
        entityRef: 'component:default/actions',
        field: `metadata.annotations[${key}]`,
        value,
        message: expect.stringMatching(message),
      },
    ]);
    expect(problems[0].message).toContain(
      `annotation ${key} is ${JSON.stringify(value)}: `,
    );
    expect(annotations.target).toEqual({ availability: 99 });
  });
});
