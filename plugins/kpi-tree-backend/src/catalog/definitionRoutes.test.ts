import { kpiEntity } from '../__testUtils__/entities';
import {
  a,
  defaultEntities,
  startBackend,
} from '../__testUtils__/startBackend';

jest.setTimeout(60_000);

describe('the routes of definitions', () => {
  it('answers definitions', async () => {
    const { get } = await startBackend();
    const kpis = await get('/kpis').expect(200);
    expect(kpis.body.items).toEqual([
      expect.objectContaining({
        name: 'mttr',
        entityRef: 'kpi:default/mttr',
        title: 'Title of mttr',
        tags: ['dora'],
        spec: expect.objectContaining({ unit: 'h', personas: [] }),
      }),
    ]);
    await get('/kpis/mttr').expect(200, kpis.body.items[0]);
    const trees = await get('/trees').expect(200);
    expect(trees.body.items).toMatchObject([
      { name: 'tree', title: 'tree', spec: { root: { id: 'goal' } } },
    ]);
    await get('/trees/tree').expect(200, trees.body.items[0]);
    const missing = await get('/kpis/mtbf').expect(404);
    expect(missing.body.error).toMatchObject({
      name: 'NotFoundError',
      message: 'There is no valid Kpi mtbf in the catalog',
    });
  });

  it('answers where definitions are used, and their versions', async () => {
    const { get } = await startBackend({
      entities: [
        ...defaultEntities,
        kpiEntity('mttr', {}, { namespace: 'kpi-library' }),
        {
          ...kpiEntity('mine'),
          spec: { extends: 'mttr', target: 3 },
        },
      ],
    });
    const kpi = await get('/kpis/mttr/usage').expect(200);
    expect(kpi.body).toEqual({
      extends: null,
      extendedBy: [{ name: 'mine', entityRef: 'kpi:default/mine' }],
      trees: [
        {
          name: 'tree',
          entityRef: 'kpitree:default/tree',
          title: 'tree',
          nodes: [{ id: 'd2c', title: 'd2c' }],
        },
      ],
      formulas: [],
      entityCount: 1,
      entities: [{ entityRef: a, title: 'a' }],
    });
    const mine = await get('/kpis/mine/usage').expect(200);
    expect(mine.body).toMatchObject({
      extends: { name: 'mttr', entityRef: 'kpi:default/mttr' },
      trees: [],
      entityCount: 0,
    });
    const tree = await get('/trees/tree/usage').expect(200);
    expect(tree.body).toMatchObject({ trees: [], entityCount: 1 });

    const versions = await get('/kpis/mttr/versions').expect(200);
    expect(versions.body.items).toEqual([
      { number: 1, since: '2026-05-15T00:00:00.000Z', changes: [] },
    ]);
    for (const missing of ['/kpis/x/usage', '/trees/x/versions']) {
      await get(missing).expect(404);
    }
  });

  it('lists the problems of definitions', async () => {
    const { get } = await startBackend({
      entities: [...defaultEntities, kpiEntity('bad', { unit: undefined })],
    });
    const { body } = await get('/definitions/problems').expect(200);
    expect(body.items).toEqual([
      {
        entityRef: 'kpi:default/bad',
        field: 'spec.unit',
        message:
          'spec.unit is missing: give the unit of the value, such as h, min, % or 1',
      },
    ]);
  });
});
