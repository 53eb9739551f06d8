/**
 * A member of a scope of which nothing is known in a period is missing there: what the
 * others come to is not what the scope comes to.
 */
import {
  fromEpochDay,
  KpiScorecardNode,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
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
const [a, b] = ['component:default/a', 'component:default/b'];
const system = 'system:default/s';
const team = 'group:default/team';
const ofTeam = Array.from({ length: 10 }, (_, i) => `t${i}`);

const sum = {
  unit: '1',
  aggregate: { overTime: 'sum', overEntities: 'sum' },
  target: 400,
  threshold: 500,
};

const entities = [
  owners,
  kpiEntity('errors', sum),
  kpiEntity('requests', sum),
  kpiEntity('mttr', { target: 400, threshold: 500 }),
  kpiEntity('open-age', {
    aggregate: { overTime: 'last', overEntities: 'mean' },
  }),
  kpiEntity('share', {
    unit: '%',
    target: 60,
    threshold: 90,
    formula: '100 * errors / requests',
    source: undefined,
  }),
  treeEntity('tree', {
    d2c: ['errors', 'requests', 'mttr', 'open-age', 'share'],
  }),
  ...['a', 'b'].map(name =>
    entity(`Component:${name}`, { relations: { [system]: 'partOf' } }),
  ),
  ...ofTeam.map(name =>
    entity(`Component:${name}`, { relations: { [team]: 'ownedBy' } }),
  ),
  entity('System:s'),
  entity('Group:team'),
];

/** The days of a stretch, the last excluded. */
const days = (from: string, until: string) =>
  Array.from({ length: toEpochDay(until) - toEpochDay(from) }, (_, i) =>
    fromEpochDay(toEpochDay(from) + i),
  );

const march = days('2026-03-01', '2026-04-01');
const april = days('2026-04-01', '2026-05-01');

/** What a service has of a KPI on some days, 10 of 2 things a day. */
const had = (
  ref: string,
  dates: string[],
  { kpi = 'errors', value = 10, weight = 2 } = {},
) =>
  dates.map(start => ({ entityRef: ref, kpi, period: start, value, weight }));

describe.each(databases.eachSupportedId())('silent members on %s', id => {
  async function portal(silence: 'nothing' | 'unknown') {
    const source = new FakeSource('test');
    source.silence = silence;
    source.window = {
      history: { days: 200 },
      overlap: { days: 3 },
      chunk: { days: 200 },
    };
    let all: ReturnType<typeof had> = [];
    source.collectWith = async function* collect({ from, to }) {
      yield {
        measurements: all.filter(
          ({ period: start }) =>
            from!.getTime() <= Date.parse(start) &&
            Date.parse(start) < to.getTime(),
        ),
      };
    };
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, entities, source);
    h.config.completenessFloor = 0.9;
    const leaf = async (kpi: string, scope: string, asOf?: string) =>
      (
        await h.scorecard(scope, undefined, { asOf })
      ).trees[0].root.children[0].children.find(
        node => node.kpi === kpi,
      )! as KpiScorecardNode;
    return {
      h,
      knex,
      source,
      leaf,
      has: async (...rows: ReturnType<typeof had>[]) => {
        all = rows.flat();
        await h.collect();
      },
      state: async (...place: Parameters<typeof leaf>) => {
        const { value, status, known } = await leaf(...place);
        return `${value} ${status}${
          known ? ` ${known.days} of ${known.of}` : ''
        }`;
      },
      points: async (kpi: string, scope: string, periodType?: 'quarter') =>
        (await h.series({ scope, kpi, periodType })).points.map(
          ({ period: start, value, status, known }) =>
            `${start} ${value} ${status}${
              known ? ` ${known.days} of ${known.of}` : ''
            }`,
        ),
      /** Collects again what there is of some days. */
      again: async (from: string, to: string) =>
        (
          await h.collector.start('test', {
            trigger: 'backfill',
            from: `${from}T00:00:00.000Z`,
            to: `${to}T00:00:00.000Z`,
          })
        ).ended,
      /** What is stored of scopes, and that it is what comes of making all again. */
      asMadeAnew: async () => {
        await h.refreshed();
        const read = () =>
          knex('scope_values').orderBy(['scope', 'kpi', 'period']);
        const stored = await read();
        await knex.transaction(tx => h.rollupStore.markAll(tx));
        await h.refreshed();
        expect(stored).toEqual(await read());
      },
    };
  }

  it('are missing where nothing is known of them', async () => {
    const { h, has, state, leaf, points, asMadeAnew } = await portal('unknown');
    await has(had(a, [...march, ...april]), had(b, march));
    for (const scope of [system, 'all']) {
      expect(await state('errors', scope)).toBe('300 incomplete 30 of 60');
      expect(await state('errors', scope, '2026-05-10')).toBe(
        '300 incomplete 30 of 60',
      );
      expect(await state('errors', scope, '2026-04-15')).toBe('620 on-target');
    }
    expect(await state('errors', a)).toBe('300 on-target');
    expect(await state('errors', b)).toBe('null no-data');
    const node = await leaf('errors', system);
    expect(node).toMatchObject({ score: null, coverage: 0, trend: 'unknown' });
    expect(node.spark.filter(([, value]) => value !== null)).toEqual([
      ['2026-03-01', 620],
    ]);
    expect(await points('errors', system)).toEqual([
      '2026-03-01 620 on-target',
      '2026-04-01 300 incomplete 30 of 60',
      '2026-05-01 null no-data',
    ]);
    expect(await points('errors', system, 'quarter')).toEqual([
      '2026-01-01 620 incomplete 62 of 180',
      '2026-04-01 300 no-target 44 of 88',
    ]);
    expect(
      await h.services.contributions.contribution(await h.context(), {
        scope: system,
        kpi: 'errors',
      }),
    ).toMatchObject({
      limit: 'incomplete',
      before: { value: 620 },
      after: { value: 300, known: { days: 30, of: 60 } },
    });
    const page = await h.members({
      scope: system,
      kpi: 'errors',
      sort: 'name',
      limit: 5,
    });
    expect(page.items).toMatchObject([
      { entityRef: a, value: 300, status: 'on-target' },
      { entityRef: b, value: null, status: 'no-data' },
    ]);
    const { points: scores } = await h.services.scoreHistories.history(
      await h.context(),
      { scope: system, tree: 'tree', from: '2026-03-01', to: '2026-04-30' },
    );
    expect(scores.map(({ score }) => score)).toEqual([null, null]);
    await asMadeAnew();
  });

  it('miss nothing where their source has looked and found nothing', async () => {
    const { has, state, points, asMadeAnew } = await portal('nothing');
    await has(
      had(a, [...march, ...april]),
      had(b, march),
      had(a, april, { kpi: 'open-age', value: 3 }),
      had(b, march, { kpi: 'open-age', value: 3 }),
    );
    expect(await state('errors', system)).toBe('300 on-target');
    expect(await state('open-age', system)).toBe('3 on-target');
    expect(await points('errors', system, 'quarter')).toContain(
      '2026-04-01 300 no-target',
    );
    await asMadeAnew();
  });

  it('are missing on the days on which their source did not look', async () => {
    const { h, has, state, again, asMadeAnew } = await portal('nothing');
    h.state.now = new Date('2026-04-13T00:00:00Z');
    await has(had(a, april), had(b, march), had(b, march, { kpi: 'open-age' }));
    expect(await state('errors', system)).toBe('310 on-target');
    h.state.now = new Date('2026-05-02T00:00:00Z');
    // Nobody collected since
    expect(await state('errors', system)).toBe('120 incomplete 24 of 60');
    await asMadeAnew();
    await again('2026-04-10', '2026-05-01');
    expect(await state('errors', system)).toBe('300 on-target');
    await asMadeAnew();
  });

  it('miss nothing before they begin', async () => {
    const { has, points, again, asMadeAnew } = await portal('unknown');
    const winter = days('2026-01-01', '2026-03-01');
    const ofA = had(a, [...winter, ...march, ...april]);
    await has(ofA, had(b, [...march.slice(9), ...april]));
    expect((await points('errors', system)).slice(0, 4)).toEqual([
      '2026-01-01 310 on-target',
      '2026-02-01 280 on-target',
      '2026-03-01 530 incomplete 53 of 62',
      '2026-04-01 600 on-target',
    ]);
    await asMadeAnew();
    // It turns out to have begun before: what is between is missing then
    await has(ofA, had(b, [winter[4], ...march.slice(9), ...april]));
    await again('2026-01-01', '2026-01-10');
    expect((await points('errors', system)).slice(0, 4)).toEqual([
      '2026-01-01 320 incomplete 32 of 62',
      '2026-02-01 280 incomplete 28 of 56',
      '2026-03-01 530 incomplete 53 of 62',
      '2026-04-01 600 on-target',
    ]);
    await asMadeAnew();
  });

  it('are missed again no more once what began them is deleted', async () => {
    const { h, has, points, asMadeAnew } = await portal('unknown');
    await has(
      had(a, days('2026-01-01', '2026-05-01')),
      had(b, ['2026-01-05', ...april]),
    );
    expect((await points('errors', system))[1]).toBe(
      '2026-02-01 280 incomplete 28 of 56',
    );
    await h.deletion.delete(
      await h.context(),
      {
        entityRef: b,
        kpi: 'errors',
        from: '2026-01-01',
        to: '2026-01-31',
        setAside: false,
        dryRun: false,
      },
      () => {},
    );
    expect((await points('errors', system)).slice(0, 4)).toEqual([
      '2026-01-01 310 on-target',
      '2026-02-01 280 on-target',
      '2026-03-01 310 on-target',
      '2026-04-01 600 on-target',
    ]);
    await asMadeAnew();
  });

  it('are missing in the period that runs on the days that have passed', async () => {
    const { h, has, points, state } = await portal('unknown');
    const may = days('2026-05-01', '2026-05-15');
    await has(had(a, [...april, ...may]), had(b, april));
    expect((await points('errors', system)).pop()).toBe(
      '2026-05-01 140 on-target 14 of 28',
    );
    // And in all of it when it is over, though nobody writes anything
    h.state.now = new Date('2026-06-02T00:00:00Z');
    expect(await state('errors', system)).toBe('140 incomplete 14 of 62');
  });

  it('are missing in each period that passed while nobody was there', async () => {
    const { h, has, points, asMadeAnew } = await portal('unknown');
    h.state.now = new Date('2026-02-10T00:00:00Z');
    await has(had(a, days('2026-01-01', '2026-02-10')), had(b, ['2026-01-03']));
    h.state.now = new Date('2026-05-15T00:00:00Z');
    expect((await points('errors', system))[1]).toBe(
      '2026-02-01 90 incomplete 9 of 56',
    );
    await asMadeAnew();
  });

  it('are shown of a group that is judged in spite of one of ten', async () => {
    const { has, state } = await portal('unknown');
    await has(
      ...ofTeam.map((name, i) =>
        had(`component:default/${name}`, i ? [...march, ...april] : march, {
          value: 1,
        }),
      ),
    );
    expect(await state('errors', team)).toBe('270 on-target 270 of 300');
  });

  it('are missing in the operands of a formula', async () => {
    const { h, has, state, points, asMadeAnew } = await portal('unknown');
    const requests = { kpi: 'requests', value: 20 };
    await has(
      had(a, [...march, ...april]),
      had(b, march),
      had(a, [...march, ...april], requests),
      had(b, [...march, ...april], requests),
    );
    expect(await state('share', a)).toBe('50 on-target');
    expect(await state('share', system)).toBe('25 incomplete 30 of 60');
    expect(await points('share', system)).toContain('2026-03-01 50 on-target');
    await asMadeAnew();
    h.state.now = new Date('2026-07-15T00:00:00Z');
    expect(await points('share', system, 'quarter')).toContain(
      '2026-04-01 25 incomplete 30 of 182',
    );
  });

  it('are missed by those only who may see them', async () => {
    const { h, has } = await portal('unknown');
    await has(had(a, [...march, ...april]), had(b, march));
    const definitions = await h.refreshed();
    const stateFor = async (...visible: string[]) =>
      (
        await h.rollups
          .of(definitions, definitions.kpi('errors'))
          .calculate(system, new Set(visible))
      ).state;
    expect(await stateFor(a, b)).toMatchObject({
      value: 300,
      known: { days: 30, of: 60 },
    });
    const seen = await stateFor(a);
    expect(seen).toMatchObject({ value: 300 });
    expect(seen).not.toHaveProperty('known');
    expect(await stateFor(b)).toMatchObject({ value: null });
  });

  it('are no members of which no value comes of what was measured', async () => {
    const { has, state, asMadeAnew } = await portal('unknown');
    const mttr = { kpi: 'mttr' };
    await has(
      had(a, [...march, ...april], mttr),
      had(b, march, mttr),
      had(b, april, { ...mttr, weight: 0 }),
    );
    expect(await state('mttr', b)).toBe('null no-data');
    expect(await state('mttr', system)).toBe('10 on-target');
    await asMadeAnew();
  });

  it('are those that cannot be evaluated, whatever their source found', async () => {
    const { has, state, points, asMadeAnew } = await portal('nothing');
    await has(
      had(a, [...march, ...april]),
      had(b, april.slice(0, 2), { value: 1.7e308 }),
    );
    expect(await state('errors', system)).toBe('300 incomplete 30 of 60');
    expect(await points('errors', system, 'quarter')).toContain(
      '2026-04-01 300 no-target 44 of 88',
    );
    await asMadeAnew();
  });

  it('count as whole where nobody knows what is known', async () => {
    const { knex, has, state } = await portal('unknown');
    await has(had(a, [...march, ...april]), had(b, march));
    await knex('series').update({
      known_from: null,
      known_until: null,
      changed_from: -2_147_483_648,
      changed_to: 2_147_483_647,
    });
    expect(await state('errors', system)).toBe('300 on-target');
  });

  it('miss nothing any more once they have left', async () => {
    const { h, has, state, points } = await portal('unknown');
    h.state.now = new Date('2026-04-20T00:00:00Z');
    await has(had(a, days('2026-03-01', '2026-06-01')), had(b, march));
    expect(await state('errors', system)).toBe('620 on-target');
    h.state.entities = entities.filter(({ metadata }) => metadata.name !== 'b');
    await h.refreshed();
    h.state.now = new Date('2026-05-15T00:00:00Z');
    await h.collect();
    expect(await points('errors', system)).toEqual([
      '2026-03-01 620 on-target',
      '2026-04-01 300 on-target',
      '2026-05-01 140 on-target',
    ]);
  });
});
