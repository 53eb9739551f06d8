import { RELATION_PART_OF } from '@backstage/catalog-model';
import {
  ClassScorecard,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  ClassValue,
  Measurement,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Knex } from 'knex';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import { entity, kpiEntity, treeEntity } from '../__testUtils__/entities';
import { FakeSource } from '../__testUtils__/FakeSource';
import { createHarness } from '../__testUtils__/harness';

jest.setTimeout(120_000);

const databases = testDatabases();

const a = 'component:default/a';
const b = 'component:default/b';
const shop = 'system:default/shop';

const breakdowns = [{ id: 'priority', column: 'prio' }];
const judged = { target: 4, threshold: 8, direction: 'lower' };

const catalog = () => [
  kpiEntity('count', {
    ...judged,
    aggregate: { overTime: 'sum', overEntities: 'sum' },
    breakdowns,
  }),
  kpiEntity('mttr', { ...judged, breakdowns }),
  kpiEntity('whole', judged),
  treeEntity('tree', { d2c: ['count', 'mttr'], r2f: ['whole'] }),
  entity('System:shop'),
  ...['a', 'b'].map(name =>
    entity(`Component:${name}`, { relations: { [shop]: RELATION_PART_OF } }),
  ),
];

/** Hours of some incidents by priority: of a mean, and how many they are. */
function incidents(
  entityRef: string,
  period: string,
  byPriority: Record<string, number[]>,
): Measurement[] {
  const sum = (hours: number[]) => hours.reduce((x, y) => x + y, 0);
  const mean = (hours: number[]) => ({
    value: sum(hours) / hours.length,
    numerator: sum(hours),
    weight: hours.length,
  });
  const all = Object.values(byPriority).flat();
  const classes = (
    of: (hours: number[]) => Omit<ClassValue, 'name'>,
  ): Measurement['classes'] => ({
    priority: Object.entries(byPriority).map(([name, hours]) => ({
      name,
      ...of(hours),
    })),
  });
  const number = (hours: number[]) => ({ value: hours.length, weight: 1 });
  return [
    {
      entityRef,
      period,
      kpi: 'count',
      ...number(all),
      classes: classes(number),
    },
    { entityRef, period, kpi: 'mttr', ...mean(all), classes: classes(mean) },
    { entityRef, period, kpi: 'whole', value: 2, weight: 1 },
  ];
}

describe.each(databases.eachSupportedId())('a class in %s', database => {
  let knex: Knex;
  let portal: ReturnType<typeof createHarness>;
  const source = new FakeSource('test', [], true);

  beforeEach(async () => {
    knex = await initDatabase(databases, database);
    portal = createHarness(knex, catalog(), source);
    source.batches = [
      {
        measurements: [
          ...incidents(a, '2026-03-01', { P1: [3], P2: [1, 1] }),
          ...incidents(a, '2026-04-01', { P1: [2], P2: [9, 9], '': [1] }),
          ...incidents(b, '2026-04-02', { P1: [4, 6] }),
          ...incidents(b, '2026-05-02', { P1: [1] }),
        ],
      },
    ];
    await portal.collect();
  });

  const ask = async (scope: string, name: string, more: object = {}) =>
    portal.services.classScorecards.scorecard(await portal.context(), {
      scope,
      by: 'priority',
      name,
      ...more,
    });
  const leaves = ({ trees }: ClassScorecard) => {
    const below = (node: ScorecardNode): ScorecardNode[] =>
      node.kpi === undefined ? node.children.flatMap(below) : [node];
    return Object.fromEntries(
      below(trees[0].root).map(node => [node.kpi!, node]),
    );
  };

  it('is shown in trees, each KPI as it is in the class', async () => {
    const found = await ask(shop, 'P1');
    expect(found.ofClass).toEqual({
      kind: 'class',
      name: 'P1',
      by: 'priority',
      kpis: 2,
      of: 3,
    });
    const { count, mttr, whole } = leaves(found);
    // The target of all is none of a class
    expect(count).toMatchObject({
      ofClass: 'not-judged',
      value: 3,
      target: null,
      status: 'no-target',
      score: null,
      weight: 0,
      provisional: { period: '2026-05-01', value: 1 },
    });
    expect(count.spark!.slice(-2)).toEqual([
      ['2026-03-01', 1],
      ['2026-04-01', 3],
    ]);
    expect(mttr).toMatchObject({
      ofClass: 'judged',
      value: 4,
      sampleSize: 3,
      target: 4,
      score: 100,
    });
    expect(whole).toMatchObject({
      ofClass: 'none',
      value: null,
      target: null,
      status: 'no-data',
      weight: 0,
    });
    // Only what is judged counts
    expect(found.trees[0].root).toMatchObject({ score: 100, coverage: 1 });
  });

  it('is that of an entity, of a past day, and of what is blank', async () => {
    expect(leaves(await ask(a, 'P2')).mttr).toMatchObject({
      value: 9,
      score: 37.5,
    });
    expect(
      leaves(await ask(a, 'P2', { asOf: '2026-04-20' })).mttr,
    ).toMatchObject({ period: '2026-03-01', value: 1, score: 100 });
    const blank = await ask('all', '');
    expect(blank.ofClass).toMatchObject({ kind: 'blank' });
    expect(leaves(blank).count.value).toBe(1);
    // Of a sum that was broken down there is nothing of a class that nothing is of
    const other = leaves(await ask('all', 'P9'));
    expect([other.count.value, other.mttr.value]).toEqual([0, null]);
  });

  it('is unknown where a part is not broken down', async () => {
    const [, , ...rest] = source.batches[0].measurements!;
    source.batches = [
      {
        measurements: [
          ...source.batches[0].measurements!.slice(0, 2),
          ...rest,
          {
            entityRef: a,
            kpi: 'count',
            period: '2026-04-03',
            value: 5,
            weight: 1,
          },
        ],
      },
    ];
    await portal.collect();
    const { count, mttr } = leaves(await ask(shop, 'P1'));
    expect(count).toMatchObject({ value: null, status: 'no-data' });
    expect(mttr.value).toBe(4);
  });

  it('is one of those that can be chosen', async () => {
    const classes = async (scope: string, by = 'priority') =>
      portal.services.classScorecards.classes(await portal.context(), {
        scope,
        by,
      });
    expect(await classes(shop)).toEqual({
      by: 'priority',
      kpis: 2,
      of: 3,
      items: [
        { kind: 'class', name: 'P1', kpis: 2 },
        { kind: 'class', name: 'P2', kpis: 2 },
        { kind: 'blank', kpis: 2 },
      ],
    });
    expect((await classes(b)).items).toEqual([
      { kind: 'class', name: 'P1', kpis: 2 },
    ]);
    await expect(classes(shop, 'region')).rejects.toThrow(
      'by is region: the KPIs of system:default/shop are broken down by priority',
    );
  });

  it('is of those whom the caller may see', async () => {
    portal.state.hidden.add(b);
    const found = await ask(shop, 'P1');
    expect(found.partial).toBe(true);
    expect(leaves(found).count.value).toBe(1);
    await expect(ask(b, 'P1')).rejects.toThrow('component:default/b');
  });

  it('is offered by the scorecard, which has nothing else of it', async () => {
    const { trees } = await portal.services.scorecards.scorecard(
      await portal.context(),
      shop,
    );
    expect(trees[0].breakdowns).toEqual([{ id: 'priority', kpis: 2 }]);
    portal.state.entities = catalog().map(one =>
      ['count', 'mttr'].includes(one.metadata.name)
        ? kpiEntity(one.metadata.name, judged)
        : one,
    );
    await portal.collectChanged();
    const without = await portal.services.scorecards.scorecard(
      await portal.context(),
      shop,
    );
    expect(Object.keys(without.trees[0])).not.toContain('breakdowns');
  });
});
