import fc from 'fast-check';
import { a, b, collect, TestKpi } from '../__testUtils__/records';

jest.setTimeout(120_000);

const time = fc.constantFrom(
  ...['2026-02-01T00:00:00Z', '2026-02-28T23:30:00Z', '2026-03-01', ''],
  ...['2026-04-11T12:00:00+05:30', '2026-07-01', 'soon', '9999-12-31'],
);
const number = fc.constantFrom(
  ...['0', '1', '-2.5', '0.1', '1e30', '-1e30', '3.0000000000001', 'n/a', ''],
);
const row = fc.record({
  service: fc.constantFrom('A', 'B', 'A|B', 'other', '', 'C'),
  at: time,
  end: time,
  n: number,
  w: number,
  priority: fc.constantFrom('1', '2', ''),
});

const duration = { duration: { from: 'at', to: 'end' } };
const some = { where: { priority: '1' } };
const settings = fc.constantFrom<Record<string, unknown>[]>(
  { measure: 'count' },
  { measure: 'count', ...some },
  { measure: 'sum', of: 'n' },
  { measure: 'sum', of: 'n', where: { n: { $lt: 100 } } },
  { measure: 'mean', of: duration },
  { measure: 'mean', of: 'n', weight: 'w' },
  { measure: 'mean', of: 'n', ...some },
  { measure: 'max', of: duration, ...some },
  { measure: 'min', of: 'n' },
  { measure: 'ratio', numerator: some },
  { measure: 'ratio', numerator: { sum: 'n' }, denominator: { sum: 'w' } },
  { measure: 'median', of: duration },
  { measure: 'distinct', of: 'priority' },
  { measure: 'open', to: 'end' },
  { measure: 'count', time: 'end' },
);
const kpis = fc.uniqueArray(settings, { minLength: 2, maxLength: 7 });

/** Two for all KPIs, and one that a name stands for in some of them. */
const entities = (names: string[]) => [
  { entityRef: a, keys: {} },
  { entityRef: b, keys: {} },
  {
    entityRef: 'component:default/c',
    keys: Object.fromEntries(names.map(name => [name, 'C'])),
  },
];

describe('gauges that are measured together', () => {
  it('measure what each measures by itself', async () => {
    let measured = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 12 }),
        kpis,
        fc.constantFrom('day', 'month'),
        fc.subarray(['kpi-0', 'kpi-1', 'kpi-3']),
        async (rows, all, grain, named) => {
          const given = all.map(
            (one, index): TestKpi => ({
              name: `kpi-${index}`,
              settings: one,
              spec: {
                grain: one.measure === 'median' ? 'month' : grain,
              } as object,
            }),
          );
          const request = { entities: entities(named) };
          const together = await collect(rows, { kpis: given, request });
          for (const kpi of given) {
            const alone = await collect(rows, { kpis: [kpi], request });
            expect(
              together.measurements.filter(one => one.kpi === kpi.name),
            ).toEqual(alone.measurements);
            measured += alone.measurements.length;
          }
        },
      ),
      { numRuns: 12, seed: 1 },
    );
    expect(measured).toBeGreaterThan(200);
  });
});
