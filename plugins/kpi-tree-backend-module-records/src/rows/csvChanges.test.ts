/** What a CSV reader says has changed is what did: whatever is in a file, and becomes of it. */
import { createMockDirectory } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { FileTrace } from './csvPieces';
import { CsvRowReader } from './CsvRowReader';
import { Gone, PlainRows, ReadRow } from './RowReader';

const directory = createMockDirectory();

/** The rows of a file by their places, or that there are some that cannot be read. */
type Rows = Map<string, string>;

const signal = new AbortController().signal;
const readAt = new Date();

const reader = (
  options: { pieceLines: number; delimiter?: string } = {
    pieceLines: 3,
    delimiter: ',',
  },
) =>
  new CsvRowReader({
    path: directory.path,
    key: 'csv',
    dates: 'iso',
    ...options,
  });

function plainRows({ bytes, line, place }: PlainRows): Rows {
  const lines = Buffer.from(bytes).toString().split('\n').slice(0, -1);
  return new Map(
    lines.map((text, index) => [
      `${place}${line + index}`,
      JSON.stringify(
        [...text.replace(/\r$/, '').matchAll(/"([^"]*)"|[^,]+/g)].map(
          ([cell, quoted]) => (quoted ?? cell).trim(),
        ),
      ),
    ]),
  );
}

function take(
  rows: Rows,
  read: ReadRow | { plain: PlainRows } | { gone: Gone },
): boolean {
  if ('error' in read) {
    return false;
  }
  if ('plain' in read) {
    plainRows(read.plain).forEach((row, place) => rows.set(place, row));
  } else if ('row' in read) {
    const cells = Object.values(read.row).map(cell => String(cell).trim());
    rows.set(read.where, JSON.stringify(cells));
  }
  return true;
}

async function readAll(
  files: Record<string, string>,
): Promise<{ rows: Rows; trace: string | undefined }> {
  directory.setContent(files);
  const all = reader();
  const rows: Rows = new Map();
  for await (const read of all.readPlain({ signal })) {
    take(rows, read);
  }
  return { rows, trace: all.trace };
}

/** @returns nothing if everything is to be read; `lines` are how many rows were read */
async function readChanged(
  files: Record<string, string>,
  before: { rows: Rows; trace: string },
): Promise<
  { rows: Rows; trace: string | undefined; read: number } | undefined
> {
  directory.setContent(files);
  const changed = reader();
  const { trace } = before;
  const left = new Map(before.rows);
  const came: Rows = new Map();
  for await (const read of changed.readChanges({ readAt, trace }, { signal })) {
    if (!take(came, read)) {
      return undefined;
    }
    if ('gone' in read) {
      const { place, lines } = read.gone;
      for (const key of before.rows.keys()) {
        const line = Number(key.slice(place.length));
        if (
          key.startsWith(place) &&
          line >= lines!.first &&
          line <= lines!.last
        ) {
          left.delete(key);
        }
      }
    }
  }
  // None stands for a row that is still there
  expect([...came.keys()].filter(place => left.has(place))).toEqual([]);
  const rows = new Map([...left, ...came]);
  return { rows, trace: changed.trace, read: came.size };
}

/** What a trace says of files, besides where rows begin. */
const filesOf = (trace: string | undefined) =>
  trace &&
  JSON.parse(trace).files.map(({ inside: _, ...file }: FileTrace) => file);

const sorted = (rows: Rows) => [...rows].sort();

const line = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('a,b', 'c,d', 'e, f', '"g",h') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '"i, j",k',
      '"l\nm",n',
      '"o\n\n\n\np",q',
      'ü,"ß ""r"""',
      'x,"y\r\nz"',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '"open,1', 'three,cells,here', 'a\rb,c'),
  },
);

const edit = fc.record({
  at: fc.nat(),
  removed: fc.constantFrom(0, 1, 1, 1, 2),
  added: fc.array(line, { maxLength: 2 }),
});

const write = (lines: string[], end: string) =>
  ['one,two', ...lines].map(text => `${text}${end}`).join('');

it('what it says is gone and what it reads make the file as it is now', async () => {
  let compared = 0;
  let less = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 2, maxLength: 25 }),
      fc.array(fc.array(edit, { maxLength: 2 }), {
        minLength: 1,
        maxLength: 3,
      }),
      fc.constantFrom('\n', '\r\n'),
      async (lines, times, end) => {
        let { rows, trace } = await readAll({ 'rows.csv': write(lines, end) });
        const now = [...lines];
        for (const edits of times) {
          for (const { at, removed, added } of edits) {
            now.splice(at % (now.length + 1), removed, ...added);
          }
          const files = { 'rows.csv': write(now, end) };
          const all = await readAll(files);
          const changed =
            trace === undefined
              ? undefined
              : await readChanged(files, { rows, trace });
          const known = changed ?? all;
          compared += changed ? 1 : 0;
          less += changed && changed.read < all.rows.size ? 1 : 0;
          expect(sorted(known.rows)).toEqual(sorted(all.rows));
          expect(filesOf(known.trace)).toEqual(filesOf(all.trace));
          ({ rows, trace } = known);
        }
      },
    ),
    { numRuns: 800, seed: 21 },
  );
  expect(compared).toBeGreaterThan(200);
  expect(less).toBeGreaterThan(100);
}, 120_000);

it('reads only what came at the end, and nothing of what is as it was', async () => {
  const lines = Array.from({ length: 30 }, (_, n) => `${n},x`);
  const files = { 'rows.csv': write(lines, '\n') };
  const { rows, trace } = await readAll(files);
  expect(await readChanged(files, { rows, trace: trace! })).toEqual({
    rows,
    trace,
    read: 0,
  });
  const longer = { 'rows.csv': write([...lines, 'new,y'], '\n') };
  const changed = await readChanged(longer, { rows, trace: trace! });
  expect(changed?.read).toBe(2);
  const shorter = { 'rows.csv': write(lines.slice(0, 5), '\n') };
  const left = await readChanged(shorter, { rows, trace: trace! });
  expect(left).toMatchObject({ read: 0 });
  expect(left?.rows.size).toBe(5);
});

it('knows files that came and went, and reads all where columns are others', async () => {
  const file = (...ids: string[]) =>
    write(
      ids.map(id => `${id},x`),
      '\n',
    );
  const first = { 'a.csv': file('1', '2'), 'b.csv': file('3') };
  const { rows, trace } = await readAll(first);
  const next = { 'b.csv': file('3'), 'c.csv': file('4', '5') };
  const changed = await readChanged(next, { rows, trace: trace! });
  expect(changed?.read).toBe(2);
  expect(sorted(changed!.rows)).toEqual(sorted((await readAll(next)).rows));
  const others = { ...first, 'c.csv': 'two,one\nx,4\n' };
  expect(await readChanged(others, { rows, trace: trace! })).toBeUndefined();
  expect((await readAll(others)).trace).toBeUndefined();
});

it.each([
  ['a row that cannot be read', 'one,two\na,b\nc\n'],
  ['line ends of several kinds', 'one,two\na,b\rc,d\ne,f\n'],
  ['another encoding', Buffer.from('one,two\n\xe4,b\n', 'latin1')],
  ['UTF-16', Buffer.from('one,two\na,b\n', 'utf16le')],
])('a file with %s is read as a whole each time', async (_, content) => {
  directory.setContent({ 'rows.csv': content });
  const all = reader();
  for await (const read of all.readPlain({ signal })) {
    expect(read).toBeDefined();
  }
  expect(all.trace).toBeUndefined();
});

it('finds what divides cells as in the whole file', async () => {
  const guessing = () => reader({ pieceLines: 4 });
  const readWith = async (one: CsvRowReader) => {
    for await (const read of one.readPlain({ signal })) {
      expect(read).toBeDefined();
    }
    return one.trace;
  };
  const file = (rows: string[]) => ({
    'rows.csv': ['a,b;c', ...rows, ''].join('\n'),
  });
  const commas = Array.from({ length: 9 }, (_, n) => `${n},y`);
  // Whether five rows are of commas is not seen in four lines
  directory.setContent(file(commas));
  expect(await readWith(guessing())).toBeUndefined();
  const wider = () => reader({ pieceLines: 8 });
  const trace = await readWith(wider());
  expect(trace).toContain('"delimiter":","');
  directory.setContent(file(commas.map(row => row.replace(',', ';'))));
  const read = [];
  for await (const one of wider().readChanges({ readAt, trace }, { signal })) {
    read.push(one);
  }
  expect(read.at(-1)).toHaveProperty('error');
});
