import createKnex, { Knex } from 'knex';
import { closeSync, openSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { documentedColumns } from '../__testUtils__/startProduct';
import { a, b, collect, domain, TestKpi } from '../__testUtils__/records';
import { Row } from '../rows/RowReader';
import { icingaSchema } from './config';
import { IcingaRowReader } from './IcingaRowReader';

jest.setTimeout(120_000);

const {
  BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgres,
  KPI_TREE_TEST_ICINGA_COMMANDS: commands,
  KPI_TREE_TEST_ICINGA_DATABASE: database,
} = process.env;

// Said in the output, so that nobody takes it for tested
if (!database) {
  it.todo('measures the history of a real Icinga');
}

const MYSQL = 'mysql2';
const POSTGRES = 'pg';

const OK = 0;
const WARNING = 1;
const CRITICAL = 2;
const UNKNOWN = 3;

/** Results of checks; the third of one problem makes it hard. */
const results: [string, string, number][] = [
  // The first result of a service is a recovery to IDO
  ['web', '2024-01-10T10:00:00Z', OK],
  ['web', '2024-01-10T11:00:00Z', CRITICAL],
  ['web', '2024-01-10T11:01:00Z', CRITICAL],
  ['web', '2024-01-10T11:02:00Z', CRITICAL],
  ['web', '2024-01-10T11:30:00Z', WARNING],
  ['web', '2024-01-10T12:00:00Z', OK],
  // A problem that was none
  ['web', '2024-01-11T12:00:00Z', CRITICAL],
  ['web', '2024-01-11T12:05:00Z', OK],
  // Through midnight of the month
  ['web', '2024-01-31T23:28:00Z', CRITICAL],
  ['web', '2024-01-31T23:29:00Z', CRITICAL],
  ['web', '2024-01-31T23:30:00Z', CRITICAL],
  ['web', '2024-02-01T00:30:00Z', OK],
  ['mail', '2024-01-10T10:00:00Z', CRITICAL],
  ['mail', '2024-01-10T10:01:00Z', CRITICAL],
  ['mail', '2024-01-10T10:12:00Z', UNKNOWN],
  ['mail', '2024-01-10T11:00:00Z', OK],
  // It lasts
  ['search', '2024-01-10T10:00:00Z', OK],
  ['search', '2024-02-20T00:00:00Z', CRITICAL],
  ['search', '2024-02-20T00:01:00Z', CRITICAL],
  ['search', '2024-02-20T00:02:00Z', CRITICAL],
  ['', '2024-01-12T09:00:00Z', 0],
  ['', '2024-01-12T10:00:00Z', 1],
  ['', '2024-01-12T10:01:00Z', 1],
  ['', '2024-01-12T10:02:00Z', 1],
  ['', '2024-01-12T10:30:00Z', 0],
];

const kpis: TestKpi[] = [
  {
    name: 'availability',
    spec: { unit: '%' },
    settings: {
      time: 'start',
      where: { kind: { $in: ['service', 'state'] } },
      measure: 'availability',
      from: 'start',
      to: 'end',
      downtime: {
        column: 'state',
        values: { WARNING: 0 },
        otherwise: 1,
      },
    },
  },
  {
    name: 'outages',
    settings: { time: 'start', where: { kind: 'outage' }, measure: 'count' },
  },
  {
    name: 'mttr',
    spec: { unit: 'min' },
    settings: {
      time: 'end',
      where: { kind: 'outage' },
      measure: 'mean',
      of: { duration: { from: 'start', to: 'end' } },
    },
  },
];

describe.each(database ? [database] : [])('with the Icinga of %s', at => {
  let knex: Knex;

  beforeAll(async () => {
    knex = createKnex({ client: MYSQL, connection: at });
    const pipe = openSync(commands!, 'w');
    for (const [service, time, state] of results) {
      const what = service
        ? `PROCESS_SERVICE_CHECK_RESULT;shop;${service}`
        : 'PROCESS_HOST_CHECK_RESULT;shop';
      writeSync(pipe, `[${Date.parse(time) / 1_000}] ${what};${state};told\n`);
    }
    closeSync(pipe);
    for (let tries = 0; tries < 300; tries++) {
      const [{ count }] = await knex('icinga_statehistory').count({
        count: '*',
      });
      if (Number(count) >= results.length) {
        return;
      }
      await sleep(100);
    }
    const rows = await knex('icinga_statehistory').select(
      'object_id',
      'state_time',
      'state',
      'state_type',
    );
    throw new Error(`Icinga did not write all: ${JSON.stringify(rows)}`);
  });

  afterAll(() => knex.destroy());

  const readerOf = (settings: object = {}) =>
    new IcingaRowReader(
      icingaSchema.parse({ client: 'mysql2', connection: at, ...settings }),
      'kpiTree.records.sources[test].icinga',
    );

  const read = async (reader = readerOf()): Promise<Row[]> => {
    const found: Row[] = [];
    for await (const one of reader.read({
      signal: new AbortController().signal,
    })) {
      if ('row' in one) {
        found.push(one.row);
      }
    }
    return found;
  };

  const troubles = (rows: Row[], host = false) =>
    rows
      .filter(({ kind }) => kind === 'state' || kind === 'outage')
      .filter(({ of }) => (of === 'host') === host)
      .map(({ kind, service, state, start, end }) =>
        [kind, service, state, start, end].join(' '),
      )
      .sort();

  const expected = [
    'outage mail CRITICAL 2024-01-10T10:01:00Z 2024-01-10T11:00:00Z',
    'outage search CRITICAL 2024-02-20T00:02:00Z ',
    'outage web CRITICAL 2024-01-10T11:02:00Z 2024-01-10T12:00:00Z',
    'outage web CRITICAL 2024-01-31T23:30:00Z 2024-02-01T00:30:00Z',
    'state mail CRITICAL 2024-01-10T10:01:00Z 2024-01-10T10:12:00Z',
    'state mail UNKNOWN 2024-01-10T10:12:00Z 2024-01-10T11:00:00Z',
    'state search CRITICAL 2024-02-20T00:02:00Z ',
    'state web CRITICAL 2024-01-10T11:02:00Z 2024-01-10T11:30:00Z',
    'state web CRITICAL 2024-01-31T23:30:00Z 2024-02-01T00:30:00Z',
    'state web WARNING 2024-01-10T11:30:00Z 2024-01-10T12:00:00Z',
  ];

  it('reads what was wrong, and no recovery that never was', async () => {
    expect(troubles(await read())).toEqual(expected);
    expect(troubles(await read(), true)).toEqual([
      'outage  DOWN 2024-01-12T10:02:00Z 2024-01-12T10:30:00Z',
      'state  DOWN 2024-01-12T10:02:00Z 2024-01-12T10:30:00Z',
    ]);
  });

  it('measures the availability that comes of it by hand', async () => {
    const { values, errors, coveredUntil } = await collect(readerOf(), {
      kpis,
      config: {
        entities: {
          column: 'vars.component',
          map: { web: a, search: b, mail: domain },
          ignore: ['*'],
        },
      },
      request: { to: new Date() },
    });
    expect(errors).toEqual([]);
    const DAY = 24 * 60;
    const of = (entity: string, month: string) =>
      values(entity, 'availability')[month][0];
    // From the 10th on, without the half hour of a warning
    expect(of(a, '2024-01-01')).toBeCloseTo(100 * (1 - 58 / (22 * DAY)), 9);
    expect(of(a, '2024-02-01')).toBeCloseTo(100 * (1 - 30 / (29 * DAY)), 9);
    expect(of(a, '2024-03-01')).toBe(100);
    expect(of(domain, '2024-01-01')).toBeCloseTo(
      100 * (1 - 59 / (22 * DAY)),
      9,
    );
    // Up to the 20th of February, and two minutes
    expect(of(b, '2024-02-01')).toBeCloseTo(
      (100 * (19 * DAY + 2)) / (29 * DAY),
      9,
    );
    expect(of(b, '2024-03-01')).toBe(0);
    expect(values(a, 'outages')).toMatchObject({
      '2024-01-01': [2, 1],
      '2024-02-01': [0, 1],
    });
    expect(values(a, 'mttr')).toEqual({
      '2024-01-01': [58, 1],
      '2024-02-01': [60, 1],
    });
    // As long as Icinga is at work
    const behind = Date.now() - Date.parse(coveredUntil!);
    expect(behind).toBeGreaterThan(-5_000);
    expect(behind).toBeLessThan(60_000);
  });

  it('has the documented columns', async () => {
    const rows = await read();
    const documented = documentedColumns('icinga.md');
    for (const kind of ['host', 'service', 'state', 'outage']) {
      const columns = rows
        .filter(row => row.kind === kind)
        .flatMap(row => Object.keys(row))
        .filter(column => !column.startsWith('vars.'));
      expect([kind, [...new Set(columns)].sort()]).toEqual([
        kind,
        [
          'kind',
          ...documented
            .filter(({ kinds }) => !kinds.length || kinds.includes(kind))
            .map(({ column }) => column),
        ].sort(),
      ]);
    }
    expect(rows.find(({ service }) => service === 'web')).toMatchObject({
      'vars.component': 'web',
      'vars.areas': ['shop', 'web'],
    });
    expect(JSON.stringify(rows)).not.toContain('limits');
  });

  it('refuses a database that no Icinga writes to', async () => {
    const empty = new IcingaRowReader(
      icingaSchema.parse({ client: 'mysql2', connection: at }),
      'x',
    );
    await knex('icinga_programstatus').delete();
    await expect(read(empty)).rejects.toThrow(
      'The database of x has no Icinga that writes to it',
    );
  });

  if (postgres) {
    it('reads the same of an IDO in PostgreSQL', async () => {
      const admin = createKnex({ client: POSTGRES, connection: postgres });
      await admin.raw('drop schema if exists icinga_test cascade');
      await admin.raw('create schema icinga_test');
      // As its schema for PostgreSQL has them: instants are in UTC, without a zone
      await admin.raw(`set search_path to icinga_test;
        create table icinga_statehistory (statehistory_id bigint, state_time timestamp,
          state_time_usec integer, object_id bigint, state integer, state_type integer);
        create table icinga_objects (object_id bigint, objecttype_id bigint, name1 text,
          name2 text);
        create table icinga_customvariables (object_id bigint, varname text,
          varvalue text, is_json integer);
        create table icinga_programstatus (instance_id bigint, status_update_time timestamp);
        insert into icinga_programstatus values (1, '2024-05-01 00:00:00')`);
      for (const [table, columns] of Object.entries({
        icinga_statehistory:
          'statehistory_id, state_time_usec, object_id, state, state_type',
        icinga_objects: 'object_id, objecttype_id, name1, name2',
        icinga_customvariables: 'object_id, varname, varvalue, is_json',
      })) {
        const time =
          table === 'icinga_statehistory'
            ? ', cast(unix_timestamp(state_time) as char) as clock'
            : '';
        const [found] = await knex.raw(
          `select ${columns}${time} from ${table}`,
        );
        for (const { clock, ...row } of found) {
          await admin(`icinga_test.${table}`).insert({
            ...row,
            ...(clock && {
              state_time: admin.raw(`to_timestamp(?) at time zone 'UTC'`, [
                Number(clock),
              ]),
            }),
          });
        }
      }
      await admin.destroy();
      const url = new URL(postgres);
      url.searchParams.set('options', '-c search_path=icinga_test');
      const reader = readerOf({ client: 'pg', connection: url.href });
      expect(troubles(await read(reader))).toEqual(expected);
      expect(reader.covered.until?.toISOString()).toBe(
        '2024-05-01T00:00:00.000Z',
      );
    });
  }
});
