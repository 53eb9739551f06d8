/**
 * What the engine gets wrong without a word where it is left to itself, in the measurements
 * that leave the product. What files in particular say is in whatFilesSay.test.ts.
 */
import { KpiSpec } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { a, collect, TestKpi, TestOptions } from './__testUtils__/records';
import { Row } from './rows/RowReader';

jest.setTimeout(60_000);

const NOT_COMBINED = { overTime: 'none', overEntities: 'none' } as const;

/** Of April 2026, unless a row says otherwise. */
const rowsOf = (column: string, values: (string | string[])[]): Row[] =>
  values.map(value => ({ service: 'A', at: '2026-04-01', [column]: value }));

const kpi = (
  name: string,
  settings: object,
  spec: Partial<KpiSpec> = {},
): TestKpi => ({ name, settings: { ...settings }, spec });

const counts = (filters: Record<string, object>) =>
  Object.entries(filters).map(([name, where]) =>
    kpi(name, { measure: 'count', where }),
  );

/** Each KPI's value of April, and what is said of the rows. */
const april = async (rows: Row[], kpis: TestKpi[], options?: TestOptions) => {
  const { values, errors } = await collect(rows, { ...options, kpis });
  return {
    values: Object.fromEntries(
      kpis.map(({ name }) => [name, values(a, name)['2026-04-01']?.[0]]),
    ),
    errors,
  };
};

describe('numbers', () => {
  const measures = ['sum', 'mean', 'median', 'min', 'max'];
  const all = measures.map(measure => kpi(measure, { measure, of: 'n' }));

  it('are decimal, and nothing else that a cast takes for one', async () => {
    const odd = ['0x1F', '1_000', 'NaN', 'inf', '-Infinity', '1,5', '1e400'];
    const { values, errors } = await april(
      rowsOf('n', ['12.345', '0.5', '007', '1e3', ...odd, ' 12 ']),
      all,
    );
    expect(values).toEqual({
      ...{ sum: 1_031.845, mean: 1_031.845 / 5, median: 12 },
      ...{ min: 0.5, max: 1_000 },
    });
    expect(errors).toEqual([
      'rows line 6: "0x1F": n is not a number: use one such as 12.5 (6 rows)',
      expect.stringMatching(/^rows line 11: "1,5": .* decimal: ","$/),
    ]);
  });

  it('are decimals after whole ones, also in a median and an extreme', async () => {
    expect(await april(rowsOf('n', ['1', '2', '3.5', '4']), all)).toEqual({
      values: { sum: 10.5, mean: 2.625, median: 2.75, min: 1, max: 4 },
      errors: [],
    });
  });

  it('are added up as far as a number reaches', async () => {
    const large = '12345678901234567890123456789012345678';
    const { values } = await april(rowsOf('n', [large, large]), all);
    expect(values).toEqual({
      ...{ sum: 2 * Number(large), mean: Number(large) },
      ...{ median: Number(large), min: Number(large), max: Number(large) },
    });
    const cents = await april(rowsOf('n', ['0.1', '0.2', '12345.67']), all);
    expect(cents.values.sum).toBe(12_345.97);
    const zero = await april(rowsOf('n', ['-0', '0']), all);
    expect(Object.values(zero.values)).toEqual(all.map(() => 0));
  });

  it('have the middle of their durations, to the millisecond', async () => {
    const ends = ['00:00:00.001', '00:00:00.002', '00:00:00.004', ''];
    const rows = ends.map(end => ({
      ...{ service: 'A', at: '2026-04-01T00:00:00Z' },
      to: end && `2026-04-01T${end}Z`,
    }));
    const of = { duration: { from: 'at', to: 'to' } };
    const { values } = await april(rows.slice(0, 2).concat(rows.slice(3)), [
      kpi('median', { measure: 'median', of }, { unit: 'ms' }),
      kpi('mean', { measure: 'mean', of }, { unit: 'ms' }),
    ]);
    expect(values).toEqual({ median: 1.5, mean: 1.5 });
  });
});

describe('instants', () => {
  const opened = (times: string[], timeZone = 'Europe/Berlin') =>
    collect(
      times.map(at => ({ service: 'A', at })),
      { request: { timeZone } },
    );

  it('are with and without seconds and offsets, each in its own way', async () => {
    const { values, errors } = await opened([
      // The first is of March in Berlin, the second of April
      '2026-03-31T21:59Z',
      '2026-03-31T22:00Z',
      '2026-03-31T23:59',
      '2026-04-01T00:00',
      '2026-04-01T02:00+0400',
      '2026-04-01 02:00:00.000+04:00',
      '2026-03-31T22:00:00.123456789Z',
    ]);
    expect(errors).toEqual([]);
    expect(values(a)).toMatchObject({
      '2026-03-01': [2, 1],
      '2026-04-01': [5, 1],
    });
  });

  it('are nothing with something behind them', async () => {
    const { values, errors } = await opened([
      ...['2026-03-28 junk', '2026-03-28junk', '2026-03-28 99:99:99'],
      ...['2026-03-28T12:00:00 CEST', '2026-03-28T12:00:00 EST', 'epoch'],
      ...['01-02-03', '2026-02-29', '10:20:30', '2026-03-28'],
    ]);
    expect(values(a)).toEqual({ '2026-03-01': [1, 1] });
    expect(errors).toEqual([
      expect.stringMatching(
        /^rows line 2: "2026-03-28 junk": at is not a date .* \(8 rows\)$/,
      ),
      expect.stringMatching(/^rows line 8: "01-02-03": at is not a date /),
    ]);
  });

  it('are of the days of their zone, on which the clock changes as well', async () => {
    const { values } = await collect(
      [
        ...['2026-03-28T23:30:00Z', '2026-03-29T21:30:00Z'],
        ...['2026-10-24T22:30:00Z', '2026-10-25T22:30:00Z'],
        ...['2026-10-25T02:30:00', '2026-03-29T02:30:00'],
      ].map(at => ({ service: 'A', at })),
      {
        kpis: [
          kpi('kpi', { measure: 'count' }, { grain: 'day', period: 'day' }),
          kpi('week', { measure: 'count' }, { grain: 'week', period: 'week' }),
        ],
        request: {
          timeZone: 'Europe/Berlin',
          to: new Date('2026-12-01T00:00:00Z'),
        },
      },
    );
    const of = (name: string) =>
      Object.fromEntries(
        Object.entries(values(a, name)).flatMap(([day, [value]]) =>
          value ? [[day, value]] : [],
        ),
      );
    expect(of('kpi')).toEqual({ '2026-03-29': 3, '2026-10-25': 3 });
    expect(of('week')).toEqual({ '2026-03-23': 3, '2026-10-19': 3 });
  });

  it('have the hour that is there twice between them', async () => {
    const of = { duration: { from: 'at', to: 'to' } };
    const { values } = await collect(
      [
        ['2026-10-25T00:10:00Z', '2026-10-25T01:10:00Z'],
        // The first of two such, and the one after it
        ['2026-10-25T02:30:00', '2026-10-25T03:30:00'],
      ].map(([at, to]) => ({ service: 'A', at, to })),
      {
        kpis: [kpi('kpi', { measure: 'sum', of })],
        request: {
          timeZone: 'Europe/Berlin',
          to: new Date('2026-12-01T00:00:00Z'),
        },
      },
    );
    expect(values(a)['2026-10-01']).toEqual([3, 2]);
  });

  it('reach from 1900 to 2199, before 1970 and beyond 2262 by nanoseconds', async () => {
    const of = { duration: { from: 'at', to: 'to' } };
    const { values, errors } = await collect(
      [
        ['1900-01-02', '1900-01-03'],
        ['1969-12-31T23:59:59.999Z', '1970-01-01T00:00:00.001Z'],
        ['2026-04-01', '2199-12-31T23:59:59Z'],
        ['2026-04-02', '2262-04-12'],
        ['2026-04-03', '9999-12-31T23:59:59Z'],
        ['0001-01-01', '2026-04-01'],
      ].map(([at, to]) => ({ service: 'A', at, to })),
      { kpis: [kpi('kpi', { measure: 'sum', of }, { unit: 's' })] },
    );
    expect(values(a)).toMatchObject({
      '1900-01-01': [86_400, 1],
      '1969-12-01': [0.002, 1],
      '2026-04-01': [
        (Date.UTC(2199, 11, 31, 23, 59, 59) - Date.UTC(2026, 3, 1)) / 1_000,
        1,
      ],
    });
    expect(errors).toEqual([
      expect.stringMatching(/"0001-01-01": at is not a date/),
    ]);
  });

  it('have all months between them, from a 31st as well', async () => {
    const { values } = await collect([{ service: 'A', at: '2026-01-31' }], {
      config: { covers: { until: '2026-05-01' } },
    });
    expect(Object.keys(values(a))).toEqual(
      ['01', '02', '03', '04'].map(month => `2026-${month}-01`),
    );
  });
});

describe('texts', () => {
  it('are what they look like, in whatever case, and no patterns', async () => {
    const kpis = counts({
      zeros: { x: '007' },
      number: { x: 7 },
      version: { x: '1.10' },
      true: { x: true },
      percent: { x: { $hasPrefix: '100%' } },
      underscore: { x: 'a_c' },
      umlaut: { x: 'ärger' },
      blank: { x: '' },
      there: { x: { $exists: true } },
    });
    const { values, errors } = await april(
      [
        ...rowsOf('x', [
          '007',
          '7',
          '1.1',
          '1.10',
          'yes',
          'T',
          'on',
          '10:20:30',
        ]),
        ...rowsOf('x', ['100% sure', '1000', 'a_c', 'abc', 'ÄRGER', '', '  ']),
      ],
      kpis,
    );
    expect(values).toEqual({
      ...{ zeros: 1, number: 1, version: 1, true: 1, percent: 1 },
      ...{ underscore: 1, umlaut: 1, blank: 2, there: 13 },
    });
    expect(errors).toEqual([]);
  });

  it('and columns are never part of a question', async () => {
    const drop = `x"; drop view records; --`;
    const value = `'); drop view records; --`;
    const kpis = [
      ...counts({
        both: { [drop]: value },
        prefix: { [drop]: { $hasPrefix: `')` } },
        pattern: { [drop]: { $matches: `'\\); drop` } },
        nul: { 'a\0b': 'c\0d' },
        other: { ab: 'cd' },
      }),
      kpi('lower', { measure: 'sum', of: 'select' }),
      kpi('upper', { measure: 'sum', of: 'SELECT' }),
    ];
    const row = { service: 'A', at: '2026-04-01', select: '1', SELECT: '2' };
    expect(
      await april(
        [{ ...row, [drop]: value, 'a\0b': 'c\0d', ab: 'cd' }, row],
        kpis,
      ),
    ).toEqual({
      values: {
        ...{ both: 1, prefix: 1, pattern: 1, nul: 1, other: 1 },
        ...{ lower: 2, upper: 4 },
      },
      errors: [],
    });
  });

  it('are missing where they are blank, or as the source says so', async () => {
    const { values, errors } = await april(
      rowsOf('n', ['5', '', ' ', '-', 'n/a', 'N/A', '7']),
      [
        kpi('mean', { measure: 'mean', of: 'n' }),
        kpi('count', { measure: 'count' }),
        kpi(
          'distinct',
          { measure: 'distinct', of: 'n' },
          {
            aggregate: NOT_COMBINED,
          },
        ),
        ...counts({ blank: { n: '' } }),
      ],
      { config: { missing: ['-', 'N/A'] } },
    );
    expect(values).toEqual({ mean: 6, count: 7, distinct: 2, blank: 5 });
    expect(errors).toEqual([]);
  });

  it('of lists may be blank, and are values each', async () => {
    const { values } = await april(
      rowsOf('x', [['a', '', 'b'], ['', ' '], [], 'A', ['b', 'b']]),
      [
        kpi(
          'distinct',
          { measure: 'distinct', of: 'x' },
          {
            aggregate: NOT_COMBINED,
          },
        ),
        ...counts({ a: { x: 'a' }, none: { x: { $exists: false } } }),
      ],
    );
    expect(values).toEqual({ distinct: 2, a: 2, none: 2 });
  });
});

it('a row that is too long for the engine is named, without what is in it', async () => {
  const of = (length: number) =>
    [
      kpi(
        'distinct',
        { measure: 'distinct', of: 'x' },
        {
          aggregate: NOT_COMBINED,
        },
      ),
      rowsOf('x', ['short', 'é'.repeat(length)]),
    ] as const;
  const [some, long] = of(8_000_000);
  expect((await april([...long], [some])).values).toEqual({ distinct: 2 });
  const [, longer] = of(8_400_000);
  await expect(april([...longer], [some])).rejects.toThrow(
    /^rows line 3 has more than 16 MB of texts in the columns that are read: shorten them at the source, or name fewer columns$/,
  );
});

it('the first row of a record is the first that was read, of very many', async () => {
  const rows = Array.from({ length: 150_000 }, (_, i) => ({
    service: 'A',
    at: '2026-04-01',
    id: `${i % 50_000}`,
    n: i < 50_000 ? '1' : '1000',
  }));
  const options = { config: { key: ['id'] } };
  const sum = [kpi('sum', { measure: 'sum', of: 'n' })];
  expect((await april(rows, sum, options)).values).toEqual({ sum: 50_000 });
});
