import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { buildDefinitions } from '../definitions/buildDefinitions';
import { Definitions } from '../definitions/Definitions';
import { VisibleDefinitions } from '../definitions/VisibleDefinitions';
import { kpiUsage, treeUsage } from './usage';

const library = { namespace: 'kpi-library' };

const definitions = buildDefinitions(
  [
    owners,
    kpiEntity('mttr', {}, library),
    { ...kpiEntity('mttr'), spec: { extends: 'mttr', target: 3 } },
    { ...kpiEntity('mine'), spec: { extends: 'mttr' } },
    treeEntity('tree', { d2c: ['mttr'], r2d: ['mttr'] }),
    treeEntity('apis', { r2d: ['mttr'] }, { appliesTo: { kind: 'API' } }),
    entity('Component:a'),
    entity('Component:b', { annotations: { nodes: 'd2c' } }),
    entity('Component:c', { annotations: { tree: 'none' } }),
    entity('API:x'),
  ],
  new Map(),
);

/** The definitions as they are for a caller who may not read some entities. */
const without = (whole: Definitions, ...hidden: string[]) =>
  new VisibleDefinitions(new Map()).of(whole, ref => !hidden.includes(ref));

describe('the usage of a definition', () => {
  it('is where a KPI stands and shows, and what it extends', () => {
    expect(kpiUsage(definitions, definitions.kpi('mttr'))).toEqual({
      extends: { name: 'mttr', entityRef: 'kpi:kpi-library/mttr' },
      extendedBy: [{ name: 'mine', entityRef: 'kpi:default/mine' }],
      formulas: [],
      trees: [
        {
          name: 'tree',
          entityRef: 'kpitree:default/tree',
          title: 'tree',
          nodes: [
            { id: 'd2c', title: 'd2c' },
            { id: 'r2d', title: 'r2d' },
          ],
        },
        {
          name: 'apis',
          entityRef: 'kpitree:default/apis',
          title: 'apis',
          nodes: [{ id: 'r2d', title: 'r2d' }],
        },
      ],
      entityCount: 3,
      entities: [
        { entityRef: 'component:default/a', title: 'a' },
        { entityRef: 'component:default/b', title: 'b' },
        { entityRef: 'api:default/x', title: 'x' },
      ],
    });
    expect(treeUsage(definitions, definitions.tree('tree'))).toMatchObject({
      trees: [],
      entityCount: 2,
    });
  });

  it('has nothing that the caller may not read, and does not count it', () => {
    const some = without(
      definitions,
      'component:default/a',
      'api:default/x',
      'kpitree:default/apis',
      'kpi:default/mine',
    );
    expect(kpiUsage(some, some.kpi('mttr'))).toMatchObject({
      extends: { name: 'mttr' },
      extendedBy: [],
      trees: [{ name: 'tree' }],
      entityCount: 1,
      entities: [{ entityRef: 'component:default/b' }],
    });
    const none = without(
      definitions,
      'component:default/a',
      'component:default/b',
    );
    expect(treeUsage(none, none.tree('tree'))).toMatchObject({
      entityCount: 0,
      entities: [],
    });
  });

  it('tells what is computed from it, of what the caller may read', () => {
    const computed = buildDefinitions(
      [
        owners,
        kpiEntity('mttr'),
        kpiEntity('days', { formula: 'mttr / 24', source: undefined }),
        kpiEntity('weeks', { formula: 'days / 7', source: undefined }),
        kpiEntity('mttr-in-min', { formula: 'mttr * 60', source: undefined }),
      ],
      new Map(),
    );
    const some = without(computed, 'kpi:default/mttr-in-min');
    const usage = kpiUsage(some, some.kpi('mttr'));
    expect(usage.formulas).toEqual([
      { name: 'days', entityRef: 'kpi:default/days' },
    ]);
  });

  it('names the first of many, and counts all', () => {
    const many = buildDefinitions(
      [
        owners,
        kpiEntity('mttr'),
        treeEntity('tree', { d2c: ['mttr'] }),
        ...Array.from({ length: 50 }, (_, i) => entity(`Component:c${i}`)),
      ],
      new Map(),
    );
    const usage = kpiUsage(many, many.kpi('mttr'));
    expect(usage.entityCount).toBe(50);
    expect(usage.entities).toHaveLength(20);
  });
});
