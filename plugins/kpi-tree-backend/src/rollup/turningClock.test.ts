/** A period may turn at any moment, also between two readings of the clock. */
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { createHarness } from '../__testUtils__/harness';

jest.setTimeout(300_000);

const databases = testDatabases();
const a = 'component:default/a';
const system = 'system:default/s';
const BEFORE = new Date('2026-05-31T23:59:59.999Z');
const AFTER = new Date('2026-06-01T00:00:00Z');

const entities = [
  owners,
  kpiEntity('mttr', { grain: 'month', target: 4 }),
  treeEntity('tree', { d2c: ['mttr'] }),
  entity('System:s'),
  entity('Component:a', { relations: { [system]: 'partOf' } }),
];

describe.each(databases.eachSupportedId())('a turning clock on %s', id => {
  async function portal() {
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, entities);
    h.state.now = BEFORE;
    return { knex, h };
  }
  type Portal = Awaited<ReturnType<typeof portal>>;

  const push = async ({ h }: Portal, value: number) => {
    const [[, seriesId]] = await h.measurements.ensureSeries([
      { entityRef: a, kpi: 'mttr', grain: 'month' },
    ]);
    await h.measurements.upsert(
      ['2026-03-01', '2026-04-01', '2026-05-01'].map((start, i) => ({
        seriesId,
        period: start,
        value: value + i,
        weight: 1,
      })),
      { source: 'test', at: BEFORE },
    );
  };

  const stored = ({ knex }: Portal) =>
    knex('scope_current')
      .orderBy(['scope', 'kpi'])
      .select('scope', 'kpi', 'state', 'evaluated_with');

  /** The clock turns when it is read for the n-th time. */
  const turnAt = ({ h }: Portal, n: number) => {
    let readings = 0;
    Object.defineProperty(h.state, 'now', {
      configurable: true,
      get: () => (++readings >= n ? AFTER : BEFORE),
    });
    return () => readings;
  };
  const stay = ({ h }: Portal, now: Date) =>
    Object.defineProperty(h.state, 'now', {
      configurable: true,
      writable: true,
      value: now,
    });

  it('leaves nothing of the period before behind in a scope, whenever it turns', async () => {
    const one = await portal();
    stay(one, AFTER);
    await push(one, 3);
    await one.h.refreshed();
    const expected = await stored(one);
    expect(expected.map(({ scope }) => scope)).toEqual(['all', system]);

    const other = await portal();
    for (let n = 1, last = Infinity; n <= last; n++) {
      stay(other, BEFORE);
      await push(other, n + 3);
      await other.h.refreshed();
      stay(other, BEFORE);
      await push(other, 3);
      const readings = turnAt(other, n);
      await other.h.refreshed();
      last = readings();
      // What says that it is of the new period is: nothing else would evaluate it again
      const turned = (await stored(other)).filter(row =>
        row.evaluated_with.endsWith('2026-05-01'),
      );
      for (const { state } of turned) {
        expect(JSON.parse(state)).toMatchObject({
          period: '2026-05-01',
          value: 5,
        });
      }
      stay(other, AFTER);
      await other.h.refreshed();
      expect({ n, scopes: await stored(other) }).toEqual({
        n,
        scopes: expected,
      });
    }
  });
});
