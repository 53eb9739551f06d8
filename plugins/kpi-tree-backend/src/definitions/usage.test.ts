import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { buildDefinitions } from './buildDefinitions';
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

/** What a caller may read who may not read some. */
const allBut =
  (...hidden: string[]) =>
  async (refs: string[]) =>
    refs.filter(ref => !hidden.includes(ref));

describe('the usage of a definition', () => {
  it('is where a KPI stands and shows, and what it extends', async () => {
    expect(
      await kpiUsage(definitions, definitions.kpi('mttr'), allBut()),
    ).toEqual({
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
    expect(
      await treeUsage(definitions, definitions.tree('tree'), allBut()),
    ).toMatchObject({ trees: [], entityCount: 2 });
  });

  it('has nothing that the caller may not read, and does not count it', async () => {
    expect(
      await kpiUsage(
        definitions,
        definitions.kpi('mttr'),
        allBut(
          'component:default/a',
          'api:default/x',
          'kpitree:default/apis',
          'kpi:default/mine',
          'kpi:kpi-library/mttr',
        ),
      ),
    ).toMatchObject({
      extends: null,
      extendedBy: [],
      trees: [{ name: 'tree' }],
      entityCount: 1,
      entities: [{ entityRef: 'component:default/b' }],
    });
    expect(
      await treeUsage(
        definitions,
        definitions.tree('tree'),
        allBut('component:default/a', 'component:default/b'),
      ),
    ).toMatchObject({ entityCount: 0, entities: [] });
  });

  it('tells what is computed from it, of what the caller may read', async () => {
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
    const usage = await kpiUsage(
      computed,
      computed.kpi('mttr'),
      allBut('kpi:default/mttr-in-min'),
    );
    expect(usage.formulas).toEqual([
      { name: 'days', entityRef: 'kpi:default/days' },
    ]);
  });

  it('names the first of many, and counts all', async () => {
    const many = buildDefinitions(
      [
        owners,
        kpiEntity('mttr'),
        treeEntity('tree', { d2c: ['mttr'] }),
        ...Array.from({ length: 50 }, (_, i) => entity(`Component:c${i}`)),
      ],
      new Map(),
    );
    const usage = await kpiUsage(many, many.kpi('mttr'), allBut());
    expect(usage.entityCount).toBe(50);
    expect(usage.entities).toHaveLength(20);
  });
});
