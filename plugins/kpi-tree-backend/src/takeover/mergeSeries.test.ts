import { Entity } from '@backstage/catalog-model';
import { toEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import { caller } from '../__testUtils__/harness';
import {
  a,
  b,
  c,
  definitions,
  renamingPortal,
  service,
} from '../__testUtils__/renamingPortal';
import { PushStore } from '../store/PushStore';

jest.setTimeout(60_000);

const databases = testDatabases();

const shop = 'system:default/shop';

describe.each(databases.eachSupportedId())('a merged series on %s', id => {
  async function harness(...entities: Entity[]) {
    const h = await renamingPortal(
      await initDatabase(databases, id),
      ...entities,
    );
    /** The series of an entity, created where there is none. */
    const seriesOf = async (entityRef: string) => {
      const ids = await h.measurements.ensureSeries([
        { entityRef, kpi: 'count', grain: 'day' },
      ]);
      return [...ids.values()][0];
    };
    /** Writes values of days, each to a series that was looked up before. */
    const upsert = async (...rows: [number, string, number][]) =>
      h.measurements.upsert(
        rows.map(([seriesId, period, value]) => ({
          seriesId,
          period,
          value,
          weight: 1,
        })),
        { source: 'push', at: h.state.now },
      );
    return { ...h, seriesOf, upsert };
  }

  it('has the pushes of the measurements that it gets', async () => {
    const h = await harness(service('Component:a'));
    const sent = async (entityRef: string, run: string, days: string[]) => {
      const seriesId = await h.seriesOf(entityRef);
      await h.measurements.upsert(
        days.map(day => ({ seriesId, period: day, value: 1, weight: 1 })),
        {
          source: 'ci',
          at: h.state.now,
          push: {
            receivedAt: h.state.now.toISOString(),
            sentBy: 'external:ci',
            byUser: false,
            source: 'ci',
            run,
          },
        },
      );
    };
    await sent(a, 'of a', ['2026-03-05', '2026-03-06']);
    await h.refreshed();
    await h.become(service('Component:a'), service('Component:b'));
    await sent(b, 'of b', ['2026-03-06', '2026-03-07']);
    await h.refreshed();
    h.state.now = new Date(h.state.now.getTime() + 86_400_000);
    h.state.entities = [...definitions, service('Component:b', a)];
    await h.refreshed();
    const [series] = await h.measurements.findSeries({
      entityRefs: [b],
      kpis: ['count'],
    });
    const pushes = new PushStore(h.knex);
    const days = [5, 6, 7].map(day => toEpochDay(`2026-03-0${day}`));
    const changes = await pushes.changes([series.id], {
      from: days[0],
      to: days[2],
    });
    const ids = days.map(day =>
      changes.of({ series_id: series.id, period: day }),
    );
    const runs = await pushes.read(ids.flatMap(each => each.map(Number)));
    expect(ids.map(each => each.map(one => runs.get(one!)?.run))).toEqual([
      ['of a'],
      ['of b'],
      ['of b'],
    ]);
  });

  describe('that is not evaluated yet', () => {
    async function merged() {
      const others = service('Component:c');
      const h = await harness(service('Component:a'), others);
      await h.write(a, { '2026-03-05': 3, '2026-04-05': 4 });
      await h.write(c, { '2026-03-05': 10, '2026-04-05': 10 });
      await h.refreshed();
      await h.become(service('Component:a'), service('Component:b'), others);
      await h.write(b, { '2026-03-06': 1, '2026-05-02': 5 });
      await h.refreshed();
      h.state.now = new Date(h.state.now.getTime() + 86_400_000);
      h.state.entities = [...definitions, service('Component:b', a), others];
      return h;
    }

    it('is whole in its scopes', async () => {
      const h = await merged();
      // The catalog is read while series are evaluated and scopes are not yet rolled up
      await h.rollups.refresh(await h.definitions.get());
      const rows = (scope: string) =>
        h
          .knex('scope_values')
          .where({ scope, kpi: 'count' })
          .orderBy('period')
          .select('value', 'counted');
      const whole = [
        { value: 14, counted: 2 },
        { value: 14, counted: 2 },
        { value: 5, counted: 1 },
      ];
      for (const scope of [shop, 'all']) {
        expect(await rows(scope)).toEqual(whole);
      }
      await h.refreshed();
      for (const scope of [shop, 'all']) {
        expect(await rows(scope)).toEqual(whole);
        expect(await h.months(scope, 'doubled')).toBe(
          '2026-03: 28, 2026-04: 28, 2026-05: 10',
        );
      }
      expect(await h.months(b, 'doubled')).toBe(
        '2026-03: 8, 2026-04: 8, 2026-05: 10',
      );
    });

    it('is whole in what readers of a part see of its scopes', async () => {
      const h = await merged();
      h.state.hidden.add(c);
      const { points } = await h.services.series.series(
        await h.contexts.of(caller),
        { scope: shop, kpi: 'count' },
      );
      expect(points.flatMap(({ value }) => value ?? [])).toEqual([4, 4, 5]);
    });

    it('is set aside where it comes to more than a number holds', async () => {
      const h = await harness(service('Component:a'), service('Component:b'));
      await h.write(a, { '2026-03-05': 1.7e308 });
      await h.write(b, { '2026-03-06': 1.7e308, '2026-04-05': 2 });
      await h.refreshed();
      await h.become(service('Component:b', a));
      expect(await h.knex('takeovers')).toHaveLength(1);
      expect(await h.knex('set_aside').pluck('subject')).toEqual([b]);
    });
  });

  it('gets what is written to the other meanwhile', async () => {
    const h = await harness(service('Component:a'), service('Component:b'));
    await h.write(a, { '2026-03-05': 3 });
    await h.write(b, { '2026-03-06': 4 });
    const [ofA, ofB] = [await h.seriesOf(a), await h.seriesOf(b)];
    await h.become(service('Component:b', a));
    expect(
      await h.upsert(
        [ofA, '2026-04-05', 50],
        // Of one day its own holds
        [ofB, '2026-04-06', 1],
        [ofA, '2026-04-06', 99],
      ),
    ).toEqual([]);
    await h.refreshed();
    expect(await h.months(b)).toBe('2026-03: 7, 2026-04: 51');
    expect(await h.months('all')).toBe('2026-03: 7, 2026-04: 51');
    // No source takes it away because it knows the other no more
    const [series] = await h.measurements.findSeries({
      entityRefs: [b],
      kpis: ['count'],
    });
    expect(series.takenUntil).toBe('2026-04-06');
    expect(await h.problems()).toEqual([]);
    // Also where that became part of one more
    await h.become(service('Component:b', a), service('Component:c'));
    await h.write(c, { '2026-04-07': 100 });
    await h.become(service('Component:c', `${a}, ${b}`));
    expect(
      await h.upsert([ofA, '2026-05-01', 1], [ofB, '2026-05-02', 1]),
    ).toEqual([]);
    await h.refreshed();
    expect(await h.months(c)).toBe('2026-03: 7, 2026-04: 151, 2026-05: 2');
    expect(
      await h
        .knex('measurements')
        .whereNotIn('series_id', h.knex('series').select('id')),
    ).toEqual([]);
  });

  it('refuses what is of its folded past, whoever it is written to', async () => {
    const h = await harness(service('Component:a'), service('Component:b'));
    await h.write(a, { '2026-03-05': 3 });
    await h.write(b, { '2025-01-05': 1, '2026-03-06': 4 });
    await h.refreshed();
    h.config.retention.foldAfterMs = 200 * 86_400_000;
    await h.retention.run(await h.definitions.get());
    const [ofA, ofB] = [await h.seriesOf(a), await h.seriesOf(b)];
    await h.become(service('Component:b', a));
    expect(
      await h.upsert(
        [ofA, '2025-01-07', 50],
        [ofA, '2026-04-05', 5],
        [ofB, '2025-01-08', 50],
      ),
    ).toEqual([
      expect.objectContaining({ seriesId: ofA, period: '2025-01-07' }),
      expect.objectContaining({ seriesId: ofB, period: '2025-01-08' }),
    ]);
    await h.refreshed();
    expect(await h.months(b)).toBe('2025-01: 1, 2026-03: 7, 2026-04: 5');
  });

  it.each([true, false])(
    'gets the first that is written to the other, if it has any itself: %s',
    async hasOwn => {
      const h = await harness(service('Component:a'), service('Component:b'));
      await h.write(a, { '2026-03-05': 3 }, 'other');
      if (hasOwn) {
        await h.write(b, { '2026-03-06': 4 });
      }
      const ofA = await h.seriesOf(a);
      await h.become(service('Component:b', a));
      expect(await h.upsert([ofA, '2026-04-05', 50])).toEqual([]);
      await h.refreshed();
      expect(await h.months(b)).toBe(
        `${hasOwn ? '2026-03: 4, ' : ''}2026-04: 50`,
      );
    },
  );

  it('is sent again where it is none any more', async () => {
    const h = await harness(service('Component:a'));
    await expect(h.upsert([4711, '2026-04-05', 50])).rejects.toThrow(
      'The series 4711 is no more: its entity or KPI was changed meanwhile; send it again',
    );
  });

  describe('of which one is folded', () => {
    async function folded(own: Record<string, number>) {
      const h = await harness(service('Component:a'), service('Component:b'));
      await h.write(b, own);
      await h.refreshed();
      h.config.retention.foldAfterMs = 200 * 86_400_000;
      await h.retention.run(await h.definitions.get());
      return h;
    }
    const days = { '2025-01-20': 10, '2025-01-21': 10, '2025-02-03': 1 };
    const measured = async (h: Awaited<ReturnType<typeof folded>>) => {
      const ofB = await h.seriesOf(b);
      return ((await h.measurements.read([ofB])).get(ofB) ?? []).map(
        ({ period: start, value }) => [start, value],
      );
    };

    it('consists of whole periods up to there', async () => {
      const h = await folded({ '2025-01-05': 1, '2026-04-05': 4 });
      await h.deletion.delete(
        await h.context(),
        {
          entityRef: b,
          kpi: 'count',
          from: '2025-01-01',
          to: '2025-01-31',
          setAside: false,
          dryRun: false,
        },
        () => undefined,
      );
      await h.write(a, days);
      await h.refreshed();
      await h.become(service('Component:b', a));
      expect(await measured(h)).toEqual([
        ['2025-01-01', 20],
        ['2025-02-01', 1],
        ['2026-04-05', 4],
      ]);
      expect(await h.months(b)).toBe('2025-01: 20, 2025-02: 1, 2026-04: 4');
    });

    it('waits where the Kpi is away', async () => {
      const h = await folded({ '2025-01-05': 1, '2026-04-05': 4 });
      await h.write(a, days);
      await h.refreshed();
      h.state.entities = [
        ...definitions.filter(({ kind }) => kind !== 'Kpi'),
        service('Component:b', a),
      ];
      await h.refreshed();
      expect(await h.knex('takeovers')).toEqual([]);
      await h.become(service('Component:b', a));
      expect(await h.months(b)).toBe('2025-01: 1, 2025-02: 1, 2026-04: 4');
    });
  });

  it.each([
    [`${a}, ${b}`, 7],
    [`${b}, ${a}`, 3],
  ])(
    'has of one day the value of the earlier name that is named last: %s',
    async (formerly, march) => {
      const h = await harness(service('Component:a'), service('Component:b'));
      await h.write(a, { '2026-03-05': 3, '2026-04-05': 1 });
      await h.write(b, { '2026-03-05': 7, '2026-05-05': 1 });
      await h.refreshed();
      await h.become(service('Component:c', formerly));
      const past = `2026-03: ${march}, 2026-04: 1, 2026-05: 1`;
      expect(await h.months(c)).toBe(past);
      expect(await h.months('all')).toBe(past);
      expect(toEpochDay('2026-03-05')).toBe(20517);
    },
  );
});
