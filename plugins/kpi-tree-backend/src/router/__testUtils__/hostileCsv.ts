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
};

const columns = Object.keys(cellsOf) as (keyof typeof cellsOf)[];

const rightCells = {
  entityRef: 'component:default/a',
  kpi: 'mttr',
  period: '2026-04-10',
  value: '3',
  weight: '1',
};

/** A right row, or one with something odd in one cell or in how many there are. */
const row: fc.Arbitrary<string[]> = fc
  .nat({ max: columns.length + 2 })
  .chain(odd => {
    const right = columns.map(column => rightCells[column]);
    if (odd === columns.length) {
      return fc.constant(right);
    }
    if (odd > columns.length) {
      return fc
        .array(fc.constantFrom(...oddCells, ...oddTexts), { maxLength: 7 })
        .map(cells => cells);
    }
    return fc
      .constantFrom(...cellsOf[columns[odd]], ...oddCells, ...oddTexts)
      .map(cell => right.map((one, i) => (i === odd ? cell : one)));
  });

/** A CSV file as nobody should send it, in any of the encodings that there are. */
export const hostileCsv: fc.Arbitrary<Buffer> = fc
  .record({
    header: fc.oneof(
      { weight: 8, arbitrary: fc.constant<string[]>(columns) },
      fc.shuffledSubarray(columns as string[]),
      fc.array(fc.constantFrom(...columns, ...oddTexts), { maxLength: 6 }),
    ),
    rows: fc.array(row, { maxLength: 30 }),
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
  })
  .map(({ header, rows, delimiter, lineEnd, ending, encode }) =>
    encode(
      [header, ...rows]
        .map(cells => cells.join(delimiter))
        .join(lineEnd)
        .concat(ending),
    ),
  );
