import { createMockDirectory } from '@backstage/backend-test-utils';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { a, collect } from '../__testUtils__/records';
import { Engine } from '../engine/Engine';
import { textOf } from '../engine/text';
import { ParquetRowReader } from './ParquetRowReader';
import { ReadRow } from './RowReader';

jest.setTimeout(60_000);

const key = 'kpiTree.records.sources[test].parquet';
const directory = createMockDirectory();

const readerOf = (path: string) =>
  new ParquetRowReader({ path: join(directory.path, path), key });

const read = async (path: string) => {
  const rows: ReadRow[] = [];
  for await (const row of readerOf(path).read({
    signal: new AbortController().signal,
  })) {
    rows.push(row);
  }
  return rows;
};

/** Writes a file with what a query yields. */
const write = async (path: string, query: string) => {
  const engine = await Engine.open({ timeZone: 'Europe/Berlin' });
  try {
    const file = join(engine.directory, 'x.parquet');
    await engine.run(`copy (${query}) to ${textOf(file)} (format parquet)`);
    await copyFile(file, join(directory.path, path));
  } finally {
    await engine.close();
  }
};

describe('ParquetRowReader', () => {
  beforeEach(() => directory.setContent({}));

  it('reads each type as exactly as it is stored', async () => {
    await write(
      'x.parquet',
      `select 9007199254740993 as big, 12345678901234567.891::decimal(38, 3) as exact,
        0.1::double as half, '2026-03-28 10:00:00+02'::timestamptz as at,
        timestamp '2026-03-28 10:00:00.5' as local, date '2026-03-28' as day,
        true as open, 'u'::blob as bytes, ['a', null, 'b'] as labels, [1.50, 2] as costs,
        ['2026-03-28 10:00:00+02'::timestamptz] as times,
        {'name': 'Done', 'tags': ['x', 'y'], 'at': timestamptz '2026-03-28 10:00:00+02'} as status,
        [{'id': 1}, {'id': 2}] as links, null::integer as none, [[1], [2, 3]] as nested
      union all by name select 7 as big, 'infinity'::timestamptz as at`,
    );
    const [{ where, ...first }, second] = await read('x.parquet');
    expect(where).toBe('x.parquet row 1');
    expect(first).toEqual({
      row: {
        big: '9007199254740993',
        exact: '12345678901234567.891',
        half: '0.1',
        at: '2026-03-28T08:00:00.000000Z',
        local: '2026-03-28T10:00:00.500000',
        day: '2026-03-28',
        open: 'true',
        bytes: 'u',
        labels: ['a', '', 'b'],
        costs: ['1.50', '2'],
        times: ['2026-03-28T08:00:00.000000Z'],
        'status.name': 'Done',
        'status.tags': ['x', 'y'],
        'status.at': '2026-03-28 08:00:00+00',
        'links.id': ['1', '2'],
        none: '',
        nested: ['1', '2', '3'],
      },
    });
    expect(second).toMatchObject({
      where: 'x.parquet row 2',
      row: { big: '7', at: 'infinity', exact: '', labels: '' },
    });
  });

  it('reads the files of a folder one after the other, each with its columns', async () => {
    await mkdir(join(directory.path, 'x'));
    await write('x/b.parquet', 'select i, i * 2 as n from range(3000) t(i)');
    await write('x/a [1].parquet', "select 'first' as i");
    const rows = await read('x');
    expect(rows).toHaveLength(3_001);
    expect(rows[0]).toEqual({
      where: 'a [1].parquet row 1',
      row: { i: 'first' },
    });
    expect(rows[3_000]).toEqual({
      where: 'b.parquet row 3000',
      row: { i: '2999', n: '5998' },
    });
  });

  it('reads the same values of files with other types, columns and order', async () => {
    await mkdir(join(directory.path, 'x'));
    const of = (day: number) =>
      `timestamptz '2026-04-0${day} 10:00:00+00' as at, 'A' as service`;
    const large = 12345678901234567n;
    await write(
      'x/1.parquet',
      `select 1 as id, 1 as priority, 2 as n, ${of(
        1,
      )}, {'id': ${large}} as who`,
    );
    await write(
      'x/2.parquet',
      `select ${of(2)}, {'id': ${
        large + 1n
      }} as who, 0.5::double as n, 1::double as priority, 2::float as id`,
    );
    await write(
      'x/3.parquet',
      `select 1::double as id, date '2026-04-03' as at, 'A' as service, '1' as priority
      union all select 3, date '2026-04-04', 'A', '2'`,
    );
    await write(
      'x/4.parquet',
      `select 4::decimal(18, 2) as id, 1::decimal(18, 2) as priority, 1.75::decimal(18, 2) as n, ${of(
        5,
      )}`,
    );
    const { values, errors } = await collect(readerOf('x'), {
      config: { key: ['id'] },
      kpis: [
        { name: 'records', settings: { measure: 'count' } },
        {
          name: 'first',
          settings: { measure: 'count', where: { priority: 1 } },
        },
        { name: 'sum', settings: { measure: 'sum', of: 'n' } },
        {
          name: 'people',
          settings: { measure: 'distinct', of: 'who.id' },
          spec: { aggregate: { overTime: 'none', overEntities: 'none' } },
        },
      ],
    });
    expect(errors).toEqual([
      expect.stringMatching(
        /^1\.parquet row 1 and 3\.parquet row 1: rows of one record have different values in who\.id, at, n, and only the first row counts/,
      ),
    ]);
    const april = (kpi: string) => values(a, kpi)['2026-04-01'][0];
    expect(['records', 'first', 'sum', 'people'].map(april)).toEqual([
      4, 3, 4.25, 2,
    ]);
  });

  it('names the configuration of a file that is none', async () => {
    await writeFile(join(directory.path, 'x.parquet'), 'id,n\n1,2\n');
    await expect(read('x.parquet')).rejects.toThrow(
      /^kpiTree.records.sources\[test\].parquet is .*x.parquet, which cannot be read as Parquet; caused by .*The engine of records says/,
    );
    await expect(read('y.parquet')).rejects.toThrow(
      /y.parquet, which cannot be read: name a file/,
    );
  });
});
