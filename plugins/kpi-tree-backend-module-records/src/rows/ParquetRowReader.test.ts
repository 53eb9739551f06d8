import { createMockDirectory } from '@backstage/backend-test-utils';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Engine } from '../engine/Engine';
import { textOf } from '../engine/text';
import { ParquetRowReader } from './ParquetRowReader';
import { ReadRow } from './RowReader';

jest.setTimeout(60_000);

const key = 'kpiTree.records.sources[test].parquet';
const directory = createMockDirectory();

const read = async (path: string) => {
  const rows: ReadRow[] = [];
  const reader = new ParquetRowReader({
    path: join(directory.path, path),
    key,
  });
  for await (const row of reader.read({
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
        costs: ['1.50', '2.00'],
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
