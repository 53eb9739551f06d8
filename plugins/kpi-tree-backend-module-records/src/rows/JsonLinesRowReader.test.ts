import { createMockDirectory } from '@backstage/backend-test-utils';
import { join } from 'node:path';
import { a, collect } from '../__testUtils__/records';
import { JsonLinesRowReader } from './JsonLinesRowReader';
import { ReadRow } from './RowReader';

const directory = createMockDirectory();
const key = 'kpiTree.records.sources[test].jsonLines';

const readerOf = (text: string) => {
  directory.setContent({ 'rows.jsonl': text });
  return new JsonLinesRowReader({
    path: join(directory.path, 'rows.jsonl'),
    key,
  });
};

async function read(text: string, signal = new AbortController().signal) {
  const rows: ReadRow[] = [];
  for await (const row of readerOf(text).read({ signal })) {
    rows.push(row);
  }
  return rows;
}

describe('JsonLinesRowReader', () => {
  it('reads an object a line, with nested columns', async () => {
    expect(
      await read(
        '{"id":1,"who":{"name":"ü"},"tags":["x","y"],"open":true}\r\n\n{"id":2,"closed":null}',
      ),
    ).toEqual([
      {
        where: 'rows.jsonl line 1',
        row: { id: '1', 'who.name': 'ü', tags: ['x', 'y'], open: 'true' },
      },
      { where: 'rows.jsonl line 3', row: { id: '2', closed: '' } },
    ]);
  });

  it('tells a line that is no object, and reads on', async () => {
    const rows = await read('{"id":1}\n{"id":\n[1]\n"x"\n{"id":5}\n');
    const error = 'The line is not a JSON object: write one object per line';
    expect(rows).toEqual([
      { where: 'rows.jsonl line 1', row: { id: '1' } },
      { where: 'rows.jsonl line 2', error },
      { where: 'rows.jsonl line 3', error },
      { where: 'rows.jsonl line 4', error },
      { where: 'rows.jsonl line 5', row: { id: '5' } },
    ]);
  });

  it('ends at a line that has no end, before it fills the memory', async () => {
    await expect(read(`{"id":1}\n${'x'.repeat(3_000_000)}`)).rejects.toThrow(
      /which has no JSON lines; caused by Error: A line is longer than 1000000 characters/,
    );
    const long = `{"id":"${'y'.repeat(900_000)}"}`;
    expect(await read(`${long}\n${long}\n`)).toHaveLength(2);
  });

  it('reads the rows that a line has in a list', async () => {
    const path = directory.resolve('rows.jsonl');
    directory.addContent({
      'rows.jsonl':
        '{"data":{"rows":[{"n":1},{"n":2}]}}\n{"data":{"rows":[]}}\n{"data":1}\n',
    });
    const reader = new JsonLinesRowReader({ path, key, rows: 'data.rows' });
    const found: ReadRow[] = [];
    for await (const one of reader.read({
      signal: new AbortController().signal,
    })) {
      found.push(one);
    }
    expect(found).toEqual([
      { where: 'rows.jsonl line 1 row 1', row: { n: '1' } },
      { where: 'rows.jsonl line 1 row 2', row: { n: '2' } },
      {
        where: 'rows.jsonl line 3',
        error:
          'The line has no list at data.rows, where rows says that its rows are',
      },
    ]);
  });

  it('names the configuration of a file that is not there', async () => {
    const reader = new JsonLinesRowReader({ path: '/nowhere', key });
    await expect(
      reader
        .read({ signal: new AbortController().signal })
        [Symbol.asyncIterator]()
        .next(),
    ).rejects.toThrow(`${key} is /nowhere, which cannot be read`);
  });

  it('stops when it is asked to', async () => {
    await expect(read('{"id":1}\n', AbortSignal.abort())).rejects.toThrow(
      /abort/,
    );
  });

  it('keeps numbers apart that are too large for JavaScript', async () => {
    const ids = ['12345678901234567', '12345678901234568', '12345678901234569'];
    const { values } = await collect(
      readerOf(
        ids
          .map(id => `{"id":${id},"at":"2026-04-01","service":"A"}`)
          .join('\n'),
      ),
      { config: { key: ['id'] } },
    );
    expect(values(a)['2026-04-01']).toEqual([3, 1]);
  });

  it('tells a column that no row has, as rows need not have all', async () => {
    const { errors, values } = await collect(
      readerOf(
        '{"at":"2026-01-05","service":"A"}\n{"at":"2026-01-06","service":"A","n":2}\n{"service":"A"}\n',
      ),
      {
        kpis: [
          { name: 'sum', settings: { measure: 'sum', of: 'n' } },
          { name: 'bad', settings: { measure: 'sum', of: 'minutes' } },
        ],
      },
    );
    expect(errors).toEqual([
      'The Kpi bad has no values: no row has the column minutes; the rows have at, service, n',
    ]);
    expect(values(a, 'sum')).toEqual({ '2026-01-01': [2, 1] });
    const named = await collect(readerOf('{"at":"2026-01-05"}\n'));
    expect(named.errors).toEqual([
      'No row has the column service, which should name entities; the rows have at',
    ]);
    expect((await collect(readerOf('\n'))).errors).toEqual([]);
  });
});
