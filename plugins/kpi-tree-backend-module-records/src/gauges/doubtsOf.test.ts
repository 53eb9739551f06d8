/** What a run says of files that can be read, but hardly mean what would be measured. */
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { a, collect, TestKpi, TestOptions } from '../__testUtils__/records';
import { CsvRowReader } from '../rows/CsvRowReader';

jest.setTimeout(60_000);

const directory = createMockDirectory();

/** What is said of a file, and the value of each KPI in April 2026. */
async function read(
  lines: string[],
  kpis: Record<string, TestKpi['settings']>,
  config: TestOptions['config'] = {},
) {
  directory.setContent({ 'rows.csv': lines.join('\n') });
  const reader = new CsvRowReader({
    path: directory.resolve('rows.csv'),
    key: 'csv',
    urlReader: mockServices.urlReader.mock(),
    delimiter: ';',
    dates: 'iso',
  });
  const { values, errors, rowsRejected } = await collect(reader, {
    kpis: Object.entries(kpis).map(([name, settings]) => ({
      name,
      settings: { time: 'opened', ...settings },
    })),
    config: { entities: { column: 'service', map: { A: a } }, ...config },
  });
  return {
    errors,
    rowsRejected,
    april: Object.keys(kpis).map(
      name => values(a, name)['2026-04-01']?.[0] ?? null,
    ),
  };
}

/** Rows of the service A in April. */
const rows = (header: string, ...cells: string[]) => [
  `service;opened;${header}`,
  ...cells.map(
    (cell, i) =>
      `A;2026-04-${String(i + 1).padStart(2, '0')}T08:00:00Z;${cell}`,
  ),
];

const count = (where?: object) => ({ measure: 'count', where });
const production = count({ labels: { $contains: 'production' } });

describe('a list in one text', () => {
  const cells = [
    'production',
    'production, database',
    'urgent,Production',
    '["production","db"]',
    'non-production,db',
    'regression',
  ];

  it('is named where a filter asks for one of its values', async () => {
    const { errors, april } = await read(rows('labels', ...cells), {
      kpi: production,
    });
    expect(april).toEqual([1]);
    expect(errors).toEqual([
      `The Kpi kpi asks for labels "production", which is among others in the text of 3 rows, such as "[\\"production\\",\\"db\\"]", and that does not fit: say under columns of the source that it is a list, "labels": { type: list, separator: "," }, or that it is none, "labels": { type: text }`,
    ]);
  });

  it('is one as soon as it is declared, also as JSON and arrays write it', async () => {
    const { errors, april } = await read(
      rows('labels', ...cells, '{production,"a b"}', "['x', 'production']"),
      {
        kpi: production,
        not: count({ labels: { $not: 'production' } }),
        both: count({ labels: { $all: ['db', 'production'] } }),
        other: count({ labels: 'a b' }),
      },
      { columns: { labels: { type: 'list', separator: ',' } } },
    );
    expect(errors).toEqual([]);
    expect(april).toEqual([6, 2, 1, 1]);
  });

  it('is none where that is declared, and its other values are not shown where they are personal', async () => {
    const text = await read(
      rows('labels', ...cells),
      { kpi: production },
      { columns: { labels: { type: 'text' } } },
    );
    expect(text).toEqual({ errors: [], rowsRejected: 0, april: [1] });
    const { errors } = await read(
      rows('labels', ...cells),
      { kpi: production },
      { columns: { labels: { personal: true } } },
    );
    expect(errors).toEqual([
      expect.stringContaining('in the text of 3 rows, and that does not fit'),
    ]);
  });
});

it('names a column that is not there, also where a filter asks no more than whether it is', async () => {
  const { errors, april } = await read(rows('resolved', '', '2026-04-03'), {
    open: count({ resolvd: { $exists: false } }),
  });
  expect(april).toEqual([2]);
  expect(errors).toEqual([
    'The Kpi open asks whether there is resolvd (did you mean resolved?), a column that no row has; the rows have service, opened, resolved',
  ]);
});

describe('a row for each SLA of an incident', () => {
  const joined = (name: string) =>
    rows(`${name};cost;sla`, 'T1;10;response', 'T2;20;response').flatMap(
      (line, i) => (i ? [line, line.replace('response', 'resolution')] : line),
    );

  it.each(['task', 'Ticket #', 'inc_number', 'Vorgangsnummer', 'Bug ID'])(
    'is noticed where %s names the incident',
    async name => {
      const { errors, april } = await read(joined(name), { kpi: count() });
      expect(april).toEqual([4]);
      expect(errors).toEqual([
        expect.stringContaining(
          `"T1": ${name} has values that are in several rows, and each row counts`,
        ),
      ]);
    },
  );

  it.each(['assignee_id', 'Build number', 'text'])(
    'is not supposed where %s has something in common',
    async name => {
      expect(await read(joined(name), { kpi: count() })).toMatchObject({
        errors: [],
      });
    },
  );

  it('is not supposed where rows have other times, or only days', async () => {
    const others = rows('order_no', 'x', 'x', 'y', 'y');
    expect(await read(others, { kpi: count() })).toMatchObject({ errors: [] });
    const days = joined('order_no').map(line => line.replace(/T08:00:00Z/, ''));
    expect(await read(days, { kpi: count() })).toMatchObject({ errors: [] });
  });

  it('counts once by a key, and what is read of it is to be the same in each row', async () => {
    const key = { key: ['task'] };
    const same = await read(
      joined('task'),
      {
        kpi: count(),
        sum: { measure: 'sum', of: 'cost' },
        median: { measure: 'median', of: 'cost' },
        ratio: { measure: 'ratio', numerator: { where: { cost: '10' } } },
      },
      key,
    );
    expect(same).toEqual({
      errors: [],
      rowsRejected: 0,
      april: [2, 30, 15, 0.5],
    });
    const { errors, april } = await read(
      joined('task'),
      { kpi: count({ sla: 'resolution' }) },
      key,
    );
    expect(april).toEqual([0]);
    expect(errors).toEqual([
      'rows.csv line 2 and rows.csv line 3: rows of one record have different values in sla, and only the first row counts: say with version which column tells the latest, or let each record have one row (2 rows)',
      'The Kpi kpi asks for sla "resolution", which no row has',
    ]);
  });
});

describe('numbers with three digits behind the point', () => {
  const sum = { kpi: { measure: 'sum', of: 'n' } };
  const doubt =
    'rows.csv line 2: "1.234": n is read with a point before its decimals, but each has three digits behind it, as thousands have: say under columns of the source "n": { type: number, decimal: "." }, or "n": { type: number, decimal: ",", thousands: "." } (2 rows)';

  it('may be thousands', async () => {
    const lines = rows('n', '1.234', '950', '2.750');
    expect(await read(lines, sum)).toMatchObject({
      errors: [doubt],
      april: [expect.closeTo(953.984)],
    });
    for (const [column, value] of [
      [{ decimal: '.' }, 953.984],
      [{ decimal: ',', thousands: '.' }, 4934],
    ] as const) {
      const columns = { n: { type: 'number' as const, ...column } };
      expect(await read(lines, sum, { columns })).toEqual({
        errors: [],
        rowsRejected: 0,
        april: [expect.closeTo(value)],
      });
    }
  });

  it.each([
    [['1.234', '2.5']],
    [['0.125', '1.234']],
    [['1.2345', '1.234']],
    [['12', '7']],
  ])('are none beside others: %j', async cells => {
    expect(await read(rows('n', ...cells), sum)).toMatchObject({ errors: [] });
  });
});

it('names dates from which systems count', async () => {
  const lines = rows(
    'began',
    '1970-01-01T00:00:00Z',
    '1900-01-01',
    '2026-04-01T06:00:00Z',
  );
  const kpis = {
    kpi: { measure: 'max', of: { duration: { from: 'began', to: 'opened' } } },
  };
  const { errors } = await read(lines, kpis);
  expect(errors).toEqual([
    'rows.csv line 2: "1970-01-01T00:00:00Z": began is a date from which systems count, which often stands for none: if so, say under columns of the source "began": { missing: ["1970-01-01T00:00:00Z"] } (2 rows)',
  ]);
  const missing = ['1970-01-01T00:00:00Z', '1900-01-01'];
  expect(
    await read(lines, kpis, { columns: { began: { missing } } }),
  ).toMatchObject({ errors: [], april: [50] });
});

describe('rows without an entity', () => {
  const lines = [
    'service;opened',
    'A;2026-04-01',
    ' ;2026-04-02',
    ';2026-04-03',
  ];

  it('count nowhere, and the run says how many there are', async () => {
    expect(await read(lines, { kpi: count() })).toEqual({
      errors: [
        "rows.csv line 3: 2 of 3 rows have no entity, as service is blank, and count for none: if that is right, add '*' to kpiTree.records.sources[test].entities.ignore (2 rows)",
      ],
      rowsRejected: 0,
      april: [1],
    });
  });

  it.each([{ ignore: ['*'] }, { always: [a] }])(
    'are right with %j',
    async more => {
      const entities = { column: 'service', map: { A: a }, ...more };
      const { errors } = await read(lines, { kpi: count() }, { entities });
      expect(errors).toEqual([]);
    },
  );

  it('are as many as records', async () => {
    const { errors } = await read(
      ['id;service;opened', '1;;2026-04-01', '1;;2026-04-01', '2;A;2026-04-01'],
      { kpi: count() },
      { key: ['id'] },
    );
    expect(errors).toEqual([
      expect.stringContaining('1 of 2 rows have no entity'),
    ]);
  });
});
