/**
 * After any sequence of measurements, looks of sources, deletions and days that pass,
 * what is stored of scopes is what comes of making all of it again: also where a member
 * has nothing, and only what that means is another.
 */
import { runningPeriod } from '@internal/kpi-tree';
import {
  fromEpochDay,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import fc from 'fast-check';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { createHarness } from '../__testUtils__/harness';
import { longProperty } from '../__testUtils__/longProperty';
import { KnownStore } from '../store/KnownStore';

jest.setTimeout(900_000);

const databases = testDatabases();
const refs = ['a', 'b', 'c'].map(name => `component:default/${name}`);
const system = 'system:default/s';
const kpis = ['errors', 'mttr', 'backlog', 'weekly'];

const entities = [
  owners,
  kpiEntity('errors', { aggregate: { overTime: 'sum', overEntities: 'sum' } }),
  kpiEntity('mttr'),
  kpiEntity('backlog', {
    aggregate: { overTime: 'last', overEntities: 'sum' },
  }),
  kpiEntity('weekly', { period: 'week' }),
  kpiEntity('rate', { formula: 'errors / backlog', source: undefined }),
  treeEntity('tree', { d2c: [...kpis, 'rate'] }),
  ...refs.map(ref =>
    entity(`Component:${ref.split('/')[1]}`, {
      relations: { [system]: 'partOf' },
    }),
  ),
  entity('System:s'),
];

const firstDay = toEpochDay('2026-01-01');
const start = toEpochDay('2026-03-20');

const of = fc.nat({ max: refs.length - 1 });
const kpi = fc.nat({ max: kpis.length - 1 });
const day = fc.nat({ max: 120 });
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('measure' as const),
      of,
      kpi,
      days: fc.array(day, { minLength: 1, maxLength: 4 }),
      weight: fc.nat({ max: 2 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('look' as const),
      of,
      kpi,
      from: day,
      days: fc.nat({ max: 60 }),
    }),
  },
  fc.record({
    do: fc.constant('delete' as const),
    of,
    kpi,
    from: day,
    days: fc.nat({ max: 60 }),
  }),
  fc.record({
    do: fc.constant('wait' as const),
    days: fc.integer({ min: 1, max: 70 }),
  }),
);

describe.each(databases.eachSupportedId())('silent members on %s', id => {
  it('are counted as making all again counts them', async () => {
    const knex = await initDatabase(databases, id);
    const property = fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(step, fc.boolean()), { minLength: 2, maxLength: 14 }),
        async steps => {
          for (const table of [
            'series',
            'measurements',
            'period_values',
            'current',
            'memberships',
            'scope_values',
            'scope_current',
            'rollup_marks',
            'node_marks',
            'entity_nodes',
            'scope_nodes',
            'progress',
            'incomplete_measurements',
          ]) {
            await knex(table).delete();
          }
          const h = createHarness(knex, entities);
          jest.spyOn(h.refresher, 'refreshSoon').mockReturnValue();
          const knownDays = new KnownStore(knex);
          const clock = { today: start };
          const turn = () => {
            h.state.now = new Date(clock.today * 86_400_000 + 3_600_000);
          };
          turn();
          for (const [one, look] of steps) {
            if (one.do === 'wait') {
              clock.today += one.days;
              turn();
            } else {
              const name = kpis[one.kpi];
              const key = { entityRef: refs[one.of], kpi: name };
              const series = await h.measurements.ensureSeries([
                { ...key, grain: 'day' },
              ]);
              const [seriesId] = [...series.values()];
              if (one.do === 'measure') {
                await h.measurements.upsert(
                  [...new Set(one.days)]
                    .filter(each => firstDay + each <= clock.today)
                    .map(each => ({
                      seriesId,
                      period: fromEpochDay(firstDay + each),
                      value: each + 1,
                      weight: one.weight,
                    })),
                  { source: 'test', at: h.state.now },
                );
              } else {
                const from = firstDay + one.from;
                const until = Math.min(from + one.days, clock.today + 1);
                const [known] = await h.measurements.findSeries({
                  entityRefs: [key.entityRef],
                  kpis: [name],
                });
                if (one.do === 'look' && known.source && from < until) {
                  const periodType = name === 'weekly' ? 'week' : 'month';
                  await knownDays.note(
                    [seriesId],
                    { from, until },
                    toEpochDay(runningPeriod(h.state.now, periodType, 'UTC')),
                  );
                } else if (
                  one.do === 'delete' &&
                  known.firstPeriod !== null &&
                  toEpochDay(known.firstPeriod) < until &&
                  from <= toEpochDay(known.lastPeriod!) &&
                  from < until
                ) {
                  await h.deletion.delete(
                    await h.context(),
                    {
                      ...key,
                      from: fromEpochDay(from),
                      to: fromEpochDay(until - 1),
                      setAside: false,
                      dryRun: false,
                    },
                    () => {},
                  );
                }
              }
            }
            if (look) {
              await h.refreshed();
            }
          }
          await h.refreshed();
          const read = async () =>
            (
              await knex('scope_values').orderBy(['scope', 'kpi', 'period'])
            ).filter(({ kpi: name, period: epochDay }) => {
              // Of what runs there are other days with each day that passes
              const type = name === 'weekly' ? 'week' : 'month';
              const running = runningPeriod(h.state.now, type, 'UTC');
              return epochDay < toEpochDay(running);
            });
          const stored = await read();
          await knex.transaction(tx => h.rollupStore.markAll(tx));
          await h.refreshed();
          expect(stored).toEqual(await read());
        },
      ),
      longProperty(60),
    );
    await expect(property).resolves.toBeUndefined();
  });
});
