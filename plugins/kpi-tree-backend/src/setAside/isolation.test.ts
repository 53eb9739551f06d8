/**
 * One series that cannot be evaluated harms nobody else: it is set aside with its reason,
 * and comes back by itself.
 */
import { ScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { caller, createHarness } from '../__testUtils__/harness';

jest.setTimeout(300_000);

const databases = testDatabases();
const a = 'component:default/a';
const b = 'component:default/b';
const system = 'system:default/s';

const entities = [
  owners,
  kpiEntity('bookings', {
    unit: 'EUR',
    direction: 'higher',
    target: 100,
    threshold: 50,
    aggregate: { overTime: 'sum', overEntities: 'sum' },
  }),
  kpiEntity('incidents', {
    unit: '1',
    target: 3,
    threshold: 6,
    aggregate: { overTime: 'sum', overEntities: 'sum' },
  }),
  kpiEntity('mttr'),
  kpiEntity('doubled', {
    formula: '2 * bookings',
    source: undefined,
    unit: 'EUR',
    direction: 'higher',
    target: 100,
    threshold: 50,
    aggregate: { overTime: 'sum', overEntities: 'sum' },
  }),
  treeEntity('tree', { d2c: ['bookings', 'incidents', 'mttr', 'doubled'] }),
  entity('System:s'),
  entity('Component:a', { relations: { [system]: 'partOf' } }),
  entity('Component:b', { relations: { [system]: 'partOf' } }),
];

describe.each(databases.eachSupportedId())('a portal on %s', id => {
  async function portal(initial = entities) {
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, initial);
    /** Writes what stands for each day, over what stood there. */
    const write = async (
      entityRef: string,
      kpi: string,
      values: Record<string, number>,
      weight = 1,
    ) => {
      const [[, seriesId]] = await h.measurements.ensureSeries([
        { entityRef, kpi, grain: 'day' },
      ]);
      await h.measurements.upsert(
        Object.entries(values).map(([period, value]) => ({
          seriesId,
          period,
          value,
          weight,
        })),
        { source: 'test', at: h.state.now },
      );
      return seriesId;
    };
    const leaves = async (scope: string) => {
      const { trees, problems } = await h.scorecard(scope);
      const nodes = trees[0].root.children.flatMap(node => node.children);
      const leaf = (kpi: string): ScorecardNode =>
        nodes.find(node => node.kpi === kpi)!;
      return { leaf, problems };
    };
    /** Something of every KPI of both, all of which can be evaluated. */
    const healthy = async () => {
      for (const [ref, factor] of [
        [a, 1],
        [b, 2],
      ] as const) {
        await write(ref, 'bookings', {
          '2026-03-10': 60 * factor,
          '2026-04-10': 70 * factor,
        });
        await write(ref, 'incidents', { '2026-04-10': factor });
        await write(ref, 'mttr', { '2026-04-10': 3 });
      }
    };
    const quality = async () => {
      await h.refreshed();
      return h.quality.report(await h.contexts.of(caller), {
        scope: 'all',
        kind: 'set-aside',
      });
    };
    const warnings = () =>
      h.logger.warn.mock.calls
        .map(([message]) => message)
        .filter(message => message.includes('set aside'));
    return { knex, h, write, leaves, healthy, quality, warnings };
  }

  it('shows all but what is beyond a number, and says why', async () => {
    const p = await portal();
    await p.healthy();
    expect((await p.leaves('all')).leaf('bookings').value).toBe(210);

    await p.write(a, 'bookings', {
      '2026-04-11': 1.7e308,
      '2026-04-12': 1.7e308,
    });
    const reason =
      'The sum of 3 values of the month 2026-04-01 is beyond 1.8e308, the largest number there is';
    const ofA = await p.leaves(a);
    expect(ofA.leaf('bookings')).toMatchObject({
      status: 'no-data',
      value: null,
      score: null,
      problem: `Cannot be evaluated: ${reason}`,
    });
    expect(ofA.problems).toEqual([
      {
        entityRef: a,
        field: 'bookings',
        message: expect.stringMatching(
          `^bookings cannot be evaluated .*: ${reason}. Correct or delete`,
        ),
      },
    ]);
    // What is computed from it is unknown, and what is not stays
    expect(ofA.leaf('doubled').value).toBeNull();
    expect(ofA.leaf('incidents').value).toBe(1);
    expect(ofA.leaf('mttr').value).toBe(3);

    // The others have their roll-ups, without what is unknown
    for (const scope of ['all', system]) {
      const { leaf, problems } = await p.leaves(scope);
      expect(leaf('bookings')).toMatchObject({
        value: 140,
        members: { total: 2, onTarget: 1, noData: 1 },
      });
      expect(leaf('doubled').value).toBe(280);
      expect(leaf('incidents').value).toBe(3);
      expect(problems).toEqual([]);
      // The past that is known to be right stays
      const { points } = await p.h.series({ scope, kpi: 'bookings' });
      expect(points.map(({ value }) => value)).toEqual([180, 140, null]);
    }
    expect((await p.leaves(b)).leaf('bookings').value).toBe(140);

    const { items, counts } = await p.quality();
    expect(counts['set-aside']).toBe(1);
    expect(items).toEqual([
      {
        kind: 'set-aside',
        owner: 'group:default/owners',
        entityRef: a,
        title: 'a',
        kpi: 'bookings',
        kpiTitle: 'Title of bookings',
        tree: 'tree',
        messages: [expect.stringContaining(reason)],
      },
    ]);
    // It is logged once, however often it is looked at
    for (let i = 0; i < 3; i++) {
      await p.h.refreshed();
      await p.leaves(a);
    }
    expect(p.warnings()).toEqual([
      `bookings of ${a} cannot be evaluated and is set aside: ${reason}`,
    ]);
  });

  it('shows it again as soon as it can be evaluated', async () => {
    const p = await portal();
    await p.healthy();
    await p.write(a, 'bookings', {
      '2026-04-11': 1.7e308,
      '2026-04-12': 1.7e308,
    });
    await p.leaves(a);
    await p.write(a, 'bookings', { '2026-04-11': 5, '2026-04-12': 5 });
    const { leaf, problems } = await p.leaves(a);
    expect(leaf('bookings')).toMatchObject({ value: 80, status: 'at-risk' });
    expect(leaf('bookings').problem).toBeUndefined();
    expect(problems).toEqual([]);
    expect(leaf('doubled').value).toBe(160);
    expect((await p.leaves('all')).leaf('bookings').value).toBe(220);
    expect((await p.leaves('all')).leaf('doubled').value).toBe(440);
    expect((await p.quality()).totalItems).toBe(0);
    const { points } = await p.h.series({ scope: a, kpi: 'bookings' });
    expect(points.map(({ value }) => value)).toEqual([60, 80, null]);
  });

  it('tries it again when its definition is another', async () => {
    const p = await portal();
    await p.write(a, 'bookings', {
      '2026-04-11': 1.7e308,
      '2026-04-12': 1.7e308,
    });
    expect((await p.leaves(a)).leaf('bookings').value).toBeNull();
    p.h.state.entities = entities.map(each =>
      each.metadata.name === 'bookings'
        ? kpiEntity('bookings', {
            direction: 'higher',
            target: 1,
            threshold: 0,
          })
        : each,
    );
    // They have a mean
    const { leaf, problems } = await p.leaves(a);
    expect(leaf('bookings').value).toBe(1.7e308);
    expect(problems.filter(({ field }) => field === 'bookings')).toEqual([]);
  });

  it('rolls everything up but a sum of members that is beyond a number', async () => {
    const p = await portal();
    await p.healthy();
    await p.leaves('all');
    await p.write(a, 'bookings', { '2026-04-10': 1.7e308 });
    await p.write(b, 'bookings', { '2026-04-10': 1.7e308 });
    const reason =
      'The sum of 2 values of the month 2026-04-01 is beyond 1.8e308, the largest number there is';
    for (const scope of ['all', system]) {
      const { leaf, problems } = await p.leaves(scope);
      expect(leaf('bookings')).toMatchObject({
        value: null,
        status: 'no-data',
        problem: `Cannot be rolled up: ${reason}`,
      });
      expect(leaf('incidents').value).toBe(3);
      expect(leaf('mttr').value).toBe(3);
      expect(problems).toContainEqual({
        entityRef: scope === 'all' ? 'kpi:default/bookings' : scope,
        field: 'bookings',
        message: expect.stringContaining(reason),
      });
      const { points } = await p.h.series({ scope, kpi: 'bookings' });
      expect(points.map(({ value }) => value)).toEqual([180, null, null]);
    }
    // Each of them is a number
    expect((await p.leaves(a)).leaf('bookings').value).toBe(1.7e308);
    expect((await p.quality()).items.map(({ entityRef }) => entityRef)).toEqual(
      expect.arrayContaining(['kpi:default/bookings', system]),
    );
    const before = p.warnings().length;
    await p.h.refreshed();
    await p.leaves('all');
    expect(p.warnings()).toHaveLength(before);

    await p.write(b, 'bookings', { '2026-04-10': 140 });
    for (const scope of ['all', system]) {
      const { leaf, problems } = await p.leaves(scope);
      expect(leaf('bookings').value).toBe(1.7e308);
      expect(problems.filter(({ field }) => field === 'bookings')).toEqual([]);
      const { points } = await p.h.series({ scope, kpi: 'bookings' });
      expect(points.map(({ value }) => value)).toEqual([180, 1.7e308, null]);
    }
  });

  it('tells whoever may not see all members of their sum only', async () => {
    const p = await portal();
    await p.healthy();
    await p.write(a, 'bookings', { '2026-04-10': 1.7e308 });
    await p.write(b, 'bookings', { '2026-04-10': 1.7e308 });
    await p.leaves('all');
    p.h.state.hidden.add(b);
    const { leaf, problems } = await p.leaves('all');
    expect(leaf('bookings').value).toBe(1.7e308);
    expect(leaf('bookings').problem).toBeUndefined();
    // Those of b, and of all, are hidden from readers who may not see b
    expect(problems.map(({ field }) => field)).toEqual(['doubled']);
    const { items } = await p.quality();
    expect(items.map(({ entityRef, kpi }) => [entityRef, kpi])).toEqual([
      [a, 'doubled'],
    ]);

    p.h.state.hidden.clear();
    p.h.state.hidden.add('group:default/owners');
    const own = await p.leaves('all');
    expect(own.leaf('incidents').value).toBe(3);
  });

  it.each([
    [
      'bookings and their reversal',
      { '2026-04-10': 30_000_000, '2026-04-11': -30_000_000 },
      0,
    ],
    [
      'what is as large as nobody counts',
      { '2026-04-10': 5e9, '2026-04-11': -5e9 },
      0,
    ],
    [
      'the largest numbers that add up',
      { '2026-04-10': 1.7e308, '2026-04-11': -1.7e308 },
      0,
    ],
    [
      'what is beyond a number on the way only',
      { '2026-04-10': 1.7e308, '2026-04-11': 1.7e308, '2026-04-12': -1.7e308 },
      1.7e308,
    ],
  ])('takes %s as what they are', async (_, values, expected) => {
    const p = await portal();
    await p.healthy();
    const months = Object.fromEntries(
      Array.from({ length: 12 }, (__, i) => [
        `2025-${String(i + 1).padStart(2, '0')}-10`,
        i % 3 === 0 ? 1 : 0,
      ]),
    );
    await p.write(a, 'incidents', { ...months, ...values });
    const { leaf, problems } = await p.leaves(a);
    expect(problems.filter(({ field }) => field !== 'incidents')).toEqual([]);
    expect(leaf('incidents')).toMatchObject({ value: expected });
    // No count of events is negative on a day
    expect(leaf('incidents').signals?.method).toBe('xmr');
    const all = (await p.leaves('all')).leaf;
    expect(all('incidents').value).toBe(expected + 2);
    expect(all('mttr').value).toBe(3);
  });

  it('sets aside what somebody wrote into its database by hand', async () => {
    const p = await portal([
      ...entities,
      kpiEntity('p95', {
        aggregate: {
          overTime: 'quantile',
          overEntities: 'quantile',
          quantile: 0.95,
        },
      }),
    ]);
    await p.healthy();
    const damaged = [
      ['p95', { '2026-04-10': 3, '2026-04-11': 4 }],
      ['incidents', { '2026-04-12': 1 }],
    ] as const;
    const ids = [];
    for (const [kpi, values] of damaged) {
      ids.push(await p.write(a, kpi, values));
    }
    await p
      .knex('measurements')
      .where({ series_id: ids[0] })
      .update({ sketch: Buffer.from('garbage') });
    await p
      .knex('measurements')
      .where({ series_id: ids[1], period: 20_555 })
      .update({ value: id === 'SQLITE_3' ? 'many' : NaN });
    const { leaf } = await p.leaves(a);
    expect(leaf('bookings').value).toBe(70);
    expect((await p.leaves('all')).leaf('bookings').value).toBe(210);
    const { items } = await p.quality();
    expect(items.map(({ kpi, messages }) => [kpi, messages[0]])).toEqual(
      expect.arrayContaining([
        [
          'incidents',
          expect.stringContaining('The sum of 2 values of the month'),
        ],
      ]),
    );
    expect(
      (await p.knex('set_aside').select('kpi').orderBy('kpi')).map(
        row => row.kpi,
      ),
    ).toEqual(['incidents', 'p95']);
  });

  it('folds all the past but that of which the sum is beyond a number', async () => {
    const p = await portal();
    p.h.config.retention.foldAfterMs = 60 * 86_400_000;
    await p.healthy();
    await p.write(a, 'incidents', {
      '2026-02-10': 1.7e308,
      '2026-02-11': 1.7e308,
    });
    await p.write(b, 'incidents', { '2026-02-10': 1, '2026-02-11': 1 });
    const definitions = await p.h.refreshed();
    expect(await p.h.retention.run(definitions)).toMatchObject({ folded: 1 });
    expect(await p.h.retention.run(definitions)).toMatchObject({ folded: 0 });
    const rows = await p
      .knex('measurements')
      .join('series', 'series.id', 'measurements.series_id')
      .where({ kpi: 'incidents', entity_ref: a });
    expect(rows).toHaveLength(3);
  });

  it('goes on with what it can when everything of a KPI is beyond a number', async () => {
    const many = Array.from({ length: 30 }, (_, i) => `Component:c${i}`);
    const p = await portal([...entities, ...many.map(ref => entity(ref))]);
    await p.healthy();
    for (const [i] of many.entries()) {
      await p.write(`component:default/c${i}`, 'bookings', {
        '2026-04-11': i % 2 ? 1 : 1.7e308,
        '2026-04-12': 1.7e308,
      });
    }
    const { leaf } = await p.leaves('all');
    expect(leaf('mttr').value).toBe(3);
    // 15 of them can be evaluated, whose sum cannot
    expect(
      await p
        .knex('set_aside')
        .where({ kpi: 'bookings' })
        .whereNot({ series_id: 0 }),
    ).toHaveLength(15);
    expect(leaf('bookings').problem).toMatch(/^Cannot be rolled up/);
    expect((await p.leaves(system)).leaf('bookings').value).toBe(210);
  });

  it('tries everything again that was set aside when it starts', async () => {
    const p = await portal();
    await p.healthy();
    await p.write(a, 'bookings', {
      '2026-04-11': 1.7e308,
      '2026-04-12': 1.7e308,
    });
    await p.leaves(a);
    // As if another version could tell
    await p
      .knex('measurements')
      .where('value', '>', 1e300)
      .update({ value: 1 });
    expect((await p.leaves(a)).leaf('bookings').value).toBeNull();
    await p.h.startUp.run();
    expect((await p.leaves(a)).leaf('bookings').value).toBe(72);
    expect((await p.leaves('all')).leaf('bookings').value).toBe(212);
  });
});
