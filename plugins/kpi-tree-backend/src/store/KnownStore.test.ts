import { fromEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import fc from 'fast-check';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import { uniteStretches, writeStretches } from './dayStretch';
import { KnownStore, NOTHING_LOOKED_AT } from './KnownStore';
import { MeasurementStore } from './MeasurementStore';
import { ALL_DAYS } from './ranges';

jest.setTimeout(60_000);

const databases = testDatabases();
const at = new Date('2026-05-15T00:00:00Z');
const kpi = { name: 'mttr', grain: 'day' } as const;

/** Later than all days of the tests: no period runs. */
const NONE_RUNS = 100_000;

describe.each(databases.eachSupportedId())('KnownStore on %s', id => {
  async function openStore() {
    const knex = await initDatabase(databases, id);
    const store = new KnownStore(knex);
    const measurements = new MeasurementStore(knex);
    const ids = await measurements.ensureSeries(
      ['a', 'b'].map(name => ({
        entityRef: `component:default/${name}`,
        kpi: 'mttr',
        grain: 'day',
      })),
    );
    const [a, b] = [...ids.values()].sort((one, other) => one - other);
    await measurements.upsert(
      [
        { seriesId: a, period: fromEpochDay(105), value: 1, weight: 1 },
        { seriesId: b, period: fromEpochDay(103), value: 1, weight: 1 },
      ],
      { source: 's', at },
    );
    const settled = () =>
      knex('series').update({ changed_from: null, changed_to: null });
    await settled();
    const read = async (seriesId: number) => {
      const [one] = (await measurements.findSeries({})).filter(
        series => series.id === seriesId,
      );
      return {
        known: one.known,
        deleted: one.deleted,
        changed: one.changed,
      };
    };
    const remove = async (seriesId: number, days: [number, number][]) =>
      knex('series')
        .where({ id: seriesId })
        .update({
          deleted_days: writeStretches(
            uniteStretches(days.map(([from, until]) => ({ from, until }))),
          ),
        });
    return { knex, store, a, b, read, settled, remove };
  }

  it('knows of a new series what is measured, and nothing else', async () => {
    const { read, a } = await openStore();
    expect(await read(a)).toEqual({
      known: NOTHING_LOOKED_AT,
      deleted: [],
      changed: null,
    });
  });

  it('notes a stretch, what adjoins it, and where it matters', async () => {
    const { store, read, settled, a, b } = await openStore();
    await store.note([a, b], { from: 100, until: 110 }, NONE_RUNS);
    expect(await read(a)).toMatchObject({
      known: { from: 100, until: 110 },
      changed: { from: 100, to: 110 },
    });
    expect(await read(b)).toEqual(await read(a));
    await settled();
    await store.note([a], { from: 110, until: 120 }, NONE_RUNS);
    expect(await read(a)).toMatchObject({
      known: { from: 100, until: 120 },
      changed: { from: 110, to: 120 },
    });
    await settled();
    await store.note([a], { from: 90, until: 105 }, NONE_RUNS);
    expect(await read(a)).toMatchObject({
      known: { from: 90, until: 120 },
      changed: { from: 90, to: 100 },
    });
    await settled();
    // Of what is known already nothing is written
    await store.note([a], { from: 95, until: 120 }, NONE_RUNS);
    expect(await read(a)).toMatchObject({ changed: null });
    expect(await read(b)).toMatchObject({ known: { from: 100, until: 110 } });
  });

  it('changes nothing of a period that runs', async () => {
    const { store, read, settled, a } = await openStore();
    await store.note([a], { from: 100, until: 110 }, NONE_RUNS);
    await settled();
    await store.note([a], { from: 100, until: 112 }, 109);
    expect(await read(a)).toMatchObject({
      known: { from: 100, until: 112 },
      changed: null,
    });
  });

  it('lets the later of two stretches hold that do not adjoin', async () => {
    const { store, read, a } = await openStore();
    await store.note([a], { from: 100, until: 110 }, NONE_RUNS);
    await store.note([a], { from: 130, until: 140 }, NONE_RUNS);
    expect(await read(a)).toMatchObject({
      known: { from: 130, until: 140 },
      changed: { from: 100, to: 140 },
    });
    await store.note([a], { from: 100, until: 110 }, NONE_RUNS);
    expect(await read(a)).toMatchObject({ known: { from: 130, until: 140 } });
  });

  it('evaluates all again of which nobody has said how much is known', async () => {
    const { knex, store, read, a } = await openStore();
    await knex('series').update({ known_from: null, known_until: null });
    await store.note([a], NOTHING_LOOKED_AT, NONE_RUNS);
    expect(await read(a)).toMatchObject({
      known: NOTHING_LOOKED_AT,
      changed: ALL_DAYS,
    });
  });

  it('finds the series of which less is noted', async () => {
    const { knex, store, remove, a, b } = await openStore();
    const stretch = { from: 100, until: 110 };
    const without = async (days = stretch, source = 's') =>
      (await store.without(source, kpi, days)).map(series => series.id).sort();
    expect(await without()).toEqual([a, b]);
    expect(await without(NOTHING_LOOKED_AT)).toEqual([]);
    expect(await without(stretch, 'other')).toEqual([]);
    await store.note([a, b], stretch, NONE_RUNS);
    expect(await without()).toEqual([]);
    expect(await without({ from: 100, until: 111 })).toEqual([a, b]);
    await remove(b, [[104, 105]]);
    expect(await without()).toEqual([b]);
    await knex('series').where({ id: a }).update({ known_from: null });
    expect(await without(NOTHING_LOOKED_AT)).toEqual([a, b]);
    expect(await store.firstMeasured('s', 'mttr')).toBe(103);
    expect(await store.firstMeasured('s', 'other')).toBeUndefined();
  });

  it('knows days that were deleted once somebody looked at them again', async () => {
    const { store, read, settled, remove, a, b } = await openStore();
    const all = { from: 100, until: 150 };
    await store.note([a, b], all, NONE_RUNS);
    await remove(a, [
      [110, 115],
      [130, 135],
    ]);
    await settled();
    // All of it is known, but just now only the end was looked at
    await store.note([a, b], all, NONE_RUNS, [{ from: 140, until: 150 }]);
    expect(await read(a)).toMatchObject({
      deleted: [
        { from: 110, until: 115 },
        { from: 130, until: 135 },
      ],
      changed: null,
    });
    await store.note([a, b], all, NONE_RUNS, [{ from: 132, until: 150 }]);
    expect(await read(a)).toMatchObject({
      known: all,
      deleted: [
        { from: 110, until: 115 },
        { from: 130, until: 132 },
      ],
      changed: { from: 110, to: 135 },
    });
    await store.note([a], all, NONE_RUNS);
    expect(await read(a)).toMatchObject({ known: all, deleted: [] });
    expect(await read(b)).toMatchObject({ changed: null });
  });

  it('forgets that silence of a source meant anything', async () => {
    const { store, read, settled, a, b } = await openStore();
    await store.note([a], { from: 100, until: 110 }, NONE_RUNS);
    await settled();
    await store.forget('other', 'mttr');
    await store.forget('s', 'other');
    expect(await read(a)).toMatchObject({ known: { from: 100, until: 110 } });
    await store.forget('s', 'mttr');
    expect(await read(a)).toMatchObject({
      known: NOTHING_LOOKED_AT,
      changed: ALL_DAYS,
    });
    expect(await read(b)).toMatchObject({ changed: null });
  });

  it('never knows a day at which nobody looked', async () => {
    const { knex, store, read, remove, a } = await openStore();
    const day = fc.integer({ min: 0, max: 60 });
    const step = fc.record({
      isLook: fc.boolean(),
      from: day,
      length: fc.integer({ min: 1, max: 25 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async steps => {
        await knex('series').update({
          known_from: 0,
          known_until: 0,
          deleted_days: null,
        });
        const looked = new Set<number>();
        for (const { isLook, from, length } of steps) {
          const until = from + length;
          if (isLook) {
            await store.note([a], { from, until }, NONE_RUNS);
          } else {
            const { deleted } = await read(a);
            await remove(a, [
              ...deleted.map((one): [number, number] => [one.from, one.until]),
              [from, until],
            ]);
          }
          for (let one = from; one < until; one++) {
            if (isLook) {
              looked.add(one);
            } else {
              looked.delete(one);
            }
          }
        }
        const { known, deleted } = await read(a);
        const isKnown = (one: number) =>
          known!.from <= one &&
          one < known!.until &&
          !deleted.some(gone => gone.from <= one && one < gone.until);
        const days = Array.from({ length: 90 }, (_, i) => i);
        expect(days.filter(isKnown).filter(one => !looked.has(one))).toEqual(
          [],
        );
        // Nothing of the stretch itself is left out
        expect(
          days.filter(
            one =>
              known!.from <= one &&
              one < known!.until &&
              looked.has(one) &&
              !isKnown(one),
          ),
        ).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
