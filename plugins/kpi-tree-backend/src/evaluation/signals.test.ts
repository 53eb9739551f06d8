/**
 * What is stored of a history with each write is what comes of assessing the history.
 */
import {
  assessSeries,
  boundInForce,
  SignalValue,
  summarise,
} from '@internal/kpi-tree';
import {
  addPeriods,
  fromEpochDay,
  ScorecardNode,
  SignalSettings,
  Target,
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

jest.setTimeout(300_000);

const databases = testDatabases();
const a = 'component:default/a';
const b = 'component:default/b';
const system = 'system:default/s';

const entitiesWith = (mttr: object = {}, count: object = {}) => [
  owners,
  kpiEntity('mttr', mttr),
  kpiEntity('count', {
    unit: '1',
    aggregate: { overTime: 'sum', overEntities: 'sum' },
    ...count,
  }),
  kpiEntity('doubled', { formula: '2 * mttr', source: undefined }),
  treeEntity('tree', { d2c: ['mttr', 'doubled'], other: ['count'] }),
  entity('System:s'),
  entity('Component:a', { relations: { [system]: 'partOf' } }),
  entity('Component:b', { relations: { [system]: 'partOf' } }),
];

/** The months up to April 2026, which is the current one. */
const monthsBack = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    addPeriods('2026-04-01', 'month', i + 1 - count),
  );

/** Values about a level, with a little noise that is always the same. */
const about = (level: number, count: number) =>
  Array.from({ length: count }, (_, i) => level + ((i * 7) % 5) / 10);

describe.each(databases.eachSupportedId())('signals on %s', id => {
  async function harness(mttr?: object) {
    const knex = await initDatabase(databases, id);
    const h = createHarness(knex, entitiesWith(mttr));
    /** A value on the first day of each of the last months, or on given days. */
    const write = async (
      entityRef: string,
      kpi: string,
      values: (number | null)[],
      days = monthsBack(values.length),
      weight = 1,
    ) => {
      const [[, seriesId]] = await h.measurements.ensureSeries([
        { entityRef, kpi, grain: 'day' },
      ]);
      await h.measurements.upsert(
        values.flatMap((value, i) =>
          value === null ? [] : [{ seriesId, period: days[i], value, weight }],
        ),
        { source: 'test', at: h.state.now },
      );
    };
    const leaf = async (scope: string, kpi: string): Promise<ScorecardNode> => {
      const { trees } = await h.scorecard(scope);
      return trees[0].root.children
        .flatMap(node => node.children)
        .find(node => node.kpi === kpi)!;
    };
    return { h, knex, write, leaf };
  }

  /** What a history of the last months says, assessed by itself. */
  const assessed = (
    values: (number | null)[],
    options: {
      settings?: SignalSettings;
      target?: Target;
      weight?: number;
    } = {},
  ) => {
    const { settings = { rules: 'nhs' }, target = 4, weight = 1 } = options;
    const history = monthsBack(values.length).map(
      (start, i): SignalValue => ({
        period: start,
        value: values[i],
        weight: values[i] === null ? null : weight,
      }),
    );
    return assessSeries(history, {
      periodType: 'month',
      direction: 'lower',
      unit: 'h',
      overTime: 'mean',
      daysLate: 0,
      settings,
      targetIn: start => boundInForce(target, start),
    });
  };

  it('are stored of series, scopes, formulas and nodes with each write', async () => {
    const { h, write, leaf } = await harness();
    const values = [...about(6, 30), ...about(3, 10)];
    await write(a, 'mttr', values);
    await write(b, 'mttr', about(6, 40));

    const expected = assessed(values);
    expect(expected.trend).toMatchObject({ trend: 'improving' });
    const own = await leaf(a, 'mttr');
    expect(own.trend).toBe('improving');
    expect(own.signals).toEqual(summarise(expected));
    const signals = await h.series({ scope: a, kpi: 'mttr' });
    expect(signals.assessment).toEqual(expected);
    expect(signals.sentences?.[0]).toMatch(/: improving since /);
    expect(signals.sentences?.[1]).toMatch(
      /^At its current performance the KPI will .* target of/,
    );
    expect((await leaf(b, 'mttr')).trend).toBe('stable');

    const mean = values.map((value, i) => (value + about(6, 40)[i]) / 2);
    const ofScope = assessed(mean, { weight: 2 });
    for (const scope of ['all', system]) {
      expect((await leaf(scope, 'mttr')).signals).toEqual(summarise(ofScope));
      expect((await h.series({ scope, kpi: 'mttr' })).assessment).toEqual(
        ofScope,
      );
    }
    const ofFormula = assessed(values.map(value => 2 * value));
    expect((await leaf(a, 'doubled')).signals).toEqual(summarise(ofFormula));

    const [d2c, other] = (await h.scorecard(a)).trees[0].root.children;
    expect([d2c.trend, other.trend]).toEqual(['improving', 'unknown']);
    const page = await h.members({
      scope: 'all',
      kpi: 'mttr',
      sort: 'name',
      limit: 5,
    });
    expect(page.items.map(item => item.trend)).toEqual(['improving', 'stable']);
    const byWeek = await h.series({
      scope: a,
      kpi: 'mttr',
      periodType: 'week',
    });
    expect(byWeek.assessment).toBeUndefined();
  });

  it('are what the history says, whatever was written in which order', async () => {
    const { h, knex, write, leaf } = await harness();
    const months = 70;
    const row = fc.record({
      month: fc.nat({ max: months - 1 }),
      value: fc.integer({ min: 0, max: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(row, { minLength: 1, maxLength: 60 }), {
          minLength: 1,
          maxLength: 3,
        }),
        async writes => {
          for (const table of ['measurements', 'period_values', 'current']) {
            await knex(table).delete();
          }
          await knex('series').delete();
          const known: (number | null)[] = Array(months).fill(null);
          for (const rows of writes) {
            rows.forEach(({ month, value }) => (known[month] = value));
            const values = Array(months).fill(null);
            rows.forEach(({ month }) => (values[month] = known[month]));
            await write(a, 'mttr', values);
            await leaf(a, 'mttr');
          }
          const { signals } = await leaf(a, 'mttr');
          const inWindow = known.slice(months - 60);
          const first = inWindow.findIndex(value => value !== null);
          const since = first < 0 ? [] : inWindow.slice(first);
          const { assessment } = await h.series({ scope: a, kpi: 'mttr' });
          expect(signals).toEqual(summarise(assessment!));
          const { trend, capability, forecast } = assessed(since);
          expect(assessment).toMatchObject({ trend, capability });
          expect(assessment!.forecast).toEqual(forecast);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('know rare events by the days between them', async () => {
    const { h, write, leaf } = await harness();
    const begin = toEpochDay('2024-01-01');
    const all = Array.from(
      { length: toEpochDay('2026-05-01') - begin },
      (_, i) => i,
    );
    await write(
      a,
      'count',
      all.map(day => Number(day % 37 === 0)),
      all.map(day => fromEpochDay(begin + day)),
    );
    const { signals, trend } = await leaf(a, 'count');
    expect(signals).toMatchObject({ method: 'time-between', trend: 'stable' });
    expect(signals!.mean).toBeCloseTo(37, 0);
    expect(trend).toBe('stable');
    const { assessment } = await h.series({ scope: a, kpi: 'count' });
    expect(signals).toEqual(summarise(assessment!));
  });

  it('follow the definition, the configuration and accepted changes', async () => {
    const { h, write, leaf } = await harness();
    const values = [...about(6, 20), ...about(3, 10)];
    await write(a, 'mttr', values);
    await write(b, 'mttr', values);
    expect((await leaf('all', 'mttr')).trend).toBe('improving');

    const settings: SignalSettings = {
      rules: 'wheeler',
      changes: [{ date: '2025-07-01', reason: 'a new team' }],
    };
    h.state.entities = entitiesWith({ signals: settings });
    for (const [scope, weight] of [
      [a, 1],
      ['all', 2],
    ] as const) {
      const { signals, trend } = await leaf(scope, 'mttr');
      expect(trend).toBe('stable');
      expect(signals).toEqual(
        summarise(assessed(values, { settings, weight })),
      );
    }

    h.state.entities = entitiesWith();
    h.config.signals = { rules: 'western-electric' };
    const { assessment } = await h.series({ scope: a, kpi: 'mttr' });
    expect(assessment!.trend.rules).toBe('western-electric');
    h.config.signals = { rules: 'nhs' };

    expect((await leaf(a, 'mttr')).trend).toBe('improving');
    await h.changeStore.write(
      { scope: a, kpi: 'mttr' },
      { date: '2025-07-14', reason: 'x', by: 'user:default/jane', at: 'now' },
    );
    await h.changeStore.write(
      { scope: 'all', kpi: 'mttr' },
      { date: '2025-07-14', reason: 'x', by: 'user:default/jane', at: 'now' },
    );
    expect((await leaf(a, 'mttr')).signals).toMatchObject({
      trend: 'stable',
      chartFrom: '2025-07-01',
    });
    expect((await leaf('all', 'mttr')).trend).toBe('stable');
    expect((await leaf(b, 'mttr')).trend).toBe('improving');
    expect((await leaf(system, 'mttr')).trend).toBe('improving');
  });

  it('are judged by the targets that are in force', async () => {
    const { h, write, leaf } = await harness();
    await write(a, 'mttr', about(6, 30));
    expect((await leaf(a, 'mttr')).signals?.capability).toBe('never');
    expect((await leaf('all', 'mttr')).signals?.capability).toBe('never');
    const target = [
      { from: '2020-01-01', value: 9 },
      { from: '2026-08-01', value: 6.2 },
    ];
    h.state.entities = entitiesWith({ target, threshold: undefined });
    for (const scope of [a, 'all']) {
      const { signals } = await leaf(scope, 'mttr');
      expect(signals).toEqual(summarise(assessed(about(6, 30), { target })));
      expect(signals).toMatchObject({
        capability: 'consistently',
        chance: { period: '2026-05-01', target: 9 },
        nextTarget: { period: '2026-08-01', target: 6.2 },
      });
    }
  });

  it('count what is measured of the running period in its forecast', async () => {
    const { h, write, leaf } = await harness();
    h.state.entities = entitiesWith({}, { target: 0, threshold: 1 });
    await write(a, 'count', [...Array(23).fill(0), 1]);
    await write(b, 'count', Array(24).fill(0));
    for (const scope of [a, b, system, 'all']) {
      const { chance } = (await leaf(scope, 'count')).signals!;
      expect(chance!.probability).toBeGreaterThan(0.5);
      expect(chance!.probability).toBeLessThan(1);
    }

    await write(a, 'count', [2], ['2026-05-03']);
    for (const scope of [a, system, 'all']) {
      const { signals } = await leaf(scope, 'count');
      expect(signals!.chance).toMatchObject({
        period: '2026-05-01',
        target: 0,
        probability: 0,
      });
      const { assessment, sentences } = await h.series({ scope, kpi: 'count' });
      expect(signals).toEqual(summarise(assessment!));
      expect(assessment!.forecast!.points[0].value).toBeGreaterThanOrEqual(2);
      expect(sentences!.join('\n')).toContain(
        'Can no longer be on target in May 2026',
      );
    }
    expect((await leaf(b, 'count')).signals!.chance!.probability).not.toBe(0);
    h.state.hidden.add(a);
    const { chance } = (await leaf('all', 'count')).signals!;
    expect(chance!.probability).toBeGreaterThan(0.5);
  });

  it('are of those members that the caller may see', async () => {
    const { h, write, leaf } = await harness();
    await write(a, 'mttr', [...about(6, 20), ...about(3, 10)]);
    await write(b, 'mttr', [...about(3, 20), ...about(6, 10)]);
    expect((await leaf('all', 'mttr')).trend).not.toBe('worsening');
    h.state.hidden.add(a);
    const { signals } = await leaf('all', 'mttr');
    expect(signals?.trend).toBe('worsening');
    const { assessment } = await h.series({ scope: 'all', kpi: 'mttr' });
    expect(signals).toEqual(summarise(assessment!));
  });

  it('are evaluated once after an upgrade, and when a day turns', async () => {
    const { h, knex, write, leaf } = await harness();
    await write(a, 'mttr', about(6, 30));
    const before = await Promise.all([leaf(a, 'mttr'), leaf('all', 'mttr')]);
    await knex('current').update({
      evaluated_with: 'older.older.2026-04-01.older.0',
      details: '{"threshold":8,"spark":[]}',
      trend: null,
    });
    const { state } = await knex('scope_current').first('state');
    await knex('scope_current').update({
      evaluated_with: null,
      state: JSON.stringify({ ...JSON.parse(state), signals: undefined }),
    });
    await knex('progress').where({ task: 'evaluate' }).delete();
    const after = await Promise.all([leaf(a, 'mttr'), leaf('all', 'mttr')]);
    expect(after.map(node => node.signals)).toEqual(
      before.map(node => node.signals),
    );
    expect(after[0].signals).toBeDefined();
    expect(await knex('current').pluck('trend')).toContain('stable');

    h.state.now = new Date('2026-09-01T00:00:00Z');
    for (const scope of [a, 'all']) {
      const { signals } = await leaf(scope, 'mttr');
      const { assessment } = await h.series({ scope, kpi: 'mttr' });
      expect(signals).toEqual(summarise(assessment!));
    }
    expect((await leaf(a, 'mttr')).signals?.quality.issues).toMatchObject([
      { kind: 'late', amount: 107 },
    ]);
  });
});
