import fc from 'fast-check';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Disk } from '../engine/Disk';
import { CsvRowReader } from '../rows/CsvRowReader';
import { PlainRows, ReadRow, Row } from '../rows/RowReader';
import { Stage } from './Stage';

jest.setTimeout(60_000);

const { signal } = new AbortController();

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kpi-tree-stage-'));
});

afterEach(() => rm(directory, { recursive: true }));

/** What comes of rows: the staged files, what is known of columns, and mistakes. */
async function staged(
  rows: AsyncIterable<ReadRow | { plain: PlainRows }>,
  wanted: (column: string) => boolean,
) {
  const inside = await mkdtemp(join(directory, 'staged-'));
  const stage = new Stage(inside, wanted, new Disk('1GB'));
  const errors: ReadRow[] = [];
  let plain = 0;
  for await (const read of rows) {
    if ('plain' in read) {
      plain += read.plain.lines;
      await stage.addPlain(read.plain);
    } else if ('error' in read) {
      errors.push(read);
    } else {
      await stage.add(read.row, read.where);
    }
  }
  await stage.end();
  const { files, known, lists } = stage;
  const texts = await Promise.all(
    files.map(({ path }) => readFile(path, 'utf8')),
  );
  return {
    plain,
    same: {
      texts,
      columns: files.map(({ columns }) => columns),
      known,
      lists,
      errors,
    },
  };
}

describe('Stage', () => {
  it('makes the same of plain rows as of each row by itself', async () => {
    const usual = fc.constantFrom('1', 'a b', 'xéx', '2026-01-31', '', 'a;b');
    const odd = fc.constantFrom(
      ...[
        '"',
        '"a',
        'a"b',
        'é',
        ' a ',
        '"x"y',
        '"\n"',
        '\r',
        'a\0b',
        '\u00a0x',
      ],
      ...['"a,b"', ',', '" "', '\n\n', '"a""b"', '\u001f', '"a\u001fb"'],
    );
    const cell = fc.oneof(
      { weight: 30, arbitrary: usual },
      { weight: 10, arbitrary: usual.map(one => `"${one}"`) },
      { weight: 1, arbitrary: odd },
    );
    const file = fc
      .uniqueArray(fc.constantFrom('état', 'x', '__proto__', '', ' y'), {
        maxLength: 4,
      })
      .map(names => ['id', ...names])
      .chain(header =>
        fc
          .array(
            fc.oneof(
              {
                weight: 15,
                arbitrary: fc.array(cell, {
                  minLength: header.length,
                  maxLength: header.length,
                }),
              },
              { weight: 1, arbitrary: fc.array(cell, { maxLength: 4 }) },
            ),
            { maxLength: 30, size: 'max' },
          )
          .map(rows => [header, ...rows]),
      );
    let plain = 0;
    let folder = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(file, { minLength: 1, maxLength: 2 }),
        fc.constantFrom('\n', '\r\n'),
        fc.subarray(['id', 'état', 'x', '__proto__', 'y']),
        fc.constantFrom('a', 'of "2026"', 'x\u001f'),
        async (tables, end, wanted, name) => {
          const path = join(directory, `${++folder}`);
          await mkdir(path);
          for (const [index, rows] of tables.entries()) {
            const text = rows.map(row => row.join(',') + end).join('');
            await writeFile(join(path, `${name}-${index}.csv`), text);
          }
          const reader = new CsvRowReader({
            path,
            key: 'csv',
            delimiter: ',',
            dates: 'iso',
          });
          const isWanted = (column: string) => wanted.includes(column);
          const one = await staged(reader.read({ signal }), isWanted);
          const other = await staged(reader.readPlain({ signal }), isWanted);
          expect(other.same).toEqual(one.same);
          expect(one.plain).toBe(0);
          plain += other.plain;
        },
      ),
      { numRuns: 300, seed: 1 },
    );
    expect(plain).toBeGreaterThan(2_000);
  });

  it('writes what is longer than its pieces', async () => {
    const stage = new Stage(directory, () => true, new Disk('1GB'));
    const long = 'é'.repeat(3_000_000);
    const rows = Array.from(
      { length: 5 },
      (_, i): Row => ({ id: `${i}`, long }),
    );
    for (const row of rows) {
      await stage.add(row, 'x');
    }
    await stage.end();
    expect(await readFile(stage.files[0].path, 'utf8')).toBe(
      rows
        .map((row, i) => `${i + 1}\u001fx\u001f${row.id}\u001f${long}\n`)
        .join(''),
    );
  });

  it('takes no more of the disk than it may, and says what would be right', async () => {
    const stage = new Stage(directory, () => true, new Disk('3MB'));
    const add = async () => {
      for (let i = 0; i < 4_000; i++) {
        await stage.add({ text: 'x'.repeat(1_000) }, 'x');
      }
      await stage.end();
    };
    await expect(add()).rejects.toThrow(
      'The records take more than 3MB of temporary files: raise kpiTree.records.engine.disk, or let the source have fewer records or shorter texts',
    );
    await stage.end();
  });
});
