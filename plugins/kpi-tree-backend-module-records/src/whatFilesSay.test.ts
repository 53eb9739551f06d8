/**
 * What engines that read CSV by themselves get wrong without a word, through the product: how
 * values are written decides nothing but their text, and each row is there once or named.
 */
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { a, collect, TestOptions } from './__testUtils__/records';
import { CsvRowReader } from './rows/CsvRowReader';

jest.setTimeout(60_000);

const directory = createMockDirectory();

const read = (lines: string[], options: TestOptions) => {
  directory.addContent({ 'rows.csv': lines.join('\n') });
  return collect(
    new CsvRowReader({
      path: directory.resolve('rows.csv'),
      key: 'csv',
      urlReader: mockServices.urlReader.mock(),
      delimiter: ',',
      dates: 'iso',
    }),
    {
      ...options,
      config: {
        entities: { column: 'service', map: { A: a } },
        ...options.config,
      },
    },
  );
};

const count = (where?: object) => ({ settings: { measure: 'count', where } });
const many = (row: (i: number) => string) =>
  Array.from({ length: 25_000 }, (_, i) => row(i));
const april = async (lines: string[], kpi: TestOptions['kpis']) => {
  const { values, errors, rowsRejected } = await read(lines, { kpis: kpi });
  return { value: values(a)['2026-04-01']?.[0], errors, rowsRejected };
};

describe('a file', () => {
  it('has the row that begins with #, among thousands of numbers', async () => {
    const lines = many(i => `${i},A,2026-04-01`);
    lines[12] = '#17,A,2026-04-01';
    expect(await april(['ref,service,at', ...lines], [count()])).toEqual({
      value: 25_000,
      errors: [],
      rowsRejected: 0,
    });
  });

  it('loses no other row to a quote that is not closed', async () => {
    const lines = many(() => 'A,2026-04-01,x');
    lines[12] = 'A,2026-04-01,"k"x';
    const { value, errors, rowsRejected } = await april(
      ['service,at,text', ...lines],
      [count()],
    );
    expect([value, rowsRejected]).toEqual([24_999, 1]);
    expect(errors).toEqual([
      expect.stringMatching(/rows\.csv line 14: .*quote/),
    ]);
  });

  it.each([
    ['too few', 'A,2026-04-01'],
    ['too many', 'A,2026-04-01,x,,,'],
  ])('names the row with %s cells', async (_, odd) => {
    const { value, errors } = await april(
      ['service,at,text', 'A,2026-04-02,y', odd, 'A,2026-04-03,z'],
      [count()],
    );
    expect(value).toBe(2);
    expect(errors).toEqual([expect.stringMatching(/line 3: .*columns/)]);
  });

  it('has its columns by their names, in whatever order', async () => {
    expect(
      await april(
        ['n,at,service', '3,2026-04-01,A', '4,2026-04-02,A'],
        [{ settings: { measure: 'sum', of: 'n' } }],
      ),
    ).toMatchObject({ value: 7, errors: [] });
  });

  it('keeps texts as they are written, after thousands that look otherwise', async () => {
    const lines = many(() => '1,2026-04-01,A');
    lines.push('007,2026-04-01,A', '1.10,2026-04-01,A', 'yes,2026-04-01,A');
    const all = ['id text,at,service', ...lines];
    for (const [text, times] of [
      ['007', 1],
      ['7', 0],
      ['1.10', 1],
      ['1.1', 0],
      ['yes', 1],
      [true, 25_000],
      ['1', 25_000],
    ] as const) {
      const { value } = await april(all, [count({ 'id text': text })]);
      expect([text, value ?? 0]).toEqual([text, times]);
    }
  });

  it('has decimals after thousands of whole numbers', async () => {
    const lines = many(() => '1,2026-04-01,A');
    lines.push('12.7,2026-04-01,A', '0.1,2026-04-01,A', '0.2,2026-04-01,A');
    expect(
      await april(
        ['n,at,service', ...lines],
        [{ settings: { measure: 'sum', of: 'n' } }],
      ),
    ).toEqual({ value: 25_013, errors: [], rowsRejected: 0 });
  });

  it('has the median of decimals, not one with their places', async () => {
    const numbers = ['1.1', '2.2', '3.3', '4.4'];
    expect(
      await april(
        ['n,at,service', ...numbers.map(n => `${n},2026-04-01,A`)],
        [{ settings: { measure: 'median', of: 'n' } }],
      ),
    ).toMatchObject({ value: 2.75 });
  });

  it('has durations that are right across a change of the clock', async () => {
    const { values } = await read(
      [
        'service,at,to',
        'A,2026-03-28T12:00:00,2026-03-29T12:00:00',
        'A,2026-10-24T12:00:00,2026-10-25T12:00:00',
      ],
      {
        kpis: [
          {
            settings: {
              measure: 'mean',
              of: { duration: { from: 'at', to: 'to' } },
            },
          },
        ],
        request: {
          timeZone: 'Europe/Berlin',
          to: new Date('2026-12-01T00:00:00Z'),
        },
      },
    );
    expect(values(a)).toEqual({ '2026-03-01': [23, 1], '2026-10-01': [25, 1] });
  });

  it('has instants with offsets after thousands without', async () => {
    const lines = many(() => 'A,2026-04-15 10:00:00');
    lines.push('A,2026-04-30T23:30:00-02:00', 'A,2026-05-01T01:30:00+02:00');
    const { values } = await read(['service,at', ...lines], {
      kpis: [count()],
    });
    expect(values(a)).toEqual({
      '2026-04-01': [25_001, 1],
      '2026-05-01': [1, 1],
    });
  });

  it('has the last day of a month to its end', async () => {
    const { values } = await read(
      ['service,at', 'A,2026-03-31T23:59:59.999Z', 'A,2026-04-01T00:00:00Z'],
      { kpis: [count()] },
    );
    expect(values(a)).toEqual({ '2026-03-01': [1, 1], '2026-04-01': [1, 1] });
  });

  it('gives the same sum each time, whatever the order in which it is added', async () => {
    const lines = many(i => `${((i * 7919) % 10_007) / 7},2026-04-01,A`);
    const once = () =>
      april(
        ['n,at,service', ...lines],
        [{ settings: { measure: 'sum', of: 'n' } }],
      );
    const first = await once();
    expect(first.errors).toEqual([]);
    const plain = lines.reduce(
      (sum, line) => sum + Number(line.split(',')[0]),
      0,
    );
    expect(first.value).toBeCloseTo(plain, 5);
    expect(await once()).toEqual(first);
    expect(await once()).toEqual(first);
  });

  it('is as good with a header alone, and with none it says so', async () => {
    expect(await april(['service,at'], [count()])).toEqual({
      value: undefined,
      errors: [],
      rowsRejected: 0,
    });
  });
});
