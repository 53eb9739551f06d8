import { createMockDirectory } from '@backstage/backend-test-utils';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { ExcelRowReader } from './ExcelRowReader';
import { ReadRow } from './RowReader';

jest.setTimeout(60_000);

const key = 'kpiTree.records.sources[test].excel';
const data = resolve(__dirname, '../__testData__/excel');
const directory = createMockDirectory();

type Options = Partial<ConstructorParameters<typeof ExcelRowReader>[0]>;

const read = async (path: string, options: Options = {}) => {
  const rows: ReadRow[] = [];
  const reader = new ExcelRowReader({ path, key, ...options });
  for await (const row of reader.read({
    signal: new AbortController().signal,
  })) {
    rows.push(row);
  }
  return rows;
};

/** A zip of texts, as a file of Excel is. */
function zip(parts: Record<string, string | Buffer>): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(bytes), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([
      Buffer.from('PK\x03\x04'),
      head,
      Buffer.from(name),
      packed,
    ]);
    const entry = Buffer.alloc(42);
    entry.writeUInt16LE(20, 0);
    head.copy(entry, 2);
    entry.writeUInt32LE(offset, 38);
    central.push(Buffer.from('PK\x01\x02'), entry, Buffer.from(name));
    locals.push(local);
    offset += local.length;
  }
  const directoryBytes = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(locals.length, 4);
  end.writeUInt16LE(locals.length, 6);
  end.writeUInt32LE(directoryBytes.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([
    ...locals,
    directoryBytes,
    Buffer.from('PK\x05\x06'),
    end,
  ]);
}

const RELATIONSHIPS =
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A file with one sheet, of what is in its `sheetData` and behind that. */
const book = (
  rows: string | Buffer,
  more: Record<string, string> = {},
  behind = '',
) =>
  zip({
    'xl/workbook.xml': `<workbook xmlns:r="${RELATIONSHIPS}"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="a" Type="${RELATIONSHIPS}/worksheet" Target="/xl/s.xml"/><Relationship Id="b" Type="${RELATIONSHIPS}/styles" Target="styles.xml"/><Relationship Id="c" Type="${RELATIONSHIPS}/sharedStrings" Target="t.xml"/></Relationships>`,
    'xl/s.xml': Buffer.concat([
      Buffer.from('<x:worksheet xmlns:x="x"><x:sheetData>'),
      Buffer.from(rows),
      Buffer.from(`</x:sheetData>${behind}</x:worksheet>`),
    ]),
    ...more,
  });

const readBook = (...given: Parameters<typeof book>) => {
  directory.setContent({ 'x.xlsx': book(...given) });
  return read(join(directory.path, 'x.xlsx'));
};

describe('ExcelRowReader', () => {
  it.each(['incidents.xlsx', 'inline.xlsx'])(
    'reads the first sheet that is not hidden, of %s',
    async file => {
      const [first, second, ...more] = await read(join(data, file));
      expect(more).toEqual([]);
      expect(first).toEqual({
        where: `${file} Incidents row 3`,
        row: {
          id: '007',
          service: 'payments',
          opened: '2026-04-02T08:30:15',
          day: '2026-04-02',
          cost: '1.1',
          number: '123456789012345',
          double: '2.2',
          major: 'true',
          note: ' two\nlines <&> "ü" 😀 _x000D_ ',
          took: '1.5',
          clock: '14:05:00',
          error: '#N/A',
          label: ['urgent', ''],
        },
      });
      expect(second).toMatchObject({
        where: `${file} Incidents row 5`,
        row: {
          id: '8',
          opened: '2026-04-04',
          cost: '0.3',
          double: '',
          major: '',
          label: ['db', 'web'],
        },
      });
    },
  );

  it('reads the sheet that is configured, and names those that there are', async () => {
    const path = join(data, 'incidents.xlsx');
    expect(await read(path, { sheet: 'Old & "new"' })).toEqual([
      {
        where: 'incidents.xlsx Old & "new" row 2',
        row: { service: 'payments', opened: '2026-04-09' },
      },
    ]);
    await expect(read(path, { sheet: 'Gone' })).rejects.toThrow(
      /incidents.xlsx, which cannot be read as a file of Excel; caused by InputError: It has no sheet Gone; there are Cover, Incidents, Old & "new"/,
    );
  });

  it('counts dates from 1904 on where the file does, and reports what was not computed', async () => {
    expect(await read(join(data, 'since-1904.xlsx'))).toEqual([
      {
        where: 'since-1904.xlsx Sheet row 2',
        row: { service: 'payments', opened: '2026-04-02T08:00:00', n: '5' },
      },
      {
        where: 'since-1904.xlsx Sheet row 3',
        error:
          'the formula in C3 has no value: open the file in Excel and save it',
      },
    ]);
  });

  it('knows what numbers are dates by their formats', async () => {
    const formats: [string, string][] = [
      ['General', '46114.5'],
      ['0.00E+00', '46114.5'],
      ['#,##0.00\\ "days"', '46114.5'],
      ['[Red]0;[Blue]-0', '46114.5'],
      ['[$-409]d\\-mmm\\-yy', '2026-04-02T12:00:00'],
      ['yyyy"年"m"月"', '2026-04-02T12:00:00'],
      ['[h]:mm:ss', '46114.5'],
      ['h:mm', '2026-04-02T12:00:00'],
      ['mmmm', '2026-04-02T12:00:00'],
      ['mm:ss.0', '2026-04-02T12:00:00'],
    ];
    const cells = formats.map((_, i) => `<c s="${i + 1}"><v>46114.5</v></c>`);
    const builtIn = [14, 22, 1, 49].map(
      (_, i) => `<c s="${i + 20}"><v>46114</v></c>`,
    );
    const xfs = [
      '<xf/>',
      ...formats.map((_, i) => `<xf numFmtId="${164 + i}"/>`),
      ...Array.from({ length: 9 }, () => '<xf/>'),
      ...[14, 22, 1, 49].map(id => `<xf numFmtId="${id}"/>`),
    ];
    const [found] = await readBook(
      `<row>${[...formats, 1, 2, 3, 4]
        .map((_, i) => `<c t="inlineStr"><is><t>c${i}</t></is></c>`)
        .join('')}</row><row>${[...cells, ...builtIn].join('')}</row>`,
      {
        'xl/styles.xml': `<styleSheet><numFmts>${formats
          .map(
            ([code], i) =>
              `<numFmt numFmtId="${164 + i}" formatCode="${code.replaceAll(
                '"',
                '&quot;',
              )}"/>`,
          )
          .join(
            '',
          )}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${xfs.join(
          '',
        )}</cellXfs></styleSheet>`,
      },
    );
    expect(Object.values('row' in found ? found.row : {})).toEqual([
      ...formats.map(([, text]) => text),
      ...['2026-04-02', '2026-04-02', '46114', '46114'],
    ]);
  });

  it('reads the first days of its calendar, texts with how they are read aloud, and what is after a gap', async () => {
    const [one, two] = await readBook(
      '<x:row r="4"><c r="B4" t="s"><v>0</v></c><c r="D4" t="s"><v>1</v></c></x:row><row r="7"><c r="B7" s="1"><v>1</v></c><c r="D7" s="1"><v>61</v></c></row><row r="9"><c r="B9" t="str"><f>IF(1,"","")</f><v></v></c><c r="D9" t="d"><v>2026-04-02T08:00:00</v></c></row>',
      {
        'xl/t.xml':
          '<sst><si><r><t>da</t></r><r><t xml:space="preserve">y</t></r><rPh><t>x</t></rPh></si><si><t>other</t></si></sst>',
        'xl/styles.xml':
          '<styleSheet><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>',
      },
    );
    expect([one, two]).toEqual([
      {
        where: 'x.xlsx S row 7',
        row: { day: '1900-01-01', other: '1900-03-01' },
      },
      {
        where: 'x.xlsx S row 9',
        row: { day: '', other: '2026-04-02T08:00:00' },
      },
    ]);
  });

  it('has its header behind the rows that are skipped, and dates that are texts', async () => {
    const cells = (number: number, ...texts: string[]) =>
      `<row r="${number}">${texts
        .map(text => `<c t="inlineStr"><is><t>${text}</t></is></c>`)
        .join('')}</row>`;
    directory.setContent({
      'x.xlsx': book(
        cells(1, 'Incidents of April') +
          cells(3, 'as of', '05.05.2026') +
          cells(5, 'id', 'opened') +
          cells(6, '1', '03.04.2026 08:15'),
      ),
    });
    const path = join(directory.path, 'x.xlsx');
    expect(await read(path, { skip: 3, dates: 'dmy' })).toEqual([
      {
        where: 'x.xlsx S row 6',
        row: { id: '1', opened: '2026-04-03T08:15:00' },
      },
    ]);
  });

  it('names cells that are merged over several rows, as only the first has their value', async () => {
    const rows = await readBook(
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row><row r="4"><c r="A4"><v>3</v></c></row>',
      {},
      '<mergeCells><mergeCell ref="B1:C1"/><mergeCell ref="A2:A3"/><mergeCell ref="A4:A6"/></mergeCells>',
    );
    expect(rows).toEqual([
      { where: 'x.xlsx S row 2', row: { 1: '2' } },
      { where: 'x.xlsx S row 4', row: { 1: '3' } },
      {
        where: 'x.xlsx S row 2',
        error:
          'the cells A2:A3 are merged, and 1 others: only the first row has their value, so split them and give it to each row',
      },
    ]);
  });

  it.each<[string, () => Buffer, RegExp]>([
    ['text', () => Buffer.from('id,n\n1,2\n'), /End of central directory|zip/i],
    [
      'an older file',
      () => Buffer.from('d0cf11e0a1b11ae1'.padEnd(200, '0'), 'hex'),
      /It is an .xls file, or has a password: save it as .xlsx/,
    ],
    ['another zip', () => zip({ 'x.txt': 'x' }), /It has no xl\/workbook.xml/],
    ['broken XML', () => book('<row><c></row>'), /Unexpected close tag/],
    [
      'a cell that is nowhere',
      () => book('<row><c r="ZZZZ1"><v>1</v></c></row>'),
      /There is no cell ZZZZ1/,
    ],
    [
      'a text that is not there',
      () => book('<row><c t="s"><v>7</v></c></row>'),
      /refers to a text that is not there/,
    ],
    [
      'entities that grow',
      () =>
        zip({
          'xl/workbook.xml': `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(
            1000,
          )}">]><workbook>&a;</workbook>`,
        }),
      /Invalid character entity/,
    ],
    [
      'a part that is larger than it says',
      () => {
        const bytes = book('<row/>');
        // The length of the first part, in the list of parts
        const at = bytes.indexOf('PK\x01\x02');
        bytes.writeUInt32LE(3, at + 24);
        return bytes;
      },
      /too many bytes|size|expected/i,
    ],
    [
      'a text without an end',
      () =>
        book(
          `<row><c t="inlineStr"><is><t>${'x'.repeat(
            5_000_000,
          )}</t></is></c></row>`,
        ),
      /has more than 1000000 characters/,
    ],
  ])('is not misled by %s', async (_, bytes, message) => {
    directory.setContent({ 'x.xlsx': bytes() });
    await expect(read(join(directory.path, 'x.xlsx'))).rejects.toThrow(message);
  });

  it('reads a sheet that is much larger than its file', async () => {
    const row = '<row><c><v>1</v></c></row>';
    const rows = Buffer.from(
      `<row><c t="inlineStr"><is><t>n</t></is></c></row>${row.repeat(300_000)}`,
    );
    const bytes = book(rows);
    expect(rows.length / bytes.length).toBeGreaterThan(100);
    directory.setContent({ 'x.xlsx': bytes });
    const reader = new ExcelRowReader({
      path: join(directory.path, 'x.xlsx'),
      key,
    });
    let count = 0;
    for await (const one of reader.read({
      signal: new AbortController().signal,
    })) {
      count += 'row' in one ? Number(one.row.n) : 0;
    }
    expect(count).toBe(300_000);
  });

  it('reads the files of a folder', async () => {
    directory.setContent({
      'x/a.xlsx': readFileSync(join(data, 'incidents.xlsx')),
      'x/b.xlsx': readFileSync(join(data, 'inline.xlsx')),
    });
    expect(
      (await read(join(directory.path, 'x'))).map(({ where }) => where),
    ).toEqual([
      'a.xlsx Incidents row 3',
      'a.xlsx Incidents row 5',
      'b.xlsx Incidents row 3',
      'b.xlsx Incidents row 5',
    ]);
  });
});
