/**
 * A database from before dates had bounds: what is in it is filled in by hand.
 */
import { toEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { caller, createHarness } from '../__testUtils__/harness';

jest.setTimeout(300_000);

const databases = testDatabases();
const a = 'component:default/a';
const b = 'component:default/b';

const entities = [
  owners,
  kpiEntity('mttr'),
  kpiEntity('count', {
    unit: '1',
    grain: 'month',
    aggregate: { overTime: 'sum', overEntities: 'sum' },
  }),
  kpiEntity('doubled', { formula: '2 * mttr', source: undefined }),
  treeEntity('tree', { d2c: ['mttr', 'count', 'doubled'] }),
  entity('Component:a'),
  entity('Component:b'),
];

/** Days that no portal takes any more, and one that cannot be written. */
const badDays = [
  toEpochDay('0000-01-01'),
  toEpochDay('0001-01-01'),
  toEpochDay('1899-12-31'),
  toEpochDay('2200-01-01'),
  toEpochDay('9999-12-31'),
  2_147_483_647,
  -2_147_483_648,
];

describe.each(databases.eachSupportedId())('a database on %s', id => {
  beforeEach(() => {
    jest.useFakeTimers({
      now: new Date('2026-05-15T10:00:00Z'),
      doNotFake: [
        'nextTick',
        'setImmediate',
        'clearImmediate',
        'setTimeout',
        'clearTimeout',
        'setInterval',
        'clearInterval',
        'queueMicrotask',
        'performance',
        'hrtime',
      ],
    });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  /** Measurements as they may stand in a table, past all checks. */
  async function fill(
    knex: Knex,
    entityRef: string,
    kpi: string,
    days: Record<number, number>,
    more: { grain?: string; covered_until?: string } = {},
  ) {
    const periods = Object.keys(days).map(Number);
    const [{ id: seriesId }] = await knex('series')
      .insert({
        entity_ref: entityRef,
        kpi,
        grain: 'day',
        source: 'test',
        first_period: Math.min(...periods),
        last_period: Math.max(...periods),
        updated_at: '2026-05-01T00:00:00.000Z',
        changed_from: Math.min(...periods),
        changed_to: Math.max(...periods),
        ...more,
      })
      .returning('id');
    await knex('measurements').insert(
      periods.map(day => ({
        series_id: seriesId,
        period: day,
        value: days[day],
        weight: 1,
      })),
    );
    return seriesId as number;
  }

  const good = {
    [toEpochDay('2026-03-10')]: 2,
    [toEpochDay('2026-04-10')]: 3,
  };
  const withBad = { ...good, ...Object.fromEntries(badDays.map(d => [d, 99])) };

  const values = async (
    h: ReturnType<typeof createHarness>,
    scope: string,
    kpi: string,
  ) =>
    (await h.series({ scope, kpi })).points.map(({ period: start, value }) => [
      start,
      value,
    ]);

  it('is evaluated without what has no date, which is kept and named', async () => {
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, entities);
    const seriesId = await fill(knex, a, 'mttr', withBad);
    await fill(knex, b, 'mttr', good);
    await h.startUp.run();

    expect(
      await knex('measurements').where({ series_id: seriesId }),
    ).toHaveLength(2);
    const kept = await knex('set_aside_rows').orderBy('id');
    expect(kept.map(row => row.date).sort()).toEqual([
      '0000-01-01',
      '0001-01-01',
      '1899-12-31',
      '2200-01-01',
      '9999-12-31',
      'day -2147483648',
      'day 2147483647',
    ]);
    expect(JSON.parse(kept[0].row)).toEqual({
      series_id: seriesId,
      period: -2_147_483_648,
      numerator: null,
      known_days: null,
      known_of: null,
      value: 99,
      weight: 1,
      grain: 'day',
      source: 'test',
    });
    for (const scope of [a, b, 'all']) {
      expect(await values(h, scope, 'mttr')).toEqual([
        ['2026-03-01', 2],
        ['2026-04-01', 3],
        ['2026-05-01', null],
      ]);
    }
    expect(await values(h, a, 'doubled')).toEqual([
      ['2026-03-01', 4],
      ['2026-04-01', 6],
      ['2026-05-01', null],
    ]);
    const message =
      /^7 measurements of mttr with a date such as .* are kept and not evaluated: use dates from 1900-01-01 to 2199-12-31/;
    const { problems, trees } = await h.scorecard(a);
    expect(problems).toEqual([
      { entityRef: a, field: 'mttr', message: expect.stringMatching(message) },
    ]);
    // They hide nothing
    expect(trees[0].root.children[0].children[0].problem).toBeUndefined();
    const { items } = await h.quality.report(await h.contexts.of(caller), {
      scope: 'all',
      kind: 'set-aside',
    });
    expect(items).toMatchObject([
      { entityRef: a, kpi: 'mttr', messages: [expect.stringMatching(message)] },
    ]);
    const logged = h.logger.warn.mock.calls.map(([line]) => line);
    expect(logged).toEqual([
      expect.stringMatching(
        /^7 rows of the database have dates that are not from 1900-01-01 to 2199-12-31, or are too far ahead, and are set aside: measurement of mttr of component:default\/a with /,
      ),
    ]);

    // Another start finds nothing more
    h.logger.warn.mockClear();
    await h.startUp.run();
    expect(h.logger.warn).not.toHaveBeenCalled();
    expect(await knex('set_aside_rows')).toHaveLength(7);
  });

  it('loses nothing of a series of which no date is right', async () => {
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, entities);
    await fill(knex, a, 'mttr', { [badDays[4]]: 1, [badDays[0]]: 2 });
    await fill(knex, b, 'mttr', good);
    await h.startUp.run();
    expect(await values(h, a, 'mttr')).toEqual([]);
    expect(await values(h, 'all', 'mttr')).toHaveLength(3);
    expect(await knex('set_aside_rows')).toHaveLength(2);
  });

  it('has as many bad rows as it has, a part of them at a time', async () => {
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, entities);
    const many = await fill(knex, a, 'mttr', good);
    const first = toEpochDay('2300-01-01');
    const rows = Array.from({ length: 12_000 }, (_, i) => ({
      series_id: many,
      period: first + i,
      value: i,
      weight: 1,
    }));
    for (let i = 0; i < rows.length; i += 500) {
      await knex('measurements').insert(rows.slice(i, i + 500));
    }
    await knex('series')
      .where({ id: many })
      .update({ last_period: first + 11_999 });
    await h.startUp.run();
    const [{ count }] = await knex('set_aside_rows').count({ count: '*' });
    expect(Number(count)).toBe(12_000);
    expect(await values(h, a, 'mttr')).toHaveLength(3);
  });

  it('has measurements that are too far ahead, which come when they are due', async () => {
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, entities);
    await fill(knex, a, 'mttr', {
      ...good,
      [toEpochDay('2026-05-16')]: 4, // tomorrow
      [toEpochDay('2026-05-20')]: 5,
      [toEpochDay('2190-01-01')]: 6,
    });
    await fill(
      knex,
      a,
      'count',
      { [toEpochDay('2026-06-01')]: 1, [toEpochDay('2026-07-01')]: 2 },
      { grain: 'month' },
    );
    await h.startUp.run();
    expect(
      (await knex('set_aside_rows').orderBy('date')).map(row => row.date),
    ).toEqual(['2026-05-20', '2026-07-01', '2190-01-01']);

    jest.setSystemTime(new Date('2026-06-02T10:00:00Z'));
    h.state.now = new Date('2026-06-02T10:00:00Z');
    await h.startUp.run();
    expect((await knex('set_aside_rows')).map(row => row.date)).toEqual([
      '2190-01-01',
    ]);
    expect(await values(h, a, 'mttr')).toEqual([
      ['2026-03-01', 2],
      ['2026-04-01', 3],
      ['2026-05-01', 4.5],
      ['2026-06-01', null],
    ]);
  });

  it('keeps what is measured where the admin looks at the past', async () => {
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, entities);
    await fill(knex, a, 'mttr', good);
    h.state.now = new Date('2025-01-15T00:00:00Z');
    await h.startUp.run();
    expect(await knex('measurements')).toHaveLength(2);
  });

  it('says how far no source can be complete', async () => {
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, entities);
    const covered = async (covered_until: string, ref: string) =>
      fill(knex, ref, 'mttr', good, { covered_until });
    await covered('9999-12-31T00:00:00.000Z', a);
    await covered('2026-05-14T00:00:00.000Z', b);
    await fill(knex, a, 'count', good, {
      grain: 'month',
      covered_until: 'always',
    });
    await h.startUp.run();
    expect(await knex('series').orderBy('id').pluck('covered_until')).toEqual([
      null,
      '2026-05-14T00:00:00.000Z',
      null,
    ]);
    expect(
      (await knex('set_aside_rows').orderBy('kpi')).map(row => [
        row.what,
        row.kpi,
        row.date,
      ]),
    ).toEqual([
      ['coverage', 'count', 'always'],
      ['coverage', 'mttr', '9999-12-31T00:00:00.000Z'],
    ]);
    const { problems } = await h.scorecard(a);
    expect(problems.map(({ message }) => message)).toContainEqual(
      expect.stringContaining(
        '1 note of its source on how far it is complete of mttr with a date such as 9999-12-31T00:00:00.000Z is kept',
      ),
    );
  });

  it('has changes and versions of no time', async () => {
    const knex = await initDatabase(databases, id);
    const older = kpiEntity('mttr', {
      target: [{ from: '2000-01-01', value: 1 }],
    });
    const h = createHarness(
      knex,
      entities.map(one =>
        one.kind === 'Kpi' && one.metadata.name === 'mttr' ? older : one,
      ),
    );
    await fill(knex, a, 'mttr', good);
    await h.refreshed();
    h.state.entities = entities;
    await knex('declared_changes').insert(
      [badDays[0], toEpochDay('2026-04-01'), badDays[5]].map(date => ({
        scope: a,
        kpi: 'mttr',
        date,
        reason: 'because',
        declared_by: 'user:default/jane',
        declared_at: '2026-05-01T00:00:00.000Z',
      })),
    );
    await knex('definition_versions').insert(
      ['never', '9999-12-31T00:00:00.000Z'].map((since, index) => ({
        kind: 'Kpi',
        name: 'mttr',
        number: index + 2,
        hash: `older ${index}`,
        since,
        definition: JSON.stringify({
          title: 'mttr',
          description: '',
          spec: {
            ...kpiEntity('mttr').spec,
            target: [{ from: '0000-01-01', value: 2 }],
          },
        }),
      })),
    );
    await h.startUp.run();
    const definitions = await h.refreshed();
    expect(definitions.acceptedChanges(a, 'mttr')).toEqual([
      { date: '2026-04-01', reason: 'because' },
    ]);
    expect(
      (await knex('set_aside_rows').where({ what: 'change' })).map(
        row => row.date,
      ),
    ).toEqual(['0000-01-01', 'day 2147483647']);
    const { points } = await h.series({ scope: a, kpi: 'mttr' });
    expect(points.map(({ value, target }) => [value, target])).toEqual([
      [2, 1],
      [3, 1],
      [null, 1],
    ]);
  });

  it('has nothing left of what was made of such days', async () => {
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, entities);
    const seriesId = await fill(knex, a, 'mttr', good);
    await h.refreshed();
    for (const day of badDays) {
      await knex('period_values').insert({
        series_id: seriesId,
        period: day,
        value: 9,
        weight: 1,
      });
      await knex('scope_values').insert({
        scope: 'all',
        kpi: 'mttr',
        period: day,
        value: 9,
        weight: 1,
        counted: 1,
      });
      await knex('rollup_marks').insert({
        scope: 'all',
        kpi: 'mttr',
        period: day,
      });
    }
    await h.startUp.run();
    for (const scope of [a, 'all']) {
      expect(await values(h, scope, 'mttr')).toHaveLength(3);
    }
    for (const table of ['period_values', 'scope_values', 'rollup_marks']) {
      expect(await knex(table).where('period', '<', 0)).toEqual([]);
      expect(await knex(table).where('period', '>', 30_000)).toEqual([]);
    }
  });
});
