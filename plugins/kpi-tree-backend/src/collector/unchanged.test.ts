/** Collections that yield only what changed since the one before. */
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

const april = '2026-04-01';

/** Incidents by service and day. */
type Table = Record<string, Record<string, number>>;

describe.each(databases.eachSupportedId())('a collection on %s', id => {
  const harness = async () => {
    const source = new FakeSource('test', [], true);
    const knex = await initDatabase(databases, id);
    const h = createHarness(
      knex,
      [
        owners,
        kpiEntity('incidents', {
          unit: '1',
          aggregate: { overTime: 'sum', overEntities: 'sum' },
        }),
        treeEntity('tree', { d2c: ['incidents'] }),
        entity('Component:a'),
        entity('Component:b'),
      ],
      source,
    );
    const world = {
      table: {
        [a]: { '2026-03-01': 1, '2026-03-02': 2, '2026-04-01': 3 },
        [b]: { '2026-03-01': 10, '2026-04-02': 20 },
      } as Table,
      /** From when on the source yields again, where it may. */
      changedFrom: april,
      mark: 'one' as string | undefined,
    };
    source.collectWith = async function* count({ mark, to }) {
      const from = mark === undefined ? '' : world.changedFrom;
      yield {
        rowsRead: 5,
        measurements: Object.entries(world.table).flatMap(([entityRef, days]) =>
          Object.entries(days)
            .filter(([day]) => day >= from)
            .map(([period, value]) => ({
              entityRef,
              kpi: 'incidents',
              period,
              value,
              weight: 1,
            })),
        ),
      };
      yield {
        coveredFrom: new Date('2026-03-01T00:00:00Z'),
        coveredUntil: to,
        mark: world.mark,
        ...(mark === undefined
          ? {}
          : { unchangedBefore: new Date(world.changedFrom) }),
      };
    };
    const scheduled = async () =>
      (await h.collector.start('test', { trigger: 'schedule' })).ended;
    const stored = async () => {
      const series = await h.measurements.findSeries({});
      const values = await h.measurements.read(series.map(one => one.id));
      return Object.fromEntries(
        series.map(one => [
          one.entityRef,
          Object.fromEntries(
            (values.get(one.id) ?? []).map(({ period, value }) => [
              period,
              value,
            ]),
          ),
        ]),
      );
    };
    const lastMark = () => source.requests.at(-1)!.mark;
    return { ...h, knex, source, world, scheduled, stored, lastMark };
  };

  it('keeps what did not change, and removes what is gone since', async () => {
    const h = await harness();
    await h.scheduled();
    expect(h.lastMark()).toBeUndefined();
    h.world.mark = 'two';
    h.world.table = { [a]: { '2026-04-01': 4 }, [b]: { '2026-04-03': 16 } };
    h.state.now = new Date('2026-05-15T06:00:00Z');
    h.source.holdBack = { removedShare: 1 };
    expect(await h.scheduled()).toMatchObject({ state: 'succeeded' });
    expect(h.lastMark()).toBe('one');
    expect(await h.stored()).toEqual({
      [a]: { '2026-03-01': 1, '2026-03-02': 2, '2026-04-01': 4 },
      [b]: { '2026-03-01': 10, '2026-04-03': 16 },
    });
    await h.scheduled();
    expect(h.lastMark()).toBe('two');
  });

  it('knows everything up to when the source says, also where nothing changed', async () => {
    const h = await harness();
    await h.scheduled();
    h.state.now = new Date('2026-05-15T06:00:00Z');
    h.world.changedFrom = '2026-04-02';
    await h.scheduled();
    const series = await h.measurements.findSeries({});
    expect(series.map(one => one.coveredUntil)).toEqual([
      '2026-05-15T06:00:00.000Z',
      '2026-05-15T06:00:00.000Z',
    ]);
  });

  it('is held back by the share of everything that is gone', async () => {
    const h = await harness();
    await h.scheduled();
    // 20 of 36 incidents, which are 20 of the 23 of April
    delete h.world.table[b]['2026-04-02'];
    const run = await h.scheduled();
    expect(run).toMatchObject({
      state: 'held-back',
      loss: { removed: 1, reduced: 0, stored: 5 },
      heldBack: [{ kind: 'removed', kpi: 'incidents', share: 20 / 36 }],
    });
    // What was yielded is not stored, so it is asked for again
    await h.scheduled();
    expect(h.lastMark()).toBe('one');
  });

  it('yields everything where somebody asked for it, once a week, and with another plan', async () => {
    const h = await harness();
    await h.scheduled();
    await h.collect();
    expect(h.lastMark()).toBeUndefined();
    await h.scheduled();
    expect(h.lastMark()).toBe('one');
    h.state.now = new Date(h.state.now.getTime() + 7 * 86_400_000);
    await h.scheduled();
    expect(h.lastMark()).toBeUndefined();
    await h.scheduled();
    expect(h.lastMark()).toBe('one');
    h.state.entities.push(entity('Component:c'));
    await h.scheduled();
    expect(h.lastMark()).toBeUndefined();
  });

  it('yields everything after something was deleted', async () => {
    const h = await harness();
    await h.scheduled();
    await h.deletion.delete(
      await h.context(),
      {
        entityRef: a,
        kpi: 'incidents',
        from: '2026-03-01',
        to: '2026-03-31',
        setAside: false,
        dryRun: false,
      },
      () => {},
    );
    expect((await h.stored())[a]).toEqual({ '2026-04-01': 3 });
    await h.scheduled();
    expect(h.lastMark()).toBeUndefined();
    expect((await h.stored())[a]['2026-03-02']).toBe(2);
  });

  it('yields everything after one that failed, or that gave it no name', async () => {
    const h = await harness();
    await h.scheduled();
    const { collectWith } = h.source;
    h.source.collectWith = async function* fail(request) {
      yield* collectWith!(request);
      throw new Error('the network is gone');
    };
    expect(await h.scheduled()).toMatchObject({ state: 'failed' });
    expect(h.lastMark()).toBe('one');
    h.source.collectWith = collectWith;
    await h.scheduled();
    expect(h.lastMark()).toBeUndefined();
    h.world.mark = undefined;
    await h.scheduled();
    await h.scheduled();
    expect(h.lastMark()).toBeUndefined();
  });
});
