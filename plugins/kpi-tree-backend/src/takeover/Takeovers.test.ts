import { fromEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Entity } from '@backstage/catalog-model';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import { entity } from '../__testUtils__/entities';
import { caller, createHarness } from '../__testUtils__/harness';
import { TakeoverStore } from '../store/TakeoverStore';
import {
  a,
  b,
  c,
  count,
  definitions,
  doubled,
  namesOf,
  renamingPortal,
  service,
} from '../__testUtils__/renamingPortal';

jest.setTimeout(60_000);

const databases = testDatabases();

async function harness(
  id: Parameters<typeof initDatabase>[1],
  ...entities: Entity[]
) {
  return renamingPortal(await initDatabase(databases, id), ...entities);
}

describe.each(databases.eachSupportedId())('a renamed entity on %s', id => {
  it('has the history of the old one, and its scopes show the same past', async () => {
    const h = await harness(id, service('Component:a'), service('Component:c'));
    await h.write(a, { '2026-03-05': 3, '2026-04-05': 4 });
    await h.write(c, { '2026-03-06': 10, '2026-04-06': 10 });
    await h.changeStore.write(
      { scope: a, kpi: 'count' },
      { date: '2026-04-01', reason: 'moved', by: 'user:x', at: 'now' },
    );
    await h.services.exceptions.declare(
      await h.context(),
      { scope: a, kpi: 'count' },
      {
        periodType: 'month',
        period: '2026-04-01',
        reason: 'Half a month',
        by: 'user:default/jane',
      },
      () => true,
    );
    await h.services.checkIns.add(
      await h.context(),
      { scope: a, kpi: 'count', periodType: 'month', period: '2026-04-01' },
      { text: 'It comes right', confidence: 'on-track' },
      { by: 'user:default/jane', mayWrite: () => true },
    );
    await h.services.comments.create(
      await h.context(),
      { scope: a, kpi: 'count', periodType: 'month', period: '2026-04-01' },
      'Half a month',
      { by: 'user:default/jane', mayWrite: () => true },
    );
    await h.refreshed();
    const past = '2026-03: 13, 2026-04: 14';
    expect(await h.months('system:default/shop')).toBe(past);

    await h.become(service('Component:b', a), service('Component:c'));
    expect(await h.months(b)).toBe('2026-03: 3, 2026-04: 4');
    expect(await h.months(b, 'doubled')).toBe('2026-03: 6, 2026-04: 8');
    for (const scope of ['system:default/shop', 'all']) {
      expect(await h.months(scope)).toBe(past);
      expect(await h.months(scope, 'doubled')).toBe('2026-03: 26, 2026-04: 28');
    }
    expect((await h.changeStore.readAll()).map(({ scope }) => scope)).toEqual([
      b,
    ]);
    expect(
      (await h.context()).definitions.acceptedChanges(b, 'count'),
    ).toMatchObject([{ date: '2026-04-01' }]);
    expect(await h.knex('comments').pluck('scope')).toEqual([b]);
    expect(
      (await h.context()).definitions.exceptionsOf(b, 'count'),
    ).toMatchObject([{ from: '2026-04-01', to: '2026-04-30' }]);
    expect(await namesOf(h.knex, a)).toEqual([]);
    expect(await h.problems()).toEqual([]);
    expect(await h.knex('takeovers')).toMatchObject([
      { from_ref: a, to_ref: b, series: 1, measurements: 2, replaced: 0 },
    ]);

    expect(h.auditor.createEvent.mock.calls).toEqual([
      [
        {
          eventId: 'history-take-over',
          severityLevel: 'medium',
          meta: { from: a, to: b, series: 1, measurements: 2, replaced: 0 },
        },
      ],
    ]);

    // Once
    const version = await h.knex('progress').where({ task: 'memberships' });
    await h.refreshed();
    expect(await h.knex('progress').where({ task: 'memberships' })).toEqual(
      version,
    );
    expect(await h.knex('takeovers')).toHaveLength(1);
    expect(await h.knex('rollup_marks')).toEqual([]);
  });

  it('has the reviews of the old one, but of periods of which it has its own', async () => {
    const h = await harness(id, service('Component:a'), service('Component:b'));
    const { reviews } = h.services;
    const begin = async (scope: string, period: string) =>
      reviews.begin(
        await h.context(),
        { scope, tree: 'tree', periodType: 'month', period },
        'user:default/jane',
        () => true,
      );
    const march = await begin(a, '2026-03-01');
    await reviews.write(
      await h.context(),
      { id: march.id, version: 1, close: true },
      { notes: 'As it was', decisions: [] },
      'user:default/jane',
      () => true,
    );
    const april = await begin(a, '2026-04-01');
    const own = await begin(b, '2026-04-01');

    await h.become(service('Component:b', a));
    const { items } = await reviews.list(
      await h.context(),
      { scope: b, tree: 'tree' },
      () => true,
    );
    expect(items.map(({ id: one }) => one)).toEqual([own.id, march.id]);
    expect(
      await reviews.read(await h.context(), march.id, () => true),
    ).toMatchObject({
      scope: b,
      state: 'closed',
      notes: 'As it was',
      origin: 'kept',
    });
    // Nothing of it is lost, and what stays is not tried again and again
    expect(await h.knex('reviews').where({ scope: a }).pluck('id')).toEqual([
      april.id,
    ]);
    const taken = jest.spyOn(TakeoverStore.prototype, 'moveReviews');
    await h.refreshed();
    expect(taken).not.toHaveBeenCalled();
    taken.mockRestore();
  });

  it('stays in its scopes until it is evaluated again', async () => {
    const h = await harness(id, service('Component:a'), service('Component:c'));
    await h.write(a, { '2026-03-05': 3 });
    await h.write(c, { '2026-03-05': 10 });
    await h.refreshed();
    h.state.now = new Date(h.state.now.getTime() + 86_400_000);
    h.state.entities = [
      ...definitions,
      service('Component:b', a),
      service('Component:c'),
    ];
    // The catalog is read while series are evaluated and scopes are not yet rolled up
    await h.rollups.refresh(await h.definitions.get());
    for (const scope of ['system:default/shop', 'all']) {
      expect(
        await h
          .knex('scope_values')
          .where({ scope, kpi: 'count' })
          .select('value', 'counted'),
      ).toEqual([{ value: 13, counted: 2 }]);
    }
    await h.refreshed();
    expect(await h.months('all')).toBe('2026-03: 13');
    expect(await h.months('all', 'doubled')).toBe('2026-03: 26');
  });

  it('stays in what readers of a part see of its scopes', async () => {
    const h = await harness(id, service('Component:a'), service('Component:c'));
    await h.write(a, { '2026-03-05': 3 });
    await h.write(c, { '2026-03-05': 10 });
    await h.refreshed();
    h.state.hidden.add(c);
    const seen = async () => {
      const { points } = await h.services.series.series(
        await h.contexts.of(caller),
        { scope: 'system:default/shop', kpi: 'count' },
      );
      return points.flatMap(({ value }) => value ?? []);
    };
    expect(await seen()).toEqual([3]);
    h.state.now = new Date(h.state.now.getTime() + 86_400_000);
    h.state.entities = [
      ...definitions,
      service('Component:b', a),
      service('Component:c'),
    ];
    expect(await seen()).toEqual([3]);
    await h.refreshed();
    expect(await seen()).toEqual([3]);
  });

  it('keeps its own values of periods of which both have one', async () => {
    const h = await harness(id, service('Component:a'));
    await h.write(a, { '2026-03-05': 3, '2026-03-06': 3, '2026-04-05': 4 });
    await h.refreshed();
    await h.become(service('Component:a'), service('Component:b'));
    await h.write(b, { '2026-03-06': 1, '2026-05-02': 5 });
    await h.refreshed();
    await h.become(service('Component:b', a));
    for (const scope of [b, 'all']) {
      expect(await h.months(scope)).toBe('2026-03: 4, 2026-04: 4, 2026-05: 5');
      expect(await h.months(scope, 'doubled')).toBe(
        '2026-03: 8, 2026-04: 8, 2026-05: 10',
      );
    }
    expect(await namesOf(h.knex, a)).toEqual([]);
    expect(await h.knex('takeovers')).toMatchObject([
      { series: 1, measurements: 3, replaced: 1 },
    ]);
  });

  it('may be renamed again, to another kind, and back', async () => {
    const h = await harness(id, service('Component:a'));
    await h.write(a, { '2026-03-05': 3 });
    await h.refreshed();
    await h.become(service('Component:b', a));
    await h.write(b, { '2026-04-05': 4 });
    await h.become(service('Resource:c', `${a}, ${b}`));
    const past = '2026-03: 3, 2026-04: 4';
    expect(await h.months('resource:default/c')).toBe(past);
    expect(await h.months('all')).toBe(past);
    await h.become(service('Component:a', 'resource:default/c'));
    expect(await h.months(a)).toBe(past);
    expect(await h.months('system:default/shop')).toBe(past);
    expect(await h.knex('takeovers')).toHaveLength(3);
    expect((await h.scorecard(a)).formerly).toEqual([
      { entityRef: 'resource:default/c', at: '2026-05-18T00:00:00.000Z' },
    ]);
    expect((await h.scorecard('all')).formerly).toBeUndefined();
  });

  it('may be a System: its members were the same', async () => {
    const h = await harness(id, service('Component:a'));
    await h.write(a, { '2026-03-05': 3, '2026-04-05': 4 });
    await h.write('system:default/shop', { '2026-04-05': 7 });
    await h.refreshed();
    const past = await h.months('system:default/shop');
    h.state.now = new Date(h.state.now.getTime() + 86_400_000);
    h.state.entities = [
      ...definitions.slice(0, -1),
      entity('System:store', {
        annotations: { formerly: 'system:default/shop' },
      }),
      entity('Component:a', {
        annotations: { tree: 'tree' },
        relations: { 'system:default/store': 'partOf' },
      }),
    ];
    await h.refreshed();
    expect(await h.months('system:default/store')).toBe(past);
    expect(
      await h.knex('scope_values').distinct('scope').pluck('scope'),
    ).toEqual(expect.arrayContaining(['all', 'system:default/store']));
    expect(await namesOf(h.knex, 'system:default/shop')).toEqual([]);
  });

  it('takes nothing of what is in the catalog, or what two name', async () => {
    const h = await harness(id, service('Component:a'), service('Component:b'));
    await h.write(a, { '2026-03-05': 3 });
    await h.refreshed();
    await h.become(service('Component:a'), service('Component:b', a));
    expect(await h.problems()).toEqual([
      expect.stringMatching(
        /^component:default\/b: metadata.annotations\[kpi-tree.io\/formerly\] names component:default\/a: it is in the catalog/,
      ),
    ]);
    await h.become(service('Component:b', a), service('Component:c', a));
    expect(await h.problems()).toEqual([
      expect.stringMatching(/b: .*another entity names it as well.*default\/c/),
      expect.stringMatching(/c: .*another entity names it as well.*default\/b/),
    ]);
    expect(await h.knex('takeovers')).toEqual([]);
    expect(await h.months('all')).toBe('2026-03: 3');
    // Whoever may not read the other does not see its name
    h.state.hidden.add(c);
    expect(await h.problems()).toEqual([
      expect.stringMatching(/b: .*neither takes over its history[^(]*$/),
    ]);
    h.state.hidden.clear();
    // Settled
    await h.become(service('Component:b', a), service('Component:c'));
    expect(await h.months(b)).toBe('2026-03: 3');
    expect(await h.months('all')).toBe('2026-03: 3');
  });

  it('asks the catalog once more whether the old one is gone', async () => {
    const h = await harness(id, service('Component:a'));
    await h.write(a, { '2026-03-05': 3 });
    await h.refreshed();
    h.catalogFinds.add(a);
    await h.become(service('Component:b', a));
    expect(await h.knex('takeovers')).toEqual([]);
    h.catalogFinds.clear();
    await h.refreshed();
    expect(await h.knex('takeovers')).toHaveLength(1);
  });

  it('is known to other backends, also to readers of a part', async () => {
    const h = await harness(id, service('Component:a'), service('Component:c'));
    await h.write(a, { '2026-03-05': 3 });
    await h.write(c, { '2026-03-05': 10 });
    await h.refreshed();
    const other = createHarness(h.knex, h.state.entities);
    await other.refreshed();
    await h.become(service('Component:b', a), service('Component:c'));
    other.state.entities = h.state.entities;
    other.state.now = h.state.now;
    other.state.hidden.add(c);
    const { points } = await other.series({
      scope: 'system:default/shop',
      kpi: 'count',
    });
    expect(points.find(({ value }) => value !== null)).toMatchObject({
      period: '2026-03-01',
      value: 3,
    });
    expect(await h.knex('takeovers')).toHaveLength(1);
  });

  it('is tried again where its history cannot be taken over', async () => {
    const h = await harness(id, service('Component:a'));
    await h.write(a, { '2026-03-05': 3 });
    await h.refreshed();
    await h.knex.schema.renameTable('takeovers', 'away');
    await h.become(service('Component:b', a));
    await h.refreshed();
    expect(await h.months('all')).toBe('2026-03: 3');
    expect(h.logger.warn.mock.calls.flat()).toEqual([
      expect.stringMatching(
        /^component:default\/b cannot take over the history of component:default\/a, which is retried/,
      ),
    ]);
    await h.knex.schema.renameTable('away', 'takeovers');
    await h.refreshed();
    expect(await h.months(b)).toBe('2026-03: 3');
    expect(await h.months('all')).toBe('2026-03: 3');
  });

  /** With a past of `a` that is folded, and days of `b` in the same time. */
  async function bothMeasured() {
    const h = await harness(id, service('Component:a'));
    await h.write(a, { '2025-01-05': 1, '2025-01-06': 2, '2026-04-05': 4 });
    await h.refreshed();
    h.config.retention.foldAfterMs = 200 * 86_400_000;
    await h.retention.run(await h.definitions.get());
    await h.become(service('Component:a'), service('Component:b'));
    await h.write(b, { '2025-01-20': 10, '2025-01-21': 10, '2025-02-03': 1 });
    await h.refreshed();
    return h;
  }

  it('waits with a folded past of which the Kpi is away', async () => {
    const h = await bothMeasured();
    h.state.entities = [
      ...definitions.filter(each => each !== count && each !== doubled),
      service('Component:b', a),
    ];
    await h.refreshed();
    expect(await h.knex('takeovers')).toEqual([]);
    await h.become(service('Component:b', a));
    expect(await h.months(b)).toBe('2025-01: 20, 2025-02: 1, 2026-04: 4');
  });

  it('keeps its folded past', async () => {
    const h = await bothMeasured();
    await h.become(service('Component:b', a));
    // Of a month that is one value it has its own
    const past = '2025-01: 20, 2025-02: 1, 2026-04: 4';
    expect(await h.months(b)).toBe(past);
    expect(await h.months('all')).toBe(past);
    const [series] = await h.measurements.findSeries({
      entityRefs: [b],
      kpis: ['count'],
    });
    const values = (await h.measurements.read([series.id])).get(series.id)!;
    expect(values.map(({ period: start, value }) => [start, value])).toEqual([
      ['2025-01-01', 20],
      ['2025-02-01', 1],
      ['2026-04-05', 4],
    ]);
    expect(series).toMatchObject({
      firstPeriod: '2025-01-01',
      lastPeriod: '2026-04-05',
      takenUntil: fromEpochDay(20548),
    });
  });
});
