import { Entity } from '@backstage/catalog-model';
import { withTextAnnotations } from './textAnnotations';

function component(annotations: unknown): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'shop',
      annotations: annotations as Record<string, string>,
    },
  };
}

describe('withTextAnnotations', () => {
  it.each([
    [4, '4'],
    [99.5, '99.5'],
    [true, 'true'],
    [null, ''],
    [['detect-to-correct', 'other'], 'detect-to-correct, other'],
    [{ min: 1 }, '{"min":1}'],
  ])('takes %p as %p', (value, text) => {
    const entity = component({ 'kpi-tree.io/x': value, 'example.com/x': 'y' });
    expect(withTextAnnotations(entity)).toEqual(
      component({ 'kpi-tree.io/x': text, 'example.com/x': 'y' }),
    );
  });

  it.each([
    [{ 'kpi-tree.io/tree': 'it' }],
    [{ 'example.com/other': 4 }],
    [null],
    [undefined],
    ['text'],
  ])('leaves %p to the catalog', annotations => {
    const entity = component(annotations);
    expect(withTextAnnotations(entity)).toBe(entity);
  });
});
