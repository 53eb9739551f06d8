import fc from 'fast-check';
import { KpiSpec } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { a, b, collect, domain } from '../__testUtils__/records';
import { Row } from '../rows/RowReader';

jest.setTimeout(60_000);

/** Of rows of service A, or of the one given. */
const measure = (of: string, list: Row[], spec: Partial<KpiSpec> = {}) =>
  collect(
    list.map(row => ({ service: 'A', ...row })),
    {
      kpis: [
        {
          settings: { measure: 'distinct', of },
          spec: {
            unit: '1',
            aggregate: { overTime: 'none', overEntities: 'none' },
            ...spec,
          },
        },
      ],
    },
  );

const dayOf = (number: number) =>
  new Date(Date.UTC(2026, 0, number)).toISOString().slice(0, 10);

describe('distinct', () => {
  const reporters = [
    { at: '2026-01-05', who: 'Ann' },
    { at: '2026-01-06', who: 'bob' },
    { at: '2026-01-07', who: 'ANN' },
    { at: '2026-01-08', who: '' },
    { at: '2026-03-01', who: 'Ann' },
  ];

  it('counts the values of a column, whatever their case', async () => {
    const { values, errors } = await measure('who', reporters);
    expect(errors).toEqual([]);
    expect(values(a)).toEqual({
      '2026-01-01': [2, 1],
      '2026-02-01': [0, 1],
      '2026-03-01': [1, 1],
    });
  });

  it('counts each value of a list, and what is in several services once', async () => {
    const { values, errors } = await measure('labels', [
      { service: 'A', at: '2026-01-05', labels: ['db', 'net'] },
      { service: 'B', at: '2026-01-06', labels: ['NET'] },
      { service: 'A|B', at: '2026-01-07', labels: [] },
      { service: 'A|B', at: '2026-01-08', labels: ['ui', 'db'] },
    ]);
    expect(errors).toEqual([]);
    expect(values(a)).toEqual({ '2026-01-01': [3, 1] });
    expect(values(b)).toEqual({ '2026-01-01': [3, 1] });
    // Six if they were added up
    expect(values(domain)).toEqual({ '2026-01-01': [3, 1] });
  });

  it.each<[Partial<KpiSpec>, string]>([
    [
      { grain: 'day' },
      'spec.grain is day, but the distinct values of several make no number of the month, as one may be in each: use the period, month',
    ],
    [
      { aggregate: { overTime: 'none', overEntities: 'sum' } },
      'spec.aggregate.overEntities is sum, but numbers of distinct values do not combine so, as one value may be in several: use none, or one of mean, min and max',
    ],
    [
      { aggregate: { overTime: 'last', overEntities: 'none' } },
      'spec.aggregate.overTime is last, but numbers of distinct values do not combine so, as one value may be in several: use none, or one of mean, min and max',
    ],
  ])('refuses %j', async (spec, message) => {
    const { values, errors } = await measure('who', reporters, spec);
    expect(errors).toEqual([`The Kpi kpi cannot be measured: ${message}`]);
    expect(values(a)).toEqual({});
  });

  it('cannot be broken down, as one value may be in several classes', async () => {
    const { errors } = await measure('who', reporters, {
      breakdowns: [{ id: 'day', column: 'at' }],
    });
    expect(errors).toEqual([
      'kpi: The Kpi kpi cannot be broken down by day: what distinct measures of all records is not made of what it measures of some; leave spec.breakdowns out',
    ]);
  });

  it('is the size of a set, for random values', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            service: fc.constantFrom('A', 'B', 'A|B'),
            day: fc.integer({ min: 1, max: 59 }),
            tags: fc.array(fc.constantFrom('x', 'X', 'y', 'Ä', 'ä', '0'), {
              maxLength: 3,
            }),
          }),
          { minLength: 1, maxLength: 30 },
        ),
        async list => {
          const { measurements, errors } = await measure(
            'tags',
            list.map(({ service, day, tags }) => ({
              service,
              at: dayOf(day),
              tags,
            })),
          );
          expect(errors).toEqual([]);
          expect(measurements.length).toBeGreaterThan(0);
          for (const { entityRef, period, value } of measurements) {
            const found = list
              .filter(
                ({ service, day }) =>
                  dayOf(day).startsWith(period.slice(0, 7)) &&
                  (entityRef === domain ||
                    service.includes(entityRef === a ? 'A' : 'B')),
              )
              .flatMap(({ tags }) => tags.map(tag => tag.toUpperCase()));
            expect(value).toBe(new Set(found).size);
          }
        },
      ),
      { numRuns: 12, seed: 1 },
    );
  });
});
