import {
  addPeriods,
  fromEpochDay,
  KpiScorecardNode,
  NewMeasurement,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { FakeSource } from '../__testUtils__/FakeSource';
import { createHarness } from '../__testUtils__/harness';

jest.setTimeout(60_000);

const databases = testDatabases();
const [a, b] = ['component:default/a', 'component:default/b'];
const system = 'system:default/s';

const sum = {
  unit: '1',
  aggregate: { overTime: 'sum', overEntities: 'sum' },
  target: 300,
  threshold: 400,
};

const entities = [
  owners,
  kpiEntity('errors', sum),
  kpiEntity('tickets', { ...sum, target: 5, threshold: 6, source: undefined }),
  kpiEntity('lenient', { ...sum, completenessFloor: 0.3 }),
  kpiEntity('share', {
    unit: '%',
    target: 60,
    threshold: 90,
    formula: '100 * errors / lenient',
    source: undefined,
  }),
  kpiEntity('open-age', {
    aggregate: { overTime: 'last', overEntities: 'mean' },
  }),
  treeEntity('tree', {
    d2c: ['errors', 'tickets', 'lenient', 'open-age', 'share'],
  }),
  ...['a', 'b'].map(name =>
    entity(`Component:${name}`, { relations: { [system]: 'partOf' } }),
  ),
  entity('System:s'),
];

/** The days of a stretch, the last excluded. */
const days = (from: string, until: string) =>
  Array.from({ length: toEpochDay(until) - toEpochDay(from) }, (_, i) =>
    fromEpochDay(toEpochDay(from) + i),
  );

const measured = (kpi: string, dates: string[], { ref = a, value = 10 } = {}) =>
  dates.map(start => ({
    entityRef: ref,
    kpi,
    period: start,
    value,
    weight: 1,
  }));

describe.each(databases.eachSupportedId())('incomplete periods on %s', id => {
  async function harness(silence: 'nothing' | 'unknown' = 'unknown') {
    const source = new FakeSource('test');
    source.silence = silence;
    source.window = {
      history: { days: 90 },
      overlap: { days: 3 },
      chunk: { days: 30 },
    };
    let all: ReturnType<typeof measured> = [];
    source.collectWith = async function* collect({ from, to }) {
      yield {
        measurements: all.filter(
          ({ period: start }) =>
            from!.getTime() <= Date.parse(start) &&
            Date.parse(start) < to.getTime(),
        ),
      };
    };
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, entities, source);
    h.config.completenessFloor = 0.9;
    const leaf = async (kpi: string, scope = a, asOf?: string) =>
      (
        await h.scorecard(scope, undefined, { asOf })
      ).trees[0].root.children[0].children.find(
        node => node.kpi === kpi,
      )! as KpiScorecardNode;
    const state = async (...place: Parameters<typeof leaf>) => {
      const { value, status, score, known } = await leaf(...place);
      return { value, status, score, ...(known ? { known } : {}) };
    };
    const points = async (
      kpi: string,
      {
        scope = a,
        periodType,
      }: { scope?: string; periodType?: 'quarter' } = {},
    ) =>
      (await h.series({ scope, kpi, periodType })).points.map(
        ({ period: start, value, status, known }) =>
          `${start} ${value} ${status}${
            known ? ` ${known.days}/${known.of}` : ''
          }`,
      );
    const push = async (
      rows: NewMeasurement[],
      covered?: { from: string; until: string },
    ) =>
      h.push.push(
        await h.context(),
        [
          rows.map((measurement, row) => ({
            row,
            where: `row ${row}`,
            measurement,
          })),
        ],
        {
          source: 'push',
          ...(covered
            ? {
                covered: {
                  from: toEpochDay(covered.from),
                  until: toEpochDay(covered.until) + 1,
                },
              }
            : {}),
        },
      );
    return {
      h,
      knex,
      source,
      has: (rows: typeof all) => {
        all = rows;
      },
      leaf,
      state,
      points,
      push,
    };
  }

  it('does not judge 10 of 30 days (case 14)', async () => {
    const { h, has, leaf, state, points } = await harness();
    const april = days('2026-04-01', '2026-04-11');
    has(measured('errors', [...days('2026-02-14', '2026-04-01'), ...april]));
    await h.collect();
    const incomplete = {
      value: 100,
      status: 'incomplete',
      score: null,
      known: { days: 10, of: 30 },
    };
    expect(await state('errors')).toEqual(incomplete);
    expect(await state('errors', system)).toEqual(incomplete);
    expect(await state('errors', 'all')).toEqual(incomplete);
    expect(await state('errors', a, '2026-05-10')).toEqual(incomplete);
    const node = await leaf('errors');
    expect(node.coverage).toBe(0);
    expect(node.trend).toBe('unknown');
    // February is cut as well: history begins on its 14th day
    expect(node.signals!.quality.completeness).toBe(0.5);
    expect(node.spark.filter(([, value]) => value !== null)).toEqual([
      ['2026-03-01', 310],
    ]);
    expect(await points('errors')).toEqual([
      '2026-02-01 150 incomplete 15/28',
      '2026-03-01 310 at-risk',
      '2026-04-01 100 incomplete 10/30',
      '2026-05-01 null no-data',
    ]);
    expect(await points('errors', { periodType: 'quarter' })).toEqual([
      '2026-01-01 460 incomplete 46/90',
      '2026-04-01 100 no-target',
    ]);
    const contribution = await h.services.contributions.contribution(
      await h.context(),
      { scope: system, kpi: 'errors' },
    );
    expect(contribution).toMatchObject({
      limit: 'incomplete',
      parts: [],
      before: { value: 310 },
      after: { value: 100, known: { days: 10, of: 30 } },
      sentences: [
        'Too little is known of one of the two periods to explain the change.',
      ],
    });
    const heatmap = await h.services.heatmaps.heatmap(await h.context(), {
      scope: 'all',
      tree: 'tree',
      sort: 'name',
      order: 'asc',
      limit: 10,
    });
    expect(
      heatmap.rows.flatMap(({ cells }) =>
        cells.filter(cell => cell?.status === 'incomplete'),
      ),
    ).toMatchObject([{ value: 100, known: { days: 10, of: 30 } }]);
    expect(
      (
        await h.members({
          scope: system,
          kpi: 'errors',
          sort: 'score',
          limit: 5,
        })
      ).items[0],
    ).toMatchObject({ status: 'incomplete', known: { days: 10, of: 30 } });
  });

  it('enters no limit, signal or insight with what is incomplete', async () => {
    const { h, has, leaf, source } = await harness();
    source.window!.history = { days: 800 };
    source.window!.chunk = { days: 800 };
    const before = days('2025-01-01', '2026-04-01');
    has(measured('errors', [...before, ...days('2026-04-01', '2026-04-11')]));
    await h.collect();
    const { signals, status } = await leaf('errors');
    expect(status).toBe('incomplete');
    expect(signals!.trend).not.toBe('improving');
    const { assessment } = await h.series({ scope: a, kpi: 'errors' });
    expect(
      assessment!.trend.chart.find(
        ({ period: start }) => start === '2026-04-01',
      )?.value ?? null,
    ).toBeNull();
    const page = await h.services.insights.insights(await h.context(), {
      scope: 'all',
      since: '2026-01-01',
      limit: 50,
    });
    // What it says is of March, the last month that is judged
    expect(
      page.items.flatMap(({ evidence }) => evidence.map(({ date }) => date)),
    ).not.toContain('2026-04-01');
  });

  it('knows silence of a source that has looked, but not before its history', async () => {
    const { h, has, state, points } = await harness('nothing');
    has(measured('errors', ['2026-02-20', '2026-03-02', '2026-04-20']));
    await h.collect();
    expect(await state('errors')).toEqual({
      value: 10,
      status: 'on-target',
      score: 100,
    });
    expect(await points('errors')).toEqual([
      '2026-02-01 10 incomplete 15/28',
      '2026-03-01 10 on-target',
      '2026-04-01 10 on-target',
      '2026-05-01 null no-data',
    ]);
    // A backfill that adjoins makes it whole
    await (
      await h.collector.start('test', {
        trigger: 'backfill',
        from: '2026-01-01T00:00:00.000Z',
        to: '2026-02-20T00:00:00.000Z',
      })
    ).ended;
    expect((await points('errors'))[0]).toBe('2026-02-01 10 on-target');
  });

  it('knows what passed when the month turns, and once its source has looked', async () => {
    const { h, has, state, points } = await harness('nothing');
    has(measured('errors', ['2026-03-02', '2026-04-20', '2026-05-03']));
    await h.collect();
    expect((await points('errors')).pop()).toBe('2026-05-01 10 on-target');
    h.state.now = new Date('2026-06-02T00:00:00Z');
    expect(await state('errors')).toMatchObject({
      status: 'incomplete',
      known: { days: 14, of: 31 },
    });
    await h.collect();
    expect(await state('errors')).toEqual({
      value: 10,
      status: 'on-target',
      score: 100,
    });
  });

  it('has no value at the end where nothing is open any more', async () => {
    const { h, has, state, points } = await harness('nothing');
    has(measured('open-age', days('2026-03-01', '2026-04-21'), { value: 3 }));
    await h.collect();
    const none = { value: null, status: 'no-data', score: null };
    expect(await state('open-age')).toEqual(none);
    expect(await state('open-age', system)).toEqual(none);
    expect(await points('open-age')).toEqual([
      '2026-03-01 3 on-target',
      '2026-04-01 null no-data',
      '2026-05-01 null no-data',
    ]);
    expect(await points('open-age', { periodType: 'quarter' })).toEqual([
      '2026-01-01 3 on-target',
      '2026-04-01 null no-data',
    ]);
    expect(await points('open-age', { scope: system })).toContain(
      '2026-04-01 null no-data',
    );
  });

  it.each([
    ['2026-04-29', 'on-target', { days: 28, of: 30 }],
    ['2026-04-27', 'incomplete', { days: 26, of: 30 }],
  ])('holds a last value until %s for %s', async (until, status, known) => {
    const { h, has, state } = await harness();
    has(measured('open-age', days('2026-03-01', until), { value: 3 }));
    await h.collect();
    expect(await state('open-age')).toMatchObject({ status, known });
  });

  it('asks for as much as the Kpi says', async () => {
    const { h, has, state } = await harness();
    const april = days('2026-04-01', '2026-04-11');
    has([...measured('errors', april), ...measured('lenient', april)]);
    await h.collect();
    expect(await state('lenient')).toEqual({
      value: 100,
      status: 'on-target',
      score: 100,
      known: { days: 10, of: 30 },
    });
    h.config.completenessFloor = 0.2;
    h.state.now = new Date('2026-05-16T00:00:00Z');
    expect(await state('errors')).toMatchObject({ status: 'on-target' });
  });

  it('counts the days of all members', async () => {
    const { h, has, state } = await harness();
    const april = days('2026-04-01', '2026-05-01');
    const of = (known: number) => [
      ...measured('errors', april, { ref: b, value: 1 }),
      ...measured('errors', april.slice(0, known), { value: 1 }),
    ];
    has(of(10));
    await h.collect();
    expect(await state('errors', system)).toEqual({
      value: 40,
      status: 'incomplete',
      score: null,
      known: { days: 40, of: 60 },
    });
    has(of(28));
    await h.collect();
    await (
      await h.collector.start('test', {
        trigger: 'backfill',
        from: '2026-04-01T00:00:00.000Z',
        to: '2026-05-01T00:00:00.000Z',
      })
    ).ended;
    expect(await state('errors', system)).toMatchObject({
      value: 58,
      status: 'on-target',
      known: { days: 58, of: 60 },
    });
  });

  it('knows as much of a formula as of its least known operand', async () => {
    const { h, has, state, points } = await harness();
    const april = days('2026-04-01', '2026-05-01');
    has([
      ...measured('lenient', april, { value: 20 }),
      ...measured('errors', april.slice(0, 10)),
    ]);
    await h.collect();
    for (const scope of [a, system]) {
      expect(await state('share', scope)).toMatchObject({
        status: 'incomplete',
        known: { days: 10, of: 30 },
      });
    }
    h.state.now = new Date('2026-07-15T00:00:00Z');
    expect((await points('share', { periodType: 'quarter' }))[0]).toMatch(
      /^2026-04-01 .* incomplete 10\/91$/,
    );
  });

  it('takes from whoever sends that days without a row had none', async () => {
    const { state, push, points } = await harness();
    const rows = measured('tickets', ['2026-04-03', '2026-04-20'], {
      value: 1,
    });
    await push(rows);
    expect(await state('tickets')).toMatchObject({
      status: 'incomplete',
      known: { days: 2, of: 30 },
    });
    await push(rows, { from: '2026-04-01', until: '2026-04-30' });
    expect(await state('tickets')).toEqual({
      value: 2,
      status: 'on-target',
      score: 100,
    });
    // The next one adjoins, and one that does not holds in place of it
    await push(measured('tickets', ['2026-05-03']), {
      from: '2026-05-01',
      until: '2026-05-14',
    });
    expect(await points('tickets')).toEqual([
      '2026-04-01 2 on-target',
      '2026-05-01 10 off-target',
    ]);
  });

  it('takes it from nobody whose rows were rejected', async () => {
    const { state, push } = await harness();
    const result = await push(
      [
        ...measured('tickets', ['2026-04-03'], { value: 1 }),
        ...measured('tickets', ['2026-04-31']),
      ],
      { from: '2026-04-01', until: '2026-04-30' },
    );
    expect(result).toMatchObject({
      rowsRejected: 1,
      warnings: [{ message: expect.stringContaining('were left out') }],
    });
    expect(await state('tickets')).toMatchObject({ status: 'incomplete' });
  });

  it('counts what was there before as whole until it is collected again', async () => {
    const { h, knex, has, state } = await harness();
    has(measured('errors', days('2026-04-01', '2026-04-11')));
    await h.collect();
    await knex('series').update({
      known_from: null,
      known_until: null,
      changed_from: -2_147_483_648,
      changed_to: 2_147_483_647,
    });
    expect(await state('errors')).toMatchObject({ status: 'on-target' });
    await h.collect();
    expect(await state('errors')).toMatchObject({ status: 'incomplete' });
  });

  it('keeps how much is known of what is folded', async () => {
    const { h, knex, has, points } = await harness();
    has(measured('errors', days('2026-02-17', '2026-05-01')));
    await h.collect();
    const before = await points('errors');
    expect(before[0]).toBe('2026-02-01 120 incomplete 12/28');
    h.state.now = new Date('2026-08-15T00:00:00Z');
    h.config.retention = {
      foldAfterMs: 60 * 86_400_000,
      dropAfterMs: Infinity,
    };
    await h.retention.run(await h.refreshed());
    await knex('series').update({
      changed_from: -2_147_483_648,
      changed_to: 2_147_483_647,
    });
    expect((await points('errors')).slice(0, 3)).toEqual(before.slice(0, 3));
    expect((await points('errors', { periodType: 'quarter' }))[0]).toBe(
      '2026-01-01 430 incomplete 43/90',
    );
  });

  it('knows nothing of a Kpi that could not be measured, until it is again', async () => {
    const { h, has, source, state } = await harness('nothing');
    has([
      ...measured('errors', ['2026-03-02', '2026-04-02']),
      ...measured('lenient', ['2026-04-02']),
    ]);
    h.state.now = new Date('2026-04-16T00:00:00Z');
    await h.collect();
    const collectWith = source.collectWith!;
    source.collectWith = async function* fails(request) {
      yield* collectWith(request);
      yield { unmeasured: ['errors'] };
    };
    h.state.now = new Date('2026-05-02T00:00:00Z');
    await h.collect();
    expect(await state('errors')).toMatchObject({
      status: 'incomplete',
      known: { days: 15, of: 30 },
    });
    expect(await state('lenient')).toMatchObject({ status: 'on-target' });
    source.collectWith = collectWith;
    h.state.now = new Date(Date.parse(addPeriods('2026-05-02', 'day', 1)));
    await h.collect();
    expect(await state('errors')).toEqual({
      value: 10,
      status: 'on-target',
      score: 100,
    });
  });
});
