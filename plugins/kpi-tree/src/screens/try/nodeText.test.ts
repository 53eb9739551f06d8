import type { KpiDefinition } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { parse } from 'yaml';
import { sampleDefinition } from '../../fixtures/definitions';
import { findNode, nodeText } from './nodeText';

const branch = (id: string, more: object = {}) => ({
  id,
  kind: 'process' as const,
  title: id,
  weight: 1,
  rollup: 'weighted' as const,
  children: [],
  ...more,
});

const kpi = (name: string, spec: object): KpiDefinition => ({
  ...sampleDefinition,
  name,
  spec: { ...sampleDefinition.spec, ...spec },
});

const root = branch('goal', {
  owner: 'group:default/cio',
  children: [
    branch('incidents', {
      children: [
        { kpi: 'mttr', weight: 1 },
        { kpi: 'share', weight: 1 },
      ],
    }),
    branch('changes', { owner: 'user:default/jane' }),
  ],
});

const kpis = [
  kpi('mttr', { unit: 'min', period: 'week' }),
  kpi('share', {
    unit: '%',
    period: 'week',
    formula: 'a / b',
    source: undefined,
  }),
  kpi('elsewhere', { unit: 'd', source: { id: 'x' } }),
];

const specOf = (id: string) =>
  parse(nodeText(findNode(root, id)!, kpis, 'group:default/tree')).spec;

describe('a new KPI of a node', () => {
  it('has what the KPIs there have in common, and the next owner above', () => {
    expect(specOf('incidents')).toMatchObject({
      owner: 'group:default/cio',
      // They differ
      unit: 'h',
      period: 'week',
      source: { id: 'github-status' },
    });
  });

  it('has the defaults where there is none yet', () => {
    expect(specOf('changes')).toMatchObject({
      owner: 'user:default/jane',
      unit: 'h',
      period: 'month',
      source: { id: 'my-source' },
    });
    expect(findNode(root, 'x')).toBeUndefined();
  });

  it('belongs to the owner of the tree where no node has one', () => {
    const found = findNode(branch('goal'), 'goal')!;
    expect(parse(nodeText(found, [], 'group:default/tree')).spec.owner).toBe(
      'group:default/tree',
    );
  });
});
