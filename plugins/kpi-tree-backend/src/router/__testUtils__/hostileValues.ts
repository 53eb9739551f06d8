import fc from 'fast-check';

/** Dates at the edges of the product, of the calendar and of what a date looks like. */
export const edgeDates = [
  '1899-12-31',
  '1900-01-01',
  '2024-02-29',
  '2026-02-29',
  '2026-04-10',
  '2026-05-15',
  '2026-06-01',
  '2026-06-30',
  '2026-07-01',
  '2199-12-31',
  '2200-01-01',
  '0000-01-01',
  '9999-12-31',
  '10000-01-01',
  '-000001-01-01',
  '2026-13-01',
  '2026-1-1',
  '2026-05-15T00:00:00Z',
  ' 2026-05-15',
  '２０２６-05-15',
];

/** Numbers at the edges of the types that they go through. */
export const edgeNumbers = [
  0,
  -0,
  5e-324,
  -5e-324,
  Number.EPSILON,
  1e-7,
  0.1,
  -1,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 32,
  Number.MAX_SAFE_INTEGER,
  2 ** 53 + 2,
  5e9,
  -5e9,
  1e21,
  1e200,
  1.7e308,
  -1.7e308,
  Number.MAX_VALUE,
];

/** Numbers as texts that are none, or other ones than they seem. */
export const oddNumberTexts = [
  '',
  ' ',
  'NaN',
  'Infinity',
  '-Infinity',
  '1e999',
  '-1e999',
  '0x10',
  '1_000',
  '1,5',
  '1.234,5',
  '--1',
  '+1',
  '.5',
  '1.',
  '١',
  '１',
  'null',
];

/** Texts that a database, a URL or a terminal may choke on. */
export const oddTexts = [
  '',
  'x',
  '\0',
  'a\0b',
  '\ud800',
  '\udc00x',
  '\u202e',
  '\ufeff',
  '\r\n',
  '__proto__',
  'constructor',
  'toString',
  'x'.repeat(300),
  'x'.repeat(5_000),
  "';--",
  '{{x}}',
  '😀',
];

/** What may stand in JSON where something else should. */
export const oddJson = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    [],
    {},
    [null],
    { a: 1 },
    ...edgeNumbers,
    ...edgeDates,
    ...oddTexts,
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A value in which something is replaced, missing or there that should not be. */
export function changed(value: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(value) && value.length) {
    return fc.oneof(
      { weight: 1, arbitrary: oddJson },
      {
        weight: 4,
        arbitrary: fc
          .nat({ max: value.length - 1 })
          .chain(at =>
            changed(value[at]).map(other =>
              value.map((one, i) => (i === at ? other : one)),
            ),
          ),
      },
    );
  }
  const entries = Object.entries(Object(value) as object);
  if (typeof value === 'object' && value !== null && entries.length) {
    return fc.oneof(
      { weight: 1, arbitrary: oddJson },
      {
        weight: 1,
        arbitrary: oddJson.map(other => ({ ...value, wieght: other })),
      },
      {
        weight: 1,
        arbitrary: fc
          .constantFrom(...entries.map(([key]) => key))
          .map(key =>
            Object.fromEntries(entries.filter(([name]) => name !== key)),
          ),
      },
      {
        weight: 8,
        arbitrary: fc
          .constantFrom(...entries)
          .chain(([key, inner]) =>
            changed(inner).map(other => ({ ...value, [key]: other })),
          ),
      },
    );
  }
  return oddJson;
}
