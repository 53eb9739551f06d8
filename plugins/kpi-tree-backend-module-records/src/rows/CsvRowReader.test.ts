import { createMockDirectory } from '@backstage/backend-test-utils';
import { join, resolve } from 'node:path';
import { CsvRowReader } from './CsvRowReader';
import { ReadRow } from './RowReader';
import { DateOrder } from '../writtenDates';

const directory = createMockDirectory();
const examples = resolve(__dirname, '../../../../examples');

async function read(
  path: string,
  {
    delimiter = ',',
    dates = 'iso' as DateOrder,
    signal = new AbortController().signal,
  } = {},
) {
  const rows: ReadRow[] = [];
  const key = 'kpiTree.records.sources[test].csv';
  const reader = new CsvRowReader({ path, delimiter, dates, key });
  for await (const row of reader.read({ signal })) {
    rows.push(row);
  }
  return rows;
}

const readText = (text: string, options = {}) => {
  directory.setContent({ 'rows.csv': text });
  return read(join(directory.path, 'rows.csv'), options);
};

describe('CsvRowReader', () => {
  it('reads rows with the lines on which they stand', async () => {
    expect(
      await readText(
        '\ufeffid,title\r\n1,"Two, with a\nnew line"\r\n\r\n3,"say ""no"""\n4,\n',
      ),
    ).toEqual([
      {
        where: 'rows.csv line 2',
        row: { id: '1', title: 'Two, with a\nnew line' },
      },
      { where: 'rows.csv line 5', row: { id: '3', title: 'say "no"' } },
      { where: 'rows.csv line 6', row: { id: '4', title: '' } },
    ]);
    expect(await readText('id;n\n1;2', { delimiter: ';' })).toEqual([
      { where: 'rows.csv line 2', row: { id: '1', n: '2' } },
    ]);
  });

  it('reports a row of another length, and reads on', async () => {
    const rows = await readText('id,n\n1,2\n3\n4,5,6\n7,8\n');
    expect(rows.map(row => ('error' in row ? row.error : row.row.id))).toEqual([
      '1',
      'the row has 1 columns, the first line 2: check its quotes and its number of columns',
      'the row has 3 columns, the first line 2: check its quotes and its number of columns',
      '7',
    ]);
    expect(rows.map(row => row.where)).toEqual([
      'rows.csv line 2',
      'rows.csv line 3',
      'rows.csv line 4',
      'rows.csv line 5',
    ]);
  });

  it('reports a quote that is not closed, and reads on', async () => {
    expect(await readText('id,n\n1,2\n3,"4\n5,6\n')).toEqual([
      { where: 'rows.csv line 2', row: { id: '1', n: '2' } },
      {
        where: 'rows.csv line 3',
        error: expect.stringMatching(
          /^a quote is opened in column 2 and not closed/,
        ),
      },
      { where: 'rows.csv line 4', row: { id: '5', n: '6' } },
    ]);
  });

  it('does not take a file for rows that is none', async () => {
    expect(await readText(`id,n\n1,"${'x'.repeat(2_000_000)}`)).toEqual([
      {
        where: 'rows.csv line 2',
        error: expect.stringMatching(/longer than 1000000 characters/),
      },
    ]);
    await expect(readText('"id,n\n1,2\n')).rejects.toThrow(
      /^kpiTree.records.sources\[test\].csv is .*rows.csv, which is not a CSV file; .* Line 1 names no columns/,
    );
  });

  it('reads dates as the file writes them', async () => {
    const [row] = await readText(
      'opened,title\n03.10.2026 8:15,3.10.2026 was it\n',
      {
        dates: 'dmy',
      },
    );
    expect(row).toMatchObject({
      row: { opened: '2026-10-03T08:15:00', title: '3.10.2026 was it' },
    });
  });

  it('names the configuration of a file that is not there', async () => {
    await expect(read('/nowhere/rows.csv')).rejects.toThrow(
      'kpiTree.records.sources[test].csv is /nowhere/rows.csv, which cannot be read: name a file that the backend may read',
    );
  });

  it('stops when it is asked to', async () => {
    const abort = new AbortController();
    abort.abort();
    await expect(readText('id\n1\n', { signal: abort.signal })).rejects.toThrow(
      /abort/,
    );
  });

  it('reads the sample data whole', async () => {
    const incidents = await read(join(examples, 'github-status/incidents.csv'));
    expect(incidents).toHaveLength(819);
    expect(incidents.filter(row => 'error' in row)).toEqual([]);
    const commits = await read(join(examples, 'devlake-releases/commits.csv'));
    expect(commits).toHaveLength(8_114);
  });
});
