import {
  addPeriods,
  OwnedPage,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { createHarness, measured } from '../__testUtils__/harness';
import { OwnedRequest } from './OwnedService';

jest.setTimeout(60_000);

const databases = testDatabases();
const [a, b, c] = ['a', 'b', 'c'].map(name => `component:default/${name}`);
const system = 'system:default/s';
const jane = 'user:default/jane';
const team = 'group:default/owners';

const entities = [
  owners,
  entity('User:jane'),
  kpiEntity('mttr'),
  kpiEntity('reopened', { unit: '%' }),
  kpiEntity('lead-time', {
    owner: 'user:jane',
    target: undefined,
    threshold: undefined,
  }),
  treeEntity('tree', { d2c: ['mttr', 'reopened'], r2d: ['lead-time'] }),
  entity('Component:a', { relations: { [system]: 'partOf' } }),
  entity('Component:b', {
    annotations: { 'owner.mttr': jane, 'owner.lead-time': 'owners' },
  }),
  entity('Component:c', { annotations: { nodes: 'd2c' } }),
  entity('System:s'),
];

const measurements = [
  measured(a, 'mttr', 3),
  measured(a, 'reopened', 6),
  measured(a, 'lead-time', 1),
  measured(b, 'mttr', 9),
  measured(b, 'reopened', 9),
  measured(c, 'mttr', 9),
];

const named = ({ items }: OwnedPage) =>
  items.map(({ entityRef, kpi, status }) => [entityRef, kpi, status]);

describe.each(databases.eachSupportedId())('what is owned on %s', id => {
  async function harness() {
    const h = createHarness(await initDatabase(databases, id), entities);
    h.source.batches = [{ measurements }];
    await h.collect();
    const ask = async (request: Partial<OwnedRequest> = {}) =>
      h.owned.owned(await h.context(), {
        owners: [team],
        scope: 'all',
        limit: 50,
        ...request,
      });
    const scores = async (...refs: string[]) =>
      h.scores.scores(await h.context(), refs);
    return { ...h, ask, scores };
  }

  it('is reported in order of need, and counted', async () => {
    const { ask } = await harness();
    const page = await ask();
    expect(named(page)).toEqual([
      [b, 'reopened', 'off-target'],
      [c, 'mttr', 'off-target'],
      [a, 'reopened', 'at-risk'],
      [b, 'lead-time', 'no-data'],
      [c, 'reopened', 'no-data'],
      [a, 'mttr', 'on-target'],
    ]);
    expect(page).toMatchObject({
      owners: [team],
      totalItems: 6,
      counts: { 'off-target': 2, 'no-data': 2, 'at-risk': 1, 'on-target': 1 },
    });
    expect(page.nextCursor).toBeUndefined();
  });

  it('has the furthest off target first, and what is for information last', async () => {
    const h = createHarness(await initDatabase(databases, id), [
      owners,
      kpiEntity('mttr'),
      kpiEntity('noise'),
      treeEntity(
        'tree',
        {},
        {
          root: {
            id: 'goal',
            kind: 'goal',
            title: 'Goal',
            children: [{ kpi: 'mttr' }, { kpi: 'noise', weight: 0 }],
          },
        },
      ),
      ...['a', 'b', 'c', 'd'].map(name => entity(`Component:${name}`)),
    ]);
    const d = 'component:default/d';
    h.source.batches = [
      {
        measurements: [
          measured(a, 'mttr', 13),
          measured(b, 'mttr', 62),
          measured(c, 'mttr', 30),
          measured(d, 'mttr', 1),
          measured(a, 'noise', 1000),
        ],
      },
    ];
    await h.collect();
    const ask = async (cursor?: string) =>
      h.owned.owned(await h.context(), {
        owners: [team],
        scope: 'all',
        limit: 1,
        cursor,
      });
    const found = [];
    let cursor: string | undefined;
    do {
      const page = await ask(cursor);
      found.push(...page.items.map(({ entityRef, kpi }) => [entityRef, kpi]));
      expect(page.items[0].weight).toBe(page.items[0].kpi === 'noise' ? 0 : 1);
      cursor = page.nextCursor;
    } while (cursor);
    expect(found.slice(0, 5)).toEqual([
      [b, 'mttr'],
      [c, 'mttr'],
      [a, 'mttr'],
      [d, 'mttr'],
      [a, 'noise'],
    ]);
    const members = await h.members({
      kpi: 'mttr',
      scope: 'all',
      sort: 'score',
      limit: 10,
    });
    expect(members.items.map(({ entityRef }) => entityRef)).toEqual([
      b,
      c,
      a,
      d,
    ]);
  });

  it('goes by the annotation before the Kpi', async () => {
    const { ask } = await harness();
    expect(named(await ask({ owners: [jane] }))).toEqual([
      [b, 'mttr', 'off-target'],
      [a, 'lead-time', 'no-target'],
    ]);
    expect(named(await ask({ owners: [jane, team] }))).toHaveLength(8);
    expect(await ask({ owners: ['group:default/others'] })).toEqual({
      owners: ['group:default/others'],
      items: [],
      totalItems: 0,
      counts: {},
    });
  });

  it('says as much of a KPI as the scorecard of its service', async () => {
    const { ask, scorecard } = await harness();
    const { items } = await ask({ owners: [jane, team] });
    for (const item of items) {
      const { trees } = await scorecard(item.entityRef);
      const leaf = trees[0].root.children
        .flatMap(({ children }) => children)
        .find(({ id: node }) => node === item.node);
      expect(leaf).toMatchObject({
        kpi: item.kpi,
        title: item.title,
        owner: item.owner,
        unit: item.unit,
        period: item.period,
        value: item.value,
        target: item.target,
        threshold: item.threshold,
        score: item.score,
        status: item.status,
        trend: item.trend,
        spark: item.spark,
      });
      expect(item.tree).toBe('tree');
    }
  });

  it('says since when a trend is as it is, whether or not a change was declared', async () => {
    const { ask, source, collect, changeStore } = await harness();
    // Two years, of which the last eight months are lower
    const months = Array.from({ length: 24 }, (_, i) =>
      addPeriods('2024-05-01', 'month', i),
    );
    source.batches = [
      {
        measurements: months.map((period, i) =>
          measured(a, 'mttr', (i < 16 ? 8 : 5) + (i % 2), { period }),
        ),
      },
    ];
    await collect();
    const trendOf = async () => {
      const { items } = await ask();
      const { trend, trendSince } = items.find(
        ({ entityRef, kpi }) => entityRef === a && kpi === 'mttr',
      )!;
      return { trend, trendSince };
    };
    expect(await trendOf()).toEqual({
      trend: 'improving',
      trendSince: '2025-09-01',
    });
    const declare = (date: string) =>
      changeStore.write(
        { scope: a, kpi: 'mttr' },
        { date, reason: 'x', by: jane, at: 'now' },
      );
    await declare('2024-07-01');
    expect(await trendOf()).toEqual({
      trend: 'improving',
      trendSince: '2025-09-01',
    });
    // Since then nothing has changed
    await declare('2025-09-01');
    expect(await trendOf()).toEqual({ trend: 'stable' });
  });

  it('can be asked for by status and scope, page by page', async () => {
    const { ask } = await harness();
    const some = await ask({ status: ['at-risk', 'on-target'] });
    expect(named(some)).toEqual([
      [a, 'reopened', 'at-risk'],
      [a, 'mttr', 'on-target'],
    ]);
    // Of all there are, so that another status can be picked
    expect(some).toMatchObject({ totalItems: 2, counts: { 'off-target': 2 } });
    expect(named(await ask({ scope: system }))).toHaveLength(2);
    expect(named(await ask({ scope: a }))).toHaveLength(2);
    const pages = [];
    let cursor: string | undefined;
    do {
      const page = await ask({ limit: 4, cursor });
      pages.push(...named(page));
      cursor = page.nextCursor;
    } while (cursor);
    expect(pages).toEqual(named(await ask()));
    await expect(ask({ cursor: 'x' })).rejects.toThrow(/^cursor is x: use/);
  });

  it('of entities and trees that may not be read is not reported', async () => {
    const { ask, state } = await harness();
    state.hidden.add(b);
    expect(named(await ask()).map(([ref]) => ref)).not.toContain(b);
    expect((await ask({ owners: [jane] })).counts).toEqual({ 'no-target': 1 });
    await expect(ask({ scope: b })).rejects.toThrow(
      /you are not allowed to read it/,
    );
    state.hidden.add('kpitree:default/tree');
    expect((await ask()).totalItems).toBe(0);
  });

  it('is read in as many queries, however many entities there are', async () => {
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, [
      ...entities,
      ...Array.from({ length: 40 }, (_, i) => entity(`Component:x${i}`)),
    ]);
    const context = await h.context();
    let queries = 0;
    knex.on('query', () => queries++);
    const request = { owners: [team], scope: 'all', limit: 500 };
    const { totalItems } = await h.owned.owned(context, request);
    expect(totalItems).toBe(86);
    expect(queries).toBeLessThanOrEqual(2);
    queries = 0;
    const refs = context.definitions.members('all');
    expect(await h.scores.scores(context, refs)).toHaveLength(43);
    expect(queries).toBe(1);
  });

  it('scores many entities as their scorecards do', async () => {
    const { scores, scorecard } = await harness();
    const refs = [c, a, system, b];
    const items = await scores(...refs);
    expect(items.map(({ entityRef }) => entityRef)).toEqual(refs);
    for (const { entityRef, tree, score, status, trend, coverage } of items) {
      const { trees } = await scorecard(entityRef);
      expect(tree).toBe('tree');
      expect(trees[0].root).toMatchObject({ score, status, trend, coverage });
    }
    expect(items.map(({ counts }) => counts)).toEqual([
      { 'off-target': 1, 'no-data': 1 },
      { 'on-target': 1, 'at-risk': 1, 'no-target': 1 },
      { 'on-target': 1, 'at-risk': 1, 'no-target': 1 },
      { 'off-target': 2, 'no-data': 1 },
    ]);
  });

  it('tells what may not be read as what has no tree', async () => {
    const { scores, state } = await harness();
    const unknown = 'component:default/none';
    const nothing = {
      tree: null,
      score: null,
      status: 'no-data',
      trend: 'unknown',
      coverage: 0,
      counts: {},
    };
    expect(await scores(unknown, jane)).toEqual([
      { entityRef: unknown, ...nothing },
      { entityRef: jane, ...nothing },
    ]);
    state.hidden.add(a);
    state.hidden.add(system);
    expect(await scores(a, c, system)).toMatchObject([
      { entityRef: a, ...nothing },
      { entityRef: c, tree: 'tree' },
      { entityRef: system, ...nothing },
    ]);
    state.hidden.add('kpitree:default/tree');
    expect(await scores(c)).toEqual([{ entityRef: c, ...nothing }]);
  });
});
