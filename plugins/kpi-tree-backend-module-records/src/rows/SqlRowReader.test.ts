import { createMockDirectory } from '@backstage/backend-test-utils';
import createKnex from 'knex';
import { join } from 'node:path';
import { a, b, collect } from '../__testUtils__/records';
import { recordsSchema } from '../configuration/config';
import { ReadChange } from './RowReader';
import { SqlRowReader } from './SqlRowReader';

jest.setTimeout(60_000);

const directory = createMockDirectory();
const {
  BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgres,
  KPI_TREE_TEST_MARIADB_URL: mariadb,
} = process.env;

const databases = [
  {
    client: 'better-sqlite3',
    at: () => join(directory.path, 'tickets.db'),
    instant: 'text',
    zoned: '2026-01-05T10:00:00Z',
    isThere: true,
  },
  {
    client: 'pg',
    at: () => postgres!,
    instant: 'timestamptz',
    zoned: '2026-01-05 11:00:00+01',
    isThere: Boolean(postgres),
  },
  {
    client: 'mysql2',
    at: () => mariadb!,
    instant: 'timestamp',
    zoned: '2026-01-05 10:00:00',
    isThere: Boolean(mariadb),
  },
];

const missing = databases.filter(({ isThere }) => !isThere);

// Said in the output, so that nobody takes them for tested
missing.forEach(({ client }) => it.todo(`reads rows with a real ${client}`));

describe.each(databases.filter(({ isThere }) => isThere))(
  'SqlRowReader with $client',
  ({ client, at, instant, zoned }) => {
    beforeAll(async () => {
      directory.setContent({});
      const knex = createKnex({
        client,
        connection: client === 'better-sqlite3' ? { filename: at() } : at(),
        useNullAsDefault: true,
      });
      if (client === 'mysql2') {
        await knex.raw(`set time_zone = '+00:00'`);
      }
      await knex.schema.dropTableIfExists('record_rows');
      await knex.schema.createTable('record_rows', table => {
        table.integer('id').primary();
        table.string('service');
        table.specificType('begun', instant);
        table.datetime('ended', { useTz: false });
        table.date('day');
        table.decimal('hours', 10, 2);
        table.boolean('major');
      });
      await knex('record_rows').insert([
        {
          id: 1,
          service: 'A',
          begun: zoned,
          ended: '2026-01-05 12:00:00',
          day: '2026-01-05',
          hours: '1.50',
          major: true,
        },
        { id: 2, service: 'B', begun: zoned, hours: '2.25', major: false },
      ]);
      await knex.destroy();
    });

    const readerOf = (query: string, more: object = {}, key?: string[]) => {
      const { sql } = recordsSchema.parse({
        sql: { client, connection: at(), query, ...more },
        entities: { column: 'service' },
        key,
      });
      return new SqlRowReader(sql!, 'kpiTree.records.sources[test].sql', key);
    };

    const read = async (query: string, more?: object) => {
      const rows = [];
      for await (const row of readerOf(query, more).read({
        signal: new AbortController().signal,
      })) {
        rows.push(row);
      }
      return rows;
    };

    it('reads the values of a row as texts', async () => {
      const [first, second] = await read(
        'select * from record_rows order by id',
      );
      expect(first).toEqual({
        where: 'kpiTree.records.sources[test].sql row 1',
        row: {
          id: '1',
          service: 'A',
          begun: expect.stringMatching(/^2026-01-05[T ]10:00:00(Z|\+00)?$/),
          ended: expect.stringMatching(/^2026-01-05 12:00:00$/),
          day: '2026-01-05',
          hours: expect.stringMatching(/^1\.50?$/),
          major: expect.stringMatching(/^(1|t)$/),
        },
      });
      expect(second).toMatchObject({
        row: { ended: '', day: '', major: expect.stringMatching(/^(0|f)$/) },
      });
    });

    it('reads what changed since, where the query says so', async () => {
      // Until now everything, as far as it says when it was changed
      const query = `select id, ended from record_rows where ended >= :since or ended is null order by id`;
      const reader = readerOf(query, { overlap: { hours: 2 } }, ['id']);
      const signal = new AbortController().signal;
      const places = async (rows: AsyncIterable<ReadChange>) => {
        const found = [];
        for await (const change of rows) {
          found.push('where' in change ? change.where : change);
        }
        return found;
      };
      const [first, second] = ['1', '2'].map(
        number => `kpiTree.records.sources[test].sql ${number}`,
      );
      expect(await places(reader.read({ signal }))).toEqual([first, second]);
      const since = (readAt: string) =>
        places(
          reader.readChanges!(
            { readAt: new Date(readAt), trace: undefined },
            { signal },
          ),
        );
      expect(await since('2026-01-05T14:00:00Z')).toEqual([first, second]);
      expect(await since('2026-01-05T14:00:01Z')).toEqual([second]);
    });

    const odd: Record<string, [string, string[]]> = {
      'better-sqlite3': [
        `select x'4100' as code, x'00ff' as raw, ' A  ' as pad, 9007199254740993 as big`,
        ['A', '00ff', 'A', '9007199254740993'],
      ],
      pg: [
        `select 'A'::char(5) as code, '\\x00ff'::bytea as raw, 'A'::bytea as word, 'infinity'::timestamptz as t,
          '-infinity'::date as d, 'infinity'::timestamp as u, 'Infinity'::float8 as f,
          9007199254740993 as big`,
        ['A', '00ff', 'A', '', '', '', 'Infinity', '9007199254740993'],
      ],
      mysql2: [
        `select b'1' + 0 as a, cast('A' as binary(4)) as code, x'00ff' as raw,
          flag, off, bits, word, uuid, zero, zeros, part, none, 9007199254740993 as big,
          'A  ' as pad
         from record_odd`,
        [
          ...['1', 'A', '00ff', '1', '0', '4294967296', 'checkout', '00ff10'],
          ...['', '', '', '', '9007199254740993', 'A'],
        ],
      ],
    };

    it('reads what is no text, and dates that are none', async () => {
      if (client === 'mysql2') {
        const knex = createKnex({
          client,
          connection: at(),
          pool: { min: 1, max: 1 },
        });
        await knex.raw(`set session sql_mode = ''`);
        await knex.raw('drop table if exists record_odd');
        await knex.raw(
          `create table record_odd (flag bit(1), off bit(1), bits bit(40), word varbinary(20),
            uuid varbinary(16), zero date, zeros datetime, part date, none bit(1))`,
        );
        await knex.raw(
          `insert into record_odd values (b'1', b'0', 4294967296, 'checkout', x'00ff10',
            '0000-00-00', '0000-00-00 00:00:00', '2026-01-00', null)`,
        );
        await knex.destroy();
      }
      const [query, cells] = odd[client];
      const [found] = await read(query);
      expect('row' in found && Object.values(found.row)).toEqual(cells);
    });

    if (client === 'pg') {
      it('reads dates of a role that writes them in another way', async () => {
        const connection = new URL(at());
        connection.searchParams.set(
          'options',
          '-c datestyle=German,DMY -c bytea_output=escape -c extra_float_digits=-10',
        );
        const [found] = await read(
          `select '2026-01-05'::date as day, '2026-01-05 10:00:00+01'::timestamptz as t,
            'A'::bytea as word, '\\x00ff'::bytea as raw, 1234567.891::float8 as sum`,
          { connection: connection.href },
        );
        expect(found).toMatchObject({
          row: {
            day: '2026-01-05',
            t: '2026-01-05 09:00:00+00',
            word: 'A',
            raw: '00ff',
            sum: '1234567.891',
          },
        });
      });
    }

    it('compares what is filled up with blanks, and flags, in filters', async () => {
      const { values, errors } = await collect(
        readerOf(
          `select service, begun, major,
            ${
              client === 'pg' ? `'open'::char(9)` : `'open     '`
            } as state from record_rows`,
        ),
        {
          kpis: [
            {
              name: 'open',
              settings: {
                time: 'begun',
                measure: 'count',
                where: { state: 'open' },
              },
            },
            {
              name: 'major',
              settings: {
                time: 'begun',
                measure: 'count',
                where: { major: true },
              },
            },
          ],
          request: { to: new Date('2026-02-15') },
        },
      );
      expect(errors).toEqual([]);
      const januaryOf = (entity: string, name: string) =>
        values(entity, name)['2026-01-01']?.[0];
      expect([januaryOf(a, 'open'), januaryOf(b, 'open')]).toEqual([1, 1]);
      expect([januaryOf(a, 'major'), januaryOf(b, 'major')]).toEqual([1, 0]);
    });

    it('measures them', async () => {
      const { values, errors } = await collect(
        readerOf('select * from record_rows'),
        {
          kpis: [
            {
              name: 'sum',
              settings: { time: 'begun', measure: 'sum', of: 'hours' },
            },
            {
              name: 'mttr',
              settings: {
                time: 'ended',
                measure: 'mean',
                of: { duration: { from: 'begun', to: 'ended' } },
              },
            },
          ],
          config: { covers: { from: '2026-01-01', until: 'now' } },
          request: { to: new Date('2026-02-15') },
        },
      );
      // The one that has not ended is not a mistake
      expect(errors).toEqual([]);
      expect(values(a, 'mttr')).toEqual({ '2026-01-01': [2, 1] });
      expect(values(b, 'mttr')).toEqual({});
      // Until now, it is said, nothing else happened
      expect(values(b, 'sum')).toEqual({
        '2026-01-01': [2.25, 1],
        '2026-02-01': [0, 0],
      });
    });

    it('says what is wrong with a query, and with a column', async () => {
      await expect(read('select nothing from nowhere')).rejects.toThrow(
        'The query of kpiTree.records.sources[test].sql fails: ',
      );
      await expect(
        read('select * from record_rows', { maxRows: 1 }),
      ).rejects.toThrow('raise kpiTree.records.sources[test].sql.maxRows');
      await expect(
        read('select * from record_rows where service = :service'),
      ).rejects.toThrow(
        'The query of kpiTree.records.sources[test].sql fails: the query has :service, which is not known there (',
      );
      // A row has room for one of them, which is the last
      await expect(
        read(
          'select one.*, other.service, other.begun from record_rows one join record_rows other on other.id <> one.id',
        ),
      ).rejects.toThrow(
        'The query of kpiTree.records.sources[test].sql has several columns that are called service, begun: name each once, such as other.service as other_service, in place of other.*',
      );
      const { errors } = await collect(
        readerOf('select service, begun as at from record_rows'),
        { kpis: [{ settings: { measure: 'sum', of: 'minutes' } }] },
      );
      expect(errors).toEqual([
        'The Kpi kpi has no values: no row has the column minutes; the rows have service, at',
      ]);
    });

    it('changes nothing', async () => {
      await expect(
        read(
          client === 'better-sqlite3'
            ? 'delete from record_rows returning id'
            : 'delete from record_rows',
        ),
      ).rejects.toThrow(/read.?only/i);
    });
  },
);
