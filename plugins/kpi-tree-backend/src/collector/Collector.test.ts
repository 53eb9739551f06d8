import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { FakeSource } from '../__testUtils__/FakeSource';
import { createHarness, measured } from '../__testUtils__/harness';
import { ShutdownError } from './interruptions';

jest.setTimeout(60_000);

const databases = testDatabases();
const a = 'component:default/a';
const entities = [
  owners,
  kpiEntity('mttr'),
  treeEntity('tree', { d2c: ['mttr'] }),
  entity('Component:a'),
];

describe.each(databases.eachSupportedId())('Collector on %s', id => {
  const harness = async (source?: FakeSource) =>
    createHarness(await initDatabase(databases, id), entities, source);

  const stored = async ({
    measurements,
  }: Awaited<ReturnType<typeof harness>>) => {
    const series = await measurements.findSeries({});
    const values = await measurements.read(series.map(s => s.id));
    return series.map(s => [
      s.entityRef,
      s.kpi,
      (values.get(s.id) ?? []).map(v => [v.period, v.value, v.weight]),
    ]);
  };

  it('stores what a source measures, and keeps a record', async () => {
    const h = await harness();
    h.source.batches = [
      { measurements: [measured(a, 'mttr', 3)], rowsRead: 5 },
      {
        measurements: [measured(a, 'mttr', 5, { period: '2026-04-11' })],
        rowsRead: 4,
        rowsRejected: 2,
        errors: [
          { where: 'f.csv line 3', message: 'time is no date' },
          { where: 'f.csv line 9', message: 'time is no date' },
        ],
        coveredUntil: new Date('2026-05-14T00:00:00Z'),
      },
    ];
    const run = await h.collect();
    expect(run).toMatchObject({
      source: 'test',
      state: 'succeeded',
      trigger: 'demand',
      rowsRead: 9,
      rowsRejected: 2,
      measurementsWritten: 2,
      errors: [{ message: 'time is no date', where: 'f.csv line 3', count: 2 }],
    });
    expect(run.endedAt).not.toBeNull();
    expect(await h.runs.get(run.id)).toEqual(run);
    expect(await stored(h)).toEqual([
      [
        a,
        'mttr',
        [
          ['2026-04-10', 3, 2],
          ['2026-04-11', 5, 2],
        ],
      ],
    ]);
    expect((await h.measurements.findSeries({}))[0]).toMatchObject({
      source: 'test',
      coveredUntil: '2026-05-14T00:00:00.000Z',
    });
  });

  it('tries again to read the catalog where it is away for a moment', async () => {
    const h = await harness();
    h.source.batches = [{ measurements: [measured(a, 'mttr', 3)] }];
    h.state.catalogFailures = [
      // When it is asked how the source is configured
      new TypeError('fetch failed'),
      // As the catalog answers while the keys of the portal cannot be fetched
      Object.assign(new Error('Request failed with 401 Unauthorized'), {
        name: 'ResponseError',
        response: { url: 'http://localhost:7007/api/catalog/entities?limit=9' },
      }),
      new TypeError('fetch failed'),
    ];
    expect(await h.collect()).toMatchObject({ state: 'succeeded', errors: [] });
    expect(await stored(h)).toEqual([[a, 'mttr', [['2026-04-10', 3, 2]]]]);
    expect(h.logger.warn).toHaveBeenCalledWith(
      'Reading the catalog failed and is retried: Request failed with 401 Unauthorized at http://localhost:7007/api/catalog/entities',
    );
  });

  it('fails a run, and keeps what is stored, where the catalog stays away', async () => {
    const h = await harness();
    h.source.batches = [{ measurements: [measured(a, 'mttr', 3)] }];
    await h.collect();
    h.state.catalogFailures = [0, 1, 2, 3].map(
      n => new Error(`the catalog is away (${n})`),
    );
    expect(await h.collect()).toMatchObject({
      state: 'failed',
      errors: [{ message: 'the catalog is away (3)' }],
    });
    expect(await stored(h)).toEqual([[a, 'mttr', [['2026-04-10', 3, 2]]]]);
  });

  it('asks a source for its KPIs, with settings, keys and window', async () => {
    const h = await harness();
    h.state.entities = [
      ...entities,
      kpiEntity('other', { source: { id: 'test', where: 'x' } }),
      kpiEntity('elsewhere', { source: undefined }),
      entity('Component:b', { annotations: { 'source.mttr': 'ci-4711' } }),
    ];
    await h.collect();
    const [request] = h.source.requests;
    expect(request.kpis.map(({ name, settings }) => [name, settings])).toEqual([
      ['mttr', {}],
      ['other', { where: 'x' }],
    ]);
    expect(request.entities).toContainEqual({
      entityRef: 'component:default/b',
      keys: { mttr: 'ci-4711' },
    });
    expect(request).toMatchObject({
      to: new Date('2026-05-15T00:00:00Z'),
      timeZone: 'UTC',
    });
  });

  it('rejects what cannot be right, names it, and keeps the rest', async () => {
    const h = await harness();
    h.source.batches = [
      {
        measurements: [
          measured(a, 'mttr', NaN),
          measured(a, 'mttr', 1, { weight: -1 }),
          measured(a, 'mttr', 1, { period: '2026-02-30' }),
          measured(a, 'mtbf', 1),
          measured('component:default/gone', 'mttr', 1),
          measured(a, 'mttr', 3),
        ],
      },
    ];
    const run = await h.collect();
    expect(run.state).toBe('succeeded');
    expect(run.measurementsWritten).toBe(1);
    expect(run.errors.map(error => error.message)).toEqual([
      'value is NaN: use a finite number',
      'weight is -1: use a number that is not negative',
      'period is "2026-02-30": use a date such as 2026-01-31, from 1900-01-01 to 2199-12-31',
      'kpi is "mtbf", which the source was not asked for',
      'entityRef is "component:default/gone", which is not in the catalog or has no KPIs',
    ]);
    expect(run.errors[0].where).toBe(`${a} mttr`);
  });

  it('takes no end of time for how far a source is complete', async () => {
    const h = await harness();
    const run = async (coveredUntil: Date) => {
      h.source.batches = [
        { measurements: [measured(a, 'mttr', 3)], coveredUntil },
      ];
      return h.collect();
    };
    for (const [until, shown] of [
      [new Date('9999-12-31T00:00:00Z'), '9999-12-31T00:00:00.000Z'],
      [new Date('2026-05-15T00:00:01Z'), '2026-05-15T00:00:01.000Z'],
      [new Date('0001-01-01T00:00:00Z'), '0001-01-01T00:00:00.000Z'],
      [new Date(NaN), 'Invalid Date'],
    ] as const) {
      expect(await run(until)).toMatchObject({
        state: 'succeeded',
        measurementsWritten: 1,
        errors: [
          {
            message: `coveredUntil is ${shown}: use an instant from 1900-01-01 to 2026-05-15T00:00:00.000Z, up to which the source was asked`,
            where: 'test',
          },
        ],
      });
      expect((await h.measurements.findSeries({}))[0].coveredUntil).toBeNull();
    }
    await run(new Date('2026-05-15T00:00:00Z'));
    expect((await h.measurements.findSeries({}))[0].coveredUntil).toBe(
      '2026-05-15T00:00:00.000Z',
    );
  });

  it('keeps what lies outside of time out, and what stands beside it', async () => {
    const h = await harness();
    h.source.batches = [
      {
        measurements: [
          ...['9999-12-31', '0000-01-01', '2026-05-17'].map(start =>
            measured(a, 'mttr', 1, { period: start }),
          ),
          measured(a, 'mttr', 3),
        ],
      },
    ];
    const run = await h.collect();
    expect(run).toMatchObject({ state: 'succeeded', measurementsWritten: 1 });
    expect(run.errors).toHaveLength(3);
    expect((await stored(h))[0][2]).toEqual([['2026-04-10', 3, 2]]);
  });

  it('records why a source failed, keeps what came before, and goes on', async () => {
    const h = await harness(new FakeSource('test', [], true));
    h.source.batches = [{ measurements: [measured(a, 'mttr', 3)] }];
    await h.collect();
    h.source.collectWith = async function* fail() {
      yield {
        measurements: [measured(a, 'mttr', 4, { period: '2026-04-12' })],
      };
      throw new Error('The file ended early');
    };
    expect(await h.collect()).toMatchObject({
      state: 'failed',
      measurementsWritten: 1,
      errors: [{ message: 'The file ended early', count: 1 }],
    });
    // Nothing is taken for gone because a source broke off.
    expect((await stored(h))[0][2]).toHaveLength(2);
    h.source.collectWith = undefined;
    h.source.batches.push({
      measurements: [measured(a, 'mttr', 4, { period: '2026-04-12' })],
    });
    expect((await h.collect()).state).toBe('succeeded');
  });

  it('forgets what a complete source no longer yields', async () => {
    const h = await harness(new FakeSource('test', [], true));
    h.source.batches = [
      {
        measurements: [
          measured(a, 'mttr', 3),
          measured(a, 'mttr', 3, { period: '2026-04-11', weight: 1 }),
        ],
      },
    ];
    await h.collect();
    h.source.batches = [{ measurements: [measured(a, 'mttr', 4)] }];
    await h.collect();
    expect((await stored(h))[0][2]).toEqual([['2026-04-10', 4, 2]]);
  });

  it('notes what is rejected of an earlier name at the entity that has its history', async () => {
    const knex = await initDatabase(databases, id);
    const old = 'component:default/old';
    const h = createHarness(knex, [
      ...entities.filter(({ metadata }) => metadata.name !== 'a'),
      entity('Component:a', { annotations: { formerly: old } }),
    ]);
    h.source.batches = [
      {
        measurements: [
          measured(old, 'mttr', 3),
          measured(old, 'mttr', NaN, { period: '2026-04-11' }),
        ],
        incomplete: [
          { entityRef: old, kpi: 'mttr', period: '2026-04-12', rows: 2 },
        ],
      },
    ];
    await h.collect();
    expect(
      await knex('incomplete_measurements')
        .orderBy('period')
        .select('entity_ref', 'rows'),
    ).toEqual([
      { entity_ref: a, rows: 1 },
      { entity_ref: a, rows: 1 },
      { entity_ref: a, rows: 2 },
    ]);
  });

  it('keeps what was before it is asked to read again, of a source without windows', async () => {
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, entities, new FakeSource('test', [], true));
    const all = [
      '2026-02-05',
      '2026-03-05',
      ...Array.from(
        { length: 20 },
        (_, i) => `2026-04-${String(i + 1).padStart(2, '0')}`,
      ),
    ];
    h.source.collectWith = async function* collect({ from }) {
      yield {
        measurements: all
          .filter(day => !from || new Date(day) >= from)
          .map(start => measured(a, 'mttr', 3, { period: start })),
      };
      if (!from) {
        yield {
          incomplete: [
            { entityRef: a, kpi: 'mttr', period: '2026-03-05', rows: 9 },
          ],
        };
      }
    };
    await h.collect();
    const before = await stored(h);
    // A row of those that are read again is gone
    all.pop();
    const { ended } = await h.collector.startOnDemand('test', {
      from: '2026-04-01',
    });
    await ended;
    const [[, , values]] = await stored(h);
    expect(values).toEqual((before[0][2] as unknown[]).slice(0, -1));
    expect(await knex('incomplete_measurements').select('rows')).toEqual([
      { rows: 9 },
    ]);
  });

  describe('what a source left incomplete', () => {
    const kpi = (source: string | undefined) =>
      kpiEntity('mttr', { source: source ? { id: source } : undefined });
    const row = (value: number, start: string) =>
      measured(a, 'mttr', value, { period: start });

    /** The first source had a row each of three days that could not be used. */
    async function harnessOfTwo(next: string | undefined) {
      const knex = await initDatabase(databases, id);
      const other = new FakeSource('other');
      const of = (source: string | undefined) =>
        entities.map(e => (e.metadata.name === 'mttr' ? kpi(source) : e));
      const h = createHarness(knex, of('test'), undefined, [other]);
      const days = ['2026-04-10', '2026-04-11', '2026-04-12'];
      h.source.batches = [
        {
          measurements: days.map(day => row(3, day)),
          incomplete: days.map(start => ({
            entityRef: a,
            kpi: 'mttr',
            period: start,
            rows: 2,
          })),
        },
      ];
      await h.collect();
      const marks = async () =>
        (await h.incomplete.read(['mttr'])).map(
          ({ period: start, rows }) => `${start.slice(-2)}: ${rows}`,
        );
      expect(await marks()).toEqual(['10: 2', '11: 2', '12: 2']);
      h.state.entities = of(next);
      return { h, other, marks };
    }

    it('goes where the source that has the KPI now writes the same', async () => {
      const { h, other, marks } = await harnessOfTwo('other');
      other.batches = [
        {
          measurements: [row(3, '2026-04-10'), row(NaN, '2026-04-11')],
          incomplete: [
            { entityRef: a, kpi: 'mttr', period: '2026-04-10', rows: 5 },
          ],
        },
      ];
      const collectOther = async (dryRun = false) => {
        const { ended } = await h.collector.startOnDemand('other', { dryRun });
        expect(await ended).toMatchObject({ state: 'succeeded' });
      };
      await collectOther(true);
      expect(await marks()).toEqual(['10: 2', '11: 2', '12: 2']);
      await collectOther();
      // Of the third nothing new is known
      expect(await marks()).toEqual(['10: 5', '11: 1', '12: 2']);
      other.batches = [
        { measurements: ['10', '11', '12'].map(d => row(3, `2026-04-${d}`)) },
      ];
      await collectOther();
      expect(await marks()).toEqual([]);
    });

    it.each<[string, string | undefined, string[]]>([
      [
        'goes where nobody collects the KPI any more',
        undefined,
        ['11: 2', '12: 2'],
      ],
      ['stays where it still does', 'test', ['10: 2', '11: 2', '12: 2']],
    ])('%s, and somebody sends the same', async (_, source, left) => {
      const { h, marks } = await harnessOfTwo(source);
      const push = async (dryRun: boolean) =>
        h.push.push(
          await h.context(),
          [
            [
              {
                row: 0,
                where: 'row 1',
                measurement: {
                  entityRef: a,
                  kpi: 'mttr',
                  period: '2026-04-10',
                  value: 4,
                },
              },
            ],
          ],
          { source: 'ci', dryRun },
        );
      await push(true);
      expect(await marks()).toEqual(['10: 2', '11: 2', '12: 2']);
      expect(await push(false)).toMatchObject({ measurementsWritten: 1 });
      expect(await marks()).toEqual(left);
    });
  });

  it('collects when what it measures changes, and only then', async () => {
    const h = await harness();
    const collected = () => h.source.requests.length;
    await h.collectChanged();
    await h.collectChanged();
    expect(collected()).toBe(1);
    expect((await h.runs.list({ limit: 5 }))[0].trigger).toBe('change');

    // Another target changes no measurement, another filter does.
    h.state.entities = [...entities, kpiEntity('x', { source: undefined })];
    await h.collectChanged();
    const [, , tree, component] = entities;
    h.state.entities = [
      owners,
      kpiEntity('mttr', { target: 1, threshold: 2 }),
      tree,
      component,
    ];
    await h.collectChanged();
    expect(collected()).toBe(1);
    h.state.entities[1] = kpiEntity('mttr', {
      source: { id: 'test', where: 'x' },
    });
    await h.collectChanged();
    expect(collected()).toBe(2);
  });

  it('stops when it is asked to', async () => {
    const h = await harness();
    const abort = new AbortController();
    h.source.collectWith = async function* endless() {
      for (let day = 1; ; day++) {
        if (day === 3) {
          abort.abort();
        }
        yield { rowsRead: 1 };
      }
    };
    const { ended } = await h.collector.start('test', {
      trigger: 'schedule',
      signal: abort.signal,
    });
    expect(await ended).toMatchObject({ state: 'failed', rowsRead: 2 });
  });

  it('lets no source wait for one that hangs', async () => {
    const well = new FakeSource('well');
    well.batches = [{ measurements: [measured(a, 'mtbf', 1)] }];
    const h = createHarness(
      await initDatabase(databases, id),
      [...entities, kpiEntity('mtbf', { source: { id: 'well' } })],
      undefined,
      [well],
    );
    const stop = new AbortController();
    h.source.collectWith = async function* hang() {
      await new Promise(() => {});
      yield {};
    };
    // Each looks again after what the other left undone
    const [hanging, other] = await h.collector.startChanged(stop.signal);
    expect(await other).toMatchObject({ source: 'well', state: 'succeeded' });
    h.state.entities.push(kpiEntity('more', { source: { id: 'well' } }));
    const again = await h.collector.startChanged(stop.signal);
    expect(again).toHaveLength(1);
    expect(await again[0]).toMatchObject({ state: 'succeeded' });
    stop.abort(new ShutdownError('bye'));
    expect(await hanging).toMatchObject({ state: 'abandoned' });
    await h.collector.settled();
  });

  it('stops where another backend has taken the source', async () => {
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, entities);
    let taken = false;
    h.source.collectWith = async function* long() {
      yield { measurements: [measured(a, 'mttr', 3)] };
      if (!taken) {
        taken = true;
        // As if this backend had stood still for a while
        await knex('sources').update({ heartbeat: 0 });
        await h.runs.start('test', { trigger: 'demand' });
      }
    };
    const run = await h.collect();
    expect(run.state).toBe('abandoned');
    expect(await h.sourceStates.read('test')).toMatchObject({ plan: null });
    const [latest] = await h.runs.list({ limit: 1 });
    expect(latest).toMatchObject({ state: 'running' });
  });

  it('does not know other sources', async () => {
    const h = await harness();
    await expect(
      h.collector.start('tset', { trigger: 'demand' }),
    ).rejects.toThrow('There is no source tset: this portal has test');
  });
});
