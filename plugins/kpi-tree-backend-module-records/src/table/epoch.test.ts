/** Times that are numbers since 1970. */
import { a, collect } from '../__testUtils__/records';

jest.setTimeout(60_000);

it('times since 1970 are read as seconds or milliseconds, as their column says', async () => {
  const rows = [
    ['1772323200', '1772326800000'],
    ['1772323200.5', '1772323201500'],
    // Not yet ended, as some write it
    ['1772323200', '0'],
    ['1772323200', '-1'],
    // Not one of the product, and none at all
    ['-9999999999', '1772326800000'],
    ['2026-03-01', '1772326800000'],
  ].map(([at, end]) => ({ service: 'A', at, end }));
  const { values, errors } = await collect(rows, {
    kpis: [
      { name: 'count', settings: { measure: 'count' } },
      {
        name: 'mean',
        spec: { unit: 's' },
        settings: {
          measure: 'sum',
          of: { duration: { from: 'at', to: 'end' } },
        },
      },
    ],
    config: {
      columns: {
        at: { type: 'time', format: '%s' },
        end: { type: 'time', format: '%Q', missing: ['0', '-1'] },
      },
    },
  });
  expect(values(a, 'count')).toEqual({ '2026-03-01': [4, 1] });
  expect(values(a, 'mean')).toEqual({ '2026-03-01': [3_601, 2] });
  expect(errors).toEqual([
    expect.stringMatching(
      /^rows line 6: "-9999999999": at is not a date .* as its format %s says/,
    ),
  ]);
});
