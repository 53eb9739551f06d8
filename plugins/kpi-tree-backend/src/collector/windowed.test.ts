import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  CollectBatch,
  RetryLaterError,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
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
  entity('Component:a', { annotations: {} }),
];

describe.each(databases.eachSupportedId())('collecting on %s', id => {
  /** A source that has a value for each day it is asked for. */
  const harness = async () => {
    const source = new FakeSource('test', [], true);
    source.window = {
      history: { days: 30 },
      overlap: { days: 3 },
      chunk: { days: 10 },
    };
    const h = createHarness(
      await initDatabase(databases, id),
      entities,
      source,
    );
    /** The days, by what the source has for them. */
    const days = new Map<string, number>();
    source.collectWith = async function* collect({ from, to }) {
      yield {
        measurements: [...days]
          .filter(([day]) => {
            const at = new Date(day);
            return at >= from! && at < to;
          })
          .map(([period, value]) =>
            measured(a, 'mttr', value, { period, weight: 1 }),
          ),
      };
    };
    const windows = () =>
      source.requests
        .splice(0)
        .map(({ from, to }) =>
          [from, to].map(at => at?.toISOString().slice(0, 10)).join(' '),
        );
    const stored = async () => {
      const [series] = await h.measurements.findSeries({});
      const values = await h.measurements.read([series.id]);
      return (values.get(series.id) ?? []).map(v => [v.period, v.value]);
    };
    return { ...h, days, windows, stored };
  };

  it('asks for the past once, and then for what is new and an overlap', async () => {
    const h = await harness();
    await h.collectChanged();
    expect(h.windows()).toEqual([
      '2026-04-15 2026-04-25',
      '2026-04-25 2026-05-05',
      '2026-05-05 2026-05-15',
    ]);
    h.state.now = new Date('2026-05-16T09:00:00Z');
    await h.collectChanged();
    expect(h.windows()).toEqual([]);
    await h.collect();
    expect(h.windows()).toEqual(['2026-05-12 2026-05-16']);
    await h.collect();
    expect(h.windows()).toEqual(['2026-05-13 2026-05-16']);
  });

  it('corrects the past within the overlap, and leaves the rest', async () => {
    const h = await harness();
    h.days.set('2026-05-01', 1).set('2026-05-02', 1);
    h.days.set('2026-05-13', 2).set('2026-05-14', 3);
    await h.collect();
    h.days.delete('2026-05-01');
    h.days.delete('2026-05-13');
    h.days.set('2026-05-14', 4);
    await h.collect();
    expect(await h.stored()).toEqual([
      ['2026-05-01', 1],
      ['2026-05-02', 1],
      ['2026-05-14', 4],
    ]);
    const { ended } = await h.collector.startOnDemand('test', {
      from: '2026-05-01',
      to: '2026-05-02',
    });
    expect(await ended).toMatchObject({
      trigger: 'backfill',
      from: '2026-05-01T00:00:00.000Z',
      to: '2026-05-03T00:00:00.000Z',
      progress: 1,
      state: 'succeeded',
    });
    expect(await h.stored()).toEqual([
      ['2026-05-02', 1],
      ['2026-05-14', 4],
    ]);
  });

  it('measures no day by halves where it catches up', async () => {
    const h = await harness();
    let fails = false;
    // Each hour counts one
    h.source.collectWith = async function* hours({ from, to }) {
      const measurements = [];
      for (let at = from!.getTime(); at < to.getTime(); at += 86_400_000) {
        const start = new Date(at).toISOString().slice(0, 10);
        const value = Math.min(24, (to.getTime() - at) / 3_600_000);
        measurements.push(
          measured(a, 'mttr', value, { period: start, weight: 1 }),
        );
      }
      yield fails ? { unmeasured: ['mttr'] } : { measurements };
    };
    await h.collect();
    fails = true;
    h.state.now = new Date('2026-05-20T10:00:00Z');
    await h.collect();
    fails = false;
    h.state.now = new Date('2026-05-22T09:00:00Z');
    await h.collect();
    expect((await h.stored()).slice(-5)).toEqual([
      ['2026-05-18', 24],
      ['2026-05-19', 24],
      ['2026-05-20', 24],
      ['2026-05-21', 24],
      ['2026-05-22', 9],
    ]);
  });

  it('measures no month by halves that ends after a stretch of the past', async () => {
    const h = await harness();
    h.state.entities = entities.map(one =>
      one.metadata.name === 'mttr'
        ? kpiEntity('mttr', { grain: 'month' })
        : one,
    );
    await h.collectChanged();
    h.windows();
    const { ended } = await h.collector.startOnDemand('test', {
      from: '2026-03-10',
      to: '2026-03-20',
    });
    expect(await ended).toMatchObject({ state: 'succeeded', progress: 1 });
    expect(h.windows()).toEqual(['2026-03-01 2026-04-01']);
    // The month that runs ends now
    const running = await h.collector.startOnDemand('test', {
      from: '2026-05-10',
      to: '2026-05-11',
    });
    await running.ended;
    expect(h.windows()).toEqual(['2026-05-01 2026-05-15']);
  });

  it('goes on where a backend was shut down', async () => {
    const h = await harness();
    h.days.set('2026-04-20', 1).set('2026-05-10', 2);
    const shutdown = new AbortController();
    const whole = h.source.collectWith!;
    h.source.collectWith = request => {
      if (request.from! > new Date('2026-04-20')) {
        shutdown.abort(new ShutdownError('bye'));
      }
      return whole(request);
    };
    const { run, ended } = await h.collector.startOnDemand(
      'test',
      { from: '2026-04-15' },
      shutdown.signal,
    );
    expect((await ended).state).toBe('abandoned');
    expect((await h.runs.get(run.id)).progress).toBeCloseTo(1 / 3);
    expect(await h.stored()).toEqual([['2026-04-20', 1]]);
    h.windows();
    h.source.collectWith = whole;
    await h.collectChanged();
    expect(h.windows().slice(0, 2)).toEqual([
      '2026-04-25 2026-05-05',
      '2026-05-05 2026-05-15',
    ]);
    expect(await h.runs.get(run.id)).toMatchObject({
      state: 'succeeded',
      progress: 1,
      measurementsWritten: 2,
    });
  });

  it('stores nothing in a dry run, and shows what it found', async () => {
    const h = await harness();
    h.days.set('2026-05-01', 1);
    const { ended } = await h.collector.startOnDemand('test', { dryRun: true });
    expect(await ended).toMatchObject({
      dryRun: true,
      measurementsWritten: 1,
      sample: [
        {
          entityRef: a,
          kpi: 'mttr',
          period: '2026-05-01',
          value: 1,
          weight: 1,
        },
      ],
    });
    expect(await h.measurements.findSeries({})).toEqual([]);
    expect(await h.sourceStates.read('test')).toMatchObject({
      watermark: null,
      plan: null,
    });
  });

  it('refuses dates that cannot be right', async () => {
    const h = await harness();
    for (const [request, message] of [
      [{ from: '2026-02-30' }, 'from is "2026-02-30": use a date'],
      [{ to: '2026-01-01' }, 'from is missing'],
      [{ from: '2027-01-01' }, 'use an earlier date'],
    ] as const) {
      await expect(h.collector.startOnDemand('test', request)).rejects.toThrow(
        message,
      );
    }
  });

  it('pauses a schedule that fails again and again', async () => {
    const h = await harness();
    const { signal } = new AbortController();
    const fail = (): AsyncIterable<CollectBatch> => {
      throw new ServiceUnavailableError('down');
    };
    const whole = h.source.collectWith;
    h.source.collectWith = fail;
    for (let i = 0; i < 3; i++) {
      expect((await h.collect()).state).toBe('failed');
    }
    const asked = h.source.requests.length;
    await h.collector.startScheduled('test', signal);
    await h.collectChanged();
    expect(h.source.requests).toHaveLength(asked);
    const [listed] = await h.sourceList.list(await h.context());
    expect(listed.state).toBe('paused');
    expect(Date.parse(listed.pausedUntil!)).toBeGreaterThan(Date.now());
    h.source.collectWith = whole;
    expect((await h.collect()).state).toBe('succeeded');
    expect((await h.sourceList.list(await h.context()))[0]).toMatchObject({
      state: 'idle',
      pausedUntil: null,
    });
  });

  it('tries a source that is paused at once where its configuration was changed', async () => {
    const h = await harness();
    h.source.collectWith = () => {
      throw new InputError('no such column');
    };
    const failThrice = async () => {
      for (let i = 0; i < 3; i++) {
        expect((await h.collect()).state).toBe('failed');
      }
      expect(await h.collectChanged()).toEqual([]);
    };
    await failThrice();
    // In app-config.yaml
    h.config.fingerprint = 'changed';
    expect(await h.collectChanged()).toMatchObject([{ state: 'failed' }]);
    expect(await h.collectChanged()).toEqual([]);
    // In the catalog
    h.state.entities = h.state.entities.map(one =>
      one.kind === 'Kpi'
        ? {
            ...one,
            spec: {
              ...one.spec,
              source: { ...(one.spec!.source as object), table: 'other' },
            },
          }
        : one,
    );
    expect(await h.collectChanged()).toMatchObject([{ state: 'failed' }]);
    expect(await h.collectChanged()).toEqual([]);
    // It is right at last
    h.source.collectWith = undefined;
    h.config.fingerprint = 'right';
    expect(await h.collectChanged()).toMatchObject([{ state: 'succeeded' }]);
    expect(await h.sourceStates.read('test')).toMatchObject({
      failures: 0,
      pausedUntil: null,
      pausedWith: null,
    });
  });

  it('tries again what may help, and counts it once', async () => {
    const h = await harness();
    let attempts = 0;
    h.source.window = undefined;
    h.source.collectWith = async function* flaky() {
      attempts++;
      yield { rowsRead: 1, measurements: [measured(a, 'mttr', 3)] };
      if (attempts < 3) {
        throw new Error('connection lost');
      }
    };
    expect(await h.collect()).toMatchObject({
      state: 'succeeded',
      rowsRead: 1,
      measurementsWritten: 1,
      errors: [],
    });
    expect(attempts).toBe(3);
    h.source.collectWith = () => {
      attempts++;
      throw new InputError('no such column');
    };
    expect((await h.collect()).state).toBe('failed');
    expect(attempts).toBe(4);
  });

  it('leaves behind a source that hangs', async () => {
    const h = await harness();
    h.source.collectWith = async function* hang() {
      await new Promise(() => {});
      yield {};
    };
    const { ended } = await h.collector.start('test', {
      trigger: 'schedule',
      limitMs: 50,
    });
    expect(await ended).toMatchObject({
      state: 'failed',
      errors: [
        {
          message:
            'The source took more than 0.05 s: raise schedule.timeout, or request less at once',
        },
      ],
    });
  });

  it('keeps what it has of a KPI that cannot be measured, and catches up on it', async () => {
    const h = await harness();
    h.state.entities = [
      owners,
      kpiEntity('mttr'),
      kpiEntity('mtbf'),
      treeEntity('tree', { d2c: ['mttr', 'mtbf'] }),
      entity('Component:a'),
    ];
    let broken = false;
    h.source.collectWith = async function* collect({ kpis, from, to }) {
      for (const { name } of kpis) {
        if (name === 'mtbf' && broken) {
          yield {
            unmeasured: [name],
            errors: [{ message: `The Kpi ${name} is broken`, where: name }],
          };
        } else {
          yield {
            measurements: ['2026-05-12', '2026-05-14', '2026-05-18']
              .filter(day => {
                const at = new Date(day);
                return at >= from! && at < to;
              })
              .map(start => measured(a, name, 1, { period: start })),
          };
        }
      }
    };
    const days = async () => {
      const series = await h.measurements.findSeries({});
      const values = await h.measurements.read(series.map(one => one.id));
      return Object.fromEntries(
        series.map(one => [
          one.kpi,
          (values.get(one.id) ?? []).map(v => v.period.slice(8)).join(' '),
        ]),
      );
    };
    await h.collectChanged();
    expect(await days()).toEqual({ mttr: '12 14', mtbf: '12 14' });
    broken = true;
    for (const day of ['17', '20', '25']) {
      h.state.now = new Date(`2026-05-${day}T00:00:00Z`);
      expect(await h.collect()).toMatchObject({
        state: 'succeeded',
        errors: [{ message: 'The Kpi mtbf is broken' }],
      });
    }
    expect(await days()).toEqual({ mttr: '12 14 18', mtbf: '12 14' });
    broken = false;
    h.windows();
    await h.collect();
    // The overlap for both, and what was left out
    expect(h.windows()).toEqual([
      '2026-05-22 2026-05-25',
      '2026-05-12 2026-05-22',
      '2026-05-22 2026-05-25',
    ]);
    expect(await days()).toEqual({ mttr: '12 14 18', mtbf: '12 14 18' });
    await h.collect();
    expect(h.windows()).toEqual(['2026-05-22 2026-05-25']);
  });

  it('respects a system that wants to be left alone', async () => {
    const h = await harness();
    let asked = 0;
    h.source.collectWith = () => {
      asked++;
      throw new RetryLaterError('answers 429', 3_600_000);
    };
    expect((await h.collect()).state).toBe('failed');
    expect(asked).toBe(1);
    const { pausedUntil } = (await h.sourceStates.read('test'))!;
    expect(pausedUntil!.getTime() - Date.now()).toBeGreaterThan(3_500_000);
  });
});
