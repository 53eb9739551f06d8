import { toEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { createHarness } from '../__testUtils__/harness';

jest.setTimeout(60_000);

const databases = testDatabases();
const [a, b] = ['a', 'b'].map(name => `component:default/${name}`);
const DAY_MS = 86_400_000;
const kpis = ['mttr', 'count', 'backlog', 'worst', 'share'];

const entities = [
  owners,
  ...(
    [
      ['mttr', 'mean', 'mean'],
      ['count', 'sum', 'sum'],
      ['backlog', 'last', 'sum'],
      ['worst', 'max', 'max'],
    ] as const
  ).map(([name, overTime, overEntities]) =>
    kpiEntity(name, { aggregate: { overTime, overEntities } }),
  ),
  kpiEntity('share', { source: undefined, formula: 'backlog / (1 + count)' }),
  kpiEntity('monthly', { grain: 'month' }),
  treeEntity('tree', { d2c: [...kpis, 'monthly'] }),
  entity('Component:a'),
  entity('Component:b'),
];

const day = (index: number) =>
  new Date(Date.UTC(2024, 0, 1) + index * DAY_MS).toISOString().slice(0, 10);

describe.each(databases.eachSupportedId())('retention on %s', id => {
  /** Two entities with two years and a half of days. */
  async function harness() {
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, entities);
    const measurements = [a, b].flatMap(entityRef =>
      kpis.slice(0, 4).flatMap(kpi =>
        Array.from({ length: 860 }, (_, i) => ({
          entityRef,
          kpi,
          period: day(i),
          value: ((i * 37 + entityRef.length + kpi.length) % 101) / 7,
          weight: 1 + (i % 6),
        })),
      ),
    );
    const monthly = [day(0), '2026-04-01'].map(start => ({
      entityRef: a,
      kpi: 'monthly',
      period: start,
      value: 1,
      weight: 1,
    }));
    h.source.batches = [{ measurements: [...measurements, ...monthly] }];
    await h.collect();
    const count = async (table: string) =>
      Number((await knex(table).count({ n: '*' }))[0].n);
    // Months are the same to the last digit, quarters of them to twelve
    const rounded = <T>(value: T): T =>
      JSON.parse(JSON.stringify(value), (_, inner) =>
        typeof inner === 'number' ? Number(inner.toPrecision(12)) : inner,
      );
    const pages = async () =>
      rounded({
        entity: (await h.scorecard(a)).trees,
        portfolio: (await h.scorecard('all')).trees,
        history: await Promise.all(
          kpis.map(async kpi => [
            (await h.series({ scope: a, kpi })).points,
            (await h.series({ scope: a, kpi, periodType: 'quarter' })).points,
            (await h.series({ scope: 'all', kpi })).points,
            (
              await h.series({ scope: 'all', kpi, periodType: 'quarter' })
            ).points,
          ]),
        ),
      });
    return { h, knex, count, pages };
  }

  it('folds days into months, and every page says what it said', async () => {
    const { h, count, pages } = await harness();
    h.config.retention = { foldAfterMs: 400 * DAY_MS, dropAfterMs: Infinity };
    const before = await pages();
    const rows = await count('measurements');
    const definitions = await h.definitions.get();
    const { folded, removed } = await h.retention.run(definitions);
    expect(folded).toBe(8);
    expect(await count('measurements')).toBe(rows - removed);
    // Up to 1 April 2025, 456 days are 15 months
    expect(removed).toBe(8 * (456 - 15));
    expect(await pages()).toEqual(before);

    // Evaluated from scratch, the same comes out of it
    h.state.entities = entities.map(e =>
      e.kind === 'Kpi' ? { ...e, spec: { ...e.spec, target: 5 } } : e,
    );
    await h.refreshed();
    h.state.entities = entities;
    const { history } = await pages();
    expect(history.map(([own]) => own.map(p => p.value))).toEqual(
      before.history.map(([own]) => own.map(p => p.value)),
    );

    // Days are shown from where there are days
    const days = await h.series({ scope: a, kpi: 'mttr', periodType: 'day' });
    expect(days.points[0].period).toBe('2025-04-01');
    expect(await h.retention.run(definitions)).toEqual({
      folded: 0,
      removed: 0,
    });
  });

  it('goes on where it was interrupted, and later', async () => {
    const { h, pages } = await harness();
    h.config.retention = { foldAfterMs: 400 * DAY_MS, dropAfterMs: Infinity };
    const definitions = await h.definitions.get();
    await h.retention.run(definitions);
    const before = await pages();
    h.config.retention = { foldAfterMs: 200 * DAY_MS, dropAfterMs: Infinity };
    const aborted = AbortSignal.abort();
    await expect(h.retention.run(definitions, aborted)).rejects.toThrow();
    const { folded, removed } = await h.retention.run(definitions);
    expect(folded).toBe(8);
    // April to September 2025
    expect(removed).toBe(8 * (183 - 6));
    expect(await pages()).toEqual(before);
  });

  it('keeps a folded past closed, and tells who comes too late', async () => {
    const { h, pages } = await harness();
    h.config.retention = { foldAfterMs: 400 * DAY_MS, dropAfterMs: Infinity };
    const definitions = await h.definitions.get();
    await h.retention.run(definitions);
    const before = await pages();
    // A complete source yields all of it again
    await h.collect();
    expect(await pages()).toEqual(before);
    const late = { entityRef: a, kpi: 'mttr', period: '2025-03-31', value: 99 };
    const result = await h.push.push(
      await h.context(),
      [[{ row: 0, where: 'row 1', measurement: late }]],
      { source: 'ci' },
    );
    expect(result).toMatchObject({
      rowsRead: 1,
      rowsRejected: 1,
      measurementsWritten: 0,
      errors: [{ message: expect.stringMatching(/too old/), where: 'row 1' }],
    });
    expect(await pages()).toEqual(before);
  });

  it('drops what is too old, whole periods of it', async () => {
    const { h, knex, count, pages } = await harness();
    await pages();
    await h.incomplete.replace({
      source: 'test',
      kpis: [],
      rejected: ['2025-03-31', '2025-04-30', '2025-05-01'].flatMap(start =>
        // One of them is not a KPI any more: of that quarters are kept
        ['mttr', 'gone'].map(kpi => ({
          entityRef: a,
          kpi,
          period: start,
          rows: 1,
        })),
      ),
      superseded: [],
    });
    h.config.retention = {
      foldAfterMs: Infinity,
      dropAfterMs: 365 * DAY_MS,
    };
    await h.retention.run(await h.definitions.get());
    const { points } = await h.series({ scope: a, kpi: 'mttr' });
    expect(points[0].period).toBe('2025-05-01');
    const all = await h.series({ scope: 'all', kpi: 'mttr' });
    expect(all.points[0].period).toBe('2025-05-01');
    const monthly = await h.series({ scope: a, kpi: 'monthly' });
    expect(monthly.points[0].period).toBe('2026-04-01');
    expect(await count('measurements')).toBe(8 * (860 - 486) + 1);
    // Those of formulas go with their operands
    const [{ old }] = await knex('period_values')
      .where('period', '<', toEpochDay('2025-05-01'))
      .count({ old: '*' });
    expect(Number(old)).toBe(0);
    const left = await h.incomplete.read(['mttr', 'gone']);
    expect(
      left.map(({ kpi, period: start }) => `${kpi} ${start}`).sort(),
    ).toEqual(['gone 2025-04-30', 'gone 2025-05-01', 'mttr 2025-05-01']);
  });
});
