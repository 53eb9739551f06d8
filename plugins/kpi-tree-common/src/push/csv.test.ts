/** @jest-environment node */
import { CsvRecord, readCsv, toCsv } from './csv';

async function* inParts(bytes: Uint8Array, size: number) {
  for (let i = 0; i < bytes.length; i += size) {
    yield bytes.subarray(i, i + size);
  }
}

async function read(text: string | Uint8Array, size = 1_000) {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const { header, delimiter, records } = await readCsv(inParts(bytes, size));
  const all: CsvRecord[] = [];
  for await (const part of records) {
    all.push(...part);
  }
  return { header, delimiter, records: all };
}

const file = [
  'service;note;value\r\n',
  'Zahlung für alle;"two\nlines; and a ""quote""";1,5\r\n',
  '\r\n',
  'b;;2\r\n',
  'c;"é";3',
].join('');

describe('readCsv', () => {
  it.each([1, 2, 7, 1_000])(
    'reads the same however it is cut: into %d bytes',
    async size => {
      expect(await read(`\ufeff${file}`, size)).toEqual({
        header: ['service', 'note', 'value'],
        delimiter: ';',
        records: [
          {
            line: 2,
            cells: ['Zahlung für alle', 'two\nlines; and a "quote"', '1,5'],
          },
          { line: 5, cells: ['b', '', '2'] },
          { line: 6, cells: ['c', 'é', '3'] },
        ],
      });
    },
  );

  it('finds the delimiter, and the encoding of other programs', async () => {
    expect(await read('a\tb\n1\t2\n')).toMatchObject({ delimiter: '\t' });
    expect(await read('a,b\n"1;2;3",2\n')).toMatchObject({ delimiter: ',' });
    expect(await read('only\n1\n')).toMatchObject({
      header: ['only'],
      delimiter: ',',
      records: [{ line: 2, cells: ['1'] }],
    });
    expect(await read(Buffer.from('entität\n1', 'latin1'))).toMatchObject({
      header: ['entität'],
    });
  });

  it('refuses a file with nothing in it', async () => {
    await expect(read('')).rejects.toThrow('The file is empty');
    await expect(read('\n')).rejects.toThrow('The file is empty');
  });

  it('does not take in the rest of a large file for a quote that is not closed', async () => {
    const rows = Array.from({ length: 300_000 }, (_, i) => `row ${i},1`);
    const text = `a,b\n${rows.slice(0, 5).join('\n')}\n"open,1\n${rows
      .slice(5)
      .join('\n')}\n`;
    const { records } = await read(text, 100_000);
    expect(records.at(-1)).toMatchObject({ cells: ['row 299999', '1'] });
  });
});

describe('toCsv', () => {
  it('writes what is read again', async () => {
    const rows = [
      ['a', 'b;"c'],
      ['line\nbreak', ''],
    ];
    const { header, records } = await read(toCsv(rows, ';'));
    expect([header, records[0].cells]).toEqual(rows);
    expect(toCsv([])).toBe('');
  });
});
