import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { KpiSpec } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  CollectBatch,
  Measurement,
  SourceEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import fc from 'fast-check';
import createKnex, { Knex } from 'knex';
import { join } from 'node:path';
import { sqlSourceSchema } from './config';
import { SqlSource } from './SqlSource';

jest.setTimeout(60_000);

const directory = createMockDirectory();
const {
  BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgres,
  KPI_TREE_TEST_MARIADB_URL: mariadb,
} = process.env;

/** How each database is reached, if it is there, and how it says a day. */
const databases = {
  'better-sqlite3': {
    url: () => join(directory.path, 'tickets.db'),
    isThere: true,
    day: `date(opened)`,
    minutes: `(strftime('%s', closed) - strftime('%s', opened)) / 60.0`,
    slow: '',
    endless: '',
    disconnect: async (_: Knex) => {},
  },
  pg: {
    url: () => postgres!,
    isThere: Boolean(postgres),
    day: `opened::date`,
    minutes: `extract(epoch from closed - opened) / 60`,
    slow: `select 'a' as entity, '2026-04-01' as period, 1 as value from pg_sleep(20) where :from <> :to`,
    endless: `select 'shop' as entity, '2026-04-01' as period, 1 as value
                from generate_series(1, 100000) as n, pg_sleep(0.001 + n * 0)`,
    disconnect: (knex: Knex) =>
      knex.raw(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where query like '%pg\\_sleep(0.001%' and pid <> pg_backend_pid()`,
      ),
  },
  mysql2: {
    url: () => mariadb!,
    isThere: Boolean(mariadb),
    day: `date(opened)`,
    minutes: `timestampdiff(minute, opened, closed)`,
    slow: `select 'a' as entity, '2026-04-01' as period, sleep(20) as value where :from <> :to`,
    endless: `select 'shop' as entity, '2026-04-01' as period, sleep(0.001) as value
                from seq_1_to_100000`,
    disconnect: async (knex: Knex) => {
      const [running] = await knex.raw('show processlist');
      for (const { Id, Info } of running) {
        if (/^select 'shop'[^]*seq_1_to/.test(Info ?? '')) {
          // One that was killed before may still be in the list
          await knex.raw('kill ?', [Id]).catch(error => {
            if (error.code !== 'ER_NO_SUCH_THREAD') {
              throw error;
            }
          });
        }
      }
    },
  },
} as const;

type Client = keyof typeof databases;

const there = (Object.keys(databases) as Client[]).filter(
  client => databases[client].isThere,
);
const missing = (Object.keys(databases) as Client[]).filter(
  client => !databases[client].isThere,
);

const rows = [
  ['Shop', '2026-04-01 10:00:00', '2026-04-01 11:00:00', 1],
  ['Shop', '2026-04-01 12:00:00', '2026-04-01 12:30:00', 2],
  ['Shop', '2026-04-02 23:59:59', '2026-04-03 00:29:59', 1],
  ['search', '2026-04-02 00:00:00', '2026-04-02 02:00:00', 1],
  ['search', '2026-04-03 00:00:00', null, 1],
  ['Nobody', '2026-04-02 00:00:00', '2026-04-02 02:00:00', 1],
  ['Intranet', '2026-04-02 00:00:00', '2026-04-02 02:00:00', 1],
];

const tables: (() => Promise<unknown>)[] = [];

async function createTable(client: Client): Promise<Knex> {
  const url = databases[client].url();
  const knex = createKnex({
    client,
    connection: client === 'better-sqlite3' ? { filename: url } : url,
    useNullAsDefault: true,
  });
  await knex.schema.dropTableIfExists('tickets');
  await knex.schema.createTable('tickets', table => {
    table.string('service');
    table.dateTime('opened', { useTz: false });
    table.dateTime('closed', { useTz: false });
    table.integer('priority');
  });
  await knex('tickets').insert(
    rows.map(([service, opened, closed, priority]) => ({
      service,
      opened,
      closed,
      priority,
    })),
  );
  tables.push(async () => {
    await knex.schema.dropTableIfExists('tickets');
    await knex.destroy();
  });
  return knex;
}

afterEach(async () => {
  for (const drop of tables.splice(0)) {
    await drop();
  }
});

const spec = {
  grain: 'day',
  period: 'month',
  unit: 'min',
  aggregate: { overTime: 'mean', overEntities: 'mean' },
} as KpiSpec;

const entities: SourceEntity[] = [
  { entityRef: 'component:default/shop', keys: {} },
  { entityRef: 'component:default/search', keys: {} },
  { entityRef: 'component:default/owned', keys: { mttr: 'Nobody' } },
];

function createSource(client: Client, settings: object) {
  return new SqlSource({
    id: 'tickets',
    settings: sqlSourceSchema.parse({
      client,
      connection: databases[client].url(),
      entities: {
        map: { Shop: 'component:default/shop' },
        ignore: ['Intranet'],
        byName: true,
      },
      ...settings,
    }),
  });
}

async function collect(
  source: SqlSource,
  given: object | object[],
  { from = '2026-04-01', to = '2026-05-01', keys = entities } = {},
) {
  const batches: CollectBatch[] = [];
  for await (const batch of source.collect({
    kpis: [given].flat().map((settings, index) => ({
      name: index ? `other-${index}` : 'mttr',
      spec,
      settings: source.settings.parse(settings),
    })),
    entities: keys,
    from: new Date(from),
    to: new Date(to),
    timeZone: 'UTC',
    signal: new AbortController().signal,
    logger: mockServices.logger.mock(),
  })) {
    batches.push(batch);
  }
  return {
    measurements: batches.flatMap(batch => batch.measurements ?? []),
    errors: batches.flatMap(batch => batch.errors ?? []),
    rowsRead: batches.reduce((sum, batch) => sum + (batch.rowsRead ?? 0), 0),
  };
}

const brief = (measurements: Measurement[]) =>
  measurements
    .map(
      ({ entityRef, period: start, value, weight }) =>
        `${entityRef.split('/')[1]} ${start} ${value} ${weight}`,
    )
    .sort();

const mttr = (client: Client, where = '') => `
  select service as entity, ${databases[client].day} as period,
         avg(${databases[client].minutes}) as value, count(closed) as weight
    from tickets
   where opened >= :from and opened < :to ${where}
   group by service, ${databases[client].day}`;

// Said in the output, so that nobody takes it for tested
missing.forEach(client => it.todo(`a source in ${client}`));

describe.each(there)('a source in %s', client => {
  it('computes a KPI for all entities in one query', async () => {
    await createTable(client);
    const source = createSource(client, { queries: { mttr: mttr(client) } });
    const { measurements, errors, rowsRead } = await collect(source, {
      query: 'mttr',
    });
    expect(brief(measurements)).toEqual([
      'owned 2026-04-02 120 1',
      'search 2026-04-02 120 1',
      'shop 2026-04-01 45 2',
      'shop 2026-04-02 30 1',
    ]);
    expect(rowsRead).toBe(6);
    expect(errors).toEqual([]);
  });

  it('binds the window and the parameters', async () => {
    await createTable(client);
    const source = createSource(client, {
      queries: { mttr: mttr(client, 'and priority = :priority') },
    });
    const { measurements } = await collect(
      source,
      { query: 'mttr', parameters: { priority: 1 } },
      { from: '2026-04-01', to: '2026-04-02' },
    );
    expect(brief(measurements)).toEqual(['shop 2026-04-01 60 1']);
  });

  it('shows a query that gives the value again', async () => {
    const knex = await createTable(client);
    const source = createSource(client, {
      queries: { mttr: mttr(client, 'and priority = :priority') },
      showQueries: true,
    });
    const settings = { query: 'mttr', parameters: { priority: 1, other: 2 } };
    const { queries, found } = (await source.queries({
      kpi: {
        name: 'mttr',
        spec: { ...spec, source: { id: 'tickets', ...settings } },
        settings: source.settings.parse(settings),
      },
      entities,
      entityRefs: ['component:default/shop'],
      period: { from: new Date('2026-04-01'), to: new Date('2026-04-02') },
      timeZone: 'UTC',
    }))!;
    expect(found).toEqual({ by: 'entity', names: ['Shop', 'shop'] });
    const [{ text, parameters = [] }] = queries;
    expect(parameters).toEqual([
      { name: 'priority', value: '1' },
      { name: 'from', value: '2026-04-01 00:00:00' },
      { name: 'to', value: '2026-04-02 00:00:00' },
    ]);
    const answer = await knex.raw(
      text,
      Object.fromEntries(parameters.map(({ name, value }) => [name, value])),
    );
    const answered = answer.rows ?? (client === 'mysql2' ? answer[0] : answer);
    expect(answered).toHaveLength(1);
    expect(Number(answered[0].value)).toBe(60);
  });

  it('takes no question mark of a query for a value', async () => {
    await createTable(client);
    const source = createSource(client, {
      queries: {
        asked: mttr(
          client,
          `and service <> '?' /* why? */ and 'it''s ?' = 'it''s ?' and priority = :priority${
            client === 'mysql2'
              ? String.raw` and "why?" = 'why\?' and 'it\'s ?' = "it's ?" # ?`
              : ''
          }`,
        ),
      },
    });
    const { measurements } = await collect(source, {
      query: 'asked',
      parameters: { priority: 2 },
    });
    expect(brief(measurements)).toEqual(['shop 2026-04-01 30 1']);
  });

  it('keeps whole numbers beyond 2^53 apart', async () => {
    await createTable(client);
    const source = createSource(client, {
      entities: {
        map: {
          '9007199254740992': 'component:default/shop',
          '9007199254740993': 'component:default/search',
        },
      },
      queries: {
        ids: `select 9007199254740992 as entity, '2026-04-01' as period, 2 as value
              union all
              select 9007199254740993, '2026-04-01', 3`,
      },
    });
    const { measurements, errors } = await collect(source, { query: 'ids' });
    expect(errors).toEqual([]);
    expect(brief(measurements)).toEqual([
      'search 2026-04-01 3 1',
      'shop 2026-04-01 2 1',
    ]);
  });

  it('names a parameter that the Kpi does not give', async () => {
    await createTable(client);
    const source = createSource(client, {
      queries: {
        none: mttr(client, 'and priority = :priority'),
        literal: mttr(client, `and nothing = '10:00:ab' -- :never`),
      },
    });
    const messageOf = (query: string) =>
      collect(source, { query }).catch((error: Error) => error.message);
    expect(await messageOf('none')).toContain(
      'The query of kpiTree.sql.sources[tickets] fails: the query has :priority: give it in spec.source.parameters (',
    );
    expect(await messageOf('literal')).toMatch(
      /fails: (?!the query has).*nothing/s,
    );
  });

  it('leaves times and casts as they are', async () => {
    await createTable(client);
    const source = createSource(client, {
      queries: { mttr: mttr(client, `and '10:00' <> 'a:b' and 1 = :one`) },
    });
    const { measurements } = await collect(source, {
      query: 'mttr',
      parameters: { one: 1 },
    });
    expect(measurements).toHaveLength(4);
  });

  it('can only read', async () => {
    const knex = await createTable(client);
    for (const sql of [
      `delete from tickets where opened >= :from`,
      `select 'a' as entity, '2026-04-01' as period, 1 as value; delete from tickets`,
      `update tickets set priority = 9`,
      `drop table tickets`,
      `create table stolen as select * from tickets`,
    ]) {
      const source = createSource(client, { queries: { bad: sql } });
      await expect(collect(source, { query: 'bad' })).rejects.toThrow(
        'The query of kpiTree.sql.sources[tickets] fails',
      );
    }
    expect(await knex('tickets')).toHaveLength(rows.length);
  });

  it('limits rows', async () => {
    await createTable(client);
    const source = createSource(client, {
      queries: { mttr: mttr(client) },
      maxRows: 3,
    });
    await expect(collect(source, { query: 'mttr' })).rejects.toThrow(
      'The query has more than 3 rows: narrow it, or raise kpiTree.sql.sources[tickets].maxRows',
    );
  });

  it('measures numerators over denominators, also over 0', async () => {
    await createTable(client);
    const row = (day: number, above: string, below: string) =>
      `select 'Shop' as entity, '2026-04-0${day}' as period, ${above} as numerator, ${below} as denominator`;
    const source = createSource(client, {
      queries: {
        cost: [
          row(1, '71', '4'),
          row(2, '192', '0'),
          row(3, '7', 'null'),
          row(4, 'null', 'null'),
        ].join(' union all '),
        both: `select 'Shop' as entity, '2026-04-01' as period, 1 as value, 1 as numerator, 2 as denominator`,
      },
    });
    const { measurements, errors } = await collect(source, [
      { query: 'cost' },
      { query: 'both' },
    ]);
    expect(
      measurements.map(({ period: start, value, weight, numerator }) => [
        start,
        value,
        weight,
        numerator,
      ]),
    ).toEqual([
      ['2026-04-01', 17.75, 4, 71],
      ['2026-04-02', null, 0, 192],
      ['2026-04-03', null, 0, 7],
    ]);
    expect(errors.map(error => error.message)).toEqual([
      'The Kpi other-1 cannot be measured: The query has a value as well as a numerator or denominator: select either value and weight, or numerator and denominator',
    ]);
  });

  it('tells which query is wrong, and measures the others', async () => {
    await createTable(client);
    const source = createSource(client, {
      queries: {
        mttr: mttr(client),
        columns: `select service, opened from tickets where opened >= :from`,
        wrong: `select nothing from tickets where opened >= :from`,
      },
    });
    const { measurements, errors } = await collect(source, [
      { query: 'mttr' },
      { query: 'columns' },
      { query: 'wrong' },
    ]);
    expect(measurements).toHaveLength(4);
    expect(errors.map(error => error.message)).toEqual([
      'The Kpi other-1 cannot be measured: The query has no column entity, period, value: select entity, period, value and, if there is one, weight; or entity, period, numerator and denominator',
      expect.stringMatching(
        /^The Kpi other-2 cannot be measured: The query .* fails: .*nothing/,
      ),
    ]);
  });

  it('does not let any parameter or name change the query', async () => {
    await createTable(client);
    const source = createSource(client, {
      queries: {
        one: `select service as entity, ${databases[client].day} as period, count(*) as value
                from tickets where service = :service and opened >= :from
               group by service, ${databases[client].day}`,
      },
    });
    const hostile = fc.oneof(
      fc.string(),
      fc.constantFrom(
        `' or '1'='1`,
        `'; drop table tickets; --`,
        `Shop' --`,
        `\\' or 1=1 #`,
        `:from`,
        `?`,
        `$1`,
        '\u0000',
      ),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async service => {
        fc.pre(
          !['shop', 'search', 'nobody', 'intranet'].includes(
            service.trim().toLocaleLowerCase('en-US'),
          ),
        );
        const outcome = await collect(
          source,
          { query: 'one', parameters: { service } },
          {
            keys: [
              { entityRef: entities[0].entityRef, keys: { mttr: service } },
            ],
          },
        ).catch((error: Error) => error.message);
        // PostgreSQL takes no NUL in a text
        expect(
          typeof outcome === 'string'
            ? service.includes('\u0000')
            : outcome.measurements.length === 0,
        ).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

// SQLite runs in our own process: there is nobody to stop it from outside
describe.each(there.filter(client => client !== 'better-sqlite3'))(
  'a query of %s',
  client => {
    it('limits time', async () => {
      await createTable(client);
      const source = createSource(client, {
        queries: { slow: databases[client].slow },
        timeoutSeconds: 1,
      });
      const started = Date.now();
      const outcome = await collect(source, { query: 'slow' }).catch(
        (error: Error) => error.message,
      );
      expect(Date.now() - started).toBeLessThan(15_000);
      expect(JSON.stringify(outcome)).toMatch(/fails: .*timeout|max_statement/);
    });

    it('is tried again later where the database ends its connection', async () => {
      const knex = await createTable(client);
      const source = createSource(client, {
        queries: { slow: databases[client].endless },
      });
      let outcome: Error | undefined;
      const ended = collect(source, { query: 'slow' }).catch(error => {
        outcome = error;
      });
      while (!outcome) {
        await databases[client].disconnect(knex);
      }
      await ended;
      expect(outcome).toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringContaining(
          'The database of kpiTree.sql.sources[tickets] does not answer',
        ),
      });
    });

    it('asks whether the variable of a password is set', async () => {
      const { hostname, port, username, pathname } = new URL(
        databases[client].url(),
      );
      const source = createSource(client, {
        queries: { one: 'select 1' },
        connection: {
          host: hostname,
          port: Number(port),
          user: username,
          database: pathname.slice(1),
        },
      });
      await expect(collect(source, { query: 'one' })).rejects.toThrow(
        /^The query of kpiTree\.sql\.sources\[tickets\] fails: .*password.*: give a password in kpiTree\.sql\.sources\[tickets\]\.connection; if it comes from an environment variable, is that set\?$/,
      );
    });
  },
);

describe('a source that cannot be asked', () => {
  it('tells what is wrong with rows', async () => {
    await createTable('better-sqlite3');
    const source = createSource('better-sqlite3', {
      queriesInKpis: true,
    });
    const { measurements, errors } = await collect(source, {
      sql: `select 'Shop' as Entity, '2026-04-01T23:30:00-02:00' as PERIOD, 1 as Value
            union all select 'Shop', 'yesterday', 1
            union all select 'Shop', '2026-02-31', 1
            union all select 'Shop', '2026-04-31T10:00:00Z', 1
            union all select 'Shop', '2026-04-03', 'many'
            union all select 'Shop', '2026-03-03', 1
            union all select 'Shop', '2026-04-02', 7
            union all select 'Shop', '2026-04-04', null
            union all select 'Shpo', '2026-04-04', 1
            union all select 'Shop   ', '2026-04-05', 2
            union all select '   ', '2026-04-05', 2
            union all select null, '2026-04-04', 1`,
    });
    expect(brief(measurements)).toEqual([
      'shop 2026-04-02 1 1',
      'shop 2026-04-05 2 1',
    ]);
    expect(errors.map(error => error.message)).toEqual([
      'period is "yesterday": use a date such as 2026-01-31, from 1900-01-01 to 2199-12-31',
      'period is "2026-02-31": use a date such as 2026-01-31, from 1900-01-01 to 2199-12-31',
      'period is "2026-04-31T10:00:00Z": use a date such as 2026-01-31, from 1900-01-01 to 2199-12-31',
      'value is "many": use a number',
      'period is outside the collected window: narrow the query by :from and :to',
      'There are several rows for one entity and period: sum them in the query, or map one name to each entity',
      'entity names "Shpo", which is not an entity: add it to kpiTree.sql.sources[tickets].entities.map or kpiTree.sql.sources[tickets].entities.ignore',
      'entity is empty: leave out rows without an entity',
      'entity is empty: leave out rows without an entity',
    ]);
    expect(errors[0].where).toBe('mttr row 2');
  });

  it('names the setting of a database that does not answer, and no password', async () => {
    const source = new SqlSource({
      id: 'gone',
      settings: sqlSourceSchema.parse({
        client: 'pg',
        connection: 'postgresql://kpi:very-secret@127.0.0.1:1/x',
        queries: { one: 'select 1' },
      }),
    });
    const error: Error = await collect(source, { query: 'one' }).catch(e => e);
    expect(error.name).toBe('ServiceUnavailableError');
    expect(error.message).toContain(
      'The database of kpiTree.sql.sources[gone] does not answer',
    );
    expect(error.message).not.toContain('very-secret');
  });

  it('shows queries of the admin only where they are to be shown', async () => {
    const shown = async (options: object, given: object) => {
      const source = createSource('better-sqlite3', {
        queries: { one: 'select 1' },
        ...options,
      });
      const behind = await source.queries({
        kpi: {
          name: 'mttr',
          spec: { ...spec, source: { id: 'tickets', ...given } },
          settings: source.settings.parse(given),
        },
        entities,
        entityRefs: [],
        period: { from: new Date('2026-04-01'), to: new Date('2026-05-01') },
        timeZone: 'UTC',
      });
      return behind?.queries.map(({ text }) => text);
    };
    expect(await shown({}, { query: 'one' })).toBeUndefined();
    expect(await shown({ showQueries: true }, { query: 'one' })).toEqual([
      'select 1',
    ]);
    // That of a Kpi is seen by whoever may read the Kpi
    expect(await shown({ queriesInKpis: true }, { query: 'one' })).toBe(
      undefined,
    );
    expect(await shown({ queriesInKpis: true }, { sql: 'select 1' })).toEqual([
      'select 1',
    ]);
  });

  it('says what a connection is', () => {
    expect(
      sqlSourceSchema.safeParse({
        client: 'pg',
        queries: { one: 'select 1' },
      }).error?.issues,
    ).toMatchObject([
      {
        path: ['connection'],
        message: 'use a URL, or host, user, password and database',
      },
    ]);
  });

  it('takes queries of Kpis only where the admin allows it', () => {
    const closed = createSource('better-sqlite3', {
      queries: { one: 'select' },
    });
    expect(closed.settings.safeParse({ sql: 'select 1' }).success).toBe(false);
    expect(
      closed.settings.safeParse({ query: 'two' }).error?.issues[0].message,
    ).toBe('use a query of the source: one');
    expect(
      closed.settings.safeParse({ query: 'one', parameters: { from: 'x' } })
        .error?.issues[0].message,
    ).toContain('are bound by the source');
    expect(() => createSource('better-sqlite3', {})).toThrow(
      'give at least one query by name',
    );
  });
});
