import { RELATION_PART_OF } from '@backstage/catalog-model';
import { Breakdown } from '@kpi-tree/backstage-plugin-kpi-tree-common';
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

const sums = { overTime: 'sum', overEntities: 'sum' };
const breakdowns = [
  { id: 'priority', column: 'prio' },
  { id: 'region', column: 'region', top: 1 },
];

const catalog = () => [
  kpiEntity('count', { aggregate: sums, breakdowns }),
  kpiEntity('mttr', { breakdowns }),
  kpiEntity('whole', { aggregate: sums }),
  treeEntity('tree', { d2c: ['count', 'mttr', 'whole'] }),
  entity('System:shop'),
  ...['a', 'b'].map(name =>
    entity(`Component:${name}`, { relations: { [shop]: RELATION_PART_OF } }),
  ),
];

const value = (name: string, number: number): ClassValue => ({
  name,
  value: number,
  weight: 1,
});

/** Incidents of a day by priority. */
function count(
  entityRef: string,
  period: string,
  byPriority: Record<string, number>,
): Measurement {
  const classes = Object.entries(byPriority).map(([name, n]) => value(name, n));
  return {
    entityRef,
    kpi: 'count',
    period,
    value: classes.reduce((sum, one) => sum + one.value!, 0),
    weight: 1,
    classes: { priority: classes },
  };
}

describe.each(databases.eachSupportedId())('breakdowns in %s', database => {
  let knex: Knex;
  let portal: ReturnType<typeof createHarness>;
  const source = new FakeSource('test', [], true);

  beforeEach(async () => {
    knex = await initDatabase(databases, database);
    source.batches = [];
    source.holdBack = undefined;
    portal = createHarness(knex, catalog(), source);
  });

  const collect = async (...measurements: Measurement[]) => {
    source.batches = [{ measurements }];
    return portal.collect();
  };
  const ask = async (
    scope: string,
    kpi = 'count',
    options: object = {},
  ): Promise<Breakdown> =>
    portal.services.breakdowns.breakdown(await portal.context(), {
      scope,
      kpi,
      from: '2026-03-01',
      to: '2026-04-30',
      ...options,
    });
  const shown = ({ classes }: Breakdown) =>
    Object.fromEntries(
      classes.map(({ kind, name, values }) => [
        name ?? kind,
        values.map(one => one?.value ?? null),
      ]),
    );

  const three = [
    count(a, '2026-03-01', { P1: 2, '': 1 }),
    count(a, '2026-04-01', { P1: 1, P2: 4 }),
    count(b, '2026-04-02', { P2: 3 }),
  ];

  it('are answered of an entity, of a scope and of all', async () => {
    await collect(...three);
    expect(await ask(a)).toMatchObject({
      by: 'priority',
      addsUp: 'values',
      breakdowns: [{ id: 'priority', column: 'prio' }, { id: 'region' }],
      periods: [
        { period: '2026-03-01', value: 3 },
        { period: '2026-04-01', value: 5 },
      ],
      classes: [
        {
          kind: 'class',
          name: 'P2',
          values: [{ value: 0 }, { value: 4 }],
          share: 0.5,
        },
        {
          kind: 'class',
          name: 'P1',
          values: [{ value: 2 }, { value: 1 }],
          share: 0.375,
        },
        { kind: 'blank', values: [{ value: 1 }, { value: 0 }], share: 0.125 },
      ],
      change: {
        before: { period: '2026-03-01', value: 3 },
        after: { period: '2026-04-01', value: 5 },
        change: 2,
        parts: [
          { name: 'P2', share: 4 },
          { name: 'P1', share: -1 },
          { kind: 'blank', share: -1 },
        ],
      },
    });
    for (const scope of [shop, 'all']) {
      expect(shown(await ask(scope))).toEqual({
        P2: [0, 7],
        P1: [2, 1],
        blank: [1, 0],
      });
    }
    expect(shown(await ask(shop, 'count', { top: 1 }))).toEqual({
      P2: [0, 7],
      other: [3, 1],
    });
  });

  it('of means are numerators and denominators', async () => {
    const mean = (name: string, numerator: number, weight: number) => ({
      name,
      value: numerator / weight,
      numerator,
      weight,
    });
    await collect(
      {
        entityRef: a,
        kpi: 'mttr',
        period: '2026-04-01',
        ...mean('', 10, 4),
        classes: { priority: [mean('P1', 4, 1), mean('P2', 6, 3)] },
      } as Measurement,
      {
        entityRef: b,
        kpi: 'mttr',
        period: '2026-04-01',
        ...mean('', 2, 1),
        classes: { priority: [mean('P1', 2, 1)] },
      } as Measurement,
    );
    const found = await ask(shop, 'mttr');
    expect(found.addsUp).toBe('ratio');
    expect(found.periods[1]).toMatchObject({ value: 2.4, weight: 5 });
    expect(found.classes).toMatchObject([
      { name: 'P2', values: [null, { value: 2, weight: 3 }], share: 0.6 },
      { name: 'P1', values: [null, { value: 3, weight: 2 }], share: 0.4 },
    ]);
  });

  it('go with what is read again, and with what is gone', async () => {
    await collect(...three);
    // The value is the same, and what it is made of is not
    await collect(
      count(a, '2026-03-01', { P1: 1, P3: 2 }),
      count(a, '2026-04-01', { P1: 1, P2: 4 }),
      count(b, '2026-04-02', { P2: 3 }),
    );
    expect(shown(await ask(shop))).toEqual({
      P2: [0, 7],
      P1: [1, 1],
      P3: [2, 0],
    });
    source.holdBack = { removedShare: 1 };
    await collect(count(a, '2026-03-01', { P1: 1, P3: 2 }));
    expect(shown(await ask(shop))).toEqual({ P3: [2, null], P1: [1, null] });
    expect(await knex('measurement_classes').select('period')).toHaveLength(1);
    expect(await knex('period_classes').select('period')).toHaveLength(1);
    await collect();
    for (const table of ['measurement_classes', 'period_classes']) {
      expect([table, await knex(table)]).toEqual([table, []]);
    }
  });

  it('are not changed by a run that is held back', async () => {
    await collect(...three);
    expect(await collect(count(a, '2026-03-01', { P9: 3 }))).toMatchObject({
      state: 'held-back',
    });
    expect(shown(await ask(shop))).toEqual({
      P2: [0, 7],
      P1: [2, 1],
      blank: [1, 0],
    });
    expect(await knex('staged_classes')).toEqual([]);
  });

  it('are unknown where nobody broke down, and where somebody sent another value', async () => {
    await collect(...three, {
      ...count(a, '2026-04-03', { P1: 5 }),
      classes: undefined,
    });
    expect(shown(await ask(a))).toEqual({
      P2: [0, 4],
      P1: [2, 1],
      // There may be some in what is unknown
      blank: [1, null],
      unknown: [0, 5],
    });
    await portal.services.measurements.upsert(
      [{ seriesId: 1, period: '2026-04-01', value: 6, weight: 1 }],
      { source: 'push', at: new Date('2026-05-15T00:00:00Z') },
    );
    expect(shown(await ask(a))).toEqual({
      P1: [2, null],
      blank: [1, null],
      unknown: [0, 11],
    });
    // Nothing is made of nothing
    expect(shown(await ask(a, 'count', { by: 'region' }))).toEqual({
      unknown: [3, 11],
    });
  });

  it('are left out where they do not make up the value', async () => {
    const { errors } = await collect({
      ...count(a, '2026-04-01', { P1: 1 }),
      value: 2,
    });
    expect(errors).toMatchObject([
      {
        message:
          'The classes of the breakdown priority are left out: they do not make up the value, as aggregate.overEntities sum says they do',
        where: `${a} count`,
      },
    ]);
    expect(shown(await ask(a))).toEqual({ unknown: [null, 2] });
  });

  it('lose nothing of more classes than are kept', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 80 }, (_, i) => [`C${i}`, i + 1]),
    );
    await collect(count(a, '2026-04-01', many));
    const { classes } = await ask(a, 'count', { top: 30 });
    expect(classes).toHaveLength(31);
    expect(classes[0]).toMatchObject({ name: 'C79' });
    expect(classes[30]).toMatchObject({ kind: 'other' });
    const sum = classes.reduce((all, one) => all + one.values[1]!.value!, 0);
    expect(sum).toBe((80 * 81) / 2);
  });

  it('stay when the past is folded', async () => {
    await collect(
      count(a, '2026-03-01', { P1: 2 }),
      count(a, '2026-03-05', { P1: 1, P2: 1 }),
      count(a, '2026-05-01', { P1: 1 }),
    );
    const before = await ask(a);
    expect(shown(before)).toEqual({ P1: [3, null], P2: [1, null] });
    portal.config.retention.foldAfterMs = 20 * 86_400_000;
    const { retention, definitions } = portal.services;
    expect(await retention.run(await definitions.get())).toMatchObject({
      folded: 1,
    });
    // So that periods are made of what is folded
    await knex('series').update({ changed_from: 0, changed_to: 30_000 });
    expect(await ask(a)).toEqual(before);
    expect(
      (await knex('measurement_classes').orderBy('period')).map(
        row => row.period,
      ),
    ).toEqual([20513, 20574]);
  });

  it('go with an entity that takes over another', async () => {
    await collect(...three, count(b, '2026-04-01', { P1: 3 }));
    const ids = await knex('series').select('id', 'entity_ref');
    const idOf = (ref: string) => ids.find(row => row.entity_ref === ref).id;
    await knex.transaction(async tx => {
      const { TakeoverStore } = jest.requireActual('../store/TakeoverStore');
      await new TakeoverStore(knex).addMeasurements(tx, idOf(b), idOf(a));
    });
    await knex('series').update({ changed_from: 0, changed_to: 30_000 });
    // Of a day of which both have something, its own holds
    expect(shown(await ask(a))).toEqual({
      P2: [0, 7],
      P1: [2, 1],
      blank: [1, 0],
    });
  });

  it('are forgotten when the KPI has them no more, and read when it has others', async () => {
    await collect(...three);
    portal.state.entities = catalog().map(one =>
      one.metadata.name === 'count'
        ? kpiEntity('count', {
            aggregate: sums,
            breakdowns: [{ id: 'region', column: 'region' }],
          })
        : one,
    );
    source.batches = [
      {
        measurements: three.map(one => ({
          ...one,
          classes: { region: [value('north', one.value!)] },
        })),
      },
    ];
    await portal.collectChanged();
    expect(shown(await ask(shop))).toEqual({ north: [3, 8] });
    for (const table of ['measurement_classes', 'period_classes']) {
      expect([table, await knex(table).distinct('by_column')]).toEqual([
        table,
        [{ by_column: 'region' }],
      ]);
    }
    await expect(ask(shop, 'count', { by: 'priority' })).rejects.toThrow(
      'by is priority: count is broken down by region',
    );
    for (const [options, message] of [
      [{ after: '2026-05-02' }, 'after is 2026-05-02, in a month that is not'],
      [{ before: '2026-04-02' }, 'before is 2026-04-02, not in a month before'],
      [{ before: 'x' }, 'before is "x"'],
      [{ from: '2026-05-01' }, 'from is 2026-05-01, which is after 2026-04-30'],
      [{ from: '1990-01-01' }, 'are too many periods: ask for at most 120'],
    ] as const) {
      await expect(
        ask(shop, 'count', { by: 'region', ...options }),
      ).rejects.toThrow(message);
    }
    await expect(ask(shop, 'whole')).rejects.toThrow(
      'whole has no breakdowns: name columns of its records in spec.breakdowns of the Kpi',
    );
  });

  it('are of those whom the caller may see', async () => {
    await collect(...three);
    portal.state.hidden.add(b);
    const found = await ask(shop);
    expect(found.partial).toBe(true);
    expect(found.periods.map(one => one.value)).toEqual([3, 5]);
    expect(shown(found)).toEqual({ P2: [0, 4], P1: [2, 1], blank: [1, 0] });
    await expect(ask(b)).rejects.toThrow('component:default/b');
  });
});
