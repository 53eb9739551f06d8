/**
 * What pages ask for and what each write asks for is found by an index, however
 * many rows there are: at a million measurements no query of them reads a table
 * from its beginning to its end.
 */
import { Knex } from 'knex';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import { CurrentStore } from './CurrentStore';
import { EntityStateStore } from './EntityStateStore';
import { InsightStore } from './InsightStore';
import { MeasurementStore } from './MeasurementStore';
import { MembershipStore } from './MembershipStore';
import { PeriodStore } from './PeriodStore';
import { RetentionStore } from './RetentionStore';
import { RollupStore } from './RollupStore';

jest.setTimeout(300_000);

const databases = testDatabases();

const SERVICES = 1_000;
const KPIS = 20;
const DAYS = 50;

/** The tables that grow with services and time. */
const LARGE = [
  'measurements',
  'period_values',
  'series',
  'current',
  'scope_values',
  'scope_current',
  'insights',
];

type Plan = {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: Plan[];
};

function* nodes(plan: Plan): Generator<Plan> {
  yield plan;
  for (const child of plan.Plans ?? []) {
    yield* nodes(child);
  }
}

describe('the plans of PostgreSQL', () => {
  const supported = databases
    .eachSupportedId()
    .flat()
    .filter(id => id.startsWith('POSTGRES'));
  // A machine without PostgreSQL says so; that of the project has one
  if (!supported.length) {
    it.todo('need a PostgreSQL');
    return;
  }

  let knex: Knex;
  const asked: { sql: string; bindings: readonly unknown[] }[] = [];

  beforeAll(async () => {
    knex = await initDatabase(databases, supported[0]);
    await knex.raw(
      `insert into series (entity_ref, kpi, grain, first_period, last_period)
       select 'component:default/' || e, 'kpi-' || k, 'day', 0, ?::int - 1
         from generate_series(1, ?::int) e, generate_series(1, ?::int) k`,
      [DAYS, SERVICES, KPIS],
    );
    await knex.raw(
      `insert into measurements (series_id, period, value, weight)
       select id, d, random(), 1 from series, generate_series(0, ?::int - 1) d`,
      [DAYS],
    );
    await knex.raw(
      `insert into period_values (series_id, period, value, weight)
       select id, d, random(), 1 from series, generate_series(0, 24) d`,
    );
    await knex.raw(
      `insert into current (series_id, entity_ref, kpi, evaluated_with, period, value, score, status, details)
       select id, entity_ref, kpi, 'x', 0, random(), 100 * random(), 'at-risk', '{"spark":[]}' from series`,
    );
    await knex.raw(
      `insert into scope_values (scope, kpi, period, value, weight, counted)
       select 'system:default/' || s, 'kpi-' || k, p, 1, 1, 1
         from generate_series(1, 200) s, generate_series(1, ?::int) k, generate_series(0, 24) p`,
      [KPIS],
    );
    await knex.raw(
      `insert into scope_current (scope, kpi, state)
       select 'system:default/' || s, 'kpi-' || k, '{}'
         from generate_series(1, 200) s, generate_series(1, ?::int) k`,
      [KPIS],
    );
    await knex.raw(
      `insert into insights (subject, kpi, series_id, kind, day, sort_key, evidence)
       select entity_ref, kpi, id, kind, id % 365, random(), '{}'
         from series, unnest(array['status', 'signal']) kind`,
    );
    await knex.raw('analyze');
    knex.on('query', ({ sql, bindings }) => asked.push({ sql, bindings }));
  });

  it('has a million measurements to plan for', async () => {
    const [{ n }] = await knex('measurements').count({ n: '*' });
    expect(Number(n)).toBe(1_000_000);
  });

  /** The queries that something asks. */
  async function queriesOf(what: () => Promise<unknown>) {
    asked.length = 0;
    await what();
    return asked.filter(({ sql }) =>
      /^\s*(select|with|insert|update|delete)/i.test(sql),
    );
  }

  async function scans({ sql, bindings }: (typeof asked)[number]) {
    // In a transaction that is taken back: the plan is of the real statement
    const connection = await knex.client.acquireConnection();
    try {
      await connection.query('begin');
      const { rows } = await connection.query(
        `explain (format json) ${sql}`,
        bindings,
      );
      return [...nodes(rows[0]['QUERY PLAN'][0].Plan)].flatMap(node =>
        node['Node Type'] === 'Seq Scan' &&
        LARGE.includes(node['Relation Name'] ?? '')
          ? [`${node['Relation Name']}: ${sql}`]
          : [],
      );
    } finally {
      await connection.query('rollback');
      await knex.client.releaseConnection(connection);
    }
  }

  const refs = (count: number) =>
    Array.from({ length: count }, (_, i) => `component:default/${i + 1}`);
  const ids = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
  const past = '1970-01-08';
  const range = (from: number, to: number) =>
    ids(200).map(seriesId => ({ seriesId, from, to }));

  it.each<[string, (db: Knex) => Promise<unknown>]>([
    [
      'the states of an entity',
      db => new CurrentStore(db).readEntity('component:default/7'),
    ],
    [
      'one state of an entity',
      db => new CurrentStore(db).readEntity('component:default/7', ['kpi-3']),
    ],
    [
      'the first page of the worst',
      db => new CurrentStore(db).rank('kpi-3', 'score', 51),
    ],
    [
      'a later page of the highest',
      db =>
        new CurrentStore(db).rank('kpi-3', 'value', 51, {
          number: 0.5,
          entityRef: 'component:default/5',
        }),
    ],
    [
      'the ranking of a System',
      db =>
        new CurrentStore(db).rank('kpi-3', 'score', 51, undefined, refs(50)),
    ],
    [
      'how members stand',
      db => new CurrentStore(db).readMembers('kpi-3', refs(51)),
    ],
    ['who has a number', db => new CurrentStore(db).ranked('kpi-3', 'score')],
    [
      'the next series to look at',
      db => new CurrentStore(db).readAfter(500, 100, false),
    ],
    [
      'the series that were written',
      db => new CurrentStore(db).readAfter(0, 100, true),
    ],
    [
      'the history of series',
      db => new PeriodStore(db).readRanges(range(10, 20)),
    ],
    [
      'the measurements of series',
      db => new MeasurementStore(db).readRanges(range(10, 20)),
    ],
    [
      'the state of a scope',
      db => new RollupStore(db).readScope('system:default/7'),
    ],
    [
      'the history of a scope',
      db => new RollupStore(db).readValues(['system:default/7'], ['kpi-3']),
    ],
    [
      'how the entities of a page stand with some KPIs',
      db => new EntityStateStore(db).states(['kpi-3', 'kpi-4'], refs(200)),
    ],
    [
      'the scores of the members of a System',
      db => new EntityStateStore(db).scores(['kpi-3', 'kpi-4'], refs(50)),
    ],
    [
      'the scores of very many entities',
      db => new EntityStateStore(db).scores(['kpi-3'], refs(2_001)),
    ],
    [
      'what entities had in a period of the past',
      db => new PeriodStore(db).readKpis(['kpi-3'], 'day', past, refs(200)),
    ],
    [
      'what very many entities had in a period of the past',
      db => new PeriodStore(db).readKpis(['kpi-3'], 'day', past, refs(2_001)),
    ],
    [
      'the values of the members of a System',
      db => new PeriodStore(db).readKpi(db, 'kpi-3', 'day', [7], refs(50)),
    ],
    [
      'what moved anywhere',
      db => new InsightStore(db).first({ since: '1970-12-01', limit: 51 }),
    ],
    [
      'the next page of what moved in a System',
      db =>
        new InsightStore(db).first({
          since: '1970-12-01',
          limit: 51,
          subjects: refs(50),
          after: {
            order: 0.5,
            subject: 'component:default/5',
            kpi: 'kpi-3',
            seriesId: 7,
            kind: 'status',
          },
        }),
    ],
    [
      'all that moved in some KPIs',
      db =>
        new InsightStore(db).ofKpis(
          ids(50).map(seriesId => ({
            subject: `component:default/${seriesId}`,
            kpi: 'kpi-3',
            seriesId,
          })),
          '1970-12-01',
        ),
    ],
    [
      'what moved in series that are evaluated',
      db =>
        db.transaction(tx =>
          new InsightStore(db).writeSeries(
            tx,
            ids(200).map(seriesId => ({
              subject: {
                subject: 'component:default/1',
                kpi: 'kpi-3',
                seriesId,
              },
              events: [],
            })),
          ),
        ),
    ],
    ['what is to be rolled up', db => new RollupStore(db).markedKpis()],
    ['the memberships', db => new MembershipStore(db).read()],
    ['the series to fold', db => new RetentionStore(db).olderThan(1, 500, 100)],
    [
      'a write of new days',
      db =>
        new MeasurementStore(db).upsert(
          ids(40).map(seriesId => ({
            seriesId,
            period: '1970-03-01',
            value: 1,
            weight: 1,
          })),
          { source: 's', at: new Date() },
        ),
    ],
    [
      'a write of corrections',
      db =>
        new MeasurementStore(db).upsert(
          ids(40).map(seriesId => ({
            seriesId,
            period: '1970-01-20',
            value: 1,
            weight: 1,
          })),
          { source: 's', at: new Date() },
        ),
    ],
    [
      'a deletion',
      db =>
        new MeasurementStore(db).deleteOthers(
          [9],
          new Map([[9, new Set([3, 4])]]),
        ),
    ],
  ])('find %s by an index', async (_, ask) => {
    const queries = await queriesOf(() => ask(knex));
    expect(queries.length).toBeGreaterThan(0);
    expect((await Promise.all(queries.map(scans))).flat()).toEqual([]);
  });
});
