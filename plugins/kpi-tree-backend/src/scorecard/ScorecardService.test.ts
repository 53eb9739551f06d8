import { Entity } from '@backstage/catalog-model';
import {
  isKpiNode,
  Scorecard,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { createHarness, measured } from '../__testUtils__/harness';

jest.setTimeout(60_000);

const databases = testDatabases();
const [a, b, c] = ['a', 'b', 'c'].map(name => `component:default/${name}`);
const system = 'system:default/s';

const entities = [
  owners,
  kpiEntity('mttr'),
  kpiEntity('count', {
    unit: '1',
    aggregate: { overTime: 'sum', overEntities: 'sum' },
    target: 2,
    threshold: 4,
  }),
  kpiEntity('median', {
    grain: 'month',
    aggregate: { overTime: 'none', overEntities: 'none' },
  }),
  treeEntity('tree', { d2c: ['mttr', 'count', 'median'], r2d: [] }),
  entity('Component:a', { relations: { [system]: 'partOf' } }),
  entity('Component:b', { relations: { [system]: 'partOf' } }),
  entity('Component:c', { annotations: { nodes: 'd2c' } }),
  entity('System:s'),
];

const node = (scorecard: Scorecard, id: string): ScorecardNode => {
  const find = (at: ScorecardNode): ScorecardNode | undefined =>
    at.id === id ? at : at.children.map(find).find(Boolean);
  return find(scorecard.trees[0].root)!;
};

describe.each(databases.eachSupportedId())('scorecards on %s', id => {
  async function harness() {
    const h = createHarness(await initDatabase(databases, id), entities);
    h.source.batches = [
      {
        measurements: [
          // 3 h on average in April: 1 incident of 1 h, 2 of 4 h.
          measured(a, 'mttr', 1, { weight: 1 }),
          measured(a, 'mttr', 4, { period: '2026-04-20', weight: 2 }),
          measured(a, 'mttr', 9, { period: '2026-03-01', weight: 1 }),
          measured(a, 'mttr', 2, { period: '2026-05-02', weight: 1 }),
          measured(a, 'count', 1),
          measured(a, 'count', 2, { period: '2026-04-20' }),
          measured(a, 'median', 5, { period: '2026-04-01' }),
          measured(b, 'mttr', 11, { weight: 1 }),
          measured(b, 'count', 0),
        ],
        coveredUntil: new Date('2026-05-14T00:00:00Z'),
      },
    ];
    await h.collect();
    return h;
  }

  it('evaluates the tree of an entity', async () => {
    const h = await harness();
    const scorecard = await h.scorecard(a);
    expect(scorecard).toMatchObject({
      scope: a,
      memberCount: 1,
      asOf: '2026-05-15T00:00:00.000Z',
      timeZone: 'UTC',
      problems: [],
    });
    expect(node(scorecard, 'd2c/mttr')).toMatchObject({
      kind: 'kpi',
      title: 'Title of mttr',
      owner: 'group:default/owners',
      kpi: 'mttr',
      value: 3,
      sampleSize: 3,
      unit: 'h',
      target: 4,
      threshold: 8,
      period: '2026-04-01',
      status: 'on-target',
      score: 100,
      trend: 'unknown',
      coverage: 1,
      origin: 'own',
      provisional: { period: '2026-05-01', value: 2, weight: 1 },
      periods: ['day', 'week', 'month', 'quarter'],
    });
    expect(node(scorecard, 'd2c/count')).toMatchObject({
      value: 3,
      score: 75,
      status: 'at-risk',
    });
    expect(node(scorecard, 'd2c/median')).toMatchObject({
      value: 5,
      score: 87.5,
      periods: ['month'],
    });
    expect(node(scorecard, 'd2c')).toMatchObject({ score: 87.5, coverage: 1 });
    // The other value stream is visibly empty, and half of the tree.
    expect(node(scorecard, 'r2d')).toMatchObject({
      status: 'no-data',
      score: null,
      coverage: 0,
    });
    expect(node(scorecard, 'goal')).toMatchObject({
      score: 87.5,
      coverage: 0.5,
    });
    const mttr = node(scorecard, 'd2c/mttr');
    expect(mttr.spark).toHaveLength(24);
    expect(mttr.spark?.slice(-3)).toEqual([
      ['2026-02-01', null],
      ['2026-03-01', 9],
      ['2026-04-01', 3],
    ]);
  });

  it('has no data, and no zero, where nothing was measured', async () => {
    const h = await harness();
    const scorecard = await h.scorecard(c);
    const mttr = node(scorecard, 'd2c/mttr');
    expect(isKpiNode(mttr)).toBe(true);
    expect(mttr).toMatchObject({
      value: null,
      score: null,
      status: 'no-data',
      target: 4,
    });
    expect(node(scorecard, 'goal')).toMatchObject({
      status: 'no-data',
      coverage: 0,
    });
    // Narrowed to one value stream, the other is not there.
    expect(node(scorecard, 'r2d')).toBeUndefined();
  });

  it('rolls members up: values by weight, then status', async () => {
    const h = await harness();
    const scorecard = await h.scorecard(system);
    expect(scorecard.memberCount).toBe(2);
    expect(node(scorecard, 'd2c/mttr')).toMatchObject({
      origin: 'members',
      // (1 * 1 + 2 * 4 + 1 * 11) / 4 incidents
      value: 5,
      sampleSize: 4,
      score: 87.5,
      members: {
        total: 2,
        onTarget: 1,
        atRisk: 0,
        offTarget: 1,
        noTarget: 0,
        noData: 0,
      },
    });
    expect(node(scorecard, 'd2c/count')).toMatchObject({
      value: 3,
      members: { onTarget: 1, atRisk: 1, total: 2 },
    });
    // A median is not invented: the distribution of the members stands for it.
    expect(node(scorecard, 'd2c/median')).toMatchObject({
      value: null,
      score: null,
      members: { total: 2, atRisk: 1, noData: 1 },
    });
    expect((await h.scorecard('all')).memberCount).toBe(3);
  });

  it("holds a sum against the sum of its members' targets", async () => {
    const h = await harness();
    const count = async () => node(await h.scorecard(system), 'd2c/count');
    // a and b have a target of 2 and a threshold of 4 each.
    expect(await count()).toMatchObject({
      value: 3,
      target: 4,
      threshold: 8,
      status: 'on-target',
    });
    const [march, april] = (
      await h.series({ scope: system, kpi: 'count', from: '2026-03-01' })
    ).points;
    expect(march).toMatchObject({ value: null, target: null });
    expect(april).toMatchObject({ value: 3, target: 4, status: 'on-target' });
    h.state.entities = h.state.entities.map(e =>
      e.metadata.name === 's'
        ? entity('System:s', {
            annotations: {
              tree: 'tree',
              'target.count': '1',
              'threshold.count': '2',
            },
          })
        : e,
    );
    // What was judged already stays as it was; from the next period on it holds
    expect(await count()).toMatchObject({ target: 4, status: 'on-target' });
    h.state.now = new Date('2026-07-02T00:00:00Z');
    const { points } = await h.series({ scope: system, kpi: 'count' });
    expect(
      points
        .filter(({ period: start }) => start >= '2026-04-01')
        .map(({ target }) => target),
    ).toEqual([4, null, 1, 1]);
  });

  it('prefers what a source measured for the scope itself', async () => {
    const h = await harness();
    h.source.batches = [{ measurements: [measured(system, 'count', 2)] }];
    await h.collect();
    expect(node(await h.scorecard(system), 'd2c/count')).toMatchObject({
      origin: 'own',
      value: 2,
      status: 'on-target',
      members: { total: 2 },
    });
    expect((await h.series({ scope: system, kpi: 'count' })).origin).toBe(
      'own',
    );
  });

  it('shows nothing of what the caller may not read', async () => {
    const h = await harness();
    h.state.hidden.add(a);
    const scorecard = await h.scorecard(system);
    expect(scorecard.memberCount).toBe(1);
    expect(node(scorecard, 'd2c/mttr')).toMatchObject({
      value: 11,
      members: { total: 1, offTarget: 1 },
    });
    const series = await h.series({ scope: 'all', kpi: 'mttr' });
    expect(series.points.map(p => p.value)).toEqual([11, null]);
    const { items, totalItems } = await h.members({
      scope: 'all',
      kpi: 'mttr',
      sort: 'name',
      limit: 10,
    });
    expect(items.map(item => item.entityRef)).toEqual([b, c]);
    expect(totalItems).toBe(2);
    await expect(h.scorecard(a)).rejects.toThrow(
      `There is no entity ${a} in the catalog, or you are not allowed to read it`,
    );
    await expect(h.series({ scope: a, kpi: 'mttr' })).rejects.toThrow(a);
    h.state.hidden.add(system);
    await expect(h.scorecard(system)).rejects.toThrow(system);
    h.state.hidden.add('kpitree:default/tree');
    expect((await h.scorecard(b)).trees).toEqual([]);
  });

  it('follows a changed measurement at once, and an annotation from the next period on', async () => {
    const h = await harness();
    const leaf = async () => node(await h.scorecard(a), 'd2c/mttr');
    expect(await leaf()).toMatchObject({ target: 4, status: 'on-target' });
    h.state.entities = h.state.entities.map(e =>
      e.metadata.name === 'a'
        ? entity('Component:a', {
            annotations: { 'target.mttr': '1', 'threshold.mttr': '2' },
          })
        : e,
    );
    expect(await leaf()).toMatchObject({ target: 4, status: 'on-target' });
    h.source.batches = [
      {
        measurements: [
          measured(a, 'mttr', 9),
          measured(a, 'mttr', 9, { period: '2026-04-20' }),
        ],
      },
    ];
    await h.collect();
    expect((await leaf()).status).toBe('off-target');
    h.state.now = new Date('2026-07-20T00:00:00Z');
    h.source.batches = [
      {
        measurements: [measured(a, 'mttr', 3, { period: '2026-06-20' })],
        coveredUntil: h.state.now,
      },
    ];
    await h.collect();
    expect(await leaf()).toMatchObject({
      period: '2026-06-01',
      value: 3,
      target: 1,
      threshold: 2,
      status: 'off-target',
    });
  });

  it('moves on with the calendar, and tells when a source fell silent', async () => {
    const h = await harness();
    h.state.now = new Date('2026-06-02T00:00:00Z');
    expect(node(await h.scorecard(a), 'd2c/mttr')).toMatchObject({
      period: '2026-05-01',
      value: 2,
    });
    h.state.now = new Date('2026-07-02T00:00:00Z');
    expect(node(await h.scorecard(a), 'd2c/mttr')).toMatchObject({
      status: 'stale',
      period: '2026-05-01',
      value: 2,
      score: null,
    });
    expect(node(await h.scorecard(system), 'd2c/mttr')).toMatchObject({
      status: 'stale',
      value: null,
      members: { noData: 2 },
    });
  });

  it('tells what is wrong, and shows the rest', async () => {
    const h = await harness();
    h.state.entities = [
      ...entities.filter(e => !['count', 'a'].includes(e.metadata.name)),
      kpiEntity('count', { unit: undefined }),
      entity('Component:a', { annotations: { 'target.mttr': 'four' } }),
    ];
    const scorecard = await h.scorecard(a);
    expect(scorecard.problems.map(problem => problem.field)).toEqual([
      'metadata.annotations[kpi-tree.io/target.mttr]',
      'spec.unit',
      'spec.root (node d2c)',
    ]);
    expect(node(scorecard, 'd2c/count')).toMatchObject({
      status: 'no-data',
      problem:
        'The Kpi count is missing or has mistakes: see its page in the catalog',
    });
    expect(node(scorecard, 'd2c/mttr')).toMatchObject({ value: 3 });
  });

  it('answers one tree, and says which there is none of', async () => {
    const h = await harness();
    expect((await h.scorecard(a, 'tree')).trees).toHaveLength(1);
    await expect(h.scorecard(a, 'tere')).rejects.toThrow(
      'There is no valid KpiTree tere in the catalog',
    );
  });

  it('answers history with gaps, the target in force and the running period', async () => {
    const h = await harness();
    h.state.entities = [
      ...entities.filter(e => e.metadata.name !== 'mttr'),
      kpiEntity('mttr', {
        target: [
          { from: '2026-03-01', value: 8 },
          { from: '2026-04-15', value: 1 },
        ],
        threshold: undefined,
      }),
    ];
    const series = await h.series({ scope: a, kpi: 'mttr' });
    expect(series).toMatchObject({
      title: 'Title of mttr',
      unit: 'h',
      periodType: 'month',
      source: 'test',
      coveredUntil: '2026-05-14T00:00:00.000Z',
    });
    expect(series.points).toEqual([
      expect.objectContaining({
        period: '2026-03-01',
        value: 9,
        target: 8,
        threshold: 9.6,
        status: 'at-risk',
      }),
      // The target of 15 April judges the periods that begin after it.
      expect.objectContaining({
        period: '2026-04-01',
        value: 3,
        target: 8,
        status: 'on-target',
      }),
      expect.objectContaining({
        period: '2026-05-01',
        value: 2,
        target: 1,
        provisional: true,
      }),
    ]);
    const quarters = await h.series({
      scope: a,
      kpi: 'mttr',
      periodType: 'quarter',
    });
    expect(quarters.points.map(p => [p.period, p.value, p.weight])).toEqual([
      ['2026-01-01', 9, 1],
      ['2026-04-01', 2.75, 4],
    ]);
    // Of the last one shown all days count, not those up to the date alone
    const until = await h.series({
      scope: a,
      kpi: 'mttr',
      periodType: 'quarter',
      to: '2026-04-12',
    });
    expect(until.points).toEqual(quarters.points);
    const days = await h.series({
      scope: a,
      kpi: 'mttr',
      periodType: 'day',
      from: '2026-04-10',
      to: '2026-04-12',
    });
    expect(days.points.map(p => p.value)).toEqual([1, null, null]);
  });

  it('does not judge a sum by the target of another period', async () => {
    const h = await harness();
    const [quarter] = (
      await h.series({ scope: a, kpi: 'count', periodType: 'quarter' })
    ).points;
    expect(quarter).toMatchObject({
      value: 3,
      target: null,
      status: 'no-target',
    });
  });

  it.each([
    [{ from: 'x' }, 'from is "x": use a date such as 2026-01-31'],
    [{ to: '2026-13-01' }, 'to is "2026-13-01": use a date'],
    [
      { kpi: 'median', periodType: 'week' as const },
      'median can be shown by month',
    ],
    [
      { periodType: 'day' as const, from: '1900-01-01' },
      'ask for at most 5000, or for a longer period',
    ],
    [{ kpi: 'mtbf' }, 'There is no valid Kpi mtbf'],
  ])('refuses a history of %j', async (request, message) => {
    const h = await harness();
    await expect(
      h.series({ scope: a, kpi: 'mttr', ...request }),
    ).rejects.toThrow(message);
  });

  it('judges each period by the target that was in force, also after a change', async () => {
    const h = await harness();
    const retarget = (target: number) => {
      h.state.entities = entities.map(e =>
        e.metadata.name === 'mttr' ? kpiEntity('mttr', { target }) : e,
      );
    };
    const targets = async () => {
      const { points } = await h.series({ scope: a, kpi: 'mttr' });
      return points.map(({ period: start, target }) => [start, target]);
    };
    const may = node(await h.scorecard(a), 'd2c/mttr');
    expect(may).toMatchObject({ period: '2026-04-01', target: 4 });
    // What was judged by it stays so, also from before the portal knew the KPI
    retarget(3.5);
    expect(node(await h.scorecard(a), 'd2c/mttr').target).toBe(4);

    h.state.now = new Date('2026-06-20T00:00:00Z');
    retarget(1);
    expect(await targets()).toEqual([
      ['2026-03-01', 4],
      ['2026-04-01', 4],
      ['2026-05-01', 4],
      ['2026-06-01', 3.5],
    ]);
    // What was judged before follows the target of its time, what comes the new one
    h.source.batches = [
      {
        measurements: ['2026-06-10', '2026-07-10'].map(start =>
          measured(a, 'mttr', 2, { period: start, weight: 1 }),
        ),
        coveredUntil: new Date('2026-08-19T00:00:00Z'),
      },
    ];
    for (const [now, period, target, status] of [
      ['2026-07-20', '2026-06-01', 3.5, 'on-target'],
      ['2026-08-20', '2026-07-01', 1, 'at-risk'],
    ] as const) {
      h.state.now = new Date(`${now}T00:00:00Z`);
      await h.collect();
      expect(node(await h.scorecard(a), 'd2c/mttr')).toMatchObject({
        value: 2,
        period,
        target,
        status,
      });
    }
  });

  it('takes the target that a tree sets, where it is attached', async () => {
    const h = await harness();
    const base = treeEntity('tree', { d2c: ['count', 'mttr'] });
    const tree: Entity = {
      ...base,
      spec: JSON.parse(
        JSON.stringify(base.spec).replace(
          '{"kpi":"mttr"}',
          '{"kpi":"mttr","target":2,"threshold":5}',
        ),
      ),
    };
    h.state.entities = [
      ...entities.filter(e => e.kind !== 'KpiTree'),
      tree,
      entity('Component:d', { annotations: { 'target.mttr': '1' } }),
    ];
    // April was judged without it
    expect(node(await h.scorecard(a), 'd2c/mttr').target).toBe(4);
    h.state.now = new Date('2026-07-20T00:00:00Z');
    h.source.batches = [
      {
        measurements: [measured(a, 'mttr', 3, { period: '2026-06-20' })],
        coveredUntil: h.state.now,
      },
    ];
    await h.collect();
    expect(node(await h.scorecard(a), 'd2c/mttr')).toMatchObject({
      value: 3,
      target: 2,
      threshold: 5,
      status: 'at-risk',
    });
    expect(
      node(await h.scorecard('component:default/d'), 'd2c/mttr').target,
    ).toBe(1);
  });

  it('shows all trees in the portfolio, also those that nothing is attached to', async () => {
    const h = await harness();
    h.state.entities = [
      ...entities,
      treeEntity('other', { r2d: ['mttr'] }, { appliesTo: { kind: 'API' } }),
    ];
    const { trees } = await h.scorecard('all');
    expect(trees.map(tree => tree.name)).toEqual(['tree', 'other']);
    expect(trees[1].root.children.map(child => child.id)).toEqual(['r2d']);
    expect((await h.scorecard(a)).trees).toHaveLength(1);
    const alone = createHarness(await initDatabase(databases, id), [
      owners,
      kpiEntity('mttr'),
      treeEntity('tree', { d2c: ['mttr'] }),
    ]);
    expect(await alone.scorecard('all')).toMatchObject({
      memberCount: 0,
      trees: [{ name: 'tree' }],
    });
  });

  it('opens with the tree of most members, however the catalog orders them', async () => {
    const odd = [
      treeEntity('a-tree', { r2d: ['mttr'] }, { appliesTo: { kind: 'API' } }),
      entity('Component:0', { annotations: { tree: 'a-tree' } }),
      treeEntity('unused', { r2d: ['mttr'] }, { appliesTo: { kind: 'API' } }),
      treeEntity(
        'an-unused',
        { r2d: ['mttr'] },
        { appliesTo: { kind: 'API' } },
      ),
    ];
    for (const order of [
      [...odd, ...entities],
      [...entities, ...odd].reverse(),
    ]) {
      const h = createHarness(await initDatabase(databases, id), order);
      const { trees } = await h.scorecard('all');
      expect(trees.map(tree => tree.name)).toEqual([
        'tree',
        'a-tree',
        'an-unused',
        'unused',
      ]);
    }
  });
});
