import {
  fromEpochDay,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import { isPostgres } from './database';
import { MeasurementStore, seriesKey } from './MeasurementStore';
import { Push, PushStore } from './PushStore';

jest.setTimeout(60_000);

const databases = testDatabases();
const at = new Date('2026-05-15T00:00:00Z');
const day = toEpochDay('2026-04-01');

const push = (run: string): Push & { id?: number } => ({
  receivedAt: at.toISOString(),
  sentBy: 'external:ci',
  byUser: false,
  source: 'ci',
  run,
});

/** What measurements and who sent them take; SQLite does not say it. */
async function bytesOf(knex: Knex): Promise<number> {
  if (!isPostgres(knex)) {
    return 0;
  }
  await knex.raw('vacuum full measurements, pushes, pushed_keys');
  const { rows } = await knex.raw(
    `select sum(pg_total_relation_size(name)) as bytes
       from unnest(array['measurements', 'pushes', 'pushed_keys']::regclass[]) as name`,
  );
  return Number(rows[0].bytes);
}

describe.each(databases.eachSupportedId())('who sent what on %s', id => {
  async function openStore(entities = 2) {
    const knex = await initDatabase(databases, id);
    const store = new MeasurementStore(knex);
    const pushes = new PushStore(knex);
    const names = Array.from({ length: entities }, (_, index) => ({
      entityRef: `component:default/${index}`,
      kpi: 'mttr',
      grain: 'day' as const,
    }));
    const ids = await store.ensureSeries(names);
    const series = names.map(
      ({ entityRef, kpi, grain }) => ids.get(seriesKey(entityRef, kpi, grain))!,
    );
    const rows = (seriesId: number, values: (number | null)[]) =>
      values.flatMap((value, index) =>
        value === null
          ? []
          : [
              {
                seriesId,
                period: fromEpochDay(day + index),
                value,
                weight: 1,
              },
            ],
      );
    /** By which runs each day of a series was changed; `-` is a collection. */
    const runsOf = async (seriesId: number, days: number) => {
      const changes = await pushes.changes([seriesId], {
        from: day,
        to: day + days - 1,
      });
      const all = Array.from({ length: days }, (_, index) =>
        changes.of({ series_id: seriesId, period: day + index }),
      );
      const found = await pushes.read(
        all.flat().flatMap(one => (one === null ? [] : [one])),
      );
      return all.map(each =>
        each.map(one => (one === null ? '-' : found.get(one)!.run)).join(' '),
      );
    };
    return { knex, store, pushes, series, rows, runsOf };
  }

  it('is known of what is new or another, and not of what is the same again', async () => {
    const { store, pushes, series, rows, runsOf } = await openStore();
    const [a, b] = series;
    const first = push('first');
    await store.upsert([...rows(a, [1, 2]), ...rows(b, [5])], {
      source: 'ci',
      at,
      push: first,
    });
    // Of the same request
    await store.upsert(rows(a, [null, null, null, 4]), {
      source: 'ci',
      at,
      push: first,
    });
    const second = push('second');
    await store.upsert(rows(a, [1, 3, 6, 4]), {
      source: 'ci',
      at,
      push: second,
    });
    const third = push('third');
    await store.upsert(rows(a, [1, 3, 6, 4]), {
      source: 'ci',
      at,
      push: third,
    });
    expect(await runsOf(a, 5)).toEqual([
      'first',
      'first second',
      'second',
      'first',
      '',
    ]);
    expect(await runsOf(b, 2)).toEqual(['first', '']);
    // What changed nothing is not kept
    expect(third.id).toBeUndefined();
    expect(await pushes.read([first.id!])).toEqual(
      new Map([[first.id, { ...push('first'), id: first.id }]]),
    );
  });

  it('is not what a collection wrote over, and is nothing where it was none', async () => {
    const { knex, store, series, rows, runsOf } = await openStore();
    const [a, b] = series;
    const run = { source: 's', runId: 'run', at };
    await store.upsert(rows(a, [1, 2, 3]), {
      source: 'ci',
      at,
      push: push('p'),
    });
    await store.upsert([...rows(a, [1, 9, 3]), ...rows(b, [1, 2])], run);
    expect(await runsOf(a, 3)).toEqual(['p', 'p -', 'p']);
    expect(await runsOf(b, 2)).toEqual(['', '']);
    expect(await knex('pushed_keys')).toHaveLength(2);
    // Deleted, and brought by a collection
    await store.delete([{ series_id: a, period: day + 2 }]);
    await store.upsert(rows(a, [null, null, 3]), run);
    expect((await runsOf(a, 3))[2]).toBe('p -');
  });

  it('is stored with the measurements, or not at all', async () => {
    const { knex, store, series, rows, runsOf } = await openStore();
    const broken = push('broken');
    await expect(
      store.upsert([...rows(series[0], [1]), ...rows(2_000_000, [1])], {
        source: 'ci',
        at,
        push: broken,
      }),
    ).rejects.toThrow('is no more');
    expect(broken.id).toBeUndefined();
    expect(await knex('pushes')).toEqual([]);
    await store.upsert(rows(series[0], [1]), {
      source: 'ci',
      at,
      push: broken,
    });
    expect(await runsOf(series[0], 1)).toEqual(['broken']);
  });

  it('takes no more than 80 bytes a measurement of many, with the measurement', async () => {
    const { knex, store, series, runsOf } = await openStore(2_500);
    const sent = push('https://ci.example.com/payments/runs/1658821493');
    await store.upsert(
      series.map(seriesId => ({
        seriesId,
        period: '2026-04-01',
        value: 1.5,
        weight: 3,
      })),
      { source: 'ci', at, push: sent },
    );
    expect(await runsOf(series[2_000], 2)).toEqual([sent.run, '']);
    const blocks = await knex('pushed_keys');
    expect(blocks).toHaveLength(3);
    const bytes = blocks.reduce((sum, { keys }) => sum + keys.length, 0);
    expect(bytes).toBeLessThan(series.length * 2);
    // The pages of three small tables and their indices
    expect(await bytesOf(knex)).toBeLessThan(2_500 * 80 + 12 * 8_192);
  });

  it('is forgotten with the days that are dropped', async () => {
    const { knex, store, pushes, series, rows, runsOf } = await openStore();
    await store.upsert(rows(series[0], [1]), {
      source: 'ci',
      at,
      push: push('old'),
    });
    await store.upsert(
      [{ seriesId: series[0], period: '2026-09-01', value: 1, weight: 1 }],
      { source: 'ci', at, push: push('new') },
    );
    await pushes.dropBefore(day);
    expect(await runsOf(series[0], 1)).toEqual(['old']);
    await pushes.dropBefore(toEpochDay('2026-08-01'));
    expect(await runsOf(series[0], 1)).toEqual(['']);
    expect(await knex('pushes').pluck('run')).toEqual(['new']);
  });

  it('goes on where many measurements are copied at once', async () => {
    const { store, series, runsOf } = await openStore(1_200);
    const many = (value: number) =>
      series.map(seriesId => ({
        seriesId,
        period: '2026-04-01',
        value,
        weight: 1,
      }));
    await store.upsert(many(1), { source: 'ci', at, push: push('one') });
    await store.upsert(
      many(1).map((row, index) => (index % 2 ? { ...row, value: 2 } : row)),
      { source: 'ci', at, push: push('two') },
    );
    expect(await runsOf(series[700], 1)).toEqual(['one']);
    expect(await runsOf(series[701], 1)).toEqual(['one two']);
  });
});
