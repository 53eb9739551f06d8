import { Entity } from '@backstage/catalog-model';
import { JsonObject, JsonValue } from '@backstage/types';
import { findRelations, DefinitionNames } from './relations';

function definition(kind: string, spec: JsonObject): Entity {
  return {
    apiVersion: 'kpi-tree.io/v1alpha1',
    kind,
    metadata: { name: 'it', namespace: 'default' },
    spec,
  };
}

const none: DefinitionNames = { Kpi: new Set(), KpiTree: new Set() };

function relations(entity: Entity, library = none, own = none): string[] {
  return findRelations(entity, library, own).map(({ source, type, target }) =>
    [source, target]
      .map(ref => `${ref.kind}:${ref.namespace}/${ref.name}`)
      .join(` ${type} `),
  );
}

const library: DefinitionNames = {
  Kpi: new Set(['availability']),
  KpiTree: new Set(['it']),
};

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

  it('relates a tree of the library to KPIs of the library', () => {
    const tree = definition('KpiTree', {
      root: { children: [{ kpi: 'availability' }] },
    });
    tree.metadata.namespace = 'kpi-library';
    expect(relations(tree, library)).toEqual([
      'KpiTree:kpi-library/it hasPart Kpi:kpi-library/availability',
      'Kpi:kpi-library/availability partOf KpiTree:kpi-library/it',
    ]);
  });

  it("relates to the organisation's definition that takes precedence over the library's", () => {
    const tree = definition('KpiTree', {
      extends: 'it',
      changes: [{ id: 'a', add: [{ kpi: 'availability' }] }],
    });
    expect(
      relations(tree, library, {
        Kpi: new Set(['availability']),
        KpiTree: new Set(['it']),
      }).filter(each => each.startsWith('KpiTree:default')),
    ).toEqual([
      'KpiTree:default/it dependsOn KpiTree:kpi-library/it',
      'KpiTree:default/it hasPart Kpi:default/availability',
    ]);
  });

  it('relates what the organisation extends or overrides to the library', () => {
    const tree = definition('KpiTree', {
      extends: 'it',
      changes: [
        null,
        {
          id: 'a',
          add: [
            { kpi: 'availability' },
            { id: 'b', children: [{ kpi: 'uptime' }] },
          ],
          remove: ['mttr'],
          change: [{ kpi: 'mttr', weight: 2 }],
        },
      ],
    });
    const out = (entity: Entity) =>
      relations(entity, library).filter(each => each.startsWith('Kpi'));
    expect(
      out(tree).filter(each => each.startsWith('KpiTree:default')),
    ).toEqual([
      'KpiTree:default/it dependsOn KpiTree:kpi-library/it',
      'KpiTree:default/it hasPart Kpi:kpi-library/availability',
      'KpiTree:default/it hasPart Kpi:default/uptime',
    ]);
    const kpi = definition('Kpi', { target: 3 });
    expect(out(kpi)).toEqual([]);
    kpi.metadata.name = 'availability';
    expect(out(kpi)).toEqual([
      'Kpi:default/availability dependsOn Kpi:kpi-library/availability',
      'Kpi:kpi-library/availability dependencyOf Kpi:default/availability',
    ]);
    kpi.spec = { extends: 'uptime' };
    expect(out(kpi)[0]).toBe(
      'Kpi:default/availability dependsOn Kpi:default/uptime',
    );
    kpi.metadata.name = 'uptime';
    expect(out(kpi)).toEqual([]);
  });

  it('has none for an entity without spec, or of another kind', () => {
    const { spec: _, ...bare } = definition('KpiTree', {});
    expect(relations(bare)).toEqual([]);
    const spec = { owner: 'incident-management' };
    expect(relations(definition('Component', spec))).toEqual([]);
  });
});
