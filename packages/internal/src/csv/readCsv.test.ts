/** @jest-environment node */
import fc from 'fast-check';
import { CsvOptions, CsvRecord, readCsv } from './readCsv';
import { toCsv } from './toCsv';

async function* inParts(bytes: Uint8Array, size: number) {
  for (let i = 0; i < bytes.length; i += size) {
    yield bytes.subarray(i, i + size);
  }
}

type Reading = CsvOptions & { size?: number; singleLine?: number[] };

async function read(
  text: string | Uint8Array,
  { size = 65_536, singleLine, ...options }: Reading = {},
) {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const table = await readCsv(inParts(bytes, size), options);
  const all: CsvRecord[] = [];
  for await (const part of table.records(singleLine)) {
    part.forEach(record => all.push(record));
  }
  const { header, delimiter, lines } = table;
  return {
    header,
    delimiter,
    lines,
    records: all,
    good: all.filter(({ mistake }) => mistake === undefined),
    mistakes: all.filter(({ mistake }) => mistake !== undefined),
  };
}

/** As an editor counts them: what is behind the last line break is one if it is there. */
function linesOf(text: string): number {
  const lines = text.split(/\r\n|\n|\r/);
  return lines.length - (lines[lines.length - 1] === '' ? 1 : 0);
}

const file = [
  'service;note;value\r\n',
  'Zahlung für alle;"two\nlines; and a ""quote""";1,5\r\n',
  '\r\n',
  'b;;2\r\n',
  'c;"é";3',
].join('');

describe('what spreadsheets write', () => {
  const rows = async (bytes: Uint8Array, options?: Reading) => {
    const { header, good, mistakes, lines } = await read(bytes, options);
    expect(mistakes).toEqual([]);
    return [header, ...good.map(({ line, cells }) => [line, ...cells]), lines];
  };
  const lines = (blank: number) => ({ header: 1, good: 1, rejected: 0, blank });

  it.each<[string, string]>([
    ['sep=;', ';'],
    ['"sep=;"', ';'],
    ['SEP=|', '|'],
    ['sep=\t', '\t'],
    ['sep=,', ','],
    ['sep=:', ':'],
  ])('takes no first line %j for a header', async (hint, delimiter) => {
    const text = [hint, `service${delimiter}value`, `a${delimiter}7`].join(
      '\r\n',
    );
    const found = [['service', 'value'], [3, 'a', '7'], lines(1)];
    expect(await rows(Buffer.from(text))).toEqual(found);
    expect(await rows(Buffer.from(`\ufeff${text}`), { size: 1 })).toEqual(
      found,
    );
    expect(await rows(Buffer.from(text), { delimiter })).toEqual(found);
  });

  it('takes a column called sep=1 for one', async () => {
    expect((await read('sep=1;b\n1;2')).header).toEqual(['sep=1', 'b']);
    expect((await read('a;b\nsep=;\n')).good).toHaveLength(1);
  });

  it.each([1, 2, 3, 1_000])('reads UTF-16, in %d bytes', async size => {
    const text = 'service\tvalue\r\nZahlung\u20ac\t7\r\n';
    const little = Buffer.from(text, 'utf16le');
    const big = Buffer.from(little).swap16();
    const found = [['service', 'value'], [2, 'Zahlung\u20ac', '7'], lines(0)];
    for (const bytes of [
      little,
      big,
      Buffer.concat([Buffer.from([0xff, 0xfe]), little]),
      Buffer.concat([Buffer.from([0xfe, 0xff]), big]),
    ]) {
      expect(await rows(bytes, { size })).toEqual(found);
    }
  });
});

describe('readCsv', () => {
  it.each([1, 2, 7, 1_000])(
    'reads the same however it is cut: into %d bytes',
    async size => {
      const { records, ...others } = await read(`\ufeff${file}`, { size });
      expect(others).toMatchObject({
        header: ['service', 'note', 'value'],
        delimiter: ';',
        lines: { header: 1, good: 4, rejected: 0, blank: 1 },
      });
      expect(records).toEqual([
        {
          line: 2,
          lines: 2,
          cells: ['Zahlung für alle', 'two\nlines; and a "quote"', '1,5'],
        },
        { line: 5, lines: 1, cells: ['b', '', '2'] },
        { line: 6, lines: 1, cells: ['c', 'é', '3'] },
      ]);
    },
  );

  it('finds the delimiter, unless it is given', async () => {
    expect(await read('a\tb\n1\t2\n')).toMatchObject({ delimiter: '\t' });
    expect(await read('a,b\n"1;2;3",2\n')).toMatchObject({ delimiter: ',' });
    expect(await read('"a,b,c";"d\n";e\n1;2;3')).toMatchObject({
      header: ['a,b,c', 'd', 'e'],
      delimiter: ';',
    });
    expect(await read('only\n1\n')).toMatchObject({
      header: ['only'],
      delimiter: ',',
      records: [{ line: 2, cells: ['1'] }],
    });
    expect(await read('a,b;c\n1;2\n', { delimiter: ';' })).toMatchObject({
      header: ['a,b', 'c'],
      records: [{ cells: ['1', '2'] }],
    });
    // What the next rows have as often
    expect(await read('a;b (x, y, z);c\n\n1;2;3\n4;5;6')).toMatchObject({
      header: ['a', 'b (x, y, z)', 'c'],
      lines: { good: 2 },
    });
    expect(await read('a,b|c|d|e\n"x\n|",1\n2,3')).toMatchObject({
      delimiter: ',',
      lines: { good: 3 },
    });
  });

  it('finds the header behind lines that are none of the table', async () => {
    expect(
      await read('Report;of;April\n\n"as of\na;b\n1;2\n', { skip: 3 }),
    ).toMatchObject({
      header: ['a', 'b'],
      lines: { header: 1, good: 1, blank: 3 },
      records: [{ line: 5, cells: ['1', '2'] }],
    });
  });

  it.each([1, 3, 64, 65_536])(
    'reads the encodings of other programs, %d bytes at a time',
    async size => {
      const text = `entität;wert\n${'a;1\n'.repeat(50)}größe €;😀\n`;
      const last = (result: Awaited<ReturnType<typeof read>>) => [
        result.header,
        result.records[50]?.cells,
      ];
      const expected = [
        ['entität', 'wert'],
        ['größe €', '😀'],
      ];
      const utf16le = Buffer.from(`\ufeff${text}`, 'utf16le');
      expect(last(await read(text, { size }))).toEqual(expected);
      expect(last(await read(`\ufeff${text}`, { size }))).toEqual(expected);
      expect(last(await read(utf16le, { size }))).toEqual(expected);
      expect(last(await read(Buffer.from(utf16le).swap16(), { size }))).toEqual(
        expected,
      );
      // 0x80 is the euro in Windows-1252
      const windows = Buffer.from(
        `name;wert\n${'a;1\n'.repeat(50)}gr\u00f6\u00dfe \u0080;x`,
        'latin1',
      );
      expect(last(await read(windows, { size }))).toEqual([
        ['name', 'wert'],
        ['größe €', 'x'],
      ]);
    },
  );

  it('refuses a file with nothing in it, or without a header', async () => {
    await expect(read('')).rejects.toThrow('The file is empty');
    await expect(read('\n\r\n  \n')).rejects.toThrow('The file is empty');
    await expect(read('\n"a,b\n1,2\n')).rejects.toThrow(
      'Line 2 names no columns: a quote is opened in column 1 and not closed',
    );
    await expect(read(`${'x'.repeat(2_000_000)}\n1`)).rejects.toThrow(
      'Line 1 names no columns: the row is longer than 1000000 characters',
    );
  });

  it('says what is wrong with a row, and shows it as it is written', async () => {
    const long = 'x'.repeat(50);
    expect(
      (
        await read(
          `a,b\n1\n1,2,3\n"x"y,2\n${long},2\n"ok" ,2\nit's 5",2\n"open,2\n`,
          { longestRow: 40 },
        )
      ).records,
    ).toEqual([
      {
        line: 2,
        lines: 1,
        cells: ['1'],
        mistake:
          'the row has 1 columns, the first line 2: check its quotes and its number of columns',
      },
      {
        line: 3,
        lines: 1,
        cells: ['1', '2', '3'],
        mistake: expect.stringContaining('the row has 3 columns'),
      },
      {
        line: 4,
        lines: 1,
        cells: ['"x"y', '2'],
        mistake:
          'a quote in column 1 is not at the end of the cell: double the quotes within the cell',
      },
      {
        line: 5,
        lines: 1,
        cells: [long, '2'],
        mistake: 'the row is longer than 40 characters: check its line breaks',
      },
      { line: 6, lines: 1, cells: ['ok', '2'] },
      { line: 7, lines: 1, cells: ['it\'s 5"', '2'] },
      {
        line: 8,
        lines: 1,
        cells: ['"open', '2'],
        mistake:
          'a quote is opened in column 1 and not closed: close it, and double the quotes within the cell',
      },
    ]);
  });

  it('loses one row to a quote that is not closed, whatever comes after', async () => {
    const row = (i: number) => `row ${i},${i}`;
    const quoted = (i: number) => `"row ${i}","${i}"`;
    const quotedEnd = (i: number) => `row ${i},"${i}"`;
    for (const write of [row, quoted, quotedEnd]) {
      const rows = Array.from({ length: 3_000 }, (_, i) => write(i));
      const text = [
        'a,b',
        ...rows.slice(0, 5),
        '"open,1',
        ...rows.slice(5),
      ].join('\n');
      const { good, mistakes, lines } = await read(text);
      expect(good.map(({ cells }) => cells)).toEqual(
        rows.map((_, i) => [`row ${i}`, `${i}`]),
      );
      expect(mistakes.map(({ line }) => line)).toEqual([7]);
      expect(lines).toEqual({ header: 1, good: 3_000, rejected: 1, blank: 0 });
    }
  });

  it('stores 99,000 of 100,000 rows of which 1,000 have a bad quote', async () => {
    const bad = [
      (i: number) => `"row ${i},${i}`,
      (i: number) => `row ${i},"${i}`,
      (i: number) => `"row ${i}"x,${i}`,
      (i: number) => `"row" ${i}",${i}`,
    ];
    const rows = Array.from({ length: 100_000 }, (_, i) =>
      i % 100 === 50 ? bad[(i / 50) % 4 | 0](i) : `row ${i},${i}`,
    );
    const { good, mistakes } = await read(`a,b\n${rows.join('\n')}\n`);
    expect(good).toHaveLength(99_000);
    expect(mistakes.map(({ line }) => line)).toEqual(
      Array.from({ length: 1_000 }, (_, i) => i * 100 + 52),
    );
  });

  it('finds quotes that close each other where cells have no line breaks', async () => {
    const text = 'a,b,note\n1,"2,x\n3,4,y\n5,6",z\n7,8,"two\nlines"\n';
    // The RFC allows that
    expect((await read(text)).good.map(({ cells }) => cells[1])).toEqual([
      '2,x\n3,4,y\n5,6',
      '8',
    ]);
    const { good, mistakes } = await read(text, { singleLine: [0, 1] });
    expect(good.map(({ line, cells }) => [line, ...cells])).toEqual([
      [3, '3', '4', 'y'],
      [4, '5', '6"', 'z'],
      [5, '7', '8', 'two\nlines'],
    ]);
    expect(mistakes.map(({ line }) => line)).toEqual([2]);
  });

  it('takes a time in proportion to the text, whatever is in it', async () => {
    // Each line begins what would be a row of all the lines after it
    const lines = 50_000;
    for (const line of ['a",b,"c', 'a,"']) {
      const header = Array.from({ length: lines }, (_, i) => `c${i}`);
      const result = await read(
        `${header.join()}\n${`${line}\n`.repeat(lines)}`,
      );
      const { good, rejected } = result.lines;
      expect(good + rejected).toBe(lines);
    }
  });

  it('keeps little of a line without an end', async () => {
    async function* endless() {
      yield Buffer.from('a,b\n');
      for (let i = 0; i < 100; i++) {
        yield Buffer.alloc(100_000, 'x');
      }
      yield Buffer.from('\n1,2\n');
    }
    const { records } = await readCsv(endless());
    const all: CsvRecord[] = [];
    for await (const part of records()) {
      all.push(...part);
    }
    expect(all).toEqual([
      {
        line: 2,
        lines: 1,
        cells: ['x'.repeat(1_000)],
        mistake: expect.stringContaining('longer than 1000000 characters'),
      },
      { line: 3, lines: 1, cells: ['1', '2'] },
    ]);
  });

  it('closes the file when nobody reads on', async () => {
    let isClosed = false;
    async function* bytes() {
      try {
        for (;;) {
          yield Buffer.from('a,b\n1,2\n');
        }
      } finally {
        isClosed = true;
      }
    }
    const { records } = await readCsv(bytes());
    for await (const _ of records()) {
      break;
    }
    expect(isClosed).toBe(true);
  });
});

const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const size = fc.constantFrom(1, 2, 3, 5, 17, 1_000);
const delimiter = fc.constantFrom(',', ';', '\t', '|');
/** Everything that means something in a CSV, and a few other characters. */
const text = fc.string({
  unit: fc.constantFrom('"', '"', ',', ';', '\n', '\r', ' ', 'a', 'é', '😀'),
  maxLength: 200,
});
const cell = fc.oneof(text, fc.string({ unit: 'binary' }), fc.string());

describe('readCsv, of anything,', () => {
  it('reads what the RFC allows as it is written', async () => {
    const table = fc.integer({ min: 2, max: 5 }).chain(width =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
        minLength: 1,
        maxLength: 10,
      }),
    );
    const write = (
      rows: string[][],
      by: string,
      end: string,
      always: boolean,
    ) =>
      rows
        .map(cells =>
          cells
            .map(one =>
              always || /["\r\n]/.test(one) || one.includes(by)
                ? `"${one.replace(/"/g, '""')}"`
                : one,
            )
            .join(by),
        )
        .join(end);
    await fc.assert(
      fc.asyncProperty(
        table,
        delimiter,
        lineEnd,
        fc.boolean(),
        size,
        async (rows, by, end, always, part) => {
          const names = rows[0].map((_, i) => `column ${i}`);
          const all = [names, ...rows];
          const { records } = await read(write(all, by, end, always), {
            delimiter: by,
            size: part,
          });
          expect(records.map(({ cells }) => cells)).toEqual(all.slice(1));
        },
      ),
    );
  });

  it('accounts for every line, and does not depend on how it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1, maxLength: 8 }),
        fc.subarray([0, 1, 2]),
        fc.constantFrom(20, 1_000),
        size,
        async (parts, singleLine, longestRow, part) => {
          const body = `a,b\n${parts.join('\n')}`;
          const options = { delimiter: ',', singleLine, longestRow };
          const whole = await read(body, options);
          const { header, good, rejected, blank } = whole.lines;
          expect(header + good + rejected + blank).toBe(linesOf(body));
          const sum = (records: CsvRecord[]) =>
            records.reduce((total, { lines }) => total + lines, 0);
          expect([sum(whole.good), sum(whole.mistakes)]).toEqual([
            good,
            rejected,
          ]);
          expect(whole.mistakes.every(({ lines }) => lines === 1)).toBe(true);
          expect(whole.good.every(({ cells }) => cells.length === 2)).toBe(
            true,
          );
          expect(await read(body, { ...options, size: part })).toEqual(whole);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('loses no row but the bad ones where cells have no line breaks', async () => {
    const good = fc
      .tuple(fc.nat(), fc.boolean())
      .map(([n, isQuoted]) => (isQuoted ? `"a, ${n}","${n}"` : `a ${n},${n}`));
    const bad = fc
      .tuple(fc.constantFrom('"a,1', 'a,"1', '"a"b,1', 'a', 'a,1,2', '"a,1"'))
      .map(([line]) => line);
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            { weight: 3, arbitrary: good.map(line => ({ line, ok: true })) },
            { weight: 1, arbitrary: bad.map(line => ({ line, ok: false })) },
          ),
        ),
        size,
        async (rows, part) => {
          const body = ['a,b', ...rows.map(({ line }) => line)].join('\n');
          const { records } = await read(body, {
            size: part,
            singleLine: [0, 1],
          });
          expect(
            records.map(({ line, mistake }) => [line, mistake === undefined]),
          ).toEqual(rows.map(({ ok }, i) => [i + 2, ok]));
        },
      ),
    );
  });
});

describe('toCsv', () => {
  it('writes what is read again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }).chain(width =>
          fc.array(fc.array(cell, { minLength: width, maxLength: width }), {
            minLength: 1,
          }),
        ),
        delimiter,
        async (rows, by) => {
          const names = rows[0].map((_, i) => `column ${i}`);
          const { header, records } = await read(toCsv([names, ...rows], by), {
            delimiter: by,
          });
          expect([header, ...records.map(({ cells }) => cells)]).toEqual([
            names,
            ...rows,
          ]);
        },
      ),
    );
    expect(toCsv([])).toBe('');
  });
});
