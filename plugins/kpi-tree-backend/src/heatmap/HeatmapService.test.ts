import { Heatmap } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { createHarness, measured } from '../__testUtils__/harness';
import { HeatmapRequest } from './HeatmapService';

jest.setTimeout(60_000);

const databases = testDatabases();
const [a, b, c] = ['a', 'b', 'c'].map(name => `component:default/${name}`);
const system = 'system:default/s';
const team = 'group:default/owners';

const entities = [
  owners,
  kpiEntity('mttr', {
    target: [
      { from: '2026-04-01', value: 4 },
      { from: '2026-01-01', value: 6 },
    ],
    threshold: undefined,
  }),
  kpiEntity('reopened', { unit: '%' }),
  kpiEntity('load', {
    unit: '1',
    source: undefined,
    formula: 'mttr * reopened',
    target: 100,
    threshold: 200,
  }),
  kpiEntity('lead-time', { grain: 'month' }),
  treeEntity('tree', {
    d2c: ['mttr', 'reopened', 'load'],
    r2d: ['lead-time', 'missing'],
  }),
  entity('Component:a', {
    relations: { [system]: 'partOf', [team]: 'ownedBy' },
  }),
  entity('Component:b', {
    relations: { [system]: 'partOf' },
    annotations: { 'target.mttr': '1', 'threshold.mttr': '9' },
  }),
  entity('Component:c', {
    annotations: { nodes: 'd2c' },
    relations: { [team]: 'ownedBy' },
  }),
  entity('Component:d'),
  entity('Component:e', { annotations: { tree: 'none' } }),
  entity('System:s'),
];

const february = { period: '2026-02-10' };
const march = { period: '2026-03-10' };
const month = (start: string) => ({ period: start });

const measurements = [
  measured(a, 'mttr', 3),
  measured(a, 'reopened', 6),
  measured(a, 'lead-time', 1, month('2026-04-01')),
  measured(a, 'mttr', 6, march),
  measured(a, 'reopened', 4, march),
  measured(a, 'mttr', 9, february),
  measured(b, 'mttr', 5),
  measured(b, 'mttr', 1, march),
  measured(b, 'reopened', 4, march),
  measured(b, 'lead-time', 4, month('2026-03-01')),
  measured(c, 'mttr', 40),
  measured(c, 'reopened', 3),
];

const names = ({ rows }: Heatmap) => rows.map(({ title }) => title);

describe.each(databases.eachSupportedId())('the heatmap on %s', id => {
  async function harness() {
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, entities);
    h.source.batches = [{ measurements }];
    await h.collect();
    const ask = async (request: Partial<HeatmapRequest> = {}) =>
      h.heatmaps.heatmap(await h.context(), {
        scope: 'all',
        tree: 'tree',
        sort: 'score',
        order: 'asc',
        limit: 200,
        ...request,
      });
    return { ...h, knex, ask };
  }

  it('has the KPIs of the tree as columns and the services as rows', async () => {
    const { ask } = await harness();
    const heatmap = await ask();
    expect(heatmap).toMatchObject({
      scope: 'all',
      tree: 'tree',
      asOf: '2026-05-15T00:00:00.000Z',
      totalItems: 4,
    });
    expect(heatmap.columns).toMatchObject([
      {
        kpi: 'mttr',
        node: 'd2c/mttr',
        path: ['d2c'],
        title: 'Title of mttr',
        unit: 'h',
        direction: 'lower',
        periodType: 'month',
        period: '2026-04-01',
        target: 4,
      },
      { node: 'd2c/reopened' },
      { node: 'd2c/load', target: 100 },
      { node: 'r2d/lead-time' },
    ]);
    // The worst first, those without a score last
    expect(names(heatmap)).toEqual(['c', 'a', 'b', 'd']);
    const [ofC, ofA, ofB, ofD] = heatmap.rows;
    // A day of April
    const known = { days: 1, of: 30 };
    expect(ofA).toEqual({
      entityRef: a,
      title: 'a',
      system,
      owner: team,
      score: expect.any(Number),
      status: 'at-risk',
      coverage: 0.75,
      cells: [
        { value: 3, score: 100, status: 'on-target', known },
        { value: 6, score: 75, status: 'at-risk', known },
        { value: 18, score: 100, status: 'on-target', known },
        { value: 1, score: 100, status: 'on-target' },
      ].map(cell => ({ ...cell, trend: 'unknown' })),
    });
    expect(ofB.cells[0]).toMatchObject({ value: 5, score: 75, target: 1 });
    // Not attached is something else than not measured
    expect(ofC.cells[3]).toBeNull();
    expect(ofC.system).toBeUndefined();
    expect(ofD).toMatchObject({
      score: null,
      status: 'no-data',
      cells: Array(4).fill({
        value: null,
        score: null,
        status: 'no-data',
        trend: 'unknown',
      }),
    });
  });

  it.each([undefined, '2026-03-31'])(
    'says of services what their scorecards say, as of %s',
    async asOf => {
      const { ask, scorecard } = await harness();
      const { rows, columns } = await ask({ asOf });
      expect(rows).toHaveLength(4);
      for (const { entityRef, cells, ...row } of rows) {
        const { trees } = await scorecard(entityRef, 'tree', { asOf });
        const { score, status, coverage, children } = trees[0].root;
        expect(row).toMatchObject({ score, status, coverage });
        columns.forEach(({ node, target, period }, i) => {
          const leaf = children
            .flatMap(child => child.children)
            .find(each => each.id === node);
          const expected = leaf
            ? {
                value: leaf.value,
                ...(leaf.known ? { known: leaf.known } : {}),
                score: leaf.score,
                status: leaf.status,
                period: leaf.period,
                target: leaf.value === null ? target : leaf.target,
              }
            : null;
          const { trend: _, ...cell } = { target, period, ...cells[i]! };
          expect(cells[i] && cell).toEqual(expected);
        });
      }
    },
  );

  it('shows a node, a scope, or one service', async () => {
    const { ask } = await harness();
    const stream = await ask({ node: 'r2d' });
    expect(stream.columns.map(({ kpi }) => kpi)).toEqual(['lead-time']);
    // The one that has only the other value stream has no row
    expect(names(stream)).toEqual(['a', 'b', 'd']);
    const kpi = await ask({ node: 'd2c/mttr' });
    expect(kpi.rows.map(({ score }) => score)).toEqual([0, 75, 100, null]);
    expect(names(await ask({ scope: system }))).toEqual(['a', 'b']);
    expect(names(await ask({ scope: c }))).toEqual(['c']);
    await expect(ask({ node: 'x' })).rejects.toThrow(/has no node x/);
    await expect(ask({ tree: 'x' })).rejects.toThrow(/no valid KpiTree x/);
    await expect(ask({ scope: 'component:default/e' })).rejects.toThrow(
      'component:default/e has no KPI tree tree',
    );
  });

  it('is in the order that is asked for, page by page', async () => {
    const { ask } = await harness();
    const orders: [Partial<HeatmapRequest>, string[]][] = [
      [{ order: 'desc' }, ['a', 'c', 'b', 'd']],
      [{ sort: 'name' }, ['a', 'b', 'c', 'd']],
      [{ sort: 'name', order: 'desc' }, ['d', 'c', 'b', 'a']],
      [{ sort: 'kpi:reopened' }, ['a', 'c', 'b', 'd']],
      [{ sort: 'kpi:reopened', order: 'desc' }, ['c', 'a', 'b', 'd']],
      [{ group: 'owner', sort: 'name', order: 'desc' }, ['c', 'a', 'd', 'b']],
      [{ group: 'system' }, ['a', 'b', 'c', 'd']],
    ];
    for (const [request, expected] of orders) {
      expect([request, names(await ask(request))]).toEqual([request, expected]);
      for (const limit of [1, 3]) {
        const pages: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await ask({ ...request, limit, cursor });
          expect(page.totalItems).toBe(4);
          pages.push(...names(page));
          cursor = page.nextCursor;
        } while (cursor);
        expect([request, pages]).toEqual([request, expected]);
      }
    }
  });

  it('is as it was on a day, with the targets and members of then', async () => {
    const h = await harness();
    h.state.now = new Date('2026-05-20T00:00:00Z');
    h.state.entities = entities.filter(e => e.metadata.name !== 'd');
    const { ask } = h;
    const past = await ask({ asOf: '2026-03-31' });
    expect(past.asOf).toBe('2026-04-01T00:00:00.000Z');
    expect(past.columns[0]).toMatchObject({ period: '2026-03-01', target: 6 });
    expect(names(past)).toEqual(['a', 'b', 'c']);
    expect(past.rows[0].cells.map(cell => cell?.value)).toEqual([
      6,
      4,
      24,
      null,
    ]);
    // The day before March was over
    const before = await ask({ asOf: '2026-03-30', scope: system });
    expect(before.rows[0].cells[0]).toMatchObject({ value: 9 });
    const never = await ask({ asOf: '1999-01-01' });
    expect(new Set(never.rows.map(({ status }) => status))).toEqual(
      new Set(['no-data']),
    );
    for (const now of ['2026-05-20', '2030-01-01']) {
      expect(await ask({ asOf: now })).toEqual(await ask());
    }
  });

  it('has no row and no group of what may not be read', async () => {
    const { ask, state } = await harness();
    state.hidden.add(a);
    state.hidden.add(system);
    for (const asOf of [undefined, '2026-03-31']) {
      const heatmap = await ask({ asOf, group: 'system' });
      expect(heatmap.totalItems).toBe(3);
      expect(JSON.stringify(heatmap)).not.toMatch(/default\/(a|s)\b/);
    }
    await expect(ask({ scope: system })).rejects.toThrow(
      /not allowed to read it/,
    );
    state.hidden.add('kpitree:default/tree');
    await expect(ask()).rejects.toThrow(
      'There is no valid KpiTree tree in the catalog',
    );
  });

  it('is read in as many queries, however many services there are', async () => {
    const { ask, knex, state } = await harness();
    const queriesOf = async (request: Partial<HeatmapRequest>) => {
      await ask(request);
      const asked: string[] = [];
      const note = ({ sql }: { sql: string }) =>
        /from .?(current|period_values|series)/.test(sql) && asked.push(sql);
      knex.on('query', note);
      await ask(request);
      knex.off('query', note);
      return asked.length;
    };
    const requests = [{}, { limit: 2 }, { asOf: '2026-03-31' }];
    const few = [];
    for (const request of requests) {
      few.push(await queriesOf(request));
    }
    state.entities = [
      ...entities,
      ...Array.from({ length: 150 }, (_, i) => entity(`Component:x${i}`)),
    ];
    const many = [];
    for (const request of requests) {
      many.push(await queriesOf(request));
    }
    expect(many).toEqual(few);
  });
});
