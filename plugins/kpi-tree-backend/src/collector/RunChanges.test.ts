import { toEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiSource } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import { FakeSource } from '../__testUtils__/FakeSource';
import { IncompleteStore } from '../store/IncompleteStore';
import { KnownStore } from '../store/KnownStore';
import { ClassStore } from '../store/ClassStore';
import { MeasurementStore } from '../store/MeasurementStore';
import { RunStore } from '../store/RunStore';
import { SourceStore } from '../store/SourceStore';
import { StageStore } from '../store/StageStore';
import { Collection } from './Collection';
import { Plan } from './plan';
import { RunChanges } from './RunChanges';
import { CollectServices } from './CollectServices';
import { RunRecorder } from './RunRecorder';
import { WindowLoss } from './LossTally';

jest.setTimeout(60_000);

const databases = testDatabases();
const a = 'component:default/a';
const now = new Date('2026-05-15T00:00:00Z');
const day = (date: string) => toEpochDay(date);
const at = (date: string) => new Date(`${date}T00:00:00Z`);
const stretch = (from: string, until: string) => ({
  from: day(from),
  until: day(until),
});

const spec = {
  grain: 'day',
  period: 'month',
  aggregate: { overTime: 'sum', overEntities: 'sum' },
};
const plan = {
  kpis: ['errors', 'tickets'].map(name => ({ name, spec, settings: {} })),
  entities: [{ entityRef: a, keys: {} }],
  disputed: new Set(),
  hash: 'all',
  kpisHash: 'kpis',
  kpiHashes: new Map(),
} as unknown as Plan;

describe.each(databases.eachSupportedId())('RunChanges on %s', id => {
  async function open() {
    const knex = await initDatabase(databases, id);
    const services = {
      measurements: new MeasurementStore(knex),
      classes: new ClassStore(knex),
      runs: new RunStore(knex, () => now.getTime()),
      sourceStates: new SourceStore(knex),
      stage: new StageStore(knex),
      incomplete: new IncompleteStore(knex),
      knownDays: new KnownStore(knex),
      config: {
        now: () => now,
        timeZone: 'UTC',
        collector: {
          holdBack: {
            removedShare: 1,
            rejectedShare: 1,
            acceptRepeated: false,
          },
        },
      },
    } as CollectServices;
    const series = await services.measurements.ensureSeries(
      ['errors', 'tickets'].map(kpi => ({ entityRef: a, kpi, grain: 'day' })),
    );
    await services.measurements.upsert(
      [...series.values()].map(seriesId => ({
        seriesId,
        period: '2026-04-10',
        value: 1,
        weight: 1,
      })),
      { source: 'test', at: now },
    );
    const source = new FakeSource('test');
    source.silence = 'nothing';
    source.window = {
      history: { days: 90 },
      overlap: { days: 3 },
      chunk: { days: 30 },
    };
    /** Begins a run, or goes on with it. */
    const begin = async ({ dryRun = false } = {}) => {
      const { run, hold } = await services.runs.start('test', {
        trigger: 'backfill',
        dryRun,
      });
      const changes = await RunChanges.of(services, {
        source,
        run,
        plan,
        hold,
        recorder: new RunRecorder(run),
      });
      const end = async () => {
        expect(await changes.settle()).toBe('succeeded');
        await services.runs.end({ ...run, state: 'succeeded' }, hold);
      };
      return { changes, end };
    };
    /** A span of time that was read to its end, with nothing in it. */
    const read = (from: string, until: string, kpis = ['errors', 'tickets']) =>
      ({
        loss: new WindowLoss(new Map()),
        covered: { seriesIds: [] },
        incomplete: {
          source: 'test',
          kpis: [],
          rejected: [],
          superseded: [],
        },
        looked: { kpis, stretch: stretch(from, until) },
      } as unknown as Collection);
    const known = async (kpi: string) =>
      (await services.measurements.findSeries({ kpis: [kpi] }))[0].known;
    return { services, source, begin, read, known };
  }

  it('knows what an interrupted run has read before', async () => {
    const { begin, read, known, services } = await open();
    const { changes, end } = await begin();
    changes.resume(
      { from: at('2026-02-01'), to: at('2026-04-01') },
      new Map([['tickets', at('2026-03-01')]]),
    );
    // Nothing is noted before all of it is stored
    expect(await known('errors')).toEqual({ from: 0, until: 0 });
    await changes.take(read('2026-04-01', '2026-05-15', ['errors']));
    await end();
    expect(await known('errors')).toEqual(stretch('2026-02-01', '2026-05-15'));
    expect(await known('tickets')).toEqual(stretch('2026-02-01', '2026-03-01'));
    expect((await services.sourceStates.read('test'))!.known).toEqual(
      new Map([
        ['errors', stretch('2026-02-01', '2026-05-15')],
        ['tickets', stretch('2026-02-01', '2026-03-01')],
      ]),
    );
  });

  it('knows nothing of a KPI that could not be measured from the beginning', async () => {
    const { begin, known } = await open();
    const { changes, end } = await begin();
    changes.resume(
      { from: at('2026-02-01'), to: at('2026-04-01') },
      new Map([['tickets', at('2026-02-01')]]),
    );
    await end();
    expect(await known('errors')).toEqual(stretch('2026-02-01', '2026-04-01'));
    expect(await known('tickets')).toEqual({ from: 0, until: 0 });
  });

  it.each([
    ['a dry run', 'nothing', true],
    ['a source whose silence is unknown', 'unknown', false],
  ] as const)('knows nothing more after %s', async (_, silence, dryRun) => {
    const { begin, source, known } = await open();
    source.silence = silence as KpiSource['silence'];
    const { changes, end } = await begin({ dryRun });
    changes.resume({ from: at('2026-02-01'), to: at('2026-04-01') }, new Map());
    await end();
    expect(await known('errors')).toEqual({ from: 0, until: 0 });
  });

  it('keeps what was known before a KPI could not be measured', async () => {
    const { begin, read, known } = await open();
    const { changes, end } = await begin();
    await changes.take(read('2026-02-01', '2026-03-01'));
    await changes.take(read('2026-04-01', '2026-05-15', ['errors']));
    await changes.take(read('2026-04-10', '2026-05-15', ['tickets']));
    await changes.note({ behind: new Map([['tickets', at('2026-03-01')]]) });
    await end();
    // Of errors nobody says that March will be read, so that the later part holds
    expect(await known('errors')).toEqual(stretch('2026-04-01', '2026-05-15'));
    expect(await known('tickets')).toEqual(stretch('2026-02-01', '2026-03-01'));
  });

  it('forgets what silence meant where it means nothing any more', async () => {
    const { begin, read, known, source, services } = await open();
    const first = await begin();
    await first.changes.take(read('2026-02-01', '2026-05-15'));
    await first.end();
    expect(await known('errors')).toEqual(stretch('2026-02-01', '2026-05-15'));
    source.silence = 'unknown';
    const second = await begin();
    await second.end();
    expect(await known('errors')).toEqual({ from: 0, until: 0 });
    expect((await services.sourceStates.read('test'))!.known).toEqual(
      new Map(),
    );
    // What somebody sends as complete since then stays
    const ids = (
      await services.measurements.findSeries({ kpis: ['errors'] })
    ).map(one => one.id);
    await services.knownDays.note(ids, stretch('2026-05-01', '2026-05-15'), 0);
    const third = await begin();
    await third.end();
    expect(await known('errors')).toEqual(stretch('2026-05-01', '2026-05-15'));
  });
});
