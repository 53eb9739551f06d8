import {
  createMeasurementReader,
  guessColumns,
  guessFormat,
  MeasurementFormat,
} from './columns';

const columns = guessColumns(['entityRef', 'kpi', 'period', 'value', 'weight']);
const read = (line: string, format?: MeasurementFormat) =>
  createMeasurementReader(columns, format)({ cells: line.split(';') });

describe('guessColumns', () => {
  it('finds columns by what they are called elsewhere', () => {
    expect(
      guessColumns(['Date', 'Service', 'Metric', 'Value', 'Count', 'Remark']),
    ).toEqual({
      entityRef: { column: 1 },
      kpi: { column: 2 },
      period: { column: 0 },
      value: { column: 3 },
      weight: { column: 4 },
    });
    expect(guessColumns(['a', 'b'])).toEqual({});
  });

  it('takes a denominator for one where there is a numerator, else for a weight', () => {
    expect(guessColumns(['Denominator', 'Numerator', 'Value'])).toEqual({
      numerator: { column: 1 },
      denominator: { column: 0 },
    });
    expect(guessColumns(['Value', 'Denominator'])).toEqual({
      value: { column: 0 },
      weight: { column: 1 },
    });
  });
});

describe('guessFormat', () => {
  const guess = (start: string, value: string) =>
    guessFormat([['e', 'k', start, value]], columns);
  it('finds how numbers and dates are written', () => {
    expect(guess('2026-01-31', '1.5')).toEqual({
      decimalComma: false,
      dates: 'iso',
    });
    expect(guess('31.12.2026', '1.234,5')).toEqual({
      decimalComma: true,
      dates: 'dmy',
    });
    expect(guess('12/31/2026', '1,234')).toEqual({
      decimalComma: false,
      dates: 'mdy',
    });
  });
});

describe('guessFormat of numbers with thousands', () => {
  const guess = (rows: [string, string][], delimiter?: string) =>
    guessFormat(
      rows.map(([start, value]) => ['e', 'k', start, value]),
      columns,
      delimiter,
    ).decimalComma;

  it.each<[string, [string, string][], string | undefined, boolean]>([
    [
      'of a German file',
      [
        ['06.04.2026', '1.500'],
        ['07.04.2026', '2.750'],
        ['08.04.2026', '950'],
      ],
      ';',
      true,
    ],
    ['of an Italian file', [['06/04/2026', '1.500']], ';', true],
    ['of a French file', [['2026-04-06', '1\u202f500']], ',', true],
    ['of two points', [['2026-04-06', '1.234.567']], ',', true],
    ['of a point that is no comma', [['06.04.2026', '1.5']], ';', false],
    ['of less than one', [['06.04.2026', '0.125']], ';', false],
    ['of an ISO file', [['2026-04-06', '1.500']], ';', false],
    [
      'of an ISO file with whole numbers',
      [
        ['2026-04-06', '1.500'],
        ['2026-04-07', '950'],
      ],
      ';',
      true,
    ],
    [
      'of thousandths between commas',
      [
        ['2026-04-06', '1.500'],
        ['2026-04-07', '950'],
      ],
      ',',
      false,
    ],
    [
      'of thousandths and tenths',
      [
        ['06.04.2026', '1.500'],
        ['07.04.2026', '1.5'],
      ],
      ';',
      false,
    ],
    ['of whole numbers of a German file', [['06.04.2026', '950']], ';', true],
    ['of whole numbers of others', [['2026-04-06', '950']], ';', false],
    ['of an American thousand', [['06.04.2026', '1,234']], ';', false],
    ['of an American file', [['04/26/2026', '1.500']], ';', false],
  ])('finds them %s', (_, rows, delimiter, decimalComma) => {
    expect(guess(rows, delimiter)).toBe(decimalComma);
  });
});

describe('guessFormat of numerators and weights', () => {
  it('finds thousands in each column of numbers', () => {
    const ratio = guessColumns([
      ...['entityRef', 'kpi', 'period', 'numerator', 'denominator'],
    ]);
    const of = (numerator: string, denominator: string) =>
      guessFormat(
        [['e', 'k', '06.04.2026', numerator, denominator]],
        ratio,
        ';',
      ).decimalComma;
    expect(of('950', '2.500')).toBe(true);
    expect(of('1.500', '2')).toBe(true);
    expect(of('1.500', '2.5')).toBe(false);
    const weighted = [['e', 'k', '06.04.2026', '99.5', '1.500']];
    expect(guessFormat(weighted, columns, ';').decimalComma).toBe(false);
  });
});

describe('createMeasurementReader', () => {
  it('reads numerators and denominators, of which one may be 0', () => {
    const ratio = guessColumns([
      ...['entityRef', 'kpi', 'period', 'numerator', 'denominator'],
    ]);
    const of = (numerator: string, denominator: string) =>
      createMeasurementReader(ratio, { decimalComma: true })({
        cells: ['a', 'cost', '2026-11-01', numerator, denominator],
      });
    expect(of('1.234,5', '0')).toEqual({
      measurement: {
        entityRef: 'component:default/a',
        kpi: 'cost',
        period: '2026-11-01',
        numerator: 1234.5,
        denominator: 0,
      },
    });
    expect(of('3', '')).toEqual({
      mistake: 'denominator is missing: use a number such as 1234,5',
    });
  });

  it('reads a row, with the kind that entities mostly have', () => {
    expect(read('Payments;mttr;2026-11-01; 3.5 ;120')).toEqual({
      measurement: {
        entityRef: 'component:default/payments',
        kpi: 'mttr',
        period: '2026-11-01',
        value: 3.5,
        weight: 120,
      },
    });
    expect(read('system:a/b;mttr;2026-11-01;-1e3;')).toEqual({
      measurement: {
        entityRef: 'system:a/b',
        kpi: 'mttr',
        period: '2026-11-01',
        value: -1000,
      },
    });
  });

  it('reads numbers and dates as others write them', () => {
    const german = { decimalComma: true, dates: 'dmy' } as const;
    expect(read('a;k;1.2.2026;1.234,5;1234', german)).toMatchObject({
      measurement: { period: '2026-02-01', value: 1234.5, weight: 1234 },
    });
    expect(read('a;k;2/1/2026;1;', { dates: 'mdy' })).toMatchObject({
      measurement: { period: '2026-02-01' },
    });
  });

  it('takes constants for what the file does not say', () => {
    const reader = createMeasurementReader({
      entityRef: { column: 0 },
      kpi: { constant: 'mttr' },
      period: { constant: '2026-11-01' },
      value: { column: 1 },
    });
    expect(reader({ cells: ['a', '3'] })).toMatchObject({
      measurement: { kpi: 'mttr', period: '2026-11-01', value: 3 },
    });
    expect(reader({ cells: ['"a', '3'], mistake: 'a quote is open' })).toEqual({
      mistake: 'a quote is open',
    });
  });

  it.each([
    ['a;k;31.12.2026;1;', /^period is "31.12.2026": use .*in which order/],
    ['a;k;2026-02-30;1;', /^period is "2026-02-30": use a date such as/],
    ['a;k;9999-12-31;1;', /^period is "9999-12-31": .*1900-01-01 to 2199/],
    ['a;k;0000-01-01;1;', /^period is "0000-01-01": .*1900-01-01 to 2199/],
    ['a;k;2026-02-01;3,5;', /^value is "3,5": use a decimal point, or say/],
    [
      'a;k;2026-02-01;1,234;',
      /^value is "1,234": leave out the commas between thousands; if/,
    ],
    ['a;k;2026-02-01;12,345,678.5;', /: leave out the commas between/],
    ['a;k;2026-02-01;99 %;', /^value is "99 %": use a number such as/],
    ['a;k;2026-02-01;0x10;', /^value is "0x10": use a number such as/],
    ['a;k;2026-02-01;1e999;', /^value is "1e999": use a finite number/],
    ['a;k;2026-02-01;;', /^value is missing: use a number/],
    ['a;k;2026-02-01;1;x', /^weight is "x": use a number/],
    [';k;2026-02-01;1;', /^entityRef is missing: use a reference/],
    ['a;;2026-02-01;x;', /^kpi is missing: .*; value is "x": use/],
  ])('says of %s what is wrong and what would be right', (line, message) => {
    expect(read(line)).toEqual({ mistake: expect.stringMatching(message) });
  });

  it('bounds dates and numbers however they are written', () => {
    const german = { decimalComma: true, dates: 'dmy' } as const;
    for (const date of ['31.12.9999', '31.12.1899', '1/1/0001']) {
      expect(read(`a;k;${date};1;`, german)).toEqual({
        mistake: `period is "${date}": use a date such as 2026-01-31, from 1900-01-01 to 2199-12-31`,
      });
    }
    expect(read(`a;k;1.1.2026;${'9'.repeat(400)};`, german)).toEqual({
      mistake: expect.stringMatching(/^value is "9+": use a finite number$/),
    });
  });

  it.each([
    ['1.234', 1234],
    ['1 234,5', 1234.5],
    ['1\u202f234\u202f567', 1234567],
    ['0,125', 0.125],
    ['-12.345,6', -12345.6],
  ])('reads %s with a decimal comma', (text, value) => {
    expect(
      read(`a;k;2026-01-01;${text};`, { decimalComma: true }),
    ).toMatchObject({ measurement: { value } });
  });

  it.each(['0.125', '-0.125', '00.125', '1.234 567', '1.2345', '012.345'])(
    'does not take the point of %s for one between thousands',
    text => {
      expect(read(`a;k;2026-01-01;${text};`, { decimalComma: true })).toEqual({
        mistake: expect.stringMatching(/^value is ".*": use a number such as/),
      });
    },
  );

  it('says what is wrong with the numbers of another country', () => {
    expect(
      read('a;k;31.2.2026;1.5;', { decimalComma: true, dates: 'dmy' }),
    ).toEqual({
      mistake:
        'period is "31.2.2026": there is no such day; value is "1.5": use a number such as 1234,5 or 1.234,5: a point separates thousands here',
    });
  });
});
