import { Entity } from '@backstage/catalog-model';
import { Insight } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { createHarness, measured } from '../__testUtils__/harness';
import { InsightsRequest } from './InsightService';

jest.setTimeout(300_000);

const databases = testDatabases();

const a = 'component:default/a';
const b = 'component:default/b';
const system = 'system:default/s';

const entities: Entity[] = [
  owners,
  kpiEntity('mttr'),
  kpiEntity('count', {
    unit: '1',
    aggregate: { overTime: 'sum', overEntities: 'sum' },
  }),
  treeEntity('tree', { d2c: ['mttr', 'count'] }),
  entity('System:s'),
  entity('Component:a', { relations: { [system]: 'partOf' } }),
  entity('Component:b', { relations: { [system]: 'partOf' } }),
];

/** A portal in the middle of May 2026, and what moved in it. */
function openPortal(knex: Knex) {
  const h = createHarness(knex, entities);
  return {
    ...h,
    /** Measures a KPI of an entity in months, `[month, value]`. */
    write: async (
      ref: string,
      months: Record<string, number>,
      kpi = 'mttr',
    ) => {
      const rows = Object.entries(months).map(([month, value]) =>
        measured(ref, kpi, value, { period: `${month}-10` }),
      );
      const series = await h.measurements.ensureSeries([
        { entityRef: ref, kpi, grain: 'day' },
      ]);
      await h.measurements.upsert(
        rows.map(row => ({
          seriesId: series.get(`${ref} ${kpi} day`)!,
          ...row,
        })),
        { source: 'test', at: h.state.now },
      );
    },
    moved: async (request: Partial<InsightsRequest> = {}) =>
      h.insights.insights(await h.context(), {
        scope: 'all',
        since: 'P1M',
        limit: 50,
        ...request,
      }),
  };
}

const brief = ({ scope, kpi, evidence }: Insight) =>
  `${scope} ${kpi}: ${evidence
    .map(({ text }) => text.replace(/\u00a0/g, ' '))
    .join('; ')}`;

describe.each(databases.eachSupportedId())('what moved on %s', id => {
  it('is reported with how it stands, the most important first', async () => {
    const p = openPortal(await initDatabase(databases, id));
    await p.write(a, { '2026-03': 3, '2026-04': 12 });
    await p.write(b, { '2026-03': 9, '2026-04': 2 });
    const { items, since, partial } = await p.moved();
    expect({ since, partial }).toEqual({ since: '2026-04-15', partial: false });
    expect(items.map(brief)).toEqual([
      `${a} mttr: Off target since April 2026: 12 h, target 4 h (was on target)`,
      `${b} mttr: On target since April 2026: 2 h, target 4 h (was off target)`,
    ]);
    expect(items[0]).toMatchObject({
      title: 'a',
      kpiTitle: 'Title of mttr',
      tree: 'tree',
      owner: 'group:default/owners',
      unit: 'h',
      direction: 'lower',
      periodType: 'month',
      period: '2026-04-01',
      value: 12,
      target: 4,
      status: 'off-target',
      trend: 'unknown',
      evidence: [{ kind: 'status', date: '2026-04-01', meaning: 'worsening' }],
    });
    // 90 on the first of May, half after a month
    expect(items[0].rank).toBeCloseTo(90 * 2 ** (-14 / 30), 1);
  });

  it('is reported for a scope by what its members come to, before them', async () => {
    const p = openPortal(await initDatabase(databases, id));
    await p.write(a, { '2026-03': 3, '2026-04': 30 });
    await p.write(b, { '2026-03': 3, '2026-04': 3 });
    for (const scope of ['all', system]) {
      const { items } = await p.moved({ scope });
      expect(items.map(brief)).toEqual([
        `${scope} mttr: Off target since April 2026: 16.5 h, target 4 h (was on target)`,
        `${a} mttr: Off target since April 2026: 30 h, target 4 h (was on target)`,
      ]);
      expect(items[0].status).toBe('off-target');
    }
    expect((await p.moved({ scope: a })).items.map(i => i.scope)).toEqual([a]);
    expect((await p.moved({ scope: b })).items).toEqual([]);
    // What is measured of the scope itself goes before
    await p.write(system, { '2026-03': 1, '2026-04': 5 });
    expect((await p.moved({ scope: system })).items.map(brief)).toEqual([
      `${a} mttr: Off target since April 2026: 30 h, target 4 h (was on target)`,
      `${system} mttr: At risk since April 2026: 5 h, target 4 h (was on target)`,
    ]);
  });

  it('holds a sum against the targets of those that are in it', async () => {
    const p = openPortal(await initDatabase(databases, id));
    await p.write(a, { '2026-03': 4, '2026-04': 4 }, 'count');
    await p.write(b, { '2026-03': 4, '2026-04': 9 }, 'count');
    expect((await p.moved()).items.map(brief)).toEqual([
      `${b} count: Off target since April 2026: 9, target 4 (was on target)`,
      'all count: At risk since April 2026: 13, target 8 (was on target)',
    ]);
  });

  it('is no more where the past is corrected, and starts when it could be known', async () => {
    const p = openPortal(await initDatabase(databases, id));
    await p.write(a, { '2026-02': 3, '2026-03': 9, '2026-04': 9 });
    expect((await p.moved()).items).toEqual([]);
    const { items } = await p.moved({ since: '2026-04-01' });
    expect(items.map(i => [i.scope, i.evidence[0].date])).toEqual([
      ['all', '2026-03-01'],
      [a, '2026-03-01'],
    ]);
    await p.write(a, { '2026-03': 3 });
    expect((await p.moved()).items.map(i => i.evidence[0].date)).toEqual([
      '2026-04-01',
      '2026-04-01',
    ]);
    await p.write(a, { '2026-04': 3 });
    expect((await p.moved({ since: 'P2Y' })).items).toEqual([]);
  });

  it('stays as it is where the running period is written', async () => {
    const knex = await initDatabase(databases, id);
    const p = openPortal(knex);
    await p.write(a, { '2026-03': 3, '2026-04': 9 });
    const before = await p.moved();
    const asked: string[] = [];
    knex.on('query', ({ sql }) => asked.push(sql));
    await p.write(a, { '2026-05': 100 });
    await p.evaluator.refresh(await p.definitions.get());
    expect(asked.filter(sql => sql.includes('insights'))).toEqual([]);
    expect(await p.moved()).toEqual(before);
  });

  it('tells what went stale, until it is measured again', async () => {
    const p = openPortal(await initDatabase(databases, id));
    await p.write(a, { '2026-03': 3 });
    p.state.now = new Date('2026-04-20T00:00:00Z');
    expect((await p.moved()).items).toEqual([]);
    p.state.now = new Date('2026-05-15T00:00:00Z');
    const { items } = await p.moved();
    expect(items.map(brief)).toEqual([
      `${a} mttr: Stale since 25 April 2026: the last value is of March 2026`,
    ]);
    expect(items[0]).toMatchObject({ status: 'stale', period: '2026-03-01' });
    await p.write(a, { '2026-05': 3 });
    expect((await p.moved()).items).toEqual([]);
  });

  it('tells nobody of what she may not read', async () => {
    const p = openPortal(await initDatabase(databases, id));
    await p.write(a, { '2026-03': 3, '2026-04': 30 });
    await p.write(b, { '2026-03': 3, '2026-04': 9 });
    p.state.hidden.add(a);
    const { items, partial } = await p.moved();
    // What all members come to is what those come to that they may see
    expect(items.map(i => [i.scope, i.value])).toEqual([
      ['all', 9],
      [b, 9],
    ]);
    expect(JSON.stringify(items)).not.toContain('"value":30');
    expect(partial).toBe(true);
    await expect(p.moved({ scope: a })).rejects.toThrow(
      'not allowed to read it',
    );
    p.state.hidden = new Set(['kpitree:default/tree']);
    expect((await p.moved()).items).toEqual([]);
  });

  it('comes in pages, each once', async () => {
    const p = openPortal(await initDatabase(databases, id));
    for (const kpi of ['mttr', 'count']) {
      await p.write(a, { '2026-03': 3, '2026-04': 30 }, kpi);
      await p.write(b, { '2026-03': 3, '2026-04': 30 }, kpi);
    }
    const { items: all } = await p.moved();
    expect(all).toHaveLength(6);
    const paged: Insight[] = [];
    let cursor: string | undefined;
    do {
      const page = await p.moved({ limit: 1, cursor });
      expect(page.items.length).toBe(1);
      paged.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    expect(paged).toEqual(all);
    await expect(p.moved({ cursor: 'x' })).rejects.toThrow('cursor is x');
    for (const since of [
      'May',
      '2026-02-30',
      'P127Y',
      'P9000Y',
      'P1E9Y',
      '-P200Y',
    ]) {
      await expect(p.moved({ since })).rejects.toThrow(
        `since is "${since}": use a date such as 2026-01-31, from 1900-01-01 to 2199-12-31, or an ISO 8601 duration before today such as P1M`,
      );
    }
  });

  it('goes with what is too old to be kept', async () => {
    const knex = await initDatabase(databases, id);
    const p = openPortal(knex);
    await p.write(a, { '2025-08': 3, '2025-09': 9, '2026-04': 9 });
    expect((await p.moved({ since: 'P1Y' })).items).toHaveLength(2);
    p.config.retention.dropAfterMs = 100 * 86_400_000;
    await p.retention.run(await p.definitions.get());
    expect(await knex('insights')).toEqual([]);
  });

  it('is what the last values come to, whatever was written before', async () => {
    const step = fc.oneof(
      fc.record({
        ref: fc.constantFrom(a, b, system),
        kpi: fc.constantFrom('mttr', 'count'),
        month: fc.integer({ min: 1, max: 5 }),
        value: fc.integer({ min: 0, max: 12 }),
      }),
      fc.record({ target: fc.integer({ min: 1, max: 9 }) }),
      fc.record({ days: fc.integer({ min: 1, max: 40 }) }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 25 }),
        async steps => {
          const knex = await initDatabase(databases, id);
          const p = openPortal(knex);
          const rows = () =>
            knex('insights').orderBy(['subject', 'kpi', 'series_id', 'kind']);
          for (const one of steps) {
            if ('days' in one) {
              p.state.now = new Date(
                p.state.now.getTime() + one.days * 86_400_000,
              );
            } else if ('target' in one) {
              p.state.entities = entities.map(e =>
                e.metadata.name === 'mttr'
                  ? kpiEntity('mttr', { target: one.target, threshold: 10 })
                  : e,
              );
            } else {
              await p.write(
                one.ref,
                { [`2026-0${one.month}`]: one.value },
                one.kpi,
              );
            }
            await p.refreshed();
          }
          const stepwise = await rows();
          // All of it again
          await knex('insights').delete();
          await knex('current').update({
            evaluated_with: 'of.an.older.version',
          });
          await knex('progress').delete();
          await knex.transaction(async tx =>
            p.rollupStore.mark(
              tx,
              ['all', system].flatMap(scope =>
                ['mttr', 'count'].map(kpi => ({ scope, kpi, start: null })),
              ),
            ),
          );
          await p.refreshed();
          expect(stepwise).toEqual(await rows());
        },
      ),
      { numRuns: 6 },
    );
  });
});
