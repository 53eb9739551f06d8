import { HoldBack } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { FakeSource } from '../__testUtils__/FakeSource';
import { createHarness } from '../__testUtils__/harness';

jest.setTimeout(120_000);

const databases = testDatabases();
const a = 'component:default/a';
const b = 'component:default/b';

/** A count: its value is also what it is based on. */
const incidents = (spec: object = {}) =>
  kpiEntity('incidents', {
    unit: '1',
    aggregate: { overTime: 'sum', overEntities: 'sum' },
    ...spec,
  });

/** A row of the world: an incident of a service on a day. */
type Row = { service: string; day: string };

/** Some rows of each day of a month. */
function month(service: string, name: string, days: number, each = 1): Row[] {
  return Array.from({ length: days }, (_, index) =>
    Array.from({ length: each }, () => ({
      service,
      day: `${name}-${String(index + 1).padStart(2, '0')}`,
    })),
  ).flat();
}

const april = [...month(a, '2026-04', 20, 2), ...month(b, '2026-04', 10, 2)];

describe.each(databases.eachSupportedId())('a run that loses on %s', id => {
  /** A source that counts rows, and takes the mean number of hours 3 of each. */
  const harness = async (
    options: {
      windowed?: boolean;
      complete?: boolean;
      holdBack?: HoldBack;
    } = {},
  ) => {
    const { windowed = false, complete = true, holdBack } = options;
    const source = new FakeSource('test', [], complete);
    source.holdBack = holdBack;
    if (windowed) {
      source.window = {
        history: { days: 60 },
        overlap: { days: 35 },
        chunk: { days: 30 },
      };
    }
    const knex = await initDatabase(databases, id);
    const h = createHarness(
      knex,
      [
        owners,
        incidents(),
        kpiEntity('mttr'),
        treeEntity('tree', { d2c: ['incidents', 'mttr'] }),
        entity('Component:a'),
        entity('Component:b'),
      ],
      source,
    );
    const table = { rows: april, rejected: 0 };
    source.collectWith = async function* countRows({ kpis, from, to }) {
      const cells = new Map<string, Row & { count: number }>();
      let rowsRead = 0;
      for (const { service, day } of table.rows) {
        const at = new Date(day);
        if (!windowed || (at >= from! && at < to)) {
          rowsRead++;
          const cell = cells.get(`${service} ${day}`);
          if (cell) {
            cell.count++;
          } else {
            cells.set(`${service} ${day}`, { service, day, count: 1 });
          }
        }
      }
      const { rejected } = table;
      yield { rowsRead: rowsRead + rejected, rowsRejected: rejected };
      for (const { name } of kpis) {
        yield {
          measurements: [...cells.values()].map(({ service, day, count }) => ({
            entityRef: service,
            kpi: name,
            period: day,
            value: name === 'mttr' ? 3 : count,
            weight: name === 'mttr' ? count : 1,
          })),
        };
      }
    };
    const sum = async (entityRef: string, kpi = 'incidents') => {
      const [series] = await h.measurements.findSeries({
        entityRefs: [entityRef],
        kpis: [kpi],
      });
      const values = await h.measurements.read([series.id]);
      return (values.get(series.id) ?? []).reduce((s, v) => s + v.value!, 0);
    };
    const everything = async () => {
      const rows = await knex('measurements').orderBy(['series_id', 'period']);
      return rows.map(row => ({ ...row }));
    };
    const scheduled = async () => {
      const { ended } = await h.collector.start('test', {
        trigger: 'schedule',
      });
      return ended;
    };
    const accept = async (runId: string, by = 'user:default/jane') =>
      (await h.collector.accept(runId, by)).ended;
    const staged = async () => knex('staged_measurements');
    return { ...h, table, sum, everything, scheduled, accept, staged };
  };

  it.each([
    ['of everything', { windowed: false }],
    ['of a stretch of time', { windowed: true }],
  ])('keeps everything where nothing is read, %s', async (_, options) => {
    const h = await harness(options);
    expect((await h.collect()).state).toBe('succeeded');
    const before = await h.everything();
    const state = await h.sourceStates.read('test');
    h.table.rows = [];
    h.state.now = new Date('2026-05-15T06:00:00Z');
    const run = await h.collect();
    expect(run).toMatchObject({
      state: 'held-back',
      rowsRead: 0,
      measurementsWritten: 0,
    });
    expect(run.heldBack[0]).toEqual({
      kind: 'removed',
      kpi: 'incidents',
      share: 1,
      limit: 0.1,
    });
    expect(run.heldBack).toContainEqual({
      kind: 'nothing-read',
      kpi: null,
      share: 1,
      limit: 0,
    });
    expect(await h.everything()).toEqual(before);
    expect(await h.staged()).toEqual([]);
    // Where it goes on is where it would have
    expect((await h.sourceStates.read('test'))?.watermark).toEqual(
      state?.watermark,
    );
    // A later run that is as it should be ends it
    h.table.rows = april;
    expect((await h.collect()).state).toBe('succeeded');
    expect(await h.everything()).toEqual(before);
  });

  it('says what would be gone, by KPI and entity, with examples', async () => {
    const h = await harness();
    await h.collect();
    h.table.rows = [
      ...month(a, '2026-04', 20, 1),
      ...month(b, '2026-04', 9, 2),
    ];
    const { state, loss, heldBack } = await h.collect();
    expect(state).toBe('held-back');
    expect(loss).toMatchObject({ removed: 2, reduced: 40, stored: 60 });
    const ofKpi = { removed: 1, reduced: 20, stored: 30 };
    expect(loss?.kpis).toEqual([
      // 20 of 60 incidents of a and 2 of b
      { kpi: 'incidents', ...ofKpi, share: 22 / 60 },
      { kpi: 'mttr', ...ofKpi, share: 22 / 60 },
    ]);
    expect(loss?.entities).toEqual([
      { entityRef: b, kpi: 'incidents', removed: 1, reduced: 0 },
      { entityRef: b, kpi: 'mttr', removed: 1, reduced: 0 },
      { entityRef: a, kpi: 'incidents', removed: 0, reduced: 20 },
      { entityRef: a, kpi: 'mttr', removed: 0, reduced: 20 },
    ]);
    expect(loss?.examples[0]).toEqual({
      entityRef: a,
      kpi: 'incidents',
      period: '2026-04-01',
      before: { value: 2, weight: 1 },
      after: { value: 1, weight: 1 },
    });
    expect(loss?.examples).toHaveLength(20);
    expect(heldBack.map(({ kind, kpi }) => [kind, kpi])).toEqual([
      ['removed', 'incidents'],
      ['removed', 'mttr'],
    ]);
    expect(await h.sum(a)).toBe(40);
    expect(await h.sum(b)).toBe(20);
  });

  it('keeps also what it measured besides, as that may be wrong as well', async () => {
    const h = await harness();
    await h.collect();
    h.table.rows = [
      ...april.slice(0, 30),
      ...month(a, '2026-05', 5, 1), // new, and perhaps half of it
      ...month(b, '2026-04', 10, 9), // more than before
    ];
    expect((await h.collect()).state).toBe('held-back');
    expect(await h.sum(a)).toBe(40);
    expect(await h.sum(b)).toBe(20);
  });

  it('lets small corrections through, and says what went', async () => {
    const h = await harness();
    await h.collect();
    h.table.rows = [
      ...month(a, '2026-04', 19, 2),
      ...month(b, '2026-04', 10, 2),
      { service: a, day: '2026-05-02' },
    ];
    expect(await h.collect()).toMatchObject({
      state: 'succeeded',
      heldBack: [],
      loss: { removed: 2, reduced: 0, stored: 60 },
    });
    expect(await h.sum(a)).toBe(39);
  });

  it.each([
    ['one incident of three goes', 3, 2, 'succeeded'],
    ['two incidents of three go', 3, 1, 'held-back'],
    ['the only incident goes', 1, 0, 'held-back'],
    ['two of twenty go', 20, 18, 'succeeded'],
    ['three of twenty go', 20, 17, 'held-back'],
  ])('judges small sources: %s', async (_, had, has, state) => {
    const h = await harness();
    h.table.rows = month(a, '2026-04', had);
    await h.collect();
    h.table.rows = month(a, '2026-04', has);
    expect((await h.collect()).state).toBe(state);
    expect(await h.sum(a)).toBe(state === 'succeeded' ? has : had);
  });

  it('sees a KPI that shrinks though others grow, and one value that does', async () => {
    const h = await harness({ complete: false });
    await h.collect();
    // Nothing is ever removed of this source, and yet half of the rows are missing
    h.table.rows = april.filter((__, index) => index % 2);
    expect((await h.collect()).state).toBe('held-back');
    expect(await h.sum(a)).toBe(40);
    // What is always so few is a correction
    h.table.rows = [...april.slice(1), { service: a, day: '2026-05-01' }];
    expect(await h.collect()).toMatchObject({
      state: 'succeeded',
      loss: { removed: 0, reduced: 2 },
    });
    expect(await h.sum(a)).toBe(40);
  });

  it('is held back in the stretch of time that loses, and changes none', async () => {
    const h = await harness({ windowed: true });
    await h.collect();
    const before = await h.everything();
    const backfill = async () =>
      (await h.collector.startOnDemand('test', { from: '2026-03-20' })).ended;
    // 4 of 60 rows, but both of the 29th of March and two of the 30th
    h.table.rows = [...april, ...month(b, '2026-03', 31, 1)];
    expect(await backfill()).toMatchObject({ state: 'succeeded' });
    expect(await h.sum(b)).toBe(20 + 12);
    h.table.rows = [...april, ...month(b, '2026-03', 26, 1)];
    const run = await backfill();
    expect(run).toMatchObject({ state: 'held-back', loss: { removed: 10 } });
    expect(await h.sum(b)).toBe(20 + 12);
    expect((await h.accept(run.id)).state).toBe('succeeded');
    expect(await h.sum(b)).toBe(20 + 7);
    expect((await h.everything()).length).toBe(before.length + 14);
  });

  it('waits for somebody who accepts it, and is on record with who that was', async () => {
    const h = await harness();
    await h.collect();
    h.table.rows = april.slice(0, 30);
    const held = await h.scheduled();
    expect(held.state).toBe('held-back');
    // The schedule goes on, and has to wait as well
    const again = await h.scheduled();
    expect(again.state).toBe('held-back');
    const listed = async () => (await h.sourceList.list(await h.context()))[0];
    expect(await listed()).toMatchObject({
      state: 'held-back',
      heldRun: { id: again.id },
    });
    await expect(h.accept(held.id)).rejects.toThrow('was collected again at');
    const done = await h.accept(again.id);
    expect(done).toMatchObject({
      state: 'succeeded',
      accepts: again.id,
      trigger: 'schedule',
      loss: { removed: again.loss!.removed },
    });
    expect(await h.sum(a)).toBe(30);
    expect(await h.sum(b)).toBe(0);
    expect(await h.runs.get(again.id)).toMatchObject({
      state: 'held-back',
      acceptedBy: 'user:default/jane',
    });
    expect(await listed()).toMatchObject({ state: 'idle', heldRun: null });
    await expect(h.accept(again.id)).rejects.toThrow('it is accepted');
    await expect(h.accept(done.id)).rejects.toThrow('it is succeeded');
    await expect(h.accept('other')).rejects.toThrow('There is no run other');
  });

  it('takes away no more than was accepted', async () => {
    const h = await harness();
    await h.collect();
    h.table.rows = april.slice(0, 40);
    const held = await h.collect();
    h.table.rows = april.slice(0, 20);
    const more = await h.accept(held.id);
    expect(more).toMatchObject({ state: 'held-back', accepts: held.id });
    expect(await h.sum(a)).toBe(40);
    expect((await h.accept(more.id)).state).toBe('succeeded');
    expect(await h.sum(a)).toBe(20);
  });

  it('takes the same answer twice for an answer, where that is configured', async () => {
    const h = await harness({ holdBack: { acceptRepeated: true } });
    await h.collect();
    h.table.rows = april.slice(0, 30);
    expect((await h.scheduled()).state).toBe('held-back');
    // It is being filled: another answer
    h.table.rows = april.slice(0, 34);
    expect((await h.scheduled()).state).toBe('held-back');
    // What somebody starts is no second opinion
    expect((await h.collect()).state).toBe('held-back');
    expect((await h.scheduled()).state).toBe('held-back');
    const done = await h.scheduled();
    expect(done.state).toBe('succeeded');
    expect(await h.sum(a)).toBe(34);
    const [, before] = await h.runs.list({ limit: 2 });
    expect(before).toMatchObject({ state: 'held-back', acceptedBy: null });
    expect(before.acceptedAt).not.toBeNull();
  });

  it('weighs rejected rows against those that are always rejected', async () => {
    const h = await harness();
    h.table.rejected = 30; // a third, from the beginning
    expect((await h.collect()).state).toBe('succeeded');
    h.table.rejected = 34;
    expect((await h.collect()).state).toBe('succeeded');
    h.table.rejected = 60;
    const held = await h.collect();
    expect(held).toMatchObject({
      state: 'held-back',
      loss: null,
      heldBack: [{ kind: 'rejected', kpi: null, share: 0.5, limit: 0.1 }],
    });
    expect((await h.accept(held.id)).state).toBe('succeeded');
    // That is known now
    expect((await h.collect()).state).toBe('succeeded');
  });

  it('lets go what another definition no longer counts', async () => {
    const h = await harness({ windowed: true });
    await h.collectChanged();
    expect(await h.sum(a)).toBe(40);
    h.table.rows = [
      ...month(a, '2026-04', 20, 1),
      { service: b, day: '2026-04-28' },
    ];
    h.state.entities[1] = incidents({ source: { id: 'test', where: 'x' } });
    // One KPI is another, the other is as it was: that is a loss
    const [held] = await h.collectChanged();
    expect(held).toMatchObject({
      state: 'held-back',
      trigger: 'change',
      heldBack: [{ kind: 'removed', kpi: 'mttr' }],
    });
    expect(await h.sum(a)).toBe(40);
    // It is not asked for all the time: the schedule tries again
    expect(await h.collectChanged()).toEqual([]);
    h.state.entities[2] = kpiEntity('mttr', {
      source: { id: 'test', where: 'x' },
    });
    const [run] = await h.collectChanged();
    expect(run).toMatchObject({ state: 'succeeded', heldBack: [] });
    expect(run.loss).toMatchObject({ removed: 20, reduced: 40 });
    expect(await h.sum(a)).toBe(20);
    // Also where nothing is left in a span of time, but never where there is
    // nothing at all
    h.state.entities[1] = incidents({ source: { id: 'test', where: 'y' } });
    h.state.entities[2] = kpiEntity('mttr', {
      source: { id: 'test', where: 'y' },
    });
    h.table.rows = april.slice(0, 20);
    const [less] = await h.collectChanged();
    expect(less.state).toBe('succeeded');
    expect(await h.sum(a)).toBe(20);
    h.state.entities[1] = incidents({ source: { id: 'test', where: 'z' } });
    h.state.entities[2] = kpiEntity('mttr', {
      source: { id: 'test', where: 'z' },
    });
    h.table.rows = [];
    const [nothing] = await h.collectChanged();
    expect(nothing).toMatchObject({
      state: 'held-back',
      heldBack: [{ kind: 'nothing-read' }],
    });
    expect(await h.sum(a)).toBe(20);
  });

  it('takes away nothing of what it was not asked for', async () => {
    const h = await harness();
    await h.collect();
    // No tree any more, no such entity any more, no such KPI of this source any more
    h.state.entities = [
      owners,
      incidents(),
      kpiEntity('mttr', { source: undefined }),
      treeEntity('tree', { d2c: ['incidents', 'mttr'] }),
      entity('Component:a', { annotations: { tree: 'none' } }),
      entity('Component:c'),
    ];
    h.table.rows = [...april, ...month('component:default/c', '2026-04', 3)];
    expect(await h.collect()).toMatchObject({ state: 'succeeded', loss: null });
    expect(await h.sum(a)).toBe(40);
    expect(await h.sum(b)).toBe(20);
    expect(await h.sum(b, 'mttr')).toBe(30);
  });

  it('tries dry what would be gone, and changes and awaits nothing', async () => {
    const h = await harness();
    await h.collect();
    const before = await h.everything();
    h.table.rows = april.slice(0, 30);
    const { ended } = await h.collector.startOnDemand('test', { dryRun: true });
    const run = await ended;
    expect(run).toMatchObject({ state: 'succeeded', dryRun: true });
    expect(run.loss?.removed).toBe(30);
    expect(run.heldBack).toHaveLength(2);
    expect(await h.everything()).toEqual(before);
    expect((await h.sourceList.list(await h.context()))[0]).toMatchObject({
      state: 'idle',
      heldRun: null,
    });
    await expect(h.accept(run.id)).rejects.toThrow('is not waiting');
  });

  it('keeps what came before a source failed, unless that is a loss', async () => {
    const h = await harness();
    await h.collect();
    const count = h.source.collectWith!;
    h.source.collectWith = async function* fails(request) {
      yield* count(request);
      throw new Error('the connection broke');
    };
    h.table.rows = [...april, { service: a, day: '2026-05-01' }];
    expect((await h.collect()).state).toBe('failed');
    expect(await h.sum(a)).toBe(41);
    h.table.rows = april.filter((__, index) => index % 2);
    const run = await h.collect();
    expect(run).toMatchObject({ state: 'failed', measurementsWritten: 0 });
    expect(run.errors.map(({ message }) => message)).toEqual([
      'What was read before it failed would have removed too much: none of it is stored',
      'the connection broke',
    ]);
    expect(await h.sum(a)).toBe(41);
    expect(await h.staged()).toEqual([]);
  });

  it('is reported by the limits of its source, or by those of all', async () => {
    const free = await harness({ holdBack: { removedShare: 1 } });
    await free.collect();
    free.table.rows = [];
    expect((await free.collect()).state).toBe('succeeded');
    expect(await free.sum(a)).toBe(0);

    const h = await harness();
    h.config.collector.holdBack.removedShare = 0.6;
    await h.collect();
    h.table.rows = april.slice(0, 30);
    expect((await h.collect()).state).toBe('succeeded');
    h.table.rows = [];
    expect((await h.collect()).state).toBe('held-back');
    expect(await h.sum(a)).toBe(30);
  });
});
