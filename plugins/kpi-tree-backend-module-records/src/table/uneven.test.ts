/** Rows of which later ones have columns that earlier ones have not. */
import { a, collect, ListRowReader } from '../__testUtils__/records';

jest.setTimeout(60_000);

it('rows that have more and more columns are read with the memory that there is', async () => {
  const columns = Array.from({ length: 40 }, (_, index) => `column${index}`);
  const rows = columns.map((_, last) => ({
    service: 'A',
    at: '2026-03-01',
    ...Object.fromEntries(
      columns.slice(0, last + 1).map(column => [column, String(last)]),
    ),
  }));
  const reader = Object.assign(new ListRowReader(rows), { sparse: true });
  const { values, errors } = await collect(reader, {
    kpis: columns.map(column => ({
      name: column,
      settings: { measure: 'sum', of: column },
    })),
  });
  expect(errors).toEqual([]);
  expect(values(a, 'column0')).toEqual({ '2026-03-01': [780, 40] });
  expect(values(a, 'column39')).toEqual({ '2026-03-01': [39, 1] });
});
