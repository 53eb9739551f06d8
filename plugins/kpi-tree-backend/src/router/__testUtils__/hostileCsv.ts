import fc from 'fast-check';
import {
  edgeDates,
  edgeNumbers,
  oddNumberTexts,
  oddTexts,
} from './hostileValues';

/** What breaks a CSV file, or looks as if it did. */
const oddCells = ['"', '""', 'a"b', '"a', 'a"', '"a\nb"', '"a""b"', ',', ';'];

const cellsOf = {
  entityRef: ['component:default/a', 'component:default/b', 'a', '::', 'a:b:c'],
  kpi: ['mttr', 'count', 'MTTR', 'none'],
  period: edgeDates,
  value: [...edgeNumbers.map(String), ...oddNumberTexts],
  weight: [...edgeNumbers.map(String), ...oddNumberTexts],
  numerator: [...edgeNumbers.map(String), ...oddNumberTexts],
  denominator: [...edgeNumbers.map(String), ...oddNumberTexts],
};

type Column = keyof typeof cellsOf;

const columns = Object.keys(cellsOf) as Column[];

/** The columns of either form of a measurement. */
const forms: Column[][] = [
  ['entityRef', 'kpi', 'period', 'value', 'weight'],
  ['entityRef', 'kpi', 'period', 'numerator', 'denominator'],
];

const rightCells = {
  entityRef: 'component:default/a',
  kpi: 'mttr',
  period: '2026-04-10',
  value: '3',
  weight: '1',
  numerator: '3',
  denominator: '2',
};

/** A right row, or one with something odd in one cell or in how many there are. */
const rowOf = (form: Column[]): fc.Arbitrary<string[]> =>
  fc.nat({ max: form.length + 2 }).chain(odd => {
    const right = form.map(column => rightCells[column]);
    if (odd === form.length) {
      return fc.constant(right);
    }
    if (odd > form.length) {
      return fc
        .array(fc.constantFrom(...oddCells, ...oddTexts), { maxLength: 7 })
        .map(cells => cells);
    }
    return fc
      .constantFrom(...cellsOf[form[odd]], ...oddCells, ...oddTexts)
      .map(cell => right.map((one, i) => (i === odd ? cell : one)));
  });

/** A CSV file as nobody should send it, in any of the encodings that there are. */
export const hostileCsv: fc.Arbitrary<Buffer> = fc
  .constantFrom(...forms)
  .chain(form =>
    fc.record({
      header: fc.oneof(
        { weight: 8, arbitrary: fc.constant<string[]>(form) },
        fc.shuffledSubarray(columns as string[]),
        fc.array(fc.constantFrom(...columns, ...oddTexts), { maxLength: 6 }),
      ),
      rows: fc.array(rowOf(form), { maxLength: 30 }),
    }),
  )
  .chain(table =>
    fc.record({
      header: fc.constant(table.header),
      rows: fc.constant(table.rows),
      delimiter: fc.constantFrom(',', ',', ';', '\t', '|'),
      lineEnd: fc.constantFrom('\n', '\n', '\r\n', '\r'),
      ending: fc.constantFrom('', '\n', '\n\n\n', '"', '\0'),
      encode: fc.constantFrom<(text: string) => Buffer>(
        text => Buffer.from(text),
        text => Buffer.from(text),
        text => Buffer.from(`\ufeff${text}`),
        text => Buffer.from(`\ufeff${text}`, 'utf16le'),
        text => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
        text => Buffer.from(text, 'latin1'),
        // Half a character at the end
        text => Buffer.from(`${text}😀`).subarray(0, -1),
      ),
    }),
  )
  .map(({ header, rows, delimiter, lineEnd, ending, encode }) =>
    encode(
      [header, ...rows]
        .map(cells => cells.join(delimiter))
        .join(lineEnd)
        .concat(ending),
    ),
  );
