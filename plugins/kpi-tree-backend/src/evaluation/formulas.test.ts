import { Entity } from '@backstage/catalog-model';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { createHarness, measured } from '../__testUtils__/harness';
import { latestPeriods } from '../clock/latestPeriods';
import { measurementMistake } from '../collector/measurementMistake';

jest.setTimeout(120_000);

const databases = testDatabases();
const [a, b, c] = ['a', 'b', 'c'].map(name => `component:default/${name}`);
const s = 'system:default/s';
const sum = { aggregate: { overTime: 'sum', overEntities: 'sum' } };
const share = {
  source: undefined,
  formula: '100 * in_sla / resolved',
  direction: 'higher',
  target: 90,
  threshold: 80,
};
const missed = {
  source: undefined,
  formula: 'resolved - in_sla',
  ...sum,
  target: 2,
  threshold: 4,
};

const kpis = [
  kpiEntity('resolved', sum),
  kpiEntity('in-sla', sum),
  kpiEntity('share', share),
  kpiEntity('missed', missed),
];

const member = (name: string) =>
  entity(`Component:${name}`, { relations: { [s]: 'partOf' } });

const tree = treeEntity('tree', { d2c: ['share', 'missed', 'resolved'] });

const portal = (...others: Entity[]) => [
  owners,
  entity('System:s'),
  ...['a', 'b', 'c'].map(member),
  ...others,
];

const april = { period: '2026-04-10', weight: 1 };

/** 9 of 10, and 10 of 90: 90 % and 11 % are 19 % together. */
const unequal = [
  measured(a, 'resolved', 10, april),
  measured(a, 'in-sla', 9, april),
  measured(b, 'resolved', 90, april),
  measured(b, 'in-sla', 10, april),
];

describe.each(databases.eachSupportedId())('formulas on %s', id => {
  async function harness(
    measurements: ReturnType<typeof measured>[],
    entities = portal(...kpis, tree),
  ) {
    const h = createHarness(await initDatabase(databases, id), entities);
    // Corrections of any size
    h.source.holdBack = { removedShare: 1 };
    h.source.batches = [{ measurements }];
    await h.collect();
    const leaf = async (scope: string, kpi: string) => {
      const { trees } = await h.scorecard(scope);
      return trees[0].root.children[0].children.find(n => n.kpi === kpi)!;
    };
    const collect = async (...more: ReturnType<typeof measured>[]) => {
      h.source.batches = [{ measurements: more }];
      return h.collect();
    };
    return { ...h, leaf, collect };
  }

  it('are the ratio of sums, never the mean of ratios', async () => {
    const h = await harness(unequal);
    expect(await h.leaf(a, 'share')).toMatchObject({
      formula: '100 * in_sla / resolved',
      origin: 'own',
      value: 90,
      status: 'on-target',
      score: 100,
      updatedAt: expect.stringMatching(/^2026-05-15/),
    });
    expect(await h.leaf(b, 'share')).toMatchObject({ status: 'off-target' });
    for (const scope of [s, 'all']) {
      expect(await h.leaf(scope, 'share')).toMatchObject({
        formula: '100 * in_sla / resolved',
        origin: 'members',
        value: 19,
        status: 'off-target',
        members: { total: 3, onTarget: 1, offTarget: 1, noData: 1 },
        updatedAt: expect.stringMatching(/^2026-05-15/),
      });
    }
    expect(await h.leaf(a, 'resolved')).not.toHaveProperty('formula');
  });

  it('are compared with the sum of the targets where they add up', async () => {
    const h = await harness(unequal);
    expect(await h.leaf(s, 'missed')).toMatchObject({
      value: 81,
      target: 4,
      threshold: 8,
      status: 'off-target',
    });
    expect(await h.leaf(s, 'share')).toMatchObject({ target: 90 });
  });

  it('rank the members', async () => {
    const h = await harness(unequal);
    const page = await h.members({
      kpi: 'share',
      scope: s,
      sort: 'score',
      limit: 10,
    });
    expect(page.items.map(item => [item.entityRef, item.status])).toEqual([
      [b, 'off-target'],
      [a, 'on-target'],
      [c, 'no-data'],
    ]);
  });

  it('have a history in every period that their operands have', async () => {
    const h = await harness([
      ...unequal,
      measured(a, 'resolved', 10, { period: '2026-02-01', weight: 1 }),
      measured(a, 'in-sla', 5, { period: '2026-02-03', weight: 1 }),
      measured(b, 'resolved', 10, { period: '2026-05-01', weight: 1 }),
      measured(b, 'in-sla', 10, { period: '2026-05-01', weight: 1 }),
    ]);
    const points = async (scope: string, periodType?: 'week' | 'quarter') => {
      const series = await h.series({
        scope,
        kpi: 'share',
        periodType,
      });
      return series.points
        .filter(p => p.value !== null)
        .map(p => [p.period, p.value]);
    };
    expect(await points(a)).toEqual([
      ['2026-02-01', 50],
      ['2026-04-01', 90],
    ]);
    // 5 of 10 in the first quarter; 9 of 10 in the second
    expect(await points(a, 'quarter')).toEqual([
      ['2026-01-01', 50],
      ['2026-04-01', 90],
    ]);
    expect(await points(s, 'quarter')).toEqual([
      ['2026-01-01', 50],
      ['2026-04-01', (100 * 29) / 110],
    ]);
    expect(await points('all')).toEqual([
      ['2026-02-01', 50],
      ['2026-04-01', 19],
      ['2026-05-01', 100],
    ]);
    // In no week of February there are both
    expect(await points(a, 'week')).toEqual([['2026-04-06', 90]]);
    expect(await h.series({ scope: a, kpi: 'share' })).toMatchObject({
      origin: 'own',
      source: null,
      periods: ['day', 'week', 'month', 'quarter'],
    });
    // A sum of a quarter is not judged by the target of a month
    expect(
      (await h.series({ scope: a, kpi: 'missed', periodType: 'quarter' }))
        .points,
    ).toMatchObject([
      { value: 5, target: null },
      { value: 1, target: null },
    ]);
  });

  it('are missing where an operand is, or a denominator is zero', async () => {
    const h = await harness([
      measured(a, 'resolved', 10, april),
      measured(b, 'resolved', 0, april),
      measured(b, 'in-sla', 0, april),
    ]);
    expect(await h.leaf(a, 'share')).toMatchObject({
      value: null,
      status: 'no-data',
      score: null,
    });
    expect(await h.leaf(b, 'share')).toMatchObject({ value: null });
    // Of all there is something: 0 of 10
    expect(await h.leaf(s, 'share')).toMatchObject({ value: 0 });
  });

  it('have a value where no member has all operands, but the scope has', async () => {
    const h = await harness([
      measured(a, 'resolved', 10, april),
      measured(b, 'in-sla', 9, april),
    ]);
    expect(await h.leaf(s, 'share')).toMatchObject({
      value: 90,
      members: { total: 3, noData: 3 },
      updatedAt: expect.stringMatching(/^2026-05-15/),
    });
  });

  it('follow corrections and deletions of an operand', async () => {
    const h = await harness(unequal);
    await h.collect(measured(a, 'in-sla', 5, april));
    expect(await h.leaf(a, 'share')).toMatchObject({ value: 50 });
    expect(await h.leaf(s, 'share')).toMatchObject({ value: 15 });
    const [inSla] = await h.measurements.findSeries({
      entityRefs: [b],
      kpis: ['in-sla'],
    });
    await h.measurements.deleteOthers([inSla.id], new Map());
    expect(await h.leaf(b, 'share')).toMatchObject({ value: null });
    expect(await h.leaf(s, 'share')).toMatchObject({ value: 5 });
  });

  it('are there on the page of an entity before anything is refreshed', async () => {
    const h = await harness(unequal);
    const definitions = await h.definitions.get();
    const value = async () =>
      (await h.evaluator.current(definitions, a, 'share')).get('share')?.state
        .value;
    expect(await value()).toBe(90);
    await h.collect(measured(a, 'in-sla', 1, april));
    expect(await value()).toBe(10);
  });

  it('count what a scope was measured itself', async () => {
    const h = await harness([
      ...unequal,
      // Twenty of them hit both and were counted twice
      measured(s, 'resolved', 80, april),
    ]);
    expect(await h.leaf(s, 'share')).toMatchObject({
      origin: 'members',
      value: (100 * 19) / 80,
    });
    await h.collect(measured(s, 'in-sla', 40, april));
    expect(await h.leaf(s, 'share')).toMatchObject({
      origin: 'own',
      value: 50,
    });
    expect(
      (await h.series({ scope: s, kpi: 'share', periodType: 'quarter' }))
        .points,
    ).toMatchObject([{ value: 50 }]);
  });

  it('use what is measured of an entity though it is in no tree', async () => {
    const onlyShare = treeEntity('tree', { d2c: ['share'] });
    const h = await harness(unequal, portal(...kpis, onlyShare));
    expect(await h.leaf(a, 'share')).toMatchObject({ value: 90 });
    expect(await h.leaf(s, 'share')).toMatchObject({ value: 19 });
    expect(h.source.requests[0].kpis.map(kpi => kpi.name)).toEqual([
      'resolved',
      'in-sla',
    ]);
  });

  it('count the members that have them, whatever else these have', async () => {
    const h = await harness(
      unequal,
      portal(...kpis, treeEntity('tree', { d2c: ['share'], other: ['missed'] }))
        .filter(each => each.metadata.name !== 'b')
        .concat(
          entity('Component:b', {
            annotations: { nodes: 'other' },
            relations: { [s]: 'partOf' },
          }),
        ),
    );
    expect(await h.leaf(s, 'share')).toMatchObject({ value: 90 });
    const series = await h.series({
      scope: s,
      kpi: 'share',
      periodType: 'quarter',
    });
    expect(series.points).toMatchObject([{ value: 90 }]);
  });

  it('show nobody what he may not read', async () => {
    const h = await harness(unequal);
    h.state.hidden.add(b);
    expect(await h.leaf(s, 'share')).toMatchObject({
      value: 90,
      members: { total: 2 },
    });
    const series = async (periodType?: 'quarter') =>
      (await h.series({ scope: s, kpi: 'share', periodType })).points.flatMap(
        p => p.value ?? [],
      );
    expect(await series()).toEqual([90]);
    expect(await series('quarter')).toEqual([90]);
  });

  it('are as silent as the most silent of their operands', async () => {
    const h = await harness(unequal);
    h.state.now = new Date('2026-07-15T00:00:00Z');
    expect(await h.leaf(a, 'share')).toMatchObject({
      status: 'stale',
      value: 90,
      period: '2026-04-01',
    });
    expect(await h.leaf(s, 'share')).toMatchObject({ status: 'stale' });
    const june = { period: '2026-06-10', weight: 1 };
    await h.collect(measured(a, 'resolved', 1, june));
    expect(await h.leaf(a, 'share')).toMatchObject({ status: 'stale' });
    await h.collect(measured(a, 'in-sla', 1, june));
    expect(await h.leaf(a, 'share')).toMatchObject({
      status: 'on-target',
      value: 100,
    });
    expect(await h.leaf(s, 'share')).toMatchObject({ value: 100 });
  });

  it('are computed again where a formula is another, all of the past', async () => {
    const h = await harness(unequal);
    await h.leaf(s, 'share');
    const others = kpis.filter(kpi => kpi.metadata.name !== 'share');
    h.state.entities = portal(
      ...others,
      kpiEntity('share', { ...share, formula: 'in_sla / resolved' }),
      tree,
    );
    expect(await h.leaf(a, 'share')).toMatchObject({ value: 0.9 });
    expect(await h.leaf(s, 'share')).toMatchObject({ value: 0.19 });
    // What was missed while it was wrong is caught up on
    h.state.entities = portal(
      ...others,
      kpiEntity('share', { ...share, formula: 'wrong / resolved' }),
      tree,
    );
    await h.refreshed();
    await h.collect(measured(a, 'in-sla', 5, april));
    await h.refreshed();
    h.state.entities = portal(...kpis, tree);
    expect(await h.leaf(a, 'share')).toMatchObject({ value: 50 });
    expect(await h.leaf(s, 'share')).toMatchObject({ value: 15 });
  });

  it('become measurements, and measurements formulas', async () => {
    const h = await harness(unequal);
    await h.leaf(s, 'share');
    const others = kpis.filter(kpi => kpi.metadata.name !== 'share');
    h.state.entities = portal(
      ...others,
      kpiEntity('share', {
        ...share,
        formula: undefined,
        source: { id: 'test' },
      }),
      tree,
    );
    expect(await h.leaf(a, 'share')).toMatchObject({ value: null });
    expect(await h.leaf(s, 'share')).toMatchObject({ value: null });
    await h.collect(measured(a, 'share', 77, april));
    expect(await h.leaf(a, 'share')).toMatchObject({ value: 77 });
    expect(await h.leaf(s, 'share')).toMatchObject({
      value: 77,
      members: { total: 3, offTarget: 1, noData: 2 },
    });
    await h.collect(measured(c, 'share', 99, april));
    await h.refreshed();
    h.state.entities = portal(...kpis, tree);
    expect(await h.leaf(a, 'share')).toMatchObject({ value: 90 });
    expect(await h.leaf(c, 'share')).toMatchObject({ value: null });
    expect(await h.leaf(s, 'share')).toMatchObject({
      value: 19,
      members: { total: 3, onTarget: 1, offTarget: 1, noData: 1 },
    });
  });

  it('are computed from other formulas by what is measured below', async () => {
    const rest = kpiEntity('rest', { ...share, formula: '100 - share' });
    const h = await harness(
      unequal,
      portal(
        ...kpis.filter(kpi => kpi.metadata.name !== 'missed'),
        rest,
        treeEntity('tree', { d2c: ['rest'] }),
      ),
    );
    expect(await h.leaf(a, 'rest')).toMatchObject({ value: 10 });
    expect(await h.leaf(s, 'rest')).toMatchObject({ value: 81 });
    await h.collect(measured(b, 'in-sla', 90, april));
    expect(await h.leaf(s, 'rest')).toMatchObject({ value: 1 });
  });

  it('compute nothing that did not change', async () => {
    const h = await harness([
      ...unequal,
      measured(a, 'resolved', 4, { period: '2025-11-02', weight: 1 }),
      measured(a, 'in-sla', 1, { period: '2025-11-02', weight: 1 }),
    ]);
    await h.refreshed();
    const write = jest.spyOn(h.rollupStore, 'writeValues');
    await h.collect(
      measured(a, 'in-sla', 2, { period: '2025-11-02', weight: 1 }),
    );
    await h.refreshed();
    const cells = write.mock.calls.flatMap(([, kpi, written]) =>
      written.map(({ scope, start }) => `${kpi} ${scope} ${start}`),
    );
    expect(cells.sort()).toEqual(
      ['in-sla', 'missed', 'share'].flatMap(kpi =>
        ['all', s].map(scope => `${kpi} ${scope} 2025-11-01`),
      ),
    );
    write.mockClear();
    await h.collect(
      measured(a, 'in-sla', 2, { period: '2025-11-02', weight: 1 }),
    );
    await h.refreshed();
    expect(write).not.toHaveBeenCalled();
  });

  it('hold while several backends write, read and refresh at once', async () => {
    const knex = await initDatabase(databases, id);
    const backends = [1, 2].map(() =>
      createHarness(knex, portal(...kpis, tree)),
    );
    await Promise.all(backends.map(h => h.refreshed()));
    const days = Array.from(
      { length: 12 },
      (_, i) => `2026-0${1 + (i % 4)}-${10 + i}`,
    );
    const write = async (
      h: (typeof backends)[number],
      entityRef: string,
      kpi: string,
      index: number,
    ) => {
      const ids = await h.measurements.ensureSeries([
        { entityRef, kpi, grain: 'day' },
      ]);
      await h.measurements.upsert(
        [
          {
            seriesId: ids.get(`${entityRef} ${kpi} day`)!,
            period: days[index],
            value: kpi === 'in-sla' ? index : 2 * index + 1,
            weight: 1,
          },
        ],
        { source: 'test', at: h.state.now },
      );
    };
    await Promise.all(
      days.flatMap((_, index) =>
        [a, b].flatMap((entityRef, which) => {
          const h = backends[(index + which) % 2];
          return [
            write(h, entityRef, 'resolved', index),
            write(backends[index % 2], entityRef, 'in-sla', index),
            h.definitions
              .get()
              .then(all => h.evaluator.current(all, entityRef)),
            h.refreshed(),
          ];
        }),
      ),
    );
    const last = createHarness(knex, portal(...kpis, tree));
    const { points } = await last.series({ scope: s, kpi: 'share' });
    const sums = (month: number) => {
      const indices = days.flatMap((_, i) => (i % 4 === month ? [i] : []));
      const inSla = indices.reduce((total, i) => total + i, 0);
      return (100 * inSla) / (2 * inSla + indices.length);
    };
    for (const scope of [a, s]) {
      const series = await last.series({ scope, kpi: 'share' });
      expect(series.points.slice(0, 4).map(point => point.value)).toEqual(
        [0, 1, 2, 3].map(month => expect.closeTo(sums(month), 9)),
      );
    }
    expect(points).toHaveLength(5);
  });

  it('are not measured: what is sent for them is refused', async () => {
    const h = await harness(unequal);
    const sent = measured(a, 'share', 1, april);
    expect(await h.collect(sent)).toMatchObject({
      measurementsWritten: 0,
      errors: [{ message: expect.stringContaining('was not asked for') }],
    });
    const { kpis: known } = await h.definitions.get();
    expect(
      measurementMistake(
        sent,
        new Map([...known].map(([name, { spec }]) => [name, spec])),
        new Set([a]),
        latestPeriods(h.config),
      ),
    ).toBe(
      'kpi is "share", which is computed by the formula 100 * in_sla / resolved: send what it is computed from',
    );
    expect(await h.leaf(a, 'share')).toMatchObject({ value: 90 });
  });
});
