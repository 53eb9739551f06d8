import { Entity } from '@backstage/catalog-model';
import { JsonObject, JsonValue } from '@backstage/types';
import { findRelations } from './relations';

function definition(kind: string, spec: JsonObject): Entity {
  return {
    apiVersion: 'kpi-tree.io/v1alpha1',
    kind,
    metadata: { name: 'it', namespace: 'default' },
    spec,
  };
}

function relations(entity: Entity): string[] {
  return findRelations(entity).map(({ source, type, target }) =>
    [source, target]
      .map(ref => `${ref.kind}:${ref.namespace}/${ref.name}`)
      .join(` ${type} `),
  );
}

describe('findRelations', () => {
  it('relates a Kpi and its owner, a Group if no kind is given', () => {
    const spec = { owner: 'incident-management' };
    expect(relations(definition('Kpi', spec))).toEqual([
      'Kpi:default/it ownedBy Group:default/incident-management',
      'Group:default/incident-management ownerOf Kpi:default/it',
    ]);
  });

  it('relates a tree, its owner, and each of its KPIs once', () => {
    const spec = {
      owner: 'user:people/jane',
      root: {
        owner: 'group:default/owns-only-the-node',
        children: [
          { kpi: 'incident-mttr' },
          { children: [{ kpi: 'incident-mttr' }, { kpi: 'availability' }] },
        ],
      },
    };
    expect(relations(definition('KpiTree', spec))).toEqual([
      'KpiTree:default/it ownedBy user:people/jane',
      'user:people/jane ownerOf KpiTree:default/it',
      'KpiTree:default/it hasPart Kpi:default/incident-mttr',
      'Kpi:default/incident-mttr partOf KpiTree:default/it',
      'KpiTree:default/it hasPart Kpi:default/availability',
      'Kpi:default/availability partOf KpiTree:default/it',
    ]);
  });

  it('relates as far as the fields are right', () => {
    const spec = {
      owner: 'component:default/shop',
      root: {
        children: [
          { kpi: 'no name' },
          { kpi: 7 },
          null,
          'text',
          { children: 'none' },
          { children: [{ kpi: 'availability' }] },
        ],
      },
    };
    expect(relations(definition('KpiTree', spec))).toEqual([
      'KpiTree:default/it hasPart Kpi:default/availability',
      'Kpi:default/availability partOf KpiTree:default/it',
    ]);
  });

  it.each<[JsonValue]>([[null], [7], ['a:b:c'], ['']])(
    'has none for the owner %p',
    owner => {
      expect(relations(definition('Kpi', { owner }))).toEqual([]);
    },
  );

  it('has none for an entity without spec, or of another kind', () => {
    const { spec: _, ...bare } = definition('KpiTree', {});
    expect(relations(bare)).toEqual([]);
    const spec = { owner: 'incident-management' };
    expect(relations(definition('Component', spec))).toEqual([]);
  });
});
