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
const group = 'group:default/owners';

const service = (name: string, annotations = {}) =>
  entity(`Component:${name}`, {
    annotations,
    relations: { [system]: 'partOf', [group]: 'ownedBy' },
  });

const entities = [
  owners,
  kpiEntity('mttr', {
    target: [
      { from: '2026-01-01', value: 6 },
      { from: '2026-04-01', value: 4 },
    ],
    threshold: undefined,
  }),
  kpiEntity('count', {
    unit: '1',
    aggregate: { overTime: 'sum', overEntities: 'sum' },
  }),
  kpiEntity('weekly', { period: 'week' }),
  kpiEntity('product', {
    source: undefined,
    formula: 'mttr * count',
    target: 30,
    threshold: 90,
  }),
  kpiEntity('backlog'),
  treeEntity('tree', {
    d2c: ['mttr', 'count', 'product'],
    r2d: ['weekly', 'backlog'],
  }),
  service('a'),
  service('b', { 'target.count': '5', 'threshold.count': '9' }),
  service('c', { nodes: 'd2c' }),
  entity('System:s'),
];

const months = Array.from({ length: 15 }, (_, i) =>
  new Date(Date.UTC(2025, 2 + i, 10)).toISOString().slice(0, 10),
);

const measurements = [
  ...months.flatMap((start, i) => [
    measured(a, 'mttr', 20 - i, { period: start }),
    measured(b, 'mttr', 3 + (i % 3), { period: start, weight: 5 }),
    measured(a, 'count', i % 5, { period: start }),
    measured(b, 'count', 4, { period: start }),
    measured(a, 'weekly', 2 + i, { period: start }),
    // Measured of the System itself
    measured(system, 'backlog', 10 - (i % 4), { period: start }),
  ]),
  measured(c, 'mttr', 1),
];

const nodesOf = ({ trees }: Scorecard): ScorecardNode[] => {
  const below = (node: ScorecardNode): ScorecardNode[] => [
    node,
    ...node.children.flatMap(below),
  ];
  return trees.flatMap(({ root }) => below(root));
};

/** What the past tells; the running period and writes are of now. */
const shown = (scorecard: Scorecard) =>
  nodesOf(scorecard).map(node => ({
    id: node.id,
    score: node.score,
    status: node.status,
    coverage: node.coverage,
    trend: node.trend,
    ...(isKpiNode(node)
      ? {
          period: node.period,
          value: node.value,
          sampleSize: node.sampleSize,
          target: node.target,
          threshold: node.threshold,
          spark: node.spark,
          origin: node.origin,
        }
      : {}),
  }));

describe.each(databases.eachSupportedId())('the past on %s', id => {
  async function harness() {
    const h = createHarness(await initDatabase(databases, id), entities);
    h.source.batches = [
      { measurements, coveredUntil: new Date('2026-05-14T00:00:00Z') },
    ];
    await h.collect();
    await h.refreshed();
    return h;
  }

  it.each([a, b, c, system, group, 'all'])(
    'of %s is what its scorecard said at the end of the day',
    async scope => {
      const h = await harness();
      const past = await h.scorecard(scope, undefined, { asOf: '2026-03-31' });
      expect(past).toMatchObject({
        asOf: '2026-04-01T00:00:00.000Z',
        memberCount: scope.startsWith('component') ? 1 : 3,
      });
      expect(shown(past).some(({ score }) => score !== null)).toBe(scope !== c);
      for (const node of nodesOf(past)) {
        expect(node).not.toHaveProperty('provisional');
        expect(node).not.toHaveProperty('members');
      }
      h.state.now = new Date('2026-04-01T00:00:00Z');
      expect(shown(past)).toEqual(shown(await h.scorecard(scope)));
    },
  );

  it('ends with the day that is named', async () => {
    const h = await harness();
    const periodsAsOf = async (asOf: string) => {
      const found = nodesOf(await h.scorecard(a, 'tree', { asOf }));
      return found.flatMap(node => (isKpiNode(node) ? [node.period] : []));
    };
    expect(await periodsAsOf('2026-03-30')).toEqual([
      '2026-02-01',
      '2026-02-01',
      '2026-02-01',
      '2026-03-23',
      '2026-02-01',
    ]);
    expect((await periodsAsOf('2026-03-31'))[0]).toBe('2026-03-01');
  });

  it('agrees with the history of the score', async () => {
    const h = await harness();
    const context = await h.context();
    for (const scope of [a, system, 'all']) {
      const { points } = await h.scoreHistories.history(context, {
        scope,
        tree: 'tree',
        from: '2026-01-01',
      });
      for (const [i, asOf] of ['2026-01-31', '2026-02-28'].entries()) {
        const { trees } = await h.scorecard(scope, 'tree', { asOf });
        const { score, status, coverage } = trees[0].root;
        expect(points[i]).toMatchObject({ score, status, coverage });
      }
    }
  });

  it('is empty before anything was measured, and now from today on', async () => {
    const h = await harness();
    for (const scope of [a, system, 'all']) {
      const before = await h.scorecard(scope, 'tree', { asOf: '2001-01-01' });
      for (const node of nodesOf(before)) {
        expect(node).toMatchObject({
          status: 'no-data',
          score: null,
          coverage: 0,
          trend: 'unknown',
        });
      }
      const now = await h.scorecard(scope, 'tree');
      for (const asOf of ['2026-05-15', '2026-12-31']) {
        expect(await h.scorecard(scope, 'tree', { asOf })).toEqual(now);
      }
    }
  });

  it('has the members of then', async () => {
    const h = await harness();
    h.state.now = new Date('2026-05-20T00:00:00Z');
    h.state.entities = entities.filter(e => e.metadata.name !== 'b');
    const past = { asOf: '2026-05-16' };
    expect((await h.scorecard(system)).memberCount).toBe(2);
    const { trees } = await h.scorecard(system, 'tree', past);
    const count = nodesOf({ trees } as Scorecard).find(
      node => node.id === 'd2c/count',
    );
    // That of April, with what b had
    expect(count?.value).toBe(3 + 4);
  });

  it('stands beside what is asked for', async () => {
    const h = await harness();
    const plain = await h.scorecard(system, 'tree');
    const compare = '2026-03-31';
    const before = await h.scorecard(system, 'tree', { asOf: compare });
    const compared = await h.scorecard(system, 'tree', { compare });
    expect(compared.compare).toBe(compare);
    expect(shown(compared)).toEqual(shown(plain));
    expect(nodesOf(compared).map(node => node.before)).toEqual(
      nodesOf(before).map(node => ({
        score: node.score,
        status: node.status,
        coverage: node.coverage,
        ...(isKpiNode(node) ? { period: node.period, value: node.value } : {}),
      })),
    );
    // What is sent to others stays as it was
    expect(await h.scorecard(system, 'tree')).toEqual(plain);
    const past = await h.scorecard(system, 'tree', {
      asOf: compare,
      compare: '2026-02-28',
    });
    expect(shown(past)).toEqual(shown(before));
    expect(past.trees[0].root.before).not.toEqual(
      compared.trees[0].root.before,
    );
  });

  it('of what may not be read is not reported', async () => {
    const h = await harness();
    const asOf = '2026-03-31';
    h.state.hidden.add(b);
    const { memberCount, trees } = await h.scorecard(system, 'tree', { asOf });
    expect(memberCount).toBe(2);
    const count = trees[0].root.children[0].children[1];
    // That of a alone
    expect(count).toMatchObject({ kpi: 'count', value: 2 });
    await expect(h.scorecard(b, 'tree', { asOf })).rejects.toThrow(
      /you are not allowed to read it/,
    );
  });

  it('refuses what is no date', async () => {
    const h = await harness();
    for (const name of ['asOf', 'compare']) {
      await expect(
        h.scorecard(a, 'tree', { [name]: '2026-02-30' }),
      ).rejects.toThrow(
        `${name} is "2026-02-30": use a date such as 2026-01-31`,
      );
    }
  });
});
