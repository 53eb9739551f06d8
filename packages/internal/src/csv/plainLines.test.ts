/** @jest-environment node */
import fc from 'fast-check';
import { CsvOptions, CsvRecord, CsvTable, readCsv } from './readCsv';

type Reading = CsvOptions & { size?: number };

async function open(
  text: string | Uint8Array,
  { size = 65_536, ...options }: Reading = {},
): Promise<CsvTable> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  async function* parts() {
    for (let i = 0; i < bytes.length; i += size) {
      yield bytes.subarray(i, i + size);
    }
  }
  return readCsv(parts(), options);
}

async function read(text: string | Uint8Array, options?: Reading) {
  const table = await open(text, options);
  const records: CsvRecord[] = [];
  for await (const some of table.records()) {
    records.push(...some);
  }
  return { records, lines: table.lines };
}

/**
 * The records of a text, of which plain lines are divided in the simplest way.
 *
 * @param options - a delimiter has to be said where there are too few rows to find it
 */
async function readLines(text: string | Uint8Array, options?: Reading) {
  const table = await open(text, { delimiter: ',', ...options });
  const by = table.delimiter.replace('|', '\\|');
  const cell = new RegExp(`(?<=^|${by})(?:"[^"]*"|[^"${by}]*)(?=$|${by})`, 'g');
  const records: CsvRecord[] = [];
  let plain = 0;
  for await (const some of table.recordsOrLines()) {
    if (Array.isArray(some)) {
      records.push(...some);
      continue;
    }
    const lines = Buffer.from(some.bytes).toString().split(/\r?\n/);
    expect(lines.pop()).toBe('');
    expect(lines).toHaveLength(some.lines);
    plain += some.lines;
    lines.forEach((line, index) => {
      const cells = line.match(cell)!.map(one => one.replaceAll('"', ''));
      expect(cells.map(one => one.trim())).toEqual(cells);
      records.push({ line: some.line + index, lines: 1, cells });
    });
  }
  return { records, lines: table.lines, plain };
}

const plainOf = async (text: string | Uint8Array, options?: Reading) =>
  (await readLines(text, options)).plain;

describe('plain lines', () => {
  it('are rows of a line each, whatever ends it and however it is quoted', async () => {
    expect(await plainOf('a,b\n1,2\n"1","2"\r\n,""\n"x,y",z\n')).toBe(4);
    expect(await plainOf('a;b\n1,5;2\n', { delimiter: ';' })).toBe(1);
    expect(await plainOf('a\tb\nx y\t\n', { delimiter: '\t' })).toBe(1);
    expect(await plainOf('a,b\nTür zu,"für alle"\n')).toBe(1);
  });

  it.each<[string, string]>([
    ['a blank around a cell', ' 1,2'],
    ['a blank in quotes', '" 1",2'],
    ['a blank behind quotes', '"1" ,2'],
    ['a tab at the end of a cell', '1\t,2'],
    ['a quote in a cell', 'a"b,2'],
    ['two quotes in quotes', '"a""b",2'],
    ['a line break in quotes', '"a\nb",2'],
    ['another number of cells', '1,2,3'],
    ['too few', '1'],
    ['nothing', ''],
    ['a NUL', 'a\0b,2'],
    ['a CR alone', '1,2\r3,4'],
    ['a sign beyond ASCII at the edge, which may be a blank', '1,\u00a02'],
    ['more characters than a row may have', `1,${'2'.repeat(40)}`],
  ])('have not %s', async (_, line) => {
    const text = `a,b\n${line}\n`;
    const options = { longestRow: 30 };
    const { plain, records, lines } = await readLines(text, options);
    expect(plain).toBe(0);
    expect({ records, lines }).toEqual(await read(text, options));
  });

  it('have an end', async () => {
    const { plain, records } = await readLines('a,b\n1,2\n3,4');
    expect(plain).toBe(1);
    expect(records.map(({ cells }) => cells)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('are none of a text that is not UTF-8', async () => {
    expect(await plainOf(Buffer.from('a,b\nx\xe9x,2\n', 'latin1'))).toBe(0);
    expect(await plainOf(Buffer.from('\ufeffa,b\n1,2\n', 'utf16le'))).toBe(0);
    // A byte that is none in what began as UTF-8
    const broken = Buffer.concat([
      Buffer.from('a,b\nxéx,2\n'),
      Buffer.from('x\xe9x,2\n', 'latin1'),
    ]);
    expect(await plainOf(broken, { size: 11 })).toBe(1);
  });

  it('make the same rows, places and mistakes as without them', async () => {
    const usual = fc.constantFrom('1', 'a b', 'xéx', 'x😀x', '2026-01-31', '');
    const odd = fc.constantFrom(
      ...['"', '""', '"a', 'a"', 'é', ' ', ' a', '"x"y', '"\n"', '\r', '\0'],
      ...['"a,b"', '"a;b"', ',', '" "', '\n\n', '"""', '\u2028x', '\t'],
      'long'.repeat(9),
    );
    const cell = fc.oneof(
      { weight: 30, arbitrary: usual },
      { weight: 10, arbitrary: usual.map(one => `"${one}"`) },
      { weight: 2, arbitrary: odd },
    );
    const rows = fc.array(
      fc.oneof(
        {
          weight: 15,
          arbitrary: fc.array(cell, { minLength: 2, maxLength: 2 }),
        },
        { weight: 1, arbitrary: fc.array(cell, { maxLength: 4 }) },
      ),
      { maxLength: 40, size: 'max' },
    );
    const ends = fc.constantFrom(
      ...[['\n'], ['\r\n'], ['\n', '\r\n'], ['\n', '\n', '\n', '\r'], ['\r']],
    );
    let plain = 0;
    await fc.assert(
      fc.asyncProperty(
        rows,
        ends,
        fc.constantFrom(',', ',', ';', '\t', '|'),
        fc.constantFrom(12, 30, 1_000_000),
        fc.constantFrom(1, 2, 5, 17, 50, 100, 300, 100_000),
        fc.constantFrom<BufferEncoding>('utf8', 'utf8', 'latin1', 'utf16le'),
        fc.boolean(),
        async (cells, end, by, longestRow, size, encoding, isSaid) => {
          const text = [['a', 'b'], ...cells]
            .map((row, index) => row.join(by) + end[index % end.length])
            .join('');
          const bytes = Buffer.from(text, encoding);
          const delimiter = isSaid ? by : undefined;
          const options = { longestRow, size, delimiter };
          const found = await readLines(bytes, options);
          expect({ records: found.records, lines: found.lines }).toEqual(
            await read(bytes, options),
          );
          plain += found.plain;
        },
      ),
      { numRuns: 3_000, seed: 1 },
    );
    expect(plain).toBeGreaterThan(4_000);
  });
});
